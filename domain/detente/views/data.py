"""Answers as data, in the shapes that ``--json`` prints."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from detente.history.history import History
from detente.history.reasons import Obstacles, Reason
from detente.history.state import State, possible_after
from detente.log.findings import Finding
from detente.model.configuration import OFFICES, SHARED, SIDED, SLOT_OF, SLOTS, Configuration
from detente.model.dates import HistoricDate, Span
from detente.model.events import DATES, Event, Line, fields_of, stamp
from detente.model.extent import Extent
from detente.model.following import Change
from detente.model.moves import Move
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.model.table import EVENTS, LADDER, RETRACTION

if TYPE_CHECKING:
    from detente.history.differences import Contrast, Difference
    from detente.history.routes import Route, Ways
    from detente.log.auditing import Audit
    from detente.log.descriptor import Description
    from detente.log.inventory import Inventory

Data = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The kind of JSON Schema in which the log is described."""


def states_data(states: Iterable[State], *, with_facts: bool = False) -> list[Data]:
    """Return where several pairs stand, without the events behind the facts; their values too where asked for.

    Which pairs are related to one is told where that one is asked about alone: it takes all pairs of a log.
    """
    found = [(state, state_data(state)) for state in states]
    standings = ({"facts": _values_of(state)} if with_facts else {} for state, _ in found)
    return [
        {name: value for name, value in data.items() if name not in ("related", "standing")} | standing
        for (_, data), standing in zip(found, standings, strict=True)
    ]


def _values_of(state: State) -> Data | None:
    return None if state.status is None else values(state.pair, state.standing.configuration)


def values(pair: Pair, configuration: Configuration) -> Data:
    """Return the value of each fact, those that are shared by name, the others by the code of their side."""
    shared = {name: configuration[SLOT_OF[name, None]] for name in SHARED}
    sides = {code: {name: configuration[SLOT_OF[name, side]] for name in SIDED} for side, code in enumerate(pair)}
    return shared | sides


def state_data(state: State, others: Sequence[Pair] = ()) -> Data:
    """Return where a pair stands; dates as in ISO 8601-2, ``date`` is the day meant.

    ``related`` names pairs of predecessors and successors of which there is a record, where this one has none then.
    """
    return {
        "pair": list(state.pair),
        "date": state.day.isoformat(),
        "known": state.known_on and state.known_on.isoformat(),
        "hypothetical": state.is_hypothetical,
        "recorded": extent_data(state.recorded),
        "status": state.status,
        "rungs": list(state.rungs),
        "possible": list(state.possible),
        "complete": state.complete,
        **dated("since", state.since),
        "confidence": state.confidence,
        "unsurveyed": None if state.unsurveyed is None else list(state.unsurveyed),
        "to_blame": [{"id": event.id_in_log, **dated("on", event.on)} for event in state.to_blame],
        "undecided": [{"id": event.id_in_log, **dated("on", event.on)} for event in state.undecided],
        "related": [list(pair) for pair in others],
        "standing": None if state.status is None else standing_data(state),
    }


def dated(name: str, on: HistoricDate | None) -> Data:
    """Return a date by a name, as EDTF, and beside it its first and its last day; null where there is none."""
    days = on and [on.earliest.isoformat(), on.latest.isoformat()]
    return {name: on and on.text, f"{name}_days": days}


def extent_data(extent: Extent | None) -> Data | None:
    """Return from when to when something is recorded of a pair; the end is null where it is followed to this day."""
    return extent and {**dated("from", extent.start), **dated("to", extent.end)}


def standing_data(state: State) -> Data:
    """Return every fact: those that are shared, then those of either side, by its code."""
    shared = {name: _fact_data(state, SLOT_OF[name, None]) for name in SHARED}
    sides = {
        code: {name: _fact_data(state, SLOT_OF[name, side]) for name in SIDED if name not in OFFICES}
        | {"offices": {name: _fact_data(state, SLOT_OF[name, side]) for name in OFFICES}}
        for side, code in enumerate(state.pair)
    }
    return shared | sides


def _fact_data(state: State, slot: int) -> Data:
    """Return a fact: its value and possible ones, the id and date of the event that gave it, the ids of later ones."""
    fact = state.standing.facts[slot]
    data = {
        "value": fact.value,
        "possible": state.possible_values(slot),
        **dated("since", fact.event and fact.event.on),
        "event": fact.event and fact.event.id,
        "later": [event.id for event in fact.later],
    }
    details = _DETAILS.get(SLOTS[slot][0], ()) if fact.value == "open" else ()
    return data | {detail: fact.latest(detail) for detail in details}


