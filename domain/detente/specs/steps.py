"""The steps of which scenarios are made.

Countries are given by name or code, dates in any form that the log takes, kinds of event, statuses and
facts in words: "mission closed", not "mission_closed".
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import pytest
from pytest_bdd import given, parsers, then, when

from detente.history.goals import Goal
from detente.history.history import State
from detente.history.reasons import obstacles, reasons
from detente.history.routes import Routes, acts_towards, routes
from detente.log.record import Record
from detente.model.configuration import SLOT_OF
from detente.model.countries import country, name
from detente.model.dates import HistoricDate
from detente.model.machine import possible
from detente.model.moves import LeftOut, Moved
from detente.model.naming import act_in_words, value_in_words
from detente.model.pairs import Pair
from detente.model.rules import Act, rules
from detente.model.statuses import Status
from detente.model.wording import OR_POSSIBLY, did_you_mean, identifier, listing, nearest, or_possibly, words
from detente.specs.scene import Scene, fail, pair_said, rows, says

PAIR = r"(?P<one>.+?) and (?P<other>.+?)"
DAY = r"(?P<day>\S+)"
NAMED = r'"(?P<named>\S+)"'
EVENT = rf'"(?P<kind>[^"]+)"(?: by (?P<by>.+?))? on {DAY}(?: with (?P<field>[a-z ]+) "(?P<value>[^"]+)")?'
_PARTED = re.compile(r", | and (?=the |relations|talks)")
ALL = 1_000
"""As many ways as a scenario is held against."""


@pytest.fixture
def scene() -> Scene:
    """Give what the scenario speaks about."""
    return Scene()


class Step(NamedTuple):
    """One step, as its documentation tells it."""

    keyword: str
    """Given, When or Then: the first of them, where it can stand after several."""
    example: str
    says: str
    """What it says, in a line."""
    pattern: re.Pattern[str]


STEPS: list[Step] = []
"""Every step, in the order in which they are documented."""

Function = TypeVar("Function", bound=Callable[..., None])


def step(keywords: str, pattern: str, example: str) -> Callable[[Function], Function]:
    """Make a step of a function: the named groups of a regular expression are its arguments, its docstring what it says."""  # noqa: E501 - it is a cell of a table

    def make(function: Function) -> Function:
        told = (function.__doc__ or "").strip()
        STEPS.append(Step(keywords.split(maxsplit=1)[0], example, told, re.compile(pattern)))
        for keyword in keywords.lower().split():
            make_step = {"given": given, "when": when, "then": then}[keyword]
            make_step(parsers.re(pattern), stacklevel=2)(function)
        return function

    return make


@step("Given", "the record", "the record")
def _the_record(scene: Scene, shipped_record: Record) -> None:
    """The log that is named, else `events.jsonl` beside the suite, else the record that ships with detente."""
    scene.begin(shipped_record)


@step("Given", rf"the record as known on {DAY}", "the record as known on 2026-11-22")
def _the_record_as_known(scene: Scene, shipped_record: Record, day: str) -> None:
    """The same, as it was known at the end of that day."""
    scene.begin(shipped_record)
    scene.known = HistoricDate.parse(day)


@step("Given", rf"these events of {PAIR}:", "these events of Peru and Norway:")
def _these_events(scene: Scene, one: str, other: str, datatable: Sequence[Sequence[str]]) -> None:
    """A record of these events alone: a table with columns named as the fields of the log (`on`, `kind`, `by`, `power`, …)."""  # noqa: E501 - it is a cell of a table
    scene.about(pair_said(one, other))
    scene.add(*rows(datatable))
    scene.expect_nothing_refused()
    scene.begin(scene.record)


@step("Given", rf"nothing is recorded of {PAIR}", "nothing is recorded of Peru and Norway")
def _nothing(scene: Scene, one: str, other: str) -> None:
    """An empty record of that pair, to be added to."""
    pair = pair_said(one, other)
    if pair in scene.record.by_pair:
        fail(f"something is recorded of {pair.names}")
    scene.about(pair)


@step("Given When", rf"it is about {PAIR}", "it is about Peru and Norway")
def _is_about(scene: Scene, one: str, other: str) -> None:
    """Whose relations the events are that are added or supposed next; to be said where a record has several pairs."""
    scene.about(pair_said(one, other))


@step("Given When", rf"it is looked at as known on {DAY}", "it is looked at as known on 2020-02-01")
def _as_known(scene: Scene, day: str) -> None:
    """What follows is as known at the end of that day; also after `When`."""
    scene.known = HistoricDate.parse(day)


@step("When", rf"{EVENT} is added", '"mission closed" by Peru on 1930-01-01 is added')
def _is_added(scene: Scene, kind: str, by: str | None, day: str, field: str | None, value: str | None) -> None:
    """One more event; `by …` only where one side acts; after the date `with power "Italy"` for one more field."""
    scene.add(said(kind, by, day, field, value))


@step("When", "these events are added:", "these events are added:")
def _are_added(scene: Scene, datatable: Sequence[Sequence[str]]) -> None:
    """More events together, as a table."""
    scene.add(*rows(datatable))


@step("When", rf"event {NAMED} is retracted", 'event "some-id" is retracted')
def _is_retracted(scene: Scene, named: str) -> None:
    """A retraction."""
    scene.add({"kind": "retracted", "retracts": named})


@step("Given When", rf"{EVENT} is supposed", '"sanctions lifted" by Peru on 1931-01-01 is supposed')
def _is_supposed(scene: Scene, kind: str, by: str | None, day: str, field: str | None, value: str | None) -> None:
    """A hypothesis on top of the record: the event happened; also after `When`."""
    scene.suppose(said(kind, by, day, field, value))


@step("Given When", rf"event {NAMED} is left out", 'event "some-id" is left out')
def _is_left_out(scene: Scene, named: str) -> None:
    """A hypothesis: the event did not happen."""
    scene.suppose(LeftOut(named))


@step("Given When", rf"event {NAMED} is moved to {DAY}", 'event "some-id" is moved to 1929-12-31')
def _is_moved(scene: Scene, named: str, day: str) -> None:
    """A hypothesis: the event happened on that date."""
    scene.suppose(Moved(named, HistoricDate.parse(day)))


@step(
    "Then",
    rf"the status of {PAIR} on {DAY} is (?P<status>[A-Za-z ,]+?)(?: since (?P<since>\S+))?",
    "the status of Peru and Norway on 1930-01-01 is embassy closed",
)
def _status(scene: Scene, one: str, other: str, day: str, status: str, since: str | None) -> None:
    """Certainly so; `is established, or possibly strained` where the dates leave it open; `… since 1930-01-01` for the date of the event with which it began."""  # noqa: E501 - it is a cell of a table
    known = {rung.words for rung in Status}
    expected, *possible = status.split(OR_POSSIBLY)
    unknown = [word for word in (expected, *possible) if word not in known]
    if unknown:
        fail(f"there is no status “{unknown[0]}”.{did_you_mean(nearest(unknown[0], known))}")
    state = scene.at(one, other, day)
    if len({expected, *possible}) != len(possible) + 1:
        fail(f"“{status}” names a status twice")
    found = {rung.words for rung in state.possible}
    if (expected, {expected, *possible}) != (state.status.words, found):
        because = "".join(
            f"\n  {reason.fact}: {reason.in_words} ({', '.join(event.id for event in reason.because.events)})"
            for reason in reasons(state)
        )
        found_so = f"it is {state.in_words}, because of{because or ' nothing'}"
        fail(f"{state.pair.names} on {day}: expected {status}, but {found_so}")
    _expect_since(since, state.since)


@step(
    "Then",
    rf"between {PAIR} on {DAY} the (?P<fact>[a-z ]+?)(?: of (?P<whose>[^\"]+?))? (?:is|are) "
    r"(?P<value>.+?)(?: since (?P<since>\S+))?",
    "between Peru and Norway on 1930-01-01 the mission of Peru is closed",
)
def _fact(
    scene: Scene, one: str, other: str, day: str, fact: str, whose: str | None, value: str, since: str | None
) -> None:
    """A fact: `the relations are severed`, `the talks are open`, `the grievance of Peru is none`; `closed, or possibly open` where the dates leave it open; `since …` as above."""  # noqa: E501 - it is a cell of a table
    state = scene.at(one, other, day)
    place = slot_of(state, fact, whose)
    told, *others = (value_in_words(value) for value in state.possible_values(place))
    expected, *possible = value.split(OR_POSSIBLY)
    if (expected, set(possible)) != (told, set(others)):
        fail(
            f"{state.pair.names} on {day}: expected the {fact} to be {value}, but found {or_possibly([told, *others])}"
        )
    event = state.standing.facts[place].event
    _expect_since(since, event and event.on)


@step(
    "Then",
    rf"the status of {PAIR} on {DAY} rests on event {NAMED}",
    'the status of Peru and Norway on 1930-01-01 rests on event "some-id"',
)
def _rests_on(scene: Scene, one: str, other: str, day: str, named: str) -> None:
    """One of the events that hold it where it is."""
    resting = [reason for reason in reasons(scene.at(one, other, day)) if reason.holds_status]
    events = [event.id for reason in resting for event in reason.because.events]
    if named not in events:
        fail(f"it rests on {listing(events) or 'nothing'}")


@step(
    "Then",
    rf"between {PAIR} on {DAY} the (?P<fact>[a-z ]+?)(?: of (?P<whose>[^\"]+?))? rests? on event {NAMED}",
    'between Peru and Norway on 1930-01-01 the mission of Peru rests on event "some-id"',
)
def _fact_rests_on(scene: Scene, one: str, other: str, day: str, fact: str, whose: str | None, named: str) -> None:
    """The event that put the fact in force, or one that repeats or amends it."""
    state = scene.at(one, other, day)
    events = [event.id for event in state.standing.facts[slot_of(state, fact, whose)].events]
    if named not in events:
        fail(f"it rests on {listing(events) or 'nothing'}")


@step(
    "Then",
    rf'between {PAIR} on {DAY} "(?P<act>[^"]+)" is (?P<isnt>not )?possible',
    'between Peru and Norway on 1930-01-01 "mission opened by Peru" is possible',
)
def _is_possible(scene: Scene, one: str, other: str, day: str, act: str, isnt: str | None) -> None:
    """Whether the rules allow an event next, wherever the dates leave things that day; or `… is not possible`."""
    state = scene.at(one, other, day)
    meant = act_said(act, state.pair)
    so = {any(_is(found, meant) for found in possible(*position)) for position in state.positions}
    if len(so) != 1:
        fail(f"the dates leave it open: {state.pair.names} are {state.in_words} on {day}")
    acts = possible(*state.standing.position)
    if so != {not isnt}:
        fail(
            f"{state.pair.names} on {day}: it is {'not possible' if not isnt else 'possible'}; "
            f"possible are {listing([act_in_words(one, state.pair) for one in acts])}"
        )


@step("Then", r'it is refused because "(?P<reason>[^"]*\w[^"]*)"', 'it is refused because "relations in force"')
def _is_refused(scene: Scene, reason: str) -> None:
    """What was added or supposed is against the rules, and what they need and do not have is told in these words."""
    if not scene.is_tried:
        fail("nothing was added or supposed")
    refusal = scene.refusal
    if refusal is None:
        fail("it is allowed")
    if not refusal.is_event:
        scene.expect_nothing_refused()
    if not says(refusal.because, reason):
        fail(f"it is refused for another reason:\n{refusal.told}")
    scene.refusal, scene.is_tried = None, False


@step("Then", r'it is no event because "(?P<reason>[^"]*\w[^"]*)"', 'it is no event because "unknown kind"')
def _is_no_event(scene: Scene, reason: str) -> None:
    """What was added could not be in any log, and what is wrong with it is told in these words."""
    refusal = scene.refusal
    if refusal is None or refusal.is_event:
        fail("it is an event")
    if not says(refusal.because, reason):
        fail(f"it is no event for another reason:\n{refusal.told}")
    scene.refusal, scene.is_tried = None, False


@step("Then", "it is allowed", "it is allowed")
def _is_allowed(scene: Scene) -> None:
    """What was added or supposed is not against the rules."""
    scene.expect_nothing_refused()
    if not scene.is_tried:
        fail("nothing was added or supposed")


@step("Then", "the log is unchanged", "the log is unchanged")
def _log_is_unchanged(scene: Scene) -> None:
    """Neither the record as it was given nor its file was touched, by what was refused or only supposed."""
    if not scene.is_given:
        fail("of which log? Begin with Given the record")
    if not scene.has_tried:
        fail("nothing was added or supposed")
    if scene.record is not scene.given:
        fail("events were added to it")
    if not scene.is_untouched():
        fail(f"{scene.record.path} is not what was read")


@step(
    "Then",
    rf'event {NAMED} of {PAIR} is overtaken because "(?P<reason>[^"]*\w[^"]*)"',
    'event "some-id" of Peru and Norway is overtaken because "relations in force"',
)
def _is_overtaken(scene: Scene, named: str, one: str, other: str, reason: str) -> None:
    """The hypothesis leaves no room for a recorded event, and the message has these words."""
    overtaken = {refused.event.id: refused for refused in scene.history(one, other).overtaken}
    if named not in overtaken:
        fail(f"it is not overtaken; overtaken: {listing([*overtaken]) or 'nothing'}")
    if not says(overtaken[named].because, reason):
        fail(f"it is overtaken for another reason:\n{overtaken[named]}")


@step("Then", rf"nothing of {PAIR} is overtaken", "nothing of Peru and Norway is overtaken")
def _nothing_is_overtaken(scene: Scene, one: str, other: str) -> None:
    """The hypothesis leaves room for all that is recorded."""
    history = scene.history(one, other)
    if not history.moves:
        fail(f"nothing is supposed of {history.pair.names}")
    overtaken = [str(refused) for refused in history.overtaken]
    if overtaken:
        fail("\n".join(overtaken))


@step(
    "Then",
    rf'the shortest way for {PAIR} from {DAY} to (?P<goal>[^"]+?)(?: by (?P<by>[^"]+?) alone)? is "(?P<way>[^"]+)"',
    'the shortest way for Peru and Norway from 1930-01-01 to established is "mission opened by Peru"',
)
def _shortest_way(scene: Scene, one: str, other: str, day: str, goal: str, by: str | None, way: str) -> None:
    """One of the shortest, its acts joined by “, then ”; `to mission of Peru open` for a fact; `to established by Peru alone is …` for what one country can do."""  # noqa: E501 - it is a cell of a table
    state = scene.at(one, other, day)
    found = ways(state, goal, by)
    meant = tuple(act_said(act, state.pair) for act in way.split(", then "))
    so = any(all(map(_is, route.acts, meant)) for route in found.given if len(route.acts) == len(meant))
    if not so:
        fail(f"the shortest ways are: {_told(found, state.pair)}")


@step(
    "Then",
    rf'there is no way for {PAIR} from {DAY} to (?P<goal>[^"]+?)(?: by (?P<by>[^"]+?) alone)?',
    "there is no way for Peru and Norway from 1930-01-01 to established by Peru alone",
)
def _no_way(scene: Scene, one: str, other: str, day: str, goal: str, by: str | None) -> None:
    """Nothing that the rules allow leads there."""
    state = scene.at(one, other, day)
    found = ways(state, goal, by)
    if found.total:
        fail(f"there is a way: {_told(found, state.pair)}")


@step(
    "Then",
    rf"in the way of (?P<status>[a-z ]+?) for {PAIR} on {DAY} (?:is|are) (?P<facts>.+)",
    "in the way of established for Peru and Norway on 1930-01-01 is the mission of Peru",
)
def _in_the_way(scene: Scene, status: str, one: str, other: str, day: str, facts: str) -> None:
    """The facts that keep the pair from a status, joined by commas and “and”; `relations`, `the sanctions of Peru`."""
    state = scene.at(one, other, day)
    known = {rung.words: rung for rung in Status}
    if status not in known:
        fail(f"there is no status “{status}”.{did_you_mean(nearest(status, known))}")
    found = [reason.fact for reason in obstacles(state, known[status]).in_the_way]
    said_so = [] if facts == "nothing" else [_fact_said(fact, state.pair) for fact in _PARTED.split(facts)]
    if sorted(said_so) != sorted(found):
        fail(f"in its way: {listing(found) or 'nothing'}")


def _expect_since(since: str | None, on: HistoricDate | None) -> None:
    """Fail where something is said to be so since another date than that on which it began."""
    began = on and on.text
    if since not in (None, began):
        fail(f"expected it to be so since {since}, but it is {f'since {began}' if began else 'so from the beginning'}")


def _fact_said(fact: str, pair: Pair) -> str:
    """Give a fact as it is told, whatever its country was called."""
    what, of, whose = fact.partition(" of ")
    return f"{what} of {name(pair[pair.side(country(whose))])}" if of else fact


def act_said(text: str, pair: Pair) -> Act:
    """Read an act in words: "mission opened by Peru"; fail where it does not say who acts, or says who cannot."""
    kind, _, by = text.partition(" by ")
    known = {words(known): known for known in rules()}
    if kind not in known:
        fail(f"there is no kind of event “{kind}”.{did_you_mean(nearest(kind, known))}")
    side = pair.side(country(by)) if by else None
    sides = rules()[known[kind]].sides
    if side not in sides:
        fail(f"“{kind}” is an act of {'one country: say by whom' if side is None else 'both, or of nobody'}")
    return Act(known[kind], side)


def _is(act: Act, meant: Act) -> bool:
    return (act.kind, act.side) == (meant.kind, meant.side)


def _told(found: Routes, pair: Pair) -> str:
    chains = [", then ".join(act_in_words(act, pair) for act in route.acts) for route in found.given]
    return "; ".join(chain or "it is so already" for chain in chains) or "none"


def slot_of(state: State, fact: str, whose: str | None) -> int:
    """Find the slot of a fact in words, of one country or shared."""
    slot = (identifier(fact), state.pair.side(country(whose)) if whose else None)
    known = {words(name) for name, side in SLOT_OF if (side is None) == (whose is None)}
    if slot not in SLOT_OF:
        fail(f"there is no fact “{fact}”{' of one country' if whose else ''}: it is {listing(sorted(known), 'or')}")
    return SLOT_OF[slot]


def said(kind: str, by: str | None, day: str, field: str | None, value: str | None) -> dict[str, str]:
    """Give what a step says of an event, as fields in words."""
    fields = {"kind": kind, "by": by or "", "on": day}
    return fields | {field: value} if field and value else fields


def ways(state: State, goal: str, by: str | None) -> Routes:
    """Find every shortest way from a state to a goal in words; fail where the dates leave open from where."""
    if len(state.positions) != 1:
        fail(f"the dates leave open from where: {state.pair.names} are {state.in_words} that day")
    aim = Goal.of(goal, state.pair)
    side = None if by is None else state.pair.side(country(by))
    here = state.standing.position
    return routes(here, aim, acts_towards(aim, side), limit=ALL)
