"""The legend of a timeline: of what is drawn, what means what."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from detente.model.statuses import Status
from detente.views import ink, labels
from detente.views.course import Course, Fate
from detente.views.frame import MARGIN, WIDTH, Spot
from detente.views.ink import Fill
from detente.views.svg import element

SIZE = 12
_SAMPLE, _LINE = 34, 24

_FATES = {
    Fate.LEFT_OUT: "left out in the hypothesis",
    Fate.MOVED: "moved to another date in the hypothesis",
    Fate.OVERTAKEN: "overtaken: no longer possible in the hypothesis",
    Fate.SUPPOSED: "supposed event",
}


class _Entry(NamedTuple):
    drawn: list[ET.Element]
    text: str


def legend(courses: Sequence[Course], spots: Sequence[Spot], top: float, more: str) -> tuple[list[ET.Element], float]:
    """Draw the legend, in as many lines as it takes, with a remark at its end; and give where it ends."""
    x, y, drawn = MARGIN, top, list[ET.Element]()
    for entry in [*_of_courses(courses), *_of_events(spots), *([_Entry([], more)] if more else [])]:
        indent = _SAMPLE + 6 if entry.drawn else 0
        wide = indent + labels.width(entry.text, SIZE) + 14
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, y = MARGIN, y + _LINE
        text = element("text", entry.text, x=indent, y=4, font_size=SIZE, fill=ink.INK)
        drawn.append(element("g", *entry.drawn, text, transform=f"translate({x:.2f},{y:.2f})"))
        x += wide
    return drawn, y + _LINE


def _of_courses(courses: Sequence[Course]) -> list[_Entry]:
    entries: list[_Entry] = []
    for course in courses:
        name = f"{course.name}: " if len(courses) > 1 else ""
        for is_certain, text in ((True, "status"), (False, "possible: the dates leave it open")):
            status = next((run.possible[0] for run in course.runs if run.is_certain == is_certain), None)
            if status is not None:
                entries.append(
                    _Entry(_sample(status, is_certain=is_certain, is_supposed=course.is_supposed), f"{name}{text}")
                )
    return entries


def _sample(status: Status, *, is_certain: bool, is_supposed: bool) -> list[ET.Element]:
    return [
        ink.band(Fill(status, is_certain, is_supposed), 0, -8, _SAMPLE, 16),
        ink.line(f"M0,0 H{_SAMPLE}", is_certain=is_certain, is_supposed=is_supposed),
    ]


def _of_events(spots: Sequence[Spot]) -> list[_Entry]:
    kept = {spot.mark.changes_status for spot in spots if spot.mark.fate == Fate.KEPT}
    entries = [
        _Entry([ink.sign(Fate.KEPT, _SAMPLE / 2, 0, 14, changes_status=changes)], text)
        for changes, text in ((True, "event that changed the status"), (False, "event that changed a fact only"))
        if changes in kept
    ]
    entries += [
        _Entry([ink.sign(fate, _SAMPLE / 2, 0, 14, changes_status=True)], text)
        for fate, text in _FATES.items()
        if any(spot.mark.fate == fate for spot in spots)
    ]
    if any(spot.has_extent for spot in spots):
        entries.append(_Entry([ink.extent(2, _SAMPLE - 2, 0)], "one of these days, not known which"))
    return entries
