"""The parts of a timeline, drawn: lanes and axis, bands, the line of a course, events and their labels."""

from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

from detente.model.naming import act_in_words
from detente.model.rules import Act
from detente.model.statuses import Status
from detente.views import ink
from detente.views.course import Course, Fate, bands
from detente.views.data import source_in_words
from detente.views.frame import (
    ACT_SIZE,
    BAND,
    DATE_SIZE,
    LANES_FROM,
    MARGIN,
    ROW,
    WIDTH,
    Flag,
    Frame,
    Spot,
    words_on_label,
)
from detente.views.ink import Fill
from detente.views.svg import element


def lanes(frame: Frame, axis: float) -> Iterator[ET.Element]:
    """Draw the lanes with their names, and the axis with its dates."""
    right = WIDTH - MARGIN
    for status in Status:
        top = frame.edge(status)
        if status.height % 2:
            yield element("rect", x=LANES_FROM, y=top, width=right - LANES_FROM, height=frame.lane, fill=ink.SHADE)
        yield element(
            "text", status.words, x=LANES_FROM - 12, y=top + frame.lane / 2 + 5, text_anchor="end", font_size=14,
            fill=ink.INK,
        )  # fmt: skip
    for tick in frame.scale.ticks():
        yield element("path", d=f"M{tick.x:.2f},{frame.top:.2f} V{axis + 6:.2f}", stroke=ink.GRID, stroke_width=1)
        yield element("text", tick.text, x=tick.x, y=axis + 22, text_anchor="middle", font_size=13, fill=ink.INK)
    yield element("path", d=f"M{LANES_FROM},{axis:.2f} H{right}", stroke=ink.FAINT, stroke_width=1)


def course_bands(course: Course, track: int, frame: Frame) -> Iterator[ET.Element]:
    """Draw the bands of a course; each says its status and its days to who points at it."""
    for band in bands(course.runs):
        left, right = frame.scale.start(band.run.first), frame.scale.end(band.run.last)
        drawn = ink.band(
            Fill(band.status, band.run.is_certain, course.is_supposed),
            left, frame.y(band.status, track) - BAND / 2, max(right - left, 1.5), BAND,
        )  # fmt: skip
        drawn.append(element("title", f"{band.run.in_words}, {band.run.days_in_words}"))
        yield drawn


def course_lines(course: Course, track: int, frame: Frame) -> Iterator[ET.Element]:
    """Draw the line of a course: strong where the status is certain, lighter in every lane where it is not."""
    strong, light = list[str](), list[str]()
    for run in course.runs:
        start, end = frame.scale.start(run.first), frame.scale.end(run.last)
        for status in run.possible:
            (strong if run.is_certain else light).append(f"M{start:.2f},{frame.y(status, track):.2f} H{end:.2f}")
    for run, following in pairwise(course.runs):
        heights = [frame.y(status, track) for status in (*run.possible, *following.possible)]
        riser = f"M{frame.scale.start(following.first):.2f},{max(heights):.2f} V{min(heights):.2f}"
        (strong if run.is_certain and following.is_certain else light).append(riser)
    for path, is_certain in ((light, False), (strong, True)):
        if path:
            yield ink.line(" ".join(path), is_certain=is_certain, is_supposed=course.is_supposed)


def event(spot: Spot) -> ET.Element:
    """Draw the sign of an event; pointed at, it says what happened."""
    mark = spot.mark
    # What is pointed at is wider than what is drawn.
    aim = element(
        "rect", x=spot.x - 4, y=spot.y - spot.room / 2, width=8, height=spot.room, fill=ink.PAPER, fill_opacity=0
    )
    return element(
        "g",
        element("title", "\n".join(_told(spot))),
        ink.sign(mark.fate, spot.x, spot.y, spot.room, changes_status=mark.changes_status),
        aim,
        class_="event",
        data_event=mark.event.id,
    )


def pole(flag: Flag, spot: Spot, frame: Frame) -> ET.Element:
    """Draw the line between a label and its event."""
    return element(
        "path", d=f"M{spot.x:.2f},{_label_edge(flag, frame):.2f} V{spot.y:.2f}", stroke=ink.FAINT, stroke_width=1
    )


def label(flag: Flag, spot: Spot, frame: Frame) -> Iterator[ET.Element]:
    """Write what happened, and when."""
    act, when = words_on_label(spot.mark)
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
        fill=ink.PAPER,
    )
    yield element("text", act, x=x, y=top + 12, text_anchor=anchor, font_size=ACT_SIZE, fill=ink.INK)
    yield element("text", when, x=x, y=top + 27, text_anchor=anchor, font_size=DATE_SIZE, fill=ink.FAINT)


def _label_edge(flag: Flag, frame: Frame) -> float:
    """Give the edge of a label that is farthest from the lanes: there its pole ends."""
    away = (flag.placed.row + 1) * ROW
    return frame.top - away if flag.is_above else frame.bottom + away


def _told(spot: Spot) -> Iterator[str]:
    mark, event = spot.mark, spot.mark.event
    announced = f", announced {event.announced.in_words()}" if event.announced else ""
    doubt = "" if event.confidence == "confirmed" else f" [{event.confidence}]"
    yield f"{act_in_words(Act.of(event), event.pair)}{'' if mark.fate == Fate.KEPT else f' ({mark.fate})'}"
    yield f"{event.on.in_words()}{announced}"
    yield f"{event.summary}{doubt}"
    yield from map(source_in_words, event.sources[:1])
