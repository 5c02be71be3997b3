"""The plainest course: plain order, and as few undecided events in it as can be."""

from collections import Counter, deque
from datetime import date
from typing import NamedTuple

from detente.model.courses import MANY, Courses
from detente.model.dates import Span


class Turn(NamedTuple):
    """Where a course in plain order is before an event."""

    before: int
    """The index of the event."""
    number: int
    """That of the position."""
    skipped: frozenset[tuple[Span, ...]] = frozenset()
    """Possible days of which an event was left out: no later one of the very same days has happened then."""


def taken(courses: Courses, day: date) -> tuple[int, ...]:
    """Return the undecided events, by their indices, that have happened by the end of a day in the plainest course.

    It is the one with the fewest of them, of several the one on the lowest rung. Where it would take too long to find,
    all of them have happened: that the rules always allow.
    """
    happenings = courses.happenings
    if not happenings:
        return ()
    begun = courses.begun(day.toordinal())
    undecided = [index for index in range(courses.closed(day.toordinal()), begun) if happenings[index].latest > day]
    if not undecided:
        return ()
    days = Counter(happenings[index].event.on.spans for index in undecided)
    ends: list[tuple[int, tuple[int, ...]]] = []
    seen: set[Turn] = set()
    ahead = deque([(Turn(undecided[0], courses.plain(undecided[0])), tuple[int, ...]())])
    while ahead and len(seen) < MANY:
        turn, chosen = ahead.popleft()
        if ends and len(chosen) > len(ends[0][1]):
            break
        if turn in seen:
            continue
        seen.add(turn)
        index, number, skipped = turn
        if index == begun:
            ends.append((courses.positions[number].status.height, chosen))
            continue
        spans = happenings[index].event.on.spans
        after = None if spans in skipped else courses.move(number, index)
        if happenings[index].latest > day:
            without = skipped | {spans} if days[spans] > 1 else skipped
            ahead.appendleft((Turn(index + 1, number, without), chosen))
            if after is not None:
                ahead.append((Turn(index + 1, after, skipped), (*chosen, index)))
        elif after is not None:
            ahead.appendleft((Turn(index + 1, after, skipped), chosen))
    return min(ends)[1] if ends else tuple(undecided)
