"""The legend of a timeline: of what is drawn, what means what."""

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from detente.views.timeline import facts, labels, shapes
from detente.views.timeline.content import Content, Fate, Held
from detente.views.timeline.frame import MARGIN, WIDTH, Spot
from detente.views.timeline.looks import LOOKS
from detente.views.timeline.shapes import Fill
from detente.views.timeline.svg import element

SIZE = 12
SAMPLE, _LINE = 34, 24
"""How wide a sample is, and how high a line."""

OPEN = "possible: the dates leave it open"
_FATES = {
    Fate.LEFT_OUT: "left out in the hypothesis",
    Fate.MOVED: "moved to another date in the hypothesis",
    Fate.OVERTAKEN: "overtaken: no longer possible in the hypothesis",
    Fate.SUPPOSED: "supposed event",
}


class Entry(NamedTuple):
    """What something that is drawn means."""

    drawn: list[ET.Element]
    text: str


def legend(content: Content, spots: Sequence[Spot], top: float, remark: str) -> tuple[list[ET.Element], float]:
    """Return the legend, in as many lines as it takes, with a remark at its end; and where it ends."""
    remarks = [Entry([], remark)] if remark else []
    return flowing([*_of_tracks(content), *_of_facts(content), *_of_events(spots), *remarks], top)


def flowing(entries: Sequence[Entry], top: float, width: float = WIDTH) -> tuple[list[ET.Element], float]:
    """Return entries in as many lines as they take, and where they end."""
    x, y, drawn = MARGIN, top, list[ET.Element]()
    for entry in entries:
        indent = SAMPLE + 6 if entry.drawn else 0
        wide = indent + labels.width(entry.text, SIZE) + 14
        if x > MARGIN and x + wide > width - MARGIN:
            x, y = MARGIN, y + _LINE
        text = element("text", entry.text, x=indent, y=4, font_size=SIZE, fill=shapes.DARK)
        drawn.append(element("g", *entry.drawn, text, transform=f"translate({x:.2f},{y:.2f})"))
        x += wide
    return drawn, y + _LINE


def _of_tracks(content: Content) -> list[Entry]:
    entries: list[Entry] = []
    for track in content.tracks:
        name = f"{track.name}: " if len(content.tracks) > 1 else ""
        for is_certain, text in ((True, "status"), (False, OPEN)):
            status = next((span.possible[0] for span in track.spans if span.is_certain == is_certain), None)
            if status is not None:
                fill = Fill(content.name, status, is_certain, track.is_supposed)
                entries.append(Entry(_sample(fill), f"{name}{text}"))
    return entries


def _of_facts(content: Content) -> list[Entry]:
    """Return what the textures of the facts mean, and their hatching where that of the ladder does not say it."""
    tracks = [(number > 0, held) for lane in content.lanes for number, held in enumerate(lane.tracks)]
    drawn = [
        (facts.fill(content.name, one, is_supposed=is_supposed), one) for is_supposed, held in tracks for one in held
    ]
    surest = sorted(drawn, key=lambda one: (not one[0].is_certain, one[0].is_supposed))
    of_values = {(held.fact, held.value): fill for fill, held in reversed(surest)}
    entries = [
        Entry([shapes.band(of_values[value], 0, -8, SAMPLE, 16)], look.legend)
        for value, look in LOOKS.items()
        if look.is_named and value in of_values
    ]
    if all(span.is_certain for track in content.tracks for span in track.spans):
        hatched = [Entry([shapes.band(fill, 0, -8, SAMPLE, 16)], OPEN) for fill, _ in drawn if not fill.is_certain]
        entries += hatched[:1]
    halves = ((one, other) for (one, held), (other, beside) in pairwise(drawn) if _are_alternatives(held, beside))
    for one, other in islice(halves, 1):
        parts = [shapes.band(one, 0, -8, SAMPLE, 8), shapes.band(other, 0, 0, SAMPLE, 8)]
        entries.append(Entry(parts, "the one or the other"))
    return entries


def _are_alternatives(held: Held, beside: Held) -> bool:
    """Whether they are two values that one fact may have on the same days."""
    return (held.fact, held.first) == (beside.fact, beside.first) and held.value != beside.value


def _sample(fill: Fill) -> list[ET.Element]:
    return [
        shapes.band(fill, 0, -8, SAMPLE, 16),
        shapes.line(f"M0,0 H{SAMPLE}", is_certain=fill.is_certain, is_supposed=fill.is_supposed),
    ]


def _of_events(spots: Sequence[Spot]) -> list[Entry]:
    kept = {spot.point.changes_status for spot in spots if spot.point.fate == Fate.KEPT}
    entries = [
        Entry([shapes.sign(Fate.KEPT, SAMPLE / 2, 0, 14, changes_status=changes)], text)
        for changes, text in ((True, "event that changed the status"), (False, "event that changed a fact only"))
        if changes in kept
    ]
    entries += [
        Entry([shapes.sign(fate, SAMPLE / 2, 0, 14, changes_status=True)], text)
        for fate, text in _FATES.items()
        if any(spot.point.fate == fate for spot in spots)
    ]
    if any(spot.has_extent for spot in spots):
        entries.append(Entry([shapes.extent(2, SAMPLE - 2, 0)], "one of these days, not known which"))
    return entries
