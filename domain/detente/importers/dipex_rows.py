"""The observations of the Correlates of War *Diplomatic Exchange*, given back from the history of a pair."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from detente.history.history import History
from detente.importers.dipex import YEARS, day_of, rank
from detente.model.events import Survey
from detente.model.representation import MISSION, representations
from detente.model.state_numbers import cow_code


class Exchange(NamedTuple):
    """How two states were represented in each other in a year, as a row has it: the lower number first."""

    ccode1: int
    ccode2: int
    year: int
    at_1: int
    """The rank of the representative of the second at the first."""
    at_2: int
    is_any: bool
    """Whether either had a mission."""

    def cells(self, *, with_exchange: bool) -> tuple[int, ...]:
        """Return the cells of its row; with that of DE, which says whether there was any exchange, if asked."""
        return (*self[:5], int(self.is_any)) if with_exchange else self[:5]


def columns(*, with_exchange: bool) -> tuple[str, ...]:
    """Return the names of the columns."""
    return ("ccode1", "ccode2", "year", "DR_at_1", "DR_at_2", *(("DE",) if with_exchange else ()))


def exchanges(history: History) -> Iterator[Exchange]:
    """Return what the data set would say of a pair: for each year in which missions were looked for, by replay."""
    for day in sorted({day for survey in history.surveys for day in _days(history, survey)}):
        numbers = [(cow_code(code, day), code) for code in history.pair]
        (one, first), (other, second) = sorted((number, code) for number, code in numbers if number is not None)
        standing = history.at(day).standing
        at_first, at_second = ([*representations(standing, code)] for code in (second, first))
        is_any = any(found.by == MISSION for found in (*at_first, *at_second))
        yield Exchange(one, other, day.year, rank(at_first), rank(at_second), is_any)


def _days(history: History, survey: Survey) -> Iterator[date]:
    """Return the days of a survey as of which a year is told, if both states had numbers then.

    They are the last days of the years that were looked at. A state that lost its number before is told of as of its
    last day with it; and what was looked for on one day only is told of as of that day.
    """
    if "missions" not in survey.families:
        return
    first, last = survey.start.earliest, survey.end.latest if survey.end else date.max
    days = {day for year in YEARS if first <= (day := day_of(year)) <= last}
    if last == first or (last.year in YEARS and any(_is_last(code, last) for code in history.pair)):
        days.add(last)
    yield from (day for day in days if None not in [cow_code(code, day) for code in history.pair])


def _is_last(code: str, day: date) -> bool:
    return cow_code(code, day) != cow_code(code, day + timedelta(days=1))
