"""Base rates drawn: which share of all spells had ended, and how, along the years since they began."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

import numpy as np

from detente.model.dates import YEAR
from detente.model.statuses import Status
from detente.model.wording import counted, opening
from detente.views.palette import look
from detente.views.rates.words import SELECTION, came_to, counts, headline, title
from detente.views.timeline import shapes
from detente.views.timeline.drawing import document, header
from detente.views.timeline.frame import MARGIN, WIDTH
from detente.views.timeline.svg import element
from detente.world.rates import FEWEST, Rates
from detente.world.survival import Estimate, estimates

_LEFT, _RIGHT, _HEIGHT = 120, WIDTH - MARGIN, 420
_MOST = 100
"""In how many steps a curve is drawn at most."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_SAMPLE, _LINE, _SIZE = 34, 24, 13


class _Curve(NamedTuple):
    """Which share had ended in one way, by day."""

    status: Status | None
    shares: Sequence[Estimate]

    @property
    def colour(self) -> str:
        """Its colour: that of the status to which the way led; dark for any."""
        return look(self.status).colour if self.status else shapes.DARK


class _Frame(NamedTuple):
    """Where days and shares lie."""

    top: float
    days: float

    def x(self, day: float) -> float:
        """Return where a day lies."""
        return _LEFT + (_RIGHT - _LEFT) * day / self.days

    def y(self, share: float | None) -> float:
        """Return where a share lies."""
        return self.top + _HEIGHT * (1 - (share or 0))


def draw(found: Rates, name: str = "rates") -> str:
    """Return base rates as an SVG 1.1 document; every id in it begins with `name`.

    Of what is asked about the interval is shaded, and what the dates leave open lies between two thin lines.
    """
    statement = "\n".join(filter(None, (counts(found), headline(found), SELECTION)))
    head, top = header(title(found), [], statement)
    if found.lasting.by is None:
        few = element(
            "text", f"Of fewer than {FEWEST} pairs no share is given.", x=MARGIN, y=top + 20, font_size=_SIZE,
            fill=shapes.DARK,
        )  # fmt: skip
        return document(name, title(found), statement, [*head, few], top + 40)
    days = _days(found)
    frame = _Frame(top + 20, float(days[-1]))
    of_days = estimates(found.durations, days.tolist(), []).by
    any_way = _Curve(None, of_days[0])
    ways = [_Curve(one.status, shares) for one, shares in zip(found.exits, of_days[1:], strict=True)]
    curves = [*ways, any_way] if len(ways) > 1 else ways or [any_way]
    main = curves[0] if found.chosen.to else curves[-1]
    key, bottom = _legend(curves, main, frame.top + _HEIGHT + 90)
    drawn = [
        *head,
        *_axes(frame, found),
        *_interval(main, days, frame),
        *(_line(curve, days, frame) for curve in reversed(curves)),
        *key,
    ]
    return document(name, title(found), statement, drawn, bottom)


def _days(found: Rates) -> np.ndarray:
    """Return the days on which a curve can take a step, from the first to the last; of many, some."""
    last = max(found.durations.longest.max(), 1)
    lasted = found.durations
    days = np.unique(np.concatenate([[0, last], lasted.shortest, lasted.middle, lasted.longest]))
    return days[np.unique(np.linspace(0, len(days) - 1, min(len(days), _MOST)).astype(int))]


def _axes(frame: _Frame, found: Rates) -> Iterator[ET.Element]:
    bottom = frame.y(0)
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = frame.y(share)
        yield element("path", d=f"M{_LEFT},{y:.2f} H{_RIGHT}", stroke=shapes.GRID, stroke_width=1)
        yield _text(f"{100 * share:.0f} %", _LEFT - 10, y + 5, "end")
    years = frame.days / YEAR
    step = next(step for step in _STEPS if years / step <= 12 or step == _STEPS[-1])
    yield _text("still seen", _LEFT - 20, bottom + 44, "end")
    for year in range(0, int(years) + 1, step):
        x = frame.x(year * YEAR)
        yield element("path", d=f"M{x:.2f},{frame.top:.2f} V{bottom + 6:.2f}", stroke=shapes.GRID, stroke_width=1)
        yield _text(counted(year, "year") if year == step else str(year), x, bottom + 22, "middle")
        yield _text(str(int((found.durations.middle >= year * YEAR).sum())), x, bottom + 44, "middle")
    yield element("path", d=f"M{_LEFT},{bottom:.2f} H{_RIGHT}", stroke=shapes.FAINT, stroke_width=1)


def _interval(curve: _Curve, days: np.ndarray, frame: _Frame) -> Iterator[ET.Element]:
    """Return the interval of a curve as a shade, and what the dates leave open as thin lines."""
    above = _steps([one.high for one in curve.shares], days, frame)
    below = _steps([one.low for one in curve.shares], days, frame)
    outline = " L".join(f"{x:.2f},{y:.2f}" for x, y in [*above, *reversed(below)])
    yield element("path", d=f"M{outline} z", fill=curve.colour, fill_opacity=0.18, stroke="none")
    for bound in ("least", "most"):
        yield _path([getattr(one, bound) for one in curve.shares], days, frame, curve.colour, 1, stroke_dasharray="2 3")


def _line(curve: _Curve, days: np.ndarray, frame: _Frame) -> ET.Element:
    drawn = _path([one.value for one in curve.shares], days, frame, curve.colour, 2.5)
    drawn.append(element("title", opening(came_to(curve.status))))
    return drawn


def _path(
    shares: Sequence[float | None], days: np.ndarray, frame: _Frame, colour: str, width: float, **look: str
) -> ET.Element:
    points = " L".join(f"{x:.2f},{y:.2f}" for x, y in _steps(shares, days, frame))
    return element("path", d=f"M{points}", fill="none", stroke=colour, stroke_width=width, **look)


def _steps(shares: Sequence[float | None], days: np.ndarray, frame: _Frame) -> list[tuple[float, float]]:
    """Return the corners of a curve that stays until it steps."""
    corners = [(frame.x(days[0]), frame.y(shares[0]))]
    for (before, after), day in zip(pairwise(shares), days[1:], strict=True):
        corners += [(frame.x(day), frame.y(before)), (frame.x(day), frame.y(after))]
    return corners


def _legend(curves: Sequence[_Curve], main: _Curve, top: float) -> tuple[list[ET.Element], float]:
    """Return what means what, a line each; and where it ends."""
    samples = [
        *(
            (
                element("path", d=f"M0,0 H{_SAMPLE}", stroke=curve.colour, stroke_width=2.5),
                opening(came_to(curve.status)),
            )
            for curve in curves
        ),
        (
            element("rect", x=0, y=-8, width=_SAMPLE, height=16, fill=main.colour, fill_opacity=0.18),
            f"{opening(came_to(main.status))}: interval of 95 %, drawn from pairs",
        ),
        (
            element("path", d=f"M0,0 H{_SAMPLE}", stroke=main.colour, stroke_width=1, stroke_dasharray="2 3"),
            "the least and the most that the dates leave open",
        ),
    ]
    drawn = [
        element(
            "g",
            sample,
            _text(text, _SAMPLE + 6, 4, "start"),
            transform=f"translate({MARGIN},{top + _LINE * number:.2f})",
        )
        for number, (sample, text) in enumerate(samples)
    ]
    return drawn, top + _LINE * len(samples)


def _text(text: str, x: float, y: float, anchor: str) -> ET.Element:
    return element("text", text, x=x, y=y, text_anchor=anchor, font_size=_SIZE, fill=shapes.DARK)
