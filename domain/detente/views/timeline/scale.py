"""Dates along an axis: where a day lies, and which dates are written under it."""

from datetime import date
from typing import Any, NamedTuple

from detente.model.dates import MONTHS


class Tick(NamedTuple):
    """A date that is written at the axis."""

    x: float
    text: str


class Scale(NamedTuple):
    """An axis from the beginning of one day to the end of another, in pixels."""

    first: date
    last: date
    left: float
    right: float

    def start(self, day: date) -> float:
        """Return where a day begins; for days before the axis, its left end."""
        return self._x(max(day, self.first).toordinal())

    def end(self, day: date) -> float:
        """Return where a day ends; for days after the axis, its right end."""
        return self._x(min(day, self.last).toordinal() + 1)

    @property
    def a_day(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / (self.last.toordinal() - self.first.toordinal() + 1)

    @property
    def measures(self) -> dict[str, Any]:
        """The attributes of a drawing that say which days lie where."""
        return {
            "data_first": self.first.isoformat(),
            "data_last": self.last.isoformat(),
            "data_left": self.left,
            "data_right": self.right,
        }

    def ticks(self) -> list[Tick]:
        """Return the dates to write: as many as are easily read, on round years, months or days."""
        for days in (1, 2, 7, 14):
            if days * self.a_day >= _ROOM_FOR_A_DAY:
                ordinals = range(self.first.toordinal(), self.last.toordinal() + 1)
                return [self._tick(date.fromordinal(day), 3) for day in ordinals if day % days == 1 % days]
        for months in (1, 3, 6):
            if months * 30.4 * self.a_day >= _ROOM_FOR_A_MONTH:
                return self._every(months, 2)
        years = next(years for years in _YEARS if years * 365.25 * self.a_day >= _ROOM_FOR_A_YEAR)
        return self._every(12 * years, 1)

    def _every(self, months: int, parts: int) -> list[Tick]:
        """Return the first days of every so many months, counted from the year 0."""
        numbers = range(12 * self.first.year, 12 * self.last.year + 12)
        days = [date(number // 12, number % 12 + 1, 1) for number in numbers if number % months == 0]
        return [self._tick(day, parts) for day in days if self.first <= day <= self.last]

    def _tick(self, day: date, parts: int) -> Tick:
        words = (str(day.year), MONTHS[day.month - 1][:3], str(day.day))
        return Tick(self.start(day), " ".join(reversed(words[:parts])))

    def _x(self, ordinal: int) -> float:
        return self.left + (ordinal - self.first.toordinal()) * self.a_day


_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_ROOM_FOR_A_DAY, _ROOM_FOR_A_MONTH, _ROOM_FOR_A_YEAR = 110, 90, 60