_DETAILS = {"mission": ("level", "head", "resident"), **dict.fromkeys(OFFICES, ("resident",))}
"""What is said of a mission or an office that is open."""


def history_data(
    history: History,
    changes: Iterable[Change],
    withdrawn: Iterable[tuple[Event, Line]] | None,
    span: Span,
    before: State | None,
) -> Data:
    """Return changes of a history and, if asked for, what was withdrawn, each with the line that did it.

    ``from`` and ``to`` are the days asked about, null for all time; ``before`` is where the pair stood before them.
    """
    known = history.known_on and history.known_on.isoformat()
    data: Data = {
        "pair": list(history.pair),
        "known": known,
        "from": None if span[0] == date.min else span[0].isoformat(),
        "to": None if span[1] == date.max else span[1].isoformat(),
        "before": before and state_data(before),
        "course": _course_data(history, changes),
    }
    if withdrawn is not None:
        data["withdrawn"] = [{"event": event_data(event), "by": by.id, "reason": by.summary} for event, by in withdrawn]
    return data


def changes_data(history: History, changes: Iterable[Change]) -> Data:
    """Return what changed between two countries."""
    return {"pair": list(history.pair), "changes": _course_data(history, changes)}


def _course_data(history: History, changes: Iterable[Change]) -> list[Data]:
    """Return events of a history with the statuses that each left behind, those that its dates leave open besides."""
    return [change_data(change) | {"possible": list(possible_after(history, change))} for change in changes]


def change_data(change: Change) -> Data:
    """Return one event, and the status that it left behind."""
    return {
        "event": event_data(change.event),
        "status_before": change.before.status,
        "status": change.after.status,
        "changes_facts": change.of_facts,
    }


def event_data(event: Event) -> Data:
    """Return an event as a line of the log has it, with the days of its dates; one that is supposed is hypothetical."""
    fields = with_days(fields_of(event))
    if not event.is_supposed:
        return fields
    del fields["recorded"]
    return fields | {"hypothetical": True}


def move_data(move: Move) -> Data:
    """Return a move as a line of a file holds it, with the days of its dates."""
    from detente.log.hypothesis import move_fields  # which only hypotheses need

    return with_days(move_fields(move))


def with_days(fields: Mapping[str, Any]) -> Data:
    """Return fields of the log with its first and its last day beside each date, those of sources too."""
    found: Data = {}
    for name, value in fields.items():
        if name in DATES:
            found |= dated(name, HistoricDate.parse(value))
        else:
            found[name] = [with_days(source) for source in value] if name == "sources" else value
    return found


def reasons_data(state: State, reasons: Iterable[Reason]) -> Data:
    """Return where a pair stands, and what that rests on."""
    return state_data(state) | {"reasons": [reason_data(reason) for reason in reasons]}


def obstacles_data(state: State, status: Status, obstacles: Obstacles) -> Data:
    """Return where a pair stands, and what keeps it from a status."""
    return state_data(state) | {
        "not": status,
        "in_the_way": [reason_data(reason) for reason in obstacles.in_the_way],
        "unmet": [list(phrases) for phrases in obstacles.unmet],
    }


def reason_data(reason: Reason) -> Data:
    """Return a fact in force, with its events and their sources."""
    return {
        "fact": reason.fact,
        "value": reason.because.value,
        "holds_status": reason.holds_status,
        "events": [event_data(event) for event in reason.because.events],
    }


def check_data(audit: "Audit", changed: Sequence[str], unsealed: int | None, digest: str) -> Data:
    """Return what is wrong in a log: findings, what is no longer as it was sealed or expected, and advice."""
    return {
        "findings": [finding_data(finding) for finding in audit.findings],
        "changed": list(changed),
        "advice": [finding_data(finding) for finding in audit.advice],
        "unsealed": unsealed,
        "digest": digest,
    }


