"""When statuses turn, every event taken as happened, and with which event the one began that holds after each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.world.columns import Happened
from detente.world.day import NONE
from detente.world.following import Rows
from detente.world.heights import STATUSES


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
    height, left = height[rows], before[rows]
    pair, day = happened.pair[rows], happened.earliest[rows]
    is_of_day = day == happened.latest[rows]
    goes_on = (pair[1:] == pair[:-1]) & (day[1:] == day[:-1]) & is_of_day[1:] & is_of_day[:-1]
    first = np.flatnonzero(np.append(True, ~goes_on)[: len(rows)])  # of the turns of each day
    count = np.diff(first, append=len(rows))
    of_day = np.repeat(np.arange(len(first)), count)
    began = rows.copy()
    several = np.flatnonzero(count[of_day] > 1)
    _, example, alike = np.unique(
        of_day[several] * len(STATUSES) + height[several], return_index=True, return_inverse=True
    )
    began[several] = rows[several[example]][alike]
    comes_back = height == left[first][of_day]
    began[comes_back] = _before(pair[first], began[first + count - 1], comes_back[first + count - 1])[
        of_day[comes_back]
    ]
    return Turns(rows, height, began)


def _before(pair: NDArray[np.int32], began: Rows, comes_back: NDArray[np.bool_]) -> Rows:
    """Return what began the status before each day, out of what began the last one of each, or that it came back."""
    last = np.maximum.accumulate(np.where(comes_back, NONE, np.arange(len(pair))))
    last[np.append(pair, NONE)[last] != pair] = NONE
    at_end = np.append(began, NONE)[last]
    return np.where(np.diff(pair, prepend=NONE) == 0, np.append(NONE, at_end)[:-1], NONE)


def since(happened: Happened, turns: Turns) -> NDArray[np.int32]:
    """Return the index of the date with which the status after each event began, or `NONE`."""
    count = len(happened.pair)
    last = np.zeros(count, np.int64)
    last[turns.rows] = np.arange(1, len(turns.rows) + 1)
    last = np.maximum.accumulate(last)
    pair = np.append(NONE, happened.pair[turns.rows])
    on = np.append(NONE, np.append(happened.on, NONE)[turns.began])
    return np.where(pair[last] == happened.pair, on[last], NONE).astype(np.int32)
