"""When statuses turn, every event taken as happened, and with which event the one began that holds after each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.world.columns import Happened
from detente.world.day import NONE
from detente.world.following import Rows


class Turns(NamedTuple):
    """The events with which the status of some pair becomes another."""

    rows: Rows
    height: NDArray[np.int8]
    """The height of the status afterwards."""
    began: Rows
    """The event with which that status began, or `NONE`: not this one where it was left and come back to on one day."""


def turns(happened: Happened, height: NDArray[np.int8]) -> Turns:
    """Return the turns of every pair, the height of the status after each event being given.

    `detente.history.state.status_began` says of one pair how a status goes on that was left on the same calendar day.
    """
    before = np.append(np.int8(0), height)[:-1]
    before[np.flatnonzero(np.diff(happened.pair, prepend=-1))] = 0
    rows = np.flatnonzero(height != before)
    height, pair = height[rows], happened.pair[rows]
    day = np.where(happened.earliest[rows] == happened.latest[rows], happened.earliest[rows], 0)
    began, dated = np.append(rows, NONE), np.flatnonzero(day)
    several = (np.diff(pair[dated]) == 0) & (np.diff(day[dated]) == 0)
    some = np.flatnonzero(np.isin(pair, pair[dated[1:][several]]))  # those of pairs with several turns on one day
    began[some] = began[np.append(some, -1)[_began(pair[some], height[some], day[some])]]
    return Turns(rows, height, began[:-1])


def _began(pair: NDArray[np.int32], height: NDArray[np.int8], day: NDArray[np.int32]) -> Rows:
    """Return with which turn the status began to which each leads, or `NONE`; a day that is not known is 0."""
    place = np.arange(len(pair))
    order = np.lexsort((place, height, pair))
    is_again = (np.diff(pair[order]) == 0) & (np.diff(height[order]) == 0)
    came = np.full(len(pair), NONE)
    came[order[1:][is_again]] = order[:-1][is_again]
    # A status was left with the turn after it came; that there were no relations at first, with the first turn.
    left = np.where(came == NONE, np.searchsorted(pair, pair), came + 1)
    goes_on = (day != 0) & (day == day[left]) & (left < place) & ((came != NONE) | (height == 0))
    began = np.append(np.where(goes_on, came, place), NONE)
    while (began != began[began]).any():
        began = began[began]
    return began[:-1]


def since(happened: Happened, turns: Turns) -> NDArray[np.int32]:
    """Return the index of the date with which the status after each event began, or `NONE`."""
    count = len(happened.pair)
    last = np.zeros(count, np.int64)
    last[turns.rows] = np.arange(1, len(turns.rows) + 1)
    last = np.maximum.accumulate(last)
    pair = np.append(NONE, happened.pair[turns.rows])
    on = np.append(NONE, np.append(happened.on, NONE)[turns.began])
    return np.where(pair[last] == happened.pair, on[last], NONE).astype(np.int32)
