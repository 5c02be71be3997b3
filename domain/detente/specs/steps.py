"""The steps of which scenarios are made.

Countries are given by name or code, dates in any form that the log takes or in English words, kinds of event,
statuses and facts in words: "mission closed", not "mission_closed". The patterns fit whatever stands for them, so that
a value that nobody knows is said to be one, and is no unknown step.
"""

from collections.abc import Sequence

import pytest

from detente.history.reasons import obstacles, reasons
from detente.history.routes import Routes
from detente.log.record import Record
from detente.model.dates import HistoricDate
from detente.model.machine import possible
from detente.model.moves import LeftOut, Moved
from detente.model.naming import act_in_words, value_in_words
from detente.model.pairs import Pair
from detente.model.wording import listing, or_possibly
from detente.specs import phrases
from detente.specs.context import Context
from detente.specs.declaring import STEPS, Step, step
from detente.specs.phrases import event_fields, fail, has_words, pair_named, table_fields
from detente.specs.predicates import behind_status, is_among, is_possible, shortest_ways

__all__ = ["STEPS", "Step"]


def _some(name: str) -> str:
    """Return a pattern for some words, which are no quotation: as few as can be."""
    return rf'(?P<{name}>[^"]+?)'


PAIR = f"{_some('one')} and {_some('other')}"
DAY = _some("day")
SINCE = f"(?: since {_some('since')})?"
FACT = f"the {_some('fact')}(?: of {_some('whose')})?"
GOAL = f"{_some('goal')}(?: by {_some('by')} alone)?"
NAMED = r'"(?P<named>[^"]+)"'
REASON = r'"(?P<reason>[^"]*)"'
EVENT = rf'"(?P<kind>[^"]+)"(?: by {_some("by")})? on {DAY}(?: with {_some("field")} "(?P<value>[^"]+)")?'


@pytest.fixture
def context() -> Context:
    """Return what the scenario speaks about, empty as it begins."""
    return Context()


@step("Given", "the record", "the record")
def _the_record(context: Context, configured_record: Record) -> None:
    """The log that is named, else `events.jsonl` beside the suite, else the record that ships with detente."""
    context.begin(configured_record)


@step("Given", f"the record as known on {DAY}", "the record as known on 2026-11-22")
def _the_record_as_known(context: Context, configured_record: Record, day: str) -> None:
    """The same, as it was known at the end of that day."""
    context.begin(configured_record)
    context.known = phrases.day(day)


@step("Given", f"these events of {PAIR}:", "these events of Peru and Norway:")
def _these_events(context: Context, one: str, other: str, datatable: Sequence[Sequence[str]]) -> None:
    """A record of these events alone: a table with columns named as the fields of the log (`on`, `kind`, `by`, `power`, …)."""  # noqa: E501 - it is a cell of a table
    context.begin_with(pair_named(one, other), table_fields(datatable))


@step("Given", f"nothing is recorded of {PAIR}", "nothing is recorded of Peru and Norway")
def _nothing(context: Context, one: str, other: str) -> None:
    """An empty record of that pair, to be added to."""
    pair = pair_named(one, other)
    if context.record.entries_of(pair):
        fail(f"something is recorded of {pair.names}")
    context.about(pair)


@step("Given When", f"it is about {PAIR}", "it is about Peru and Norway")
def _is_about(context: Context, one: str, other: str) -> None:
    """The pair whose events are added or supposed next; needed where a record has several pairs."""
    context.about(pair_named(one, other))


@step("Given When", f"it is looked at as known on {DAY}", "it is looked at as known on 2020-02-01")
def _as_known(context: Context, day: str) -> None:
    """What follows is as known at the end of that day; also after `When`."""
    context.known = phrases.day(day)


@step("When", f"{EVENT} is added", '"mission closed" by Peru on 1930-01-01 is added')
def _is_added(context: Context, kind: str, by: str | None, day: str, field: str | None, value: str | None) -> None:
    """One more event; `by …` only where one side acts; after the date `with power "Italy"` for one more field."""
    context.add(event_fields(kind, by, day, field, value), wrong=phrases.wrong_value(kind, day))


