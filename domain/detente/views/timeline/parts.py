"""The parts of a timeline, drawn: lanes and axis, bands and lines of its tracks, events and their labels."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

from detente.model.statuses import Status
from detente.views.timeline import content, labels, shapes
from detente.views.timeline.content import Fate, Held, Point, Track
from detente.views.timeline.frame import (
    ACT_SIZE,
    BAND,
    DATE_SIZE,
    NAME_GAP,
    NAME_LINE,
    NAME_SIZE,
    ROW,
    Flag,
    Frame,
    Rows,
    Spot,
    lines_of_name,
    words_on_label,
)
from detente.views.timeline.looks import LOOKS
from detente.views.timeline.scale import Scale
from detente.views.timeline.shapes import Fill
from detente.views.timeline.svg import element


def lanes(frame: Frame) -> Iterator[ET.Element]:
    """Return the lanes of the ladder with their names."""
    for status in Status:
        top = frame.edge(status)
        yield from _lane(frame.scale, top, frame.lane, [status.words], 14, is_shaded=bool(status.height % 2))


def rows(rows: Rows, scale: Scale) -> Iterator[ET.Element]:
    """Return the lanes of the facts with their names."""
    for number, lane in enumerate(rows.lanes):
        lines = lines_of_name(lane)
        yield from _lane(scale, rows.edge(number), rows.lane, lines, NAME_SIZE, is_shaded=number % 2 == 0)


def _lane(
    scale: Scale, top: float, height: float, name: Sequence[str], size: float, *, is_shaded: bool
) -> Iterator[ET.Element]:
    if is_shaded:
        yield element("rect", x=scale.left, y=top, width=scale.right - scale.left, height=height, fill=shapes.SHADE)
    first = top + (height - (len(name) - 1) * NAME_LINE) / 2 + 5
    for number, line in enumerate(name):
        yield element(
            "text", line, x=scale.left - NAME_GAP, y=first + number * NAME_LINE, text_anchor="end", font_size=size,
            fill=shapes.DARK,
        )  # fmt: skip


def axis(scale: Scale, top: float, y: float) -> Iterator[ET.Element]:
    """Return the axis with its dates, each with a line up through the lanes."""
    for tick in scale.ticks():
        yield element("path", d=f"M{tick.x:.2f},{top:.2f} V{y + 6:.2f}", stroke=shapes.GRID, stroke_width=1)
        yield element("text", tick.text, x=tick.x, y=y + 22, text_anchor="middle", font_size=13, fill=shapes.DARK)
    yield element("path", d=f"M{scale.left:.2f},{y:.2f} H{scale.right:.2f}", stroke=shapes.FAINT, stroke_width=1)


def bands(drawing: str, track: Track, number: int, frame: Frame) -> Iterator[ET.Element]:
    """Return the bands of a track; each says its status and its days to who points at it."""
    for band in content.bands(track.spans):
        left, right = frame.scale.start(band.span.first), frame.scale.end(band.span.last)
        drawn = shapes.band(
            Fill(drawing, band.status, band.span.is_certain, track.is_supposed),
            left, frame.y(band.status, number) - BAND / 2, max(right - left, 1.5), BAND,
        )  # fmt: skip
        drawn.append(element("title", f"{band.span.in_words}, {band.span.days_in_words}"))
        yield drawn


def held(drawing: str, rows: Rows, scale: Scale) -> Iterator[ET.Element]:
    """Return the bands of the facts; each says its value, its days and its events to who points at it."""
    for number, lane in enumerate(rows.lanes):
        for track, stays in enumerate(lane.tracks):
            for stay in stays:
                left, right = scale.start(stay.first), scale.end(stay.last)
                top, height = rows.band(number, track, stay)
                fill = fact_fill(drawing, stay, is_supposed=track > 0)
                drawn = element("g", shapes.band(fill, left, top, max(right - left, 1.5), height))
                drawn.insert(0, element("title", "\n".join([*stay.remarks, stay.days_in_words])))
                if LOOKS[stay.fact, stay.value].is_named and _has_room(stay, right - left):
                    drawn.extend(_written_on(stay.in_words, left, top + height / 2, fill))
                yield drawn


def fact_fill(drawing: str, held: Held, *, is_supposed: bool) -> Fill:
    """Return how the band of a fact is filled."""
    look = LOOKS[held.fact, held.value]
    return Fill(drawing, look.rung, held.is_certain, is_supposed, look.texture)


def _has_room(held: Held, wide: float) -> bool:
    return held.is_certain and held.shares == 1 and labels.width(held.in_words, DATE_SIZE) + 12 <= wide


def _written_on(words: str, left: float, middle: float, fill: Fill) -> Iterator[ET.Element]:
    """Return words at the beginning of a band, on paper where it is not plain."""
    if fill.pattern is not None:
        wide = labels.width(words, DATE_SIZE)
        yield element("rect", x=left + 4, y=middle - 6, width=wide, height=12, fill=shapes.BACKGROUND)
    yield element("text", words, x=left + 6, y=middle + 4.5, font_size=DATE_SIZE, fill=shapes.DARK)


def lines(track: Track, number: int, frame: Frame) -> Iterator[ET.Element]:
    """Return the line of a track: strong where the status is certain, lighter in every lane where it is not."""
    strong, light = list[str](), list[str]()
    for span in track.spans:
        start, end = frame.scale.start(span.first), frame.scale.end(span.last)
        for status in span.possible:
            (strong if span.is_certain else light).append(f"M{start:.2f},{frame.y(status, number):.2f} H{end:.2f}")
    for span, following in pairwise(track.spans):
        heights = [frame.y(status, number) for status in (*span.possible, *following.possible)]
        riser = f"M{frame.scale.start(following.first):.2f},{max(heights):.2f} V{min(heights):.2f}"
        (strong if span.is_certain and following.is_certain else light).append(riser)
    for path, is_certain in ((light, False), (strong, True)):
        if path:
            yield shapes.line(" ".join(path), is_certain=is_certain, is_supposed=track.is_supposed)


def event(spot: Spot) -> ET.Element:
    """Return the sign of an event; pointed at, it says what happened."""
    point = spot.point
    # What is pointed at is wider than what is drawn.
    aim = element(
        "rect",
        x=spot.x - 4,
        y=spot.y - spot.room / 2,
        width=8,
        height=spot.room,
        fill=shapes.BACKGROUND,
        fill_opacity=0,
    )
    return element(
        "g",
        element("title", _description(point)),
        shapes.sign(point.fate, spot.x, spot.y, spot.room, changes_status=point.changes_status),
        aim,
        class_="event",
        data_event=point.id,
    )


def pole(flag: Flag, spot: Spot, frame: Frame) -> ET.Element:
    """Return the line between a label and its event."""
    return element(
        "path", d=f"M{spot.x:.2f},{_label_edge(flag, frame):.2f} V{spot.y:.2f}", stroke=shapes.FAINT, stroke_width=1
    )


def label(flag: Flag, spot: Spot, frame: Frame) -> Iterator[ET.Element]:
    """Return what happened and when, as a label."""
    what, when = words_on_label(spot.point)
    edge = _label_edge(flag, frame)
    top = edge if flag.is_above else edge - ROW + 6
    begins = flag.placed.left >= spot.x
    x, anchor = (spot.x + 5, "start") if begins else (spot.x - 5, "end")
    # The lines of the axis would run through the words.
    yield element(
        "rect",
        x=flag.placed.left + (2 if begins else 0),
        y=top,
        width=flag.placed.right - flag.placed.left - 2,
        height=ROW - 6,
        fill=shapes.BACKGROUND,
    )
    yield element("text", what, x=x, y=top + 12, text_anchor=anchor, font_size=ACT_SIZE, fill=shapes.DARK)
    yield element("text", when, x=x, y=top + 27, text_anchor=anchor, font_size=DATE_SIZE, fill=shapes.FAINT)


def _label_edge(flag: Flag, frame: Frame) -> float:
    """Return the edge of a label that is farthest from the lanes: there its pole ends."""
    away = (flag.placed.row + 1) * ROW
    return frame.top - away if flag.is_above else frame.bottom + away


def _description(point: Point) -> str:
    """Return what an event says to who points at it."""
    what = point.what if point.fate == Fate.KEPT else f"{point.what} ({point.fate})"
    return "\n".join([what, *point.remarks])
