"""How far a record reaches: from its first day to its last, and for which facts it can be read as complete."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from detente.model.dates import HistoricDate
from detente.model.events import Survey
from detente.model.table import FAMILIES


class Extent(NamedTuple):
    """From when to when something is recorded of a pair: both as written in the log."""

    start: HistoricDate
    end: HistoricDate | None
    """None where a survey follows the pair to this day."""

    def begins_after(self, day: date) -> bool:
        """Return whether a day lies before all that is recorded."""
        return day < self.start.earliest

    def ends_before(self, day: date) -> bool:
        """Return whether a day lies after all that is recorded."""
        return self.end is not None and self.end.latest < day


def extent(dates: Iterable[HistoricDate], surveys: Sequence[Survey]) -> Extent | None:
    """Return how far the events of a pair, by their dates in order, and surveys reach; nothing where there are none."""
    dates = list(dates)
    starts = [*dates, *(survey.start for survey in surveys)]
    if not starts:
        return None
    ends = [*dates, *(survey.end for survey in surveys if survey.end is not None)]
    is_open = any(survey.end is None for survey in surveys)
    last = None if is_open else max(ends, key=lambda end: (end.latest, end.earliest))
    return Extent(min(starts, key=lambda start: start.earliest), last)


def unsurveyed(surveys: Sequence[Survey], day: date) -> tuple[str, ...] | None:
    """Return the families of facts that were not looked for on a day, in their order; nothing without any survey."""
    if not surveys:
        return None
    covered = {family for survey in surveys if survey.covers(day) for family in survey.families}
    return tuple(family for family in FAMILIES if family not in covered)


def unsurveyed_within(surveys: Sequence[Survey], first: date, last: date) -> tuple[str, ...] | None:
    """Return the families of facts that were not looked for on every day of some, likewise."""
    if not surveys:
        return None
    in_order = sorted(surveys, key=lambda survey: survey.start.earliest)
    return tuple(family for family in FAMILIES if not _covered(family, in_order, first, last))


def _covered(family: str, surveys: Sequence[Survey], first: date, last: date) -> bool:
    """Return whether surveys, in the order of their beginnings, leave no day out on which they looked for a family."""
    day = first
    for survey in surveys:
        if family in survey.families and survey.covers(day):
            if survey.end is None or survey.end.latest >= last:
                return True
            day = survey.end.latest + timedelta(days=1)
    return False
