"""What depends on the day on which an event fell: one pass back over the courses, from the end of a day."""

from collections import defaultdict
from typing import NamedTuple

from detente.model.courses import AHEAD, Courses, Layer, Point
from detente.model.rules import STATUS

LATER = -1
"""The days after the one asked for, which are one."""


class Outcomes(NamedTuple):
    """What is possible at the end of a day if an event fell on some of its days, for each of them."""

    by_event: dict[int, list[int]]
    """For each event, by its index, and each run of its days: a bit for every possible value."""
    bits: dict[int | str, int]
    """The bits of all values of the fact in a slot, or of the status."""

    def depending(self, what: int | str) -> set[int]:
        """Return the events, by their indices, on whose day it depends which values a fact, or the status, can have.

        Days on which no course has the event do not count.
        """
        bits = self.bits.get(what, 0)
        return {index for index, found in self.by_event.items() if len({one & bits for one in found if one}) > 1}


def outcomes(courses: Courses, day: int) -> Outcomes:
    """Return what is possible at the end of a day, depending on when each event fell."""
    points = courses.at(day)
    values, bits = _values(courses, points)
    if len(points) == 1:
        return Outcomes({}, bits)
    layers = courses.layers[: courses.until(day)]
    reached = {point: values[point[0]] for point in points}
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    _note_later(courses, day, reached, found)
    for layer, before in zip(reversed(layers), (*reversed(layers[:-1]), None), strict=True):
        reached = _back(courses, layer, reached, found)
        if before is None or len(before.left) == 1:
            break  # whatever came before, courses were at one point then
        shift = layer.segment.base - before.segment.base
        reached = {(number, happened): reached.get((number, happened >> shift), 0) for number, happened in before.left}
    by_event: defaultdict[int, list[int]] = defaultdict(list)
    for (index, _), possible in found.items():
        by_event[index].append(possible)
    return Outcomes(by_event, bits)


def _note_later(
    courses: Courses, day: int, reached: dict[Point, int], found: defaultdict[tuple[int, int], int]
) -> None:
    """Note what is possible where events that may have begun have not happened by the end of the day."""
    base = courses.closed(day)
    for (_, happened), possible in reached.items():
        for index in range(base, courses.begun(day)):
            if not happened >> index - base & 1:
                found[index, LATER] |= possible


def _back(
    courses: Courses, layer: Layer, later: dict[Point, int], found: defaultdict[tuple[int, int], int]
) -> dict[Point, int]:
    """Return what is possible in the end from each point of a layer, and note it for the events that fall into it."""
    segment = layer.segment
    tries = AHEAD if layer.is_cut else segment.open.bit_count()
    reached: dict[Point, int] = {}
    for point in reversed(layer.points):
        possible = later.get(point, 0)
        for index, after in courses.following(point, segment, tries):
            then = reached.get(after, 0)
            found[index, segment.first] |= then
            possible |= then
        reached[point] = possible
    return reached


def _values(courses: Courses, points: list[Point]) -> tuple[dict[int, int], dict[int | str, int]]:
    """Give every value of a fact or the status a bit; return those of each position, and all of each fact."""
    numbered: dict[tuple[int | str, str], int] = {}
    values: dict[int, int] = {}
    bits: defaultdict[int | str, int] = defaultdict(int)
    for number in {number: None for number, _ in points}:
        status, configuration = courses.positions[number]
        held = [(STATUS, status), *((slot, configuration[slot]) for slot in courses.slots)]
        for what, value in held:
            bit = numbered.setdefault((what, value), 1 << len(numbered))
            bits[what] |= bit
            values[number] = values.get(number, 0) | bit
    return values, bits