def record_data(path: str, held: "Inventory", described: "Description | None") -> Data:
    """Return what a log holds; its title, version and licences are null where no descriptor beside it says them."""
    return {
        "path": path,
        "title": described and described.title,
        "version": described and described.version,
        "licences": described and list(described.licences),
        "pairs": held.pairs,
        "events": held.events,
        "noted": held.noted,
        "withdrawn": held.withdrawn,
        "surveys": held.surveys,
        **dated("first", held.first),
        **dated("last", held.last),
        "sources": held.sources,
        "recorded": held.recorded and stamp(held.recorded),
        "unread": held.unread,
    }


def finding_data(finding: Finding) -> Data:
    """Return a finding: where, what, and the pair that it spoils where that can be told."""
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "pair": finding.pair and list(finding.pair),
    }


def table_data() -> Data:
    """Return the rules: the rungs of the ladder from the highest, and a row for each kind of event."""
    return {
        "ladder": [{"status": status, "holds_when": holds_when} for status, holds_when in LADDER.items()],
        "events": [
            {"kind": row.kind, "by": row.by, "when": row.when, "then": row.then, "remark": row.remark}
            for row in (*EVENTS, RETRACTION)
        ],
    }


def schema_data(kind: str | None) -> Data:
    """Return the JSON Schema of a line of the log: of one kind, or of all."""
    from detente.model.lines import json_schema  # which comes with the validator, that no other answer needs

    title = {} if kind else {"title": "A line of the log"}
    return {"$schema": DIALECT} | title | json_schema(kind)


def differences_data(before: State, after: State, differences: "Iterable[Difference]") -> Data:
    """Return two states, and the facts that differ."""
    return {
        "before": state_data(before),
        "after": state_data(after),
        "facts": [difference_data(difference) for difference in differences],
    }


def difference_data(difference: "Difference") -> Data:
    """Return a fact that differs: its name, its possible values before and after, and the ids of the events behind it.

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


def supposition_data(
    before: State,
    after: State,
    differ: "Sequence[Contrast]",
    told: Callable[[History], Iterable[Change]] = attrgetter("course"),
) -> Data:
    """Return a hypothesis: its moves, both courses, the spans of days on which they differ, and what is overtaken.

    ``before`` is the state as recorded, ``after`` the one supposed. Where they differ on no day, ``no_difference`` says
    of each event why not: ``by`` names those that decide in its place. `told` gives what is told of a course: all of
    it, if it is not given.
    """
    from detente.history.indifference import indifferences

    recorded, supposed = before.history, after.history
    return {
        "pair": list(recorded.pair),
        "moves": [move_data(move) for move in supposed.moves],
        "recorded": [change_data(change) for change in told(recorded)],
        "supposed": [change_data(change) for change in told(supposed)],
        "differ": [contrast_data(contrast) for contrast in differ],
        "no_difference": [
            {"event": one.event.id, "by": [undoing.event.id for undoing in one.undoes]}
            for one in (() if differ else indifferences(recorded, supposed))
        ],
        "overtaken": [
            {"event": event_data(one.event), "why": str(one), "because": one.because} for one in supposed.overtaken
        ],
        "before": state_data(before),
        "after": state_data(after),
    }


def contrast_data(contrast: "Contrast") -> Data:
    """Return days on which two histories differ, and how; without ``to`` they go on.

    Where neither status nor facts differ, the events behind them do.
    """
    return {
        "from": contrast.first.isoformat(),
        "to": contrast.last and contrast.last.isoformat(),
        "recorded": {"status": contrast.one.status, "possible": list(contrast.one.possible)},
        "supposed": {"status": contrast.other.status, "possible": list(contrast.other.possible)},
        "of_status": contrast.of_status,
        "of_facts": contrast.of_facts,
    }


def routes_data(ways: "Ways") -> Data:
    """Return the shortest ways from a state, how many there are, and a way that takes both countries."""
    state = ways.state
    return {
        "pair": list(state.pair),
        "from": state_data(state),
        "ways": [route_data(route, state.pair) for route in ways.routes.given],
        "total": ways.routes.total,
        "together": [route_data(route, state.pair) for route in ways.together.given],
    }


def route_data(route: "Route", pair: Pair) -> Data:
    """Return a way: its steps, who does each (none for a mutual act), and its cost as a number or a fraction."""
    steps = [
        {"kind": act.kind, "by": None if act.side is None else pair[act.side]}
        | ({"office": act.office} if act.office else {})
        for act in route.acts
    ]
    return {"cost": route.cost if isinstance(route.cost, int) else float(route.cost), "steps": steps}