@step("When", "these events are added:", "these events are added:")
def _are_added(context: Context, datatable: Sequence[Sequence[str]]) -> None:
    """More events together, as a table."""
    context.add(*table_fields(datatable))


@step("When", f"event {NAMED} is retracted", 'event "some-id" is retracted')
def _is_retracted(context: Context, named: str) -> None:
    """A retraction."""
    context.add({"kind": "retracted", "retracts": named})


@step("Given When", f"{EVENT} is supposed", '"sanctions lifted" by Peru on 1931-01-01 is supposed')
def _is_supposed(context: Context, kind: str, by: str | None, day: str, field: str | None, value: str | None) -> None:
    """A hypothesis on top of the record: the event happened; also after `When`."""
    context.suppose(event_fields(phrases.kind(kind), by, phrases.day(day).text, field, value))


@step("Given When", f"event {NAMED} is left out", 'event "some-id" is left out')
def _is_left_out(context: Context, named: str) -> None:
    """A hypothesis: the event did not happen."""
    context.suppose(LeftOut(named))


@step("Given When", f"event {NAMED} is moved to {DAY}", 'event "some-id" is moved to 1929-12-31')
def _is_moved(context: Context, named: str, day: str) -> None:
    """A hypothesis: the event happened on that date."""
    context.suppose(Moved(named, phrases.day(day)))


@step(
    "Then",
    f"the status of {PAIR} on {DAY} is {_some('status')}{SINCE}",
    "the status of Peru and Norway on 1930-01-01 is embassy closed",
)
def _status(context: Context, one: str, other: str, day: str, status: str, since: str | None) -> None:
    """Certainly so; `is established, or possibly strained` where the dates leave it open; `… since 1930-01-01` for the date of the event with which it began."""  # noqa: E501 - it is a cell of a table
    state = context.at(one, other, day)
    expected = phrases.statuses(status)
    if len(set(expected)) != len(expected):
        fail(f"“{status}” names a status twice")
    if (expected[0], set(expected)) != (state.status, set(state.possible)):
        because = "".join(
            f"\n  {reason.fact}: {reason.in_words} ({', '.join(event.id for event in reason.because.events)})"
            for reason in reasons(state)
        )
        found = f"it is {state.in_words}, because of{because or ' nothing'}" if state.status else state.in_words
        fail(f"{state.pair.names} on {day}: expected {status}, but {found}")
    _expect_since(since, state.since)


@step("Then", f"nothing is known of {PAIR} on {DAY}", "nothing is known of Peru and Norway on 1930-01-01")
def _nothing_is_known(context: Context, one: str, other: str, day: str) -> None:
    """Nothing is recorded of the two, or was known yet: they have no status, not even that of no relations."""
    state = context.at(one, other, day)
    if state.status is not None:
        fail(f"it is known that on {day} {state.pair.names} are {state.in_words}")


@step(
    "Then",
    f"the rungs of {PAIR} on {DAY} are {_some('rungs')}",
    "the rungs of Peru and Norway on 1930-01-01 are sanctioned, embassy closed, established",
)
def _rungs(context: Context, one: str, other: str, day: str, rungs: str) -> None:
    """Every rung that holds, the highest first, parted by commas."""
    state = context.at(one, other, day)
    if phrases.rungs(rungs) != list(state.rungs):
        fail(f"they are {', '.join(rung.words for rung in state.rungs) or 'none'}")


@step(
    "Then",
    rf"of {PAIR} on {DAY} (?P<families>[^\"0-9]+?) (?:was|were) not surveyed",
    "of Peru and Norway on 1930-01-01 sanctions and talks were not surveyed",
)
def _not_surveyed(context: Context, one: str, other: str, day: str, families: str) -> None:
    """The families of facts that no survey of the pair covers on the day; `nothing was not surveyed` where all are."""
    state = context.at(one, other, day)
    if state.unsurveyed is None:
        fail(f"no survey of {state.pair.names} is recorded")
    if sorted(phrases.families(families)) != sorted(state.unsurveyed):
        fail(f"not surveyed: {listing(state.unsurveyed) or 'nothing'}")


