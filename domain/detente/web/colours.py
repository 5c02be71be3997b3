"""The colours of the page that are those of the drawings: a style sheet made from the palette."""

from collections.abc import Iterator
from functools import cache

from detente.views.palette import LOOKS
from detente.views.timeline.shapes import BACKGROUND, DARK, FAINT, GRID, SHADE, SUPPOSED

_NAMES = {BACKGROUND: "paper", DARK: "ink", FAINT: "faint", GRID: "grid", SHADE: "shade", SUPPOSED: "supposed"}
"""What the page calls the colours that are others in the dark."""


@cache
def style_sheet() -> str:
    """Return a rule for each status, and rules that give the drawings in a page the colours of its paper and ink.

    What is written right on the band of a fact keeps its own: it is dark on a bright colour, in the dark too.
    """
    return "".join((*_statuses(), *_drawings(), *_on_bands()))


def _statuses() -> Iterator[str]:
    for status, look in LOOKS.items():
        yield f".status-{status}{{--status:{look.colour}}}\n"


def _drawings() -> Iterator[str]:
    for colour, name in _NAMES.items():
        for attribute in ("fill", "stroke"):
            yield f'.drawing :not(.fact)>[{attribute}="{colour}"]{{{attribute}:var(--{name})}}\n'


def _on_bands() -> Iterator[str]:
    paper = f'.drawing .fact>rect[fill="{BACKGROUND}"]'
    yield f"{paper}{{fill:var(--paper)}}\n{paper}+text{{fill:var(--ink)}}\n"
