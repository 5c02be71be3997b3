"""The parts of a timeline, drawn: lanes and axis, bands and lines of its tracks, events and their labels."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

from detente.model.statuses import Status
from detente.views.timeline import content, shapes
from detente.views.timeline.content import Fate, Point, Track
from detente.views.timeline.frame import (
    ACT_SIZE,
    BAND,
    DATE_SIZE,
    NAME_GAP,
    ROW,
    Flag,
    Frame,
    Spot,
    words_on_label,
)
from detente.views.timeline.scale import Scale
from detente.views.timeline.shapes import Fill
from detente.views.timeline.svg import element


def lanes(frame: Frame) -> Iterator[ET.Element]:
    """Return the lanes of the ladder with their names."""
    for status in Status:
        top = frame.edge(status)
        if status.height % 2:
            yield shade(frame.scale, top, frame.lane)
        yield from name([status.words], 14, frame.scale.left, top + frame.lane / 2)


def shade(scale: Scale, top: float, height: float) -> ET.Element:
    """Return the ground of a lane: of every other one, so that the eye follows them."""
    return element("rect", x=scale.left, y=top, width=scale.right - scale.left, height=height, fill=shapes.SHADE)


def name(lines: Sequence[str], size: float, left: float, middle: float) -> Iterator[ET.Element]:
    """Return the name of a lane, to the left of where it begins."""
    spacing = size + 2
    first = middle - (len(lines) - 1) * spacing / 2 + 5
    for number, line in enumerate(lines):
        yield element(
            "text", line, x=left - NAME_GAP, y=first + number * spacing, text_anchor="end", font_size=size,
            fill=shapes.DARK,
        )  # fmt: skip


def axis(scale: Scale, top: float, y: float) -> Iterator[ET.Element]:
    """Return the axis with its dates, each with a line up through the lanes."""
    for tick in scale.ticks():
        yield element("path", d=f"M{tick.x:.2f},{top:.2f} V{y + 6:.2f}", stroke=shapes.GRID, stroke_width=1)
        yield element("text", tick.text, x=tick.x, y=y + 22, text_anchor="middle", font_size=13, fill=shapes.DARK)
    yield element("path", d=f"M{scale.left:g},{y:.2f} H{scale.right:g}", stroke=shapes.FAINT, stroke_width=1)


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