@step(
    "Then",
    f"between {PAIR} on {DAY} {FACT} (?:is|are) {_some('value')}{SINCE}",
    "between Peru and Norway on 1930-01-01 the mission of Peru is closed",
)
def _fact(
    context: Context, one: str, other: str, day: str, fact: str, whose: str | None, value: str, since: str | None
) -> None:
    """A fact: `the relations are severed`, `the talks are open`, `the grievance of Peru is none`; `closed, or possibly open` where the dates leave it open; `since …` as above."""  # noqa: E501 - it is a cell of a table
    state = context.at(one, other, day)
    slot = phrases.slot(fact, whose, state.pair)
    found = [value_in_words(value) for value in state.possible_values(slot)]
    expected = phrases.fact_values(value, slot)
    if (expected[0], sorted(expected)) != (found[0], sorted(found)):
        fail(f"{state.pair.names} on {day}: expected the {fact} to be {value}, but found {or_possibly(found)}")
    event = state.standing.facts[slot].event
    _expect_since(since, event and event.on)


@step(
    "Then",
    f"the status of {PAIR} on {DAY} rests on event {NAMED}",
    'the status of Peru and Norway on 1930-01-01 rests on event "some-id"',
)
def _rests_on(context: Context, one: str, other: str, day: str, named: str) -> None:
    """One of the events that hold it where it is."""
    events = behind_status(context.at(one, other, day))
    if named not in events:
        fail(f"it rests on {listing(events) or 'nothing'}")


@step(
    "Then",
    f"between {PAIR} on {DAY} {FACT} rests? on event {NAMED}",
    'between Peru and Norway on 1930-01-01 the mission of Peru rests on event "some-id"',
)
def _fact_rests_on(context: Context, one: str, other: str, day: str, fact: str, whose: str | None, named: str) -> None:
    """The event that put the fact in force, or one that repeats or amends it."""
    state = context.at(one, other, day)
    events = [event.id for event in state.standing.facts[phrases.slot(fact, whose, state.pair)].events]
    if named not in events:
        fail(f"it rests on {listing(events) or 'nothing'}")


@step(
    "Then",
    rf'between {PAIR} on {DAY} "(?P<act>[^"]+)" is (?P<isnt>not )?possible',
    'between Peru and Norway on 1930-01-01 "mission opened by Peru" is possible',
)
def _is_possible(context: Context, one: str, other: str, day: str, act: str, isnt: str | None) -> None:
    """Whether the rules allow an event next, wherever the dates leave things that day; or `… is not possible`."""
    state = context.at(one, other, day)
    found = is_possible(state, phrases.act(act, state.pair))
    if found is None:
        fail(f"the dates leave it open: {state.pair.names} are {state.in_words} on {day}")
    if found is bool(isnt):
        acts = possible(*state.standing.position)
        fail(
            f"{state.pair.names} on {day}: it is {'possible' if found else 'not possible'}; "
            f"possible are {listing([act_in_words(act, state.pair) for act in acts])}"
        )


@step("Then", f"it is refused because {REASON}", 'it is refused because "relations in force"')
def _is_refused(context: Context, reason: str) -> None:
    """What was added or supposed is against the rules, and these words stand in what they need and do not have."""
    if not context.is_pending:
        fail("nothing was added or supposed")
    refusal = context.refusal
    if refusal is None:
        fail("it is allowed")
    if not refusal.is_event:
        context.expect_nothing_refused()
    if not has_words(reason, refusal.because):
        fail(f"it is refused for another reason:\n{refusal.message}")
    context.settle_refusal()


@step("Then", f"it is no event because {REASON}", 'it is no event because "unknown kind"')
def _is_no_event(context: Context, reason: str) -> None:
    """What was added could not be in any log, and these words stand in the reason."""
    refusal = context.refusal
    if refusal is None or refusal.is_event:
        fail("it is an event")
    if not has_words(reason, refusal.because):
        fail(f"it is no event for another reason:\n{refusal.message}")
    context.settle_refusal()


@step("Then", "it is allowed", "it is allowed")
def _is_allowed(context: Context) -> None:
    """What was added or supposed is not against the rules."""
    context.expect_nothing_refused()
    if not context.is_pending:
        fail("nothing was added or supposed")


