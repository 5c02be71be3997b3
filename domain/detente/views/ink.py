"""How a timeline is drawn so that it reads without colours too: fills, lines and marks."""

from typing import NamedTuple
from xml.etree import ElementTree as ET

from detente.model.statuses import Status
from detente.views.course import Fate
from detente.views.svg import element

COLOURS = {
    Status.TALKS_OFFERED: "#56b4e9",
    Status.SEVERED: "#d55e00",
    Status.SANCTIONED: "#cc79a7",
    Status.EMBASSY_CLOSED: "#e69f00",
    Status.STRAINED: "#f0e442",
    Status.ESTABLISHED: "#009e73",
    Status.NO_RELATIONS: "#a6a6a6",
}
"""The colours of Okabe and Ito, which the colour-blind can tell apart."""

INK, FAINT, GRID, SHADE, PAPER = "#1a1a1a", "#595959", "#d9d9d9", "#f5f5f5", "#ffffff"
SUPPOSED = "#005a8c"
"""The colour of what is supposed; it is dashed or an open diamond as well."""


class Fill(NamedTuple):
    """How a band is filled: plain if certain and hatched if not; if supposed, dotted or hatched the other way."""

    status: Status
    is_certain: bool
    is_supposed: bool

    @property
    def paint(self) -> str:
        """The value of ``fill``."""
        return f"url(#{self._name})" if self._name else COLOURS[self.status]

    @property
    def pattern(self) -> ET.Element | None:
        """The pattern to be defined for it, if it needs one."""
        if not self._name:
            return None
        colour = COLOURS[self.status]
        if self.is_certain:
            motif = [element("circle", cx=x, cy=y, r=1.5, fill=colour) for x, y in ((2, 2), (6, 6))]
        else:
            way = "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6" if not self.is_supposed else "M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2"
            motif = [element("path", d=way, stroke=colour, stroke_width=2.4, fill="none")]
        paper = element("rect", width=8, height=8, fill=PAPER)
        return element("pattern", paper, *motif, id=self._name, width=8, height=8, patternUnits="userSpaceOnUse")

    @property
    def _name(self) -> str:
        if self.is_certain and not self.is_supposed:
            return ""
        return (
            f"{'supposed' if self.is_supposed else 'recorded'}-{'' if self.is_certain else 'un'}certain-{self.status}"
        )


def band(fill: Fill, x: float, y: float, width: float, height: float) -> ET.Element:
    """Draw a band; where it is no plain fill, its edge says where it ends."""
    edge: dict[str, str | float] = {"stroke": FAINT, "stroke_width": 0.75} if fill.pattern is not None else {}
    if fill.is_supposed:
        edge["stroke_dasharray"] = "4 2"
    return element("rect", x=x, y=y, width=width, height=height, fill=fill.paint, **edge)


def line(path: str, *, is_certain: bool, is_supposed: bool) -> ET.Element:
    """Draw a part of a course."""
    look: dict[str, str | float] = {"stroke_dasharray": "7 4"} if is_supposed else {}
    return element(
        "path",
        d=path,
        fill="none",
        stroke=SUPPOSED if is_supposed else INK,
        stroke_width=2.5 if is_certain else 1,
        **look,
    )


def extent(left: float, right: float, y: float) -> ET.Element:
    """Draw the days between which something happened, with an end at either side."""
    ends = f"M{left:.2f},{y - 5:.2f} v10 M{left:.2f},{y:.2f} H{right:.2f} M{right:.2f},{y - 5:.2f} v10"
    return element(
        "g",
        element("path", d=ends, stroke=PAPER, stroke_width=4.5, fill="none"),
        element("path", d=ends, stroke=INK, stroke_width=2, fill="none"),
    )


def sign(fate: Fate, x: float, y: float, room: float, *, changes_status: bool) -> ET.Element:
    """Draw the sign of an event: its shape says what it did, or what a hypothesis makes of it."""
    size = min(5.5, max(room / 2, 4)) if changes_status else min(4, room / 2)
    if fate == Fate.SUPPOSED:
        path = f"M{x:.2f},{y - 1.4 * size:.2f} l{_steps(size * 1.4, '1,1 -1,1 -1,-1')} z"
        return element("path", d=path, fill=PAPER, stroke=SUPPOSED, stroke_width=2.25)
    if fate == Fate.OVERTAKEN:
        cross = f"M{x - size:.2f},{y - size:.2f} l{_steps(size, '2,2')} m{_steps(size, '0,-2')} l{_steps(size, '-2,2')}"
        return element(
            "g",
            element("path", d=cross, stroke=PAPER, stroke_width=5, fill="none"),
            element("path", d=cross, stroke=INK, stroke_width=2.5, fill="none"),
        )
    if fate in (Fate.LEFT_OUT, Fate.MOVED):
        return element("circle", cx=x, cy=y, r=size, fill=PAPER, stroke=INK, stroke_width=2)
    if changes_status:
        return element("circle", cx=x, cy=y, r=size, fill=INK, stroke=PAPER, stroke_width=1.25)
    height = min(room, 14)
    return element("rect", x=x - 1, y=y - height / 2, width=2, height=height, fill=INK, stroke=PAPER, stroke_width=0.5)


def _steps(size: float, steps: str) -> str:
    """Give steps of a path, enlarged."""
    return " ".join(",".join(f"{float(along) * size:.2f}" for along in step.split(",")) for step in steps.split())
