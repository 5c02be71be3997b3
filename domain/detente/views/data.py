"""Answers as data, in the shapes that ``--json`` prints."""

from typing import Any

from detente.history.differences import Difference, contrasts
from detente.history.history import History, State
from detente.history.reasons import Reason
from detente.log.findings import Finding
from detente.log.overlay import move_fields
from detente.model.configuration import OFFICES, SHARED, SIDED, SLOT_OF, SLOTS
from detente.model.events import Event, Source, fields_of
from detente.model.following import Change
from detente.model.table import EVENTS, LADDER, RETRACTION

Data = dict[str, Any]


def state_data(state: State) -> Data:
    """Give where a pair stands; dates as in ISO 8601-2, ``date`` the day meant, ``possible`` from the highest rung."""
    return {
        "pair": list(state.pair),
        "date": state.day.isoformat(),
        "known": state.known_on and state.known_on.isoformat(),
        "hypothetical": state.is_hypothetical,
        "recorded": state.is_recorded,
        "status": state.status,
        "possible": list(state.possible),
        "complete": state.complete,
        "since": state.since and state.since.text,
        "again": state.is_again,
        "to_blame": [{"id": event.id, "on": event.on.text} for event in state.to_blame],
        "undecided": [{"id": event.id, "on": event.on.text} for event in state.undecided],
        "standing": standing_data(state),
    }


def standing_data(state: State) -> Data:
    """Give every fact: those that are shared, then those of either side, by its code."""
    shared = {name: _fact_data(state, SLOT_OF[name, None]) for name in SHARED}
    sides = {
        code: {name: _fact_data(state, SLOT_OF[name, side]) for name in SIDED if name not in OFFICES}
        | {"offices": {name: _fact_data(state, SLOT_OF[name, side]) for name in OFFICES}}
        for side, code in enumerate(state.pair)
    }
    return shared | sides


def _fact_data(state: State, place: int) -> Data:
    """Give a fact: its value and possible ones, the id and date of the event that gave it, the ids of later ones."""
    fact = state.standing.facts[place]
    data = {
        "value": fact.value,
        "possible": state.possible_values(place),
        "since": fact.event and fact.event.on.text,
        "event": fact.event and fact.event.id,
        "later": [event.id for event in fact.later],
    }
    if fact.value == "open" and SLOTS[place][0] == "mission":
        return data | {detail: fact.latest(detail) for detail in ("level", "head", "resident")}
    return data


def change_data(change: Change) -> Data:
    """Give one event, and the status that it left behind."""
    return {
        "event": event_data(change.event),
        "status_before": change.before.status,
        "status": change.after.status,
        "changes_facts": change.of_facts,
    }


def event_data(event: Event) -> Data:
    """Give an event as a line of the log would have it; of one that is supposed that it is hypothetical."""
    fields = fields_of(event)
    if not event.is_supposed:
        return fields
    del fields["recorded"]
    return fields | {"hypothetical": True}


def reason_data(reason: Reason) -> Data:
    """Give a fact in force, with its events and their sources."""
    return {
        "fact": reason.fact,
        "value": reason.because.value,
        "holds_status": reason.holds_status,
        "events": [event_data(event) for event in reason.because.events],
    }


def finding_data(finding: Finding) -> Data:
    """Give a finding: where, what, and the pair that it spoils where that can be told."""
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "pair": finding.pair and list(finding.pair),
    }


def table_data() -> Data:
    """Give the rules: the rungs of the ladder from the highest, and a row for each kind of event."""
    return {
        "ladder": [{"status": status, "holds_when": holds_when} for status, holds_when in LADDER.items()],
        "events": [
            {"kind": row.kind, "by": row.by, "when": row.when, "then": row.then, "remark": row.remark}
            for row in (*EVENTS, RETRACTION)
        ],
    }


def source_in_words(source: Source) -> str:
    """Name a source as a reader would cite it."""
    dated = f", {source.published.in_words()}" if source.published else ""
    return f"{source.publisher}, “{source.title}”{dated}"


def difference_data(difference: Difference) -> Data:
    """Give a fact that differs: its name, its possible values before and after, and the ids of the events behind it.

    ``by`` names those that had not happened before, ``without`` those that have not happened after.
    """
    before, after = difference.before, difference.after
    return {
        "fact": after.fact,
        "before": list(before.possible),
        "after": list(after.possible),
        "event_before": before.because.event and before.because.event.id,
        "event_after": after.because.event and after.because.event.id,
        "by": [event.id for event in difference.by],
        "without": [event.id for event in difference.without],
    }


def supposition_data(recorded: History, supposed: History, before: State, after: State) -> Data:
    """Give a hypothesis: its moves, both courses, the spans of days on which they differ, and what is overtaken.

    A span without ``to`` goes on; where neither status nor facts differ in it, the events behind them do.
    ``before`` is the state as recorded, ``after`` the one supposed.
    """
    return {
        "pair": list(recorded.pair),
        "moves": [move_fields(move) for move in supposed.moves],
        "recorded": [change_data(change) for change in recorded.course],
        "supposed": [change_data(change) for change in supposed.course],
        "differ": [
            {
                "from": contrast.first.isoformat(),
                "to": contrast.last and contrast.last.isoformat(),
                "recorded": {"status": contrast.one.status, "possible": list(contrast.one.possible)},
                "supposed": {"status": contrast.other.status, "possible": list(contrast.other.possible)},
                "of_status": contrast.of_status,
                "of_facts": contrast.of_facts,
            }
            for contrast in contrasts(recorded, supposed)
        ],
        "overtaken": [{"event": event_data(one.event), "why": str(one)} for one in supposed.overtaken],
        "before": state_data(before),
        "after": state_data(after),
    }
