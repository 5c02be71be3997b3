"""Aggregates of an ordered fact over the days of periods, from how many days it had each value."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.world.runs import NOT_KNOWN

Days: TypeAlias = NDArray[np.int32]
"""A row for each period, a column for each value, the least first: on how many days it was so."""
Values: TypeAlias = NDArray[np.int64]
"""The value of each period; `NOT_KNOWN` where it is known of no day."""


def least(days: Days) -> Values:
    """Return the least value that a day had."""
    return _where_known(days, (days > 0).argmax(axis=1))


def greatest(days: Days) -> Values:
    """Return the greatest value that a day had."""
    return _where_known(days, days.shape[1] - 1 - (days > 0)[:, ::-1].argmax(axis=1))


def median(days: Days) -> Values:
    """Return the value of the middle day, when the days are put in the order of their values.

    Of an even number of days it is the greater of the two in the middle.

    >>> median(np.array([[2, 1, 0], [2, 0, 2], [0, 0, 0]])).tolist()
    [0, 2, -1]
    """
    before = days.cumsum(axis=1)
    return _where_known(days, (before > before[:, -1:] // 2).argmax(axis=1))


def mode(days: Days) -> Values:
    """Return the value that most days had; of several the greatest.

    >>> mode(np.array([[2, 1, 0], [2, 0, 2], [0, 0, 0]])).tolist()
    [0, 2, -1]
    """
    return _where_known(days, days.shape[1] - 1 - days[:, ::-1].argmax(axis=1))


OVER_DAYS: Mapping[str, Callable[[Days], Values]] = {"min": least, "max": greatest, "median": median, "mode": mode}
"""The aggregates that look at every day of a period, by name."""

LAST = "last"
"""The aggregate that looks at the last day alone."""

AGGREGATES = (LAST, *OVER_DAYS)


def counted(period: NDArray[np.int64], value: NDArray[np.int8], lasting: Days, periods: int, values: int) -> Days:
    """Return on how many days of each period each value was, from pieces of so many days each."""
    cells = np.bincount(period * values + value, lasting, periods * values)
    return cells.astype(np.int32).reshape(periods, values)


def _where_known(days: Days, found: NDArray[np.intp]) -> Values:
    return np.where(days.any(axis=1), found, NOT_KNOWN)
