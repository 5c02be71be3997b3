"""What an answer rests on: the sources of the events and surveys that are behind it, each once and in order."""

from collections.abc import Iterable

from detente.history.history import History
from detente.history.reasons import reasons
from detente.history.state import State
from detente.model.dates import Span
from detente.model.events import Event, Source, Survey


def sources_of_state(state: State) -> list[Source]:
    """Return the sources of the facts in force, those on which the status rests first, and of what was looked for.

    >>> from detente import History, read, shipped_log
    >>> state = History.of(read(shipped_log()), "Canada", "Iran").at("1957")
    >>> sources_of_state(state)[0].publisher
    'Government of Canada'
    """
    events = (event for reason in reasons(state) for event in reason.because.events)
    return _each_once((*events, *(survey for survey in state.history.surveys if survey.covers(state.day))))


def sources_of_course(history: History, span: Span) -> list[Source]:
    """Return the sources of what is told of some days, and of what was looked for on any of them."""
    surveys = (
        survey
        for survey in history.surveys
        if survey.start.earliest <= span[1] and (survey.end is None or survey.end.latest >= span[0])
    )
    told = (change.event for change in history.told if change.event.on.can_be_within(*span))
    return _each_once((*told, *surveys))


def _each_once(told: Iterable[Event | Survey]) -> list[Source]:
    """Return the sources in order; one that is named again, also without its date, is the same."""
    found: dict[tuple[str, str, str | None], Source] = {}
    for source in (source for one in told for source in one.sources):
        found.setdefault((source.title, source.publisher, source.url), source)
    return [*found.values()]
