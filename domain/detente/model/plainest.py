"""The plainest course: plain order, and as few undecided events in it as can be."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from detente.model.courses import FEW, MANY, Courses

Skipped: TypeAlias = frozenset[Sequence[tuple[date, date]]]
"""Possible days of undecided events that have not happened: no later one of the very same days has then."""


class Way(NamedTuple):
    """How many undecided events have happened on the way to a position, and which: the last one, and the way to it."""

    number: int = 0
    taken: "tuple[int, Way] | None" = None


def taken(courses: Courses, day: date) -> list[int]:
    """Return the undecided events, by their indices, that the plainest course has at the end of a day.

    It is that with the fewest of them, of several the one on the lowest rung.
    """
    begun = courses.begun(day.toordinal())
    undecided = [index for index in range(begun) if courses.happenings[index].latest > day]
    if not undecided:
        return []
    ways: dict[tuple[int, Skipped], Way] = {(courses.plain(undecided[0]), frozenset()): Way()}
    for index in range(undecided[0], begun):
        ways = _after(courses, ways, index, day)
    (_, _), way = min(ways.items(), key=lambda item: (item[1].number, courses.positions[item[0][0]].status.height))
    return sorted(_indices(way))


def _after(
    courses: Courses, ways: dict[tuple[int, Skipped], Way], index: int, day: date
) -> dict[tuple[int, Skipped], Way]:
    """Return the ways to each position after one more event: with it and, where it is undecided, without it."""
    happening = courses.happenings[index]
    is_undecided, spans = happening.latest > day, happening.event.on.spans
    found: dict[tuple[int, Skipped], Way] = {}
    for (number, skipped), way in ways.items():
        if is_undecided:
            _keep(found, (number, skipped | {spans}), way)
        after = None if spans in skipped else courses.move(number, index)
        if after is not None:
            _keep(found, (after, skipped), Way(way.number + 1, (index, way)) if is_undecided else way)
    if len(found) > MANY:
        plain = (courses.plain(index + 1), frozenset[Sequence[tuple[date, date]]]())
        fewest = sorted(found, key=lambda key: found[key].number)[:FEW]
        found = {key: found[key] for key in (*fewest, plain)}
    return found


def _keep(found: dict[tuple[int, Skipped], Way], key: tuple[int, Skipped], way: Way) -> None:
    if key not in found or way.number < found[key].number:
        found[key] = way


def _indices(way: Way) -> Iterable[int]:
    while way.taken is not None:
        index, way = way.taken
        yield index
