"""What the dates of events leave open, in columns: where one event is undecided, and where an order is open."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.parts import takes_part
from detente.world.columns import Columns, Days, Happened
from detente.world.following import Followed, Rows
from detente.world.settling import NEVER, Groups, known_again


class Openness(NamedTuple):
    """What the dates of a log leave open, of each event."""

    alone: NDArray[np.bool_]
    """Whether it bears on facts and its day is not known, but its place in the order is."""
    known_again: Days
    """The day from which on the order of events no longer matters, where it does from this one on; 0 where it is known.

    It is `NEVER` where it may always matter. Until then the courses of the pair have to be followed.
    """


def openness(columns: Columns, followed: Followed) -> Openness:
    """Return what the dates leave open: events that hang together by their possible days, one of them not known."""
    happened = columns.happened
    alone: NDArray[np.bool_] = np.zeros(len(happened.pair), np.bool_)
    bears = np.array([takes_part(act) for act in columns.kinds], np.bool_)
    is_imprecise = happened.earliest != happened.latest
    if not is_imprecise.any():
        return Openness(alone, np.zeros(len(happened.pair), np.int32))
    rows = np.flatnonzero(bears[happened.act])
    groups, group = _groups(happened, rows)
    several = np.diff(groups.start) > 1
    inexact = np.bincount(group, is_imprecise[rows]) > 0
    alone[rows] = is_imprecise[rows] & ~several[group]
    open_groups = np.flatnonzero(several & inexact)
    until = known_again(columns, followed, groups, open_groups)
    return Openness(alone, _from_there(happened, groups, open_groups, until))


def _groups(happened: Happened, rows: Rows) -> tuple[Groups, Rows]:
    """Return the groups of some events, and to which each belongs."""
    # By more than all the days that there are, so that those of one pair come before those of the next.
    before = happened.pair[rows].astype(np.int64) * NEVER
    last = np.maximum.accumulate(before + happened.latest[rows])
    begins = np.append(True, (before + happened.earliest[rows])[1:] > last[:-1])[: len(rows)]
    start = np.append(np.flatnonzero(begins), len(rows))
    first, end = rows[start[:-1]], start[1:] - 1
    pair = happened.pair[first]
    ended = (last[end] - before[end]).astype(np.int32)
    return Groups(rows, start, pair, happened.earliest[first], ended), np.cumsum(begins) - 1


def _from_there(happened: Happened, groups: Groups, open_groups: Rows, until: Days) -> Days:
    """Return of each event whether it lies where an order is open, and until when: as `Openness` has it."""
    found = np.zeros(len(happened.pair), np.int32)
    if len(open_groups):
        before = groups.pair[open_groups].astype(np.int64) * NEVER
        # They end in whatever order: one that lasts longer covers those that begin after it.
        ends = np.maximum.accumulate(before + until)
        day = happened.pair.astype(np.int64) * NEVER + happened.earliest
        last = np.searchsorted(before + groups.first[open_groups], day, "right") - 1
        of_pair = ends[last] - happened.pair.astype(np.int64) * NEVER
        is_open = (last >= 0) & (of_pair > happened.earliest)
        found[is_open] = of_pair[is_open]
    return found
