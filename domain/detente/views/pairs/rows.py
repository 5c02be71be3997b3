"""A picture of many rows along the years, as an SVG document."""

from collections.abc import Iterator, Sequence
from itertools import chain
from xml.etree import ElementTree as ET

from detente.views.pairs.bands import Box, bands, entries, marks, patterns
from detente.views.pairs.content import Row, Rows, Stretch
from detente.views.timeline import labels, parts, shapes
from detente.views.timeline.drawing import document, header
from detente.views.timeline.frame import MARGIN, NAME_GAP, WIDTH
from detente.views.timeline.legend import flowing
from detente.views.timeline.scale import Scale
from detente.views.timeline.shapes import Fill
from detente.views.timeline.svg import element

PITCH, BAND = 18, 14
"""How high a row is, and the band in it."""
_SIZE = 12
_ROOM_FOR_NAMES, _ROOM_FOR_A_MARK = 300, 12
_THIN = 1.5
"""How wide a band is at least."""


def draw(content: Rows) -> str:
    """Return a picture as an SVG 1.1 document, with a group of the class ``row`` for each row.

    Every id in it begins with the `name` of the content; the root carries the scale, as that of a timeline does.
    """
    head, top = header(content.title, [], content.statement)
    if not content.rows:
        return document(content.name, content.title, content.statement, head, top)
    scale = _scale(content)
    fills = chain.from_iterable(_fills(content, one) for row in content.rows for one in row.stretches)
    used = list(dict.fromkeys(fills))
    key, top = flowing(list(entries(used)), top + 16)
    top += 28
    bottom = top + PITCH * len(content.rows)
    drawn = [
        patterns(used),
        *head,
        *(parts.shade(scale, top + PITCH * number, PITCH) for number in range(0, len(content.rows), 2)),
        *parts.axis(scale, top, bottom),
        *_above(content, scale, top - 10),
        *(
            element("g", *_row(content, row, top + PITCH * number, scale), class_="row")
            for number, row in enumerate(content.rows)
        ),
        *key,
    ]
    return document(content.name, content.title, content.statement, drawn, bottom + 40, **scale.measures)


def _scale(content: Rows) -> Scale:
    """Return the axis between the names of the rows and what stands at their ends."""
    names = max(labels.width(_name(row), _SIZE) for row in content.rows)
    measures = max(labels.width(text, _SIZE) for text in (content.measured, *(row.measure for row in content.rows)))
    return Scale(*content.window, MARGIN + names + NAME_GAP, WIDTH - MARGIN - measures - NAME_GAP)


def _above(content: Rows, scale: Scale, y: float) -> Iterator[ET.Element]:
    """Return the dates once more above the rows, and the heading of what stands at their ends."""
    for tick in scale.ticks():
        yield element("text", tick.text, x=tick.x, y=y, text_anchor="middle", font_size=13, fill=shapes.DARK)
    yield _at_end(content.measured, y)


def _row(content: Rows, row: Row, top: float, scale: Scale) -> Iterator[ET.Element]:
    """Return a row; its bands say their days and what is so to who points at them, its name what there is to say."""
    name = element(
        "text", _name(row), x=scale.left - NAME_GAP, y=top + PITCH / 2 + 4, text_anchor="end", font_size=_SIZE,
        fill=shapes.DARK,
    )  # fmt: skip
    yield element("g", element("title", "\n".join([row.name, *row.remarks])), name)
    spans = [(one, scale.start(one.first), scale.end(one.last)) for one in row.stretches]
    # What lasted a day would lie under what came after it.
    for one, left, right in sorted(spans, key=lambda span: span[1] - span[2]):
        title = f"{one.in_words}, {one.days_in_words}"
        box = Box(left, top + (PITCH - BAND) / 2, max(right - left, _THIN), BAND)
        yield from bands(_fills(content, one), box, title)
    lettered = [
        (left + _ROOM_FOR_A_MARK / 2, one.statuses[0])
        for one, left, right in spans
        if one.is_certain and right - left >= _ROOM_FOR_A_MARK
    ]
    yield from marks(lettered, top + PITCH / 2)
    if row.measure:
        yield _at_end(row.measure, top + PITCH / 2 + 4)


def _at_end(text: str, y: float) -> ET.Element:
    return element("text", text, x=WIDTH - MARGIN, y=y, text_anchor="end", font_size=_SIZE, fill=shapes.DARK)


def _name(row: Row) -> str:
    return labels.shortened(row.name, _SIZE, _ROOM_FOR_NAMES)


def _fills(content: Rows, stretch: Stretch) -> Sequence[Fill]:
    return [Fill(content.name, status, stretch.is_certain, is_supposed=False) for status in stretch.statuses]
