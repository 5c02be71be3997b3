"""The facts of a timeline, drawn: their lanes, and the bands of what is in force."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from detente.views.timeline import labels, parts, shapes
from detente.views.timeline.content import Held
from detente.views.timeline.looks import LOOKS
from detente.views.timeline.rows import NAME_SIZE, Rows, lines_of_name
from detente.views.timeline.scale import Scale
from detente.views.timeline.shapes import Fill
from detente.views.timeline.svg import element

_SIZE = 12
"""The size of the words on a band."""


def lanes(rows: Rows, scale: Scale) -> Iterator[ET.Element]:
    """Return the lanes of the facts with their names."""
    for number, lane in enumerate(rows.lanes):
        top = rows.edge(number)
        if number % 2 == 0:
            yield parts.shade(scale, top, rows.lane)
        yield from parts.name(lines_of_name(lane), NAME_SIZE, scale.left, top + rows.lane / 2)


def bands(drawing: str, rows: Rows, scale: Scale) -> Iterator[ET.Element]:
    """Return the bands of the facts; each says its value, its days and its events to who points at it."""
    for number, lane in enumerate(rows.lanes):
        for track, on_track in enumerate(lane.tracks):
            for held in on_track:
                filled = fill(drawing, held, is_supposed=track > 0)
                yield _band(held, filled, scale, *rows.band(number, track, held))


def _band(held: Held, filled: Fill, scale: Scale, top: float, height: float) -> ET.Element:
    left, right = scale.start(held.first), scale.end(held.last)
    return element(
        "g",
        element("title", "\n".join([*held.remarks, held.days_in_words])),
        shapes.band(filled, left, top, max(right - left, 1.5), height),
        *(_words(held.in_words, left, top + height / 2, filled) if _is_named(held, right - left) else ()),
        class_="fact",
    )


def fill(drawing: str, held: Held, *, is_supposed: bool) -> Fill:
    """Return how the band of a fact is filled."""
    look = LOOKS[held.fact, held.value]
    return Fill(drawing, look.rung, held.is_certain, is_supposed, look.texture)


def _is_named(held: Held, wide: float) -> bool:
    """Whether the value is written on a band so wide."""
    named = LOOKS[held.fact, held.value].is_named and held.is_certain
    return named and held.shares == 1 and labels.width(held.in_words, _SIZE) + 12 <= wide


def _words(words: str, left: float, middle: float, filled: Fill) -> Iterator[ET.Element]:
    """Return words at the beginning of a band, on paper where it is not plain."""
    if filled.pattern is not None:
        wide = labels.width(words, _SIZE)
        yield element("rect", x=left + 4, y=middle - 6, width=wide, height=12, fill=shapes.BACKGROUND)
    yield element("text", words, x=left + 6, y=middle + 4.5, font_size=_SIZE, fill=shapes.DARK)
