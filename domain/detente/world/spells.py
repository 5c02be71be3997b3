"""Spells: how long each pair stayed on each rung, what brought it there, and what it left for."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.existence import existence
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.world.columns import ENDLESS, Days, Numbers
from detente.world.turned import Courses

NONE = -1
"""What stands for an act or a status of which nothing is recorded."""
RUNGS = tuple(reversed(Status))
"""The statuses by their height."""


class Spells(NamedTuple):
    """Times that pairs stayed on a rung: pair by pair, each pair's in order, every event taken as happened in its own.

    A status is that of the end of a day: what was gone again on the calendar day on which it came is no spell, and a
    status left and come back to on one day is one spell, as it is for `since`.
    """

    pair: Numbers
    """The index of its pair."""
    status: Numbers
    """Its height; likewise of the two below."""
    came_from: Numbers
    """The status before it; `NONE` where the record of the pair begins with it, and nobody knows when it began."""
    into: Numbers
    """The status that came next; `NONE` where it had not ended when it was last seen."""
    began: Numbers
    """The index of the act with which it began; `NONE` where the record of the pair begins with it."""
    ended: Numbers
    """The index of the act with which it ended; `NONE` where it had not."""
    first: Days
    """The earliest day on which it can have begun; the first that is recorded where nobody knows."""
    first_latest: Days
    last: Days
    """The earliest day on which it can have ended; the one on which it was last seen where it had not."""
    last_latest: Days

    @property
    def shortest(self) -> Days:
        """How many days it lasted at least."""
        return np.maximum(self.last - self.first_latest, 0)

    @property
    def longest(self) -> Days:
        """How many days it can have lasted at most; of one that had not ended, been seen to last."""
        return np.maximum(self.last_latest - self.first, 0)

    def which(self, chosen: "NDArray[np.bool_] | NDArray[np.intp]") -> "Spells":
        """Return some of them."""
        return Spells(*(column[chosen] for column in self))


class _Turn(NamedTuple):
    """When a pair came to another status, and by which act."""

    pair: int
    status: int
    act: int
    earliest: int
    latest: int


def spells(courses: Courses, until: date) -> Spells:
    """Return the spells of every pair that had certainly begun by the end of a day, as far as they are seen by then.

    One that has not ended is followed as far as the record of its pair reaches, to the day on which either state ceased
    to exist, or to the day asked about, whichever comes first. Of one ended by an event that may have come after the
    day asked about it is certain that it lasted to the earliest day of that event: so far it is followed.
    """
    by_pair = groupby(_turns(courses), lambda turn: turn.pair)
    found = [spell for _, turns in by_pair for spell in _of_pair(courses, list(turns), until.toordinal())]
    columns = list(zip(*found, strict=True)) or [()] * len(Spells._fields)
    return Spells(*(np.array(column, np.int32) for column in columns))


def _of_pair(courses: Courses, turns: list[_Turn], until: int) -> Iterator[tuple[int, ...]]:
    """Return the spells of a pair, each a row of `Spells`."""
    pair, extent, came_from = turns[0].pair, courses.extents[turns[0].pair], Status.NO_RELATIONS.height
    start = extent.start.earliest.toordinal() if extent else until
    if start < turns[0].earliest:
        # Nothing says since when they had no relations.
        turns, came_from = [_Turn(pair, came_from, NONE, start, start), *turns], NONE
    reach = until if extent is None or extent.end is None else min(until, extent.end.latest.toordinal())
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        if turn.latest > until:
            return
        if following is not None and following.latest <= until:
            ended = following
        else:
            seen = min(reach, _together(courses.pairs[pair], turn.latest), following.earliest if following else reach)
            ended = _Turn(pair, NONE, NONE, max(seen, turn.earliest), max(seen, turn.latest))
        yield (pair, turn.status, came_from, ended.status, turn.act, ended.act, *turn[3:], *ended[3:])
        came_from = turn.status


def _together(pair: Pair, day: int) -> int:
    """Return the last day, from one day on, on which both states existed; the end of time where neither ceased to."""
    ends = [span.last.latest.toordinal() for code in pair for span in existence(code) if span.last is not None]
    return min((end for end in ends if end >= day), default=ENDLESS)


def _turns(courses: Courses) -> Iterator[_Turn]:
    """Return each turn of a pair to another status, what was gone again on the day on which it came left out."""
    acts, heights = courses.acts, courses.heights
    rows = np.flatnonzero(_changes(acts.pair, heights))
    rows = rows[~_passing(acts.pair[rows], acts.earliest[rows], acts.latest[rows])]
    rows = rows[_changes(acts.pair[rows], heights[rows])]
    columns = (acts.pair[rows], heights[rows], rows, acts.earliest[rows], acts.latest[rows])
    return map(_Turn, *(column.tolist() for column in columns))


def _passing(pair: Numbers, earliest: Days, latest: Days) -> NDArray[np.bool_]:
    """Return whether each row lies on a calendar day between two that lie on it: the second of them ends what it began.

    Rows of one earliest day lie together, and what comes before an event of that very day was on it too.
    """
    number = np.arange(len(pair))
    day = np.cumsum(_begins(pair) | _begins(earliest)) - 1
    known = np.flatnonzero(earliest == latest)
    first, last = np.full(len(pair), len(pair)), np.full(len(pair), -1)
    first[day[known[::-1]]] = known[::-1]
    last[day[known]] = known
    return (first[day] <= number) & (number < last[day])


def _changes(pair: Numbers, height: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Return whether each row has another status than the one before it; no relations before the first of a pair."""
    before = np.roll(height, 1)
    before[_begins(pair)] = Status.NO_RELATIONS.height
    return height != before


def _begins(column: Numbers) -> NDArray[np.bool_]:
    """Return whether each value is another than the one before it."""
    return np.concatenate([np.ones(min(len(column), 1), np.bool_), column[1:] != column[:-1]])