@step("Then", "the log is unchanged", "the log is unchanged")
def _log_is_unchanged(context: Context) -> None:
    """Neither the record nor its file was touched, by what was refused or only supposed."""
    if not context.has_record:
        fail("of which log? Begin with Given the record")
    if not context.has_tried:
        fail("nothing was added or supposed")
    if context.record is not context.original:
        fail("events were added to it")
    if not context.is_untouched():
        fail(f"{context.record.path} is not what was read")


@step(
    "Then",
    f"event {NAMED} of {PAIR} is overtaken because {REASON}",
    'event "some-id" of Peru and Norway is overtaken because "relations in force"',
)
def _is_overtaken(context: Context, named: str, one: str, other: str, reason: str) -> None:
    """The hypothesis leaves no room for a recorded event, and the message has these words."""
    overtaken = {refused.event.id: refused for refused in context.history(one, other).overtaken}
    if named not in overtaken:
        fail(f"it is not overtaken; overtaken: {listing([*overtaken]) or 'nothing'}")
    if not has_words(reason, overtaken[named].because):
        fail(f"it is overtaken for another reason:\n{overtaken[named]}")


@step("Then", f"nothing of {PAIR} is overtaken", "nothing of Peru and Norway is overtaken")
def _nothing_is_overtaken(context: Context, one: str, other: str) -> None:
    """The hypothesis leaves room for all that is recorded."""
    history = context.history(one, other)
    if not history.moves:
        fail(f"nothing is supposed of {history.pair.names}")
    overtaken = [str(refused) for refused in history.overtaken]
    if overtaken:
        fail("\n".join(overtaken))


@step(
    "Then",
    rf'the shortest way for {PAIR} from {DAY} to {GOAL} is "(?P<way>[^"]+)"',
    'the shortest way for Peru and Norway from 1930-01-01 to established is "mission opened by Peru"',
)
def _shortest_way(context: Context, one: str, other: str, day: str, goal: str, by: str | None, way: str) -> None:
    """One of the shortest, its acts joined by “, then ”; `to mission of Peru open` for a fact; `to established by Peru alone is …` for what one country can do."""  # noqa: E501 - it is a cell of a table
    state = context.at(one, other, day)
    found = shortest_ways(state, goal, by)
    meant = phrases.way(way, state.pair)
    if not is_among(found, meant):
        fail(f"the shortest ways are: {_in_words(found, state.pair)}")


@step(
    "Then",
    f"there is no way for {PAIR} from {DAY} to {GOAL}",
    "there is no way for Peru and Norway from 1930-01-01 to established by Peru alone",
)
def _no_way(context: Context, one: str, other: str, day: str, goal: str, by: str | None) -> None:
    """Nothing that the rules allow leads there."""
    state = context.at(one, other, day)
    found = shortest_ways(state, goal, by)
    if found.total:
        fail(f"there is a way: {_in_words(found, state.pair)}")


@step(
    "Then",
    f"in the way of {_some('status')} for {PAIR} on {DAY} (?:is|are) {_some('facts')}",
    "in the way of established for Peru and Norway on 1930-01-01 is the mission of Peru",
)
def _in_the_way(context: Context, status: str, one: str, other: str, day: str, facts: str) -> None:
    """The facts that keep the pair from a status, joined by commas and “and”; `relations`, `the sanctions of Peru`."""
    state = context.at(one, other, day)
    found = [reason.fact for reason in obstacles(state, phrases.status(status)).in_the_way]
    if sorted(phrases.facts(facts, state.pair)) != sorted(found):
        fail(f"in its way: {listing(found) or 'nothing'}")


def _expect_since(since: str | None, on: HistoricDate | None) -> None:
    """Fail where something is expected to be so since another date than that on which it began."""
    began = on and on.text
    if since and phrases.day(since).text != began:
        fail(f"expected it to be so since {since}, but it is {f'since {began}' if began else 'so from the beginning'}")


def _in_words(found: Routes, pair: Pair) -> str:
    ways = [", then ".join(act_in_words(act, pair) for act in route.acts) for route in found.given]
    return "; ".join(way or "it is so already" for way in ways) or "none"
