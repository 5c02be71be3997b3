"""The steps of which scenarios are made.

Countries are given by name or code, dates in any form that the log takes, kinds of event, statuses and
facts in words: "mission closed", not "mission_closed".
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from detente.history.reasons import reasons
from detente.log.record import Record, read
from detente.log.shipped import NAME, shipped_log
from detente.model.configuration import SLOT_OF
from detente.model.countries import country
from detente.model.dates import HistoricDate
from detente.model.naming import value_in_words
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.model.wording import OR_POSSIBLY, did_you_mean, listing, nearest, or_possibly, words
from detente.specs.scene import Scene, rows

PAIR = r"(?P<one>.+?) and (?P<other>.+?)"
DAY = r"(?P<day>\S+)"
TITLE = r"(?P<kind>[^\"]+)"


@pytest.fixture
def scene() -> Scene:
    """Give what the scenario speaks about."""
    return Scene()


@pytest.fixture(scope="session")
def shipped_record(pytestconfig: pytest.Config) -> Record:
    """Give the record that “the record” means: the log beside the suite, or the one that comes with detente."""
    beside: Path = pytestconfig.rootpath / NAME
    return read(beside if beside.exists() else shipped_log())


def step(pattern: str) -> parsers.StepParser:
    """Read a step by a regular expression: its named groups are the arguments."""
    return parsers.re(pattern)


@given("the record")
def _the_record(scene: Scene, shipped_record: Record) -> None:
    scene.record = shipped_record


@given(step(rf"the record as known on {DAY}"))
def _the_record_as_known(scene: Scene, shipped_record: Record, day: str) -> None:
    scene.record = shipped_record
    scene.known = HistoricDate.parse(day)


@given(step(rf"these events of {PAIR}:"))
def _these_events(scene: Scene, one: str, other: str, datatable: Sequence[Sequence[str]]) -> None:
    scene.pair = Pair.of(one, other)
    scene.add(*rows(datatable))
    assert scene.refusal is None, f"the events of the table cannot be:\n{scene.refusal}"


@given(step(rf"nothing is recorded of {PAIR}"))
def _nothing(scene: Scene, one: str, other: str) -> None:
    scene.pair = Pair.of(one, other)


@given(step(rf"it is looked at as known on {DAY}"))
@when(step(rf"it is looked at as known on {DAY}"))
def _as_known(scene: Scene, day: str) -> None:
    scene.known = HistoricDate.parse(day)


@when(step(rf'"{TITLE}"(?: by (?P<by>.+?))? on {DAY}(?: with (?P<field>[a-z ]+) "(?P<value>[^"]+)")? is added'))
def _is_added(scene: Scene, kind: str, by: str | None, day: str, field: str | None, value: str | None) -> None:
    fields = {"kind": kind, "by": by or "", "on": day}
    scene.add(fields | {field: value} if field and value else fields)


@when("these events are added:")
def _are_added(scene: Scene, datatable: Sequence[Sequence[str]]) -> None:
    scene.add(*rows(datatable))


@when(step(r'event "(?P<named>\S+)" is retracted'))
def _is_retracted(scene: Scene, named: str) -> None:
    scene.add({"kind": "retracted", "retracts": named})


@then("it is allowed")
def _is_allowed(scene: Scene) -> None:
    assert scene.refusal is None, f"it is refused:\n{scene.refusal}"


@then(step(r'it is refused because "(?P<reason>[^"]+)"'))
def _is_refused(scene: Scene, reason: str) -> None:
    assert scene.refusal is not None, "it is allowed"
    assert reason in scene.refusal, f"it is refused for another reason:\n{scene.refusal}"
    scene.refusal = None


@then(step(rf"the status of {PAIR} on {DAY} is (?P<status>[a-z ,]+?)(?: since (?P<since>\S+))?"))
def _status(scene: Scene, one: str, other: str, day: str, status: str, since: str | None) -> None:
    known = {rung.words for rung in Status}
    expected, *possible = status.split(OR_POSSIBLY)
    unknown = [word for word in (expected, *possible) if word not in known]
    assert not unknown, f"there is no status “{unknown[0]}”.{did_you_mean(nearest(unknown[0], known))}"
    state = scene.at(one, other, day)
    because = "".join(
        f"\n  {reason.fact}: {reason.in_words} ({', '.join(event.id for event in reason.because.events)})"
        for reason in reasons(state)
    )
    found = {rung.words for rung in state.possible}
    assert (expected, {expected, *possible}) == (state.status.words, found), (
        f"{state.pair.names} on {day}: expected {status}, but it is {state.in_words}, because of{because or ' nothing'}"
    )
    began = state.since.text if state.since else None
    assert since in (None, began), f"expected it to be so since {since}, but it is since {began}"


@then(
    step(
        rf"between {PAIR} on {DAY} the (?P<fact>[a-z ]+?)(?: of (?P<whose>[^\"]+?))? (?:is|are) "
        r"(?P<value>.+?)(?: since (?P<since>\S+))?"
    )
)
def _fact(
    scene: Scene, one: str, other: str, day: str, fact: str, whose: str | None, value: str, since: str | None
) -> None:
    state = scene.at(one, other, day)
    slot = (fact.replace(" ", "_"), state.pair.side(country(whose)) if whose else None)
    known = {words(name) for name, side in SLOT_OF if (side is None) == (whose is None)}
    assert slot in SLOT_OF, (
        f"there is no fact “{fact}”{' of one country' if whose else ''}: it is {listing(sorted(known), 'or')}"
    )
    told, *others = (value_in_words(value) for value in state.possible_values(SLOT_OF[slot]))
    expected, *possible = value.split(OR_POSSIBLY)
    assert (expected, set(possible)) == (told, set(others)), (
        f"{state.pair.names} on {day}: expected the {fact} to be {value}, but found {or_possibly([told, *others])}"
    )
    event = state.standing.facts[SLOT_OF[slot]].event
    began = event.on.text if event else None
    assert since in (None, began), f"expected it to be so since {since}, but it is since {began}"


@then(step(rf'the status of {PAIR} on {DAY} rests on event "(?P<named>\S+)"'))
def _rests_on(scene: Scene, one: str, other: str, day: str, named: str) -> None:
    resting = [reason for reason in reasons(scene.at(one, other, day)) if reason.holds_status]
    events = [event.id for reason in resting for event in reason.because.events]
    assert named in events, f"it rests on {listing(events) or 'nothing'}"
