"""Periods of a panel: years, months or days."""

from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.world.columns import Days

Unit: TypeAlias = Literal["year", "month", "day"]
"""How long a period is."""

UNITS: tuple[Unit, ...] = ("year", "month", "day")

_CODES = {"year": "Y", "month": "M", "day": "D"}
_EPOCH = date(1970, 1, 1).toordinal()


class Periods(NamedTuple):
    """Periods that follow one another; the first and the last can be cut short."""

    first: Days
    last: Days
    year: NDArray[np.int16]
    month: NDArray[np.int8]
    """Of its first day."""
    day: NDArray[np.int8]
    """Of its first day."""

    def at(self, days: Days) -> NDArray[np.int64]:
        """Return the index of the period in which each of some days lies."""
        return np.searchsorted(self.first, days, "right") - 1


def periods(unit: Unit, first: date, last: date) -> Periods:
    """Return the periods from one day to another.

    >>> months = periods("month", date(2011, 12, 30), date(2012, 2, 3))
    >>> months.year.tolist(), months.month.tolist(), (months.last - months.first + 1).tolist()
    ([2011, 2012, 2012], [12, 1, 2], [2, 31, 3])
    """
    code = _CODES[unit]
    begin, end = np.array([first, last], f"datetime64[{code}]")
    starts = _moments(begin, end)
    months = starts.astype("datetime64[M]")
    days, next_days, month_days = (_ordinals(each) for each in (starts, starts + 1, months))
    return Periods(
        np.maximum(days, first.toordinal()).astype(np.int32),
        np.minimum(next_days - 1, last.toordinal()).astype(np.int32),
        (starts.astype("datetime64[Y]").astype(np.int64) + 1970).astype(np.int16),
        (months.astype(np.int64) % 12 + 1).astype(np.int8),
        (days - month_days + 1).astype(np.int8),
    )


def _moments(first: Any, last: Any) -> Any:
    return np.arange(first, last + 1)  # pyright: ignore[reportUnknownVariableType]


def _ordinals(moments: Any) -> NDArray[np.int64]:
    return moments.astype("datetime64[D]").astype(np.int64) + _EPOCH
