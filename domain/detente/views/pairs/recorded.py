"""On which days something is recorded of a pair, and what: pictures of many pairs leave the others blank."""

from collections.abc import Iterator
from datetime import date, timedelta

from detente.history.differences import runs, spans
from detente.history.history import History
from detente.history.state import State
from detente.model.events import Survey
from detente.model.extent import unsurveyed
from detente.model.statuses import Status
from detente.views.pairs.content import Stretch


def recorded(history: History) -> list[Stretch]:
    """Return how the statuses of a pair follow each other on the days of which something is recorded.

    Before its first event those are the days on which relations were looked for, and there were none.
    """
    found = spans(history)
    begun = found[0].first if found else date.max
    stretches = list(_surveyed(history, begun))
    for span in found:
        possible = span.state.possible
        stretches.append(Stretch(span.first, span.last or date.max, possible, len(possible) == 1, span.state.in_words))
    return [one._replace(last=min(one.last, last_recorded(history))) for one in stretches]


def last_recorded(history: History) -> date:
    """Return the last day of which something is recorded of a pair, or supposed; the end of time while it is followed.

    Of a date that is not known to the day it is the last possible one.
    """
    extent = history.extent
    if extent is not None and extent.end is None:
        return date.max
    return max(
        [*(event.on.latest for event in history.events), *([extent.end.latest] if extent and extent.end else [])]
    )


def _surveyed(history: History, begun: date) -> Iterator[Stretch]:
    """Return the days before the first event on which relations were looked for: there were none."""
    days = {day for survey in history.surveys for day in (survey.start.earliest, *_after(survey)) if day < begun}
    for first, last, is_none in runs(sorted(days), lambda day: _none(history, day), bool):
        if is_none:
            none = Status.NO_RELATIONS
            yield Stretch(first, min(last or date.max, begun - timedelta(days=1)), (none,), True, none.words)


def _after(survey: Survey) -> list[date]:
    return [survey.end.latest + timedelta(days=1)] if survey.end else []


def has_begun(state: State) -> bool:
    """Whether something is recorded, or supposed, of a pair on a day or before it: an event, or that there was none."""
    begun = any(event.on.earliest <= state.day for event in state.history.events)
    return begun or _none(state.history, state.day)


def _none(history: History, day: date) -> bool:
    """Whether relations were looked for on a day."""
    families = unsurveyed(history.surveys, day)
    return families is not None and "relations" not in families
