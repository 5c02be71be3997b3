"""How statuses are drawn in little room: as bands or cells, with a letter; and what the legend says of that."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from xml.etree import ElementTree as ET

from detente.model.statuses import Status
from detente.views.palette import UNKNOWN, look
from detente.views.timeline import shapes
from detente.views.timeline.legend import OPEN, SAMPLE, Entry
from detente.views.timeline.looks import Texture
from detente.views.timeline.shapes import Fill
from detente.views.timeline.svg import element

MARK = 11
"""The size of the letters."""
ENDED = "so where the record ended, before that day"


NOT_ANSWERED = "not answered: something is wrong in the log"


class Box(NamedTuple):
    """Where something is drawn."""

    x: float
    y: float
    width: float
    height: float


def bands(fills: Sequence[Fill], box: Box, title: str) -> Iterator[ET.Element]:
    """Return a band for each fill, one under the other in a box; who points at one is told the title."""
    share = box.height / len(fills)
    for number, fill in enumerate(fills):
        drawn = shapes.band(fill, box.x, box.y + number * share, box.width, share)
        drawn.append(element("title", title))
        yield drawn


def marks(found: Sequence[tuple[float, Status]], y: float, *, on_paper: bool = False) -> Iterator[ET.Element]:
    """Return the letters of statuses, each with its middle at an x, on one line with its middle at y.

    Those on a colour are of the class ``fact``, as they stay dark where a page turns paper and ink about.
    """
    letters = (element("text", look(status).mark, x=x, y=y + 4, fill=shapes.DARK) for x, status in found)
    if found:
        yield element("g", *letters, class_="mark" if on_paper else "fact", text_anchor="middle", font_size=MARK)


def patterns(fills: Iterable[Fill]) -> ET.Element:
    """Return the patterns of the fills that need one, each once."""
    made = (fill.pattern for fill in dict.fromkeys(fills))
    return element("defs", *(pattern for pattern in made if pattern is not None))


def entries(fills: Iterable[Fill], blank: str = "nothing is recorded") -> Iterator[Entry]:
    """Return what the legend says of fills: which status each colour and letter is, what hatching and blanks mean."""
    drawn = list(dict.fromkeys(fills))
    for status in sorted({fill.status for fill in drawn}, key=lambda status: -status.height):
        plain = Fill("", status, is_certain=True, is_supposed=False)
        yield Entry([_sample(plain), *marks([(SAMPLE / 2, status)], 0)], status.words)
    yield from (Entry([_sample(fill)], OPEN) for fill in _first(drawn, lambda fill: not fill.is_certain))
    yield from (Entry([_sample(fill)], ENDED) for fill in _first(drawn, lambda fill: fill.texture == Texture.HOLLOW))
    empty = element("rect", y=-8, width=SAMPLE, height=16, fill=shapes.BACKGROUND, stroke=shapes.FAINT)
    yield Entry([empty], f"blank: {blank}")


def unknown(box: Box, title: str) -> ET.Element:
    """Return the mark of a pair that could not be answered about; who points at it is told the title."""
    edge = element("rect", **box._asdict(), fill=shapes.SHADE, stroke=shapes.FAINT, stroke_dasharray="2 2")
    middle = {"x": box.x + box.width / 2, "y": box.y + box.height / 2 + 4}
    mark = element("text", UNKNOWN, **middle, text_anchor="middle", font_size=MARK, fill=shapes.DARK)
    return element("g", element("title", title), edge, mark, class_="unknown")


def unanswered(*, has_any: bool) -> Iterator[Entry]:
    """Return what the legend says of the mark of pairs that could not be answered about, where there is one."""
    if has_any:
        yield Entry([unknown(Box(0, -8, SAMPLE, 16), NOT_ANSWERED)], NOT_ANSWERED)


def _first(fills: Iterable[Fill], wanted: Callable[[Fill], bool]) -> list[Fill]:
    return list(islice(filter(wanted, fills), 1))


def _sample(fill: Fill) -> ET.Element:
    return shapes.band(fill, 0, -8, SAMPLE, 16)
