"""What the dates of events leave open, in columns: where one event is undecided, and where an order is open."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.parts import takes_part
from detente.world.columns import Columns, Days, Happened

EVER = 2**22
"""More than all the days that there are, so that the days of one pair come before those of the next."""


class Openness(NamedTuple):
    """What the dates of a log leave open."""

    alone: NDArray[np.bool_]
    """Of each event, whether it bears on facts and its day is not known, but its place in the order is."""
    since: Days
    """Of each pair, the first day of events whose order is open; `EVER` if it is known throughout.

    From then on its courses have to be followed.
    """


def openness(columns: Columns) -> Openness:
    """Return what the dates leave open: events that hang together by their possible days, one of them not known."""
    happened = columns.happened
    since = np.full(len(columns.pairs), EVER, np.int32)
    alone: NDArray[np.bool_] = np.zeros(len(happened.pair), np.bool_)
    bears = np.array([takes_part(act) for act in columns.kinds], np.bool_)
    is_imprecise = happened.earliest != happened.latest
    if not is_imprecise.any():
        return Openness(alone, since)
    rows = np.flatnonzero(bears[happened.act])
    group = _groups(happened, rows)
    several = np.bincount(group) > 1
    inexact = np.bincount(group, is_imprecise[rows]) > 0
    alone[rows] = is_imprecise[rows] & ~several[group]
    entangled = rows[(several & inexact)[group]][::-1]  # the first of each pair is written last
    since[happened.pair[entangled]] = happened.earliest[entangled]
    return Openness(alone, since)


def _groups(happened: Happened, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return to which group each of some events belongs: one begins when all before has happened for certain."""
    before = happened.pair[rows].astype(np.int64) * EVER
    last = np.maximum.accumulate(before + happened.latest[rows])
    begins = np.append(True, (before + happened.earliest[rows])[1:] > last[:-1])[: len(rows)]
    return np.cumsum(begins) - 1
