"""The rules: the machine, the table and the models against each other and against the oracle."""

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ACTS, ALL_BUT_LAPSING, as_oracle_has_it, event

from detente.model.exploring import arrows, explore, ladder_acts
from detente.model.following import changes
from detente.model.happening import Happening
from detente.model.lines import fields, kinds
from detente.model.machine import START, Relation, broken, machine, move, possible
from detente.model.pairs import Pair
from detente.model.refusal import Refused
from detente.model.rules import Act, condition, effect, rules
from detente.model.standing import Standing
from detente.model.statuses import Status
from detente.model.table import EVENTS, LADDER

# A history in which everything ends at every other step would say little.
sequences = st.lists(st.sampled_from(ALL_BUT_LAPSING * 3 + ACTS), max_size=60)


@given(sequences)
def test_the_machine_does_what_the_design_says(acts: list[Act]) -> None:
    here = START
    facts = oracle.nothing()
    for act in acts:
        there = move(*here, act)
        expected = oracle.after(facts, act.kind, None if act.side is None else "ab"[act.side], act.office, act.power)
        assert (there is None) == (expected is None), act
        if there is not None and expected is not None:
            here, facts = there, expected
            assert here[0] == oracle.status(facts)
            assert as_oracle_has_it(here[1]) == facts


@given(sequences)
def test_what_is_called_possible_is_what_the_machine_allows(acts: list[Act]) -> None:
    here = START
    for act in acts:
        here = move(*here, act) or here
    named = [act for act in ACTS if act.power != "CHE"]
    allowed = {act._replace(power=None) for act in named if move(*here, act) is not None}
    assert set(possible(*here)) == allowed


@given(sequences)
def test_facts_keep_their_first_event_and_list_the_later_ones(acts: list[Act]) -> None:
    standing = Standing(Pair("CAN", "IRN"))
    kept: dict[int, list[str]] = {}
    for number, act in enumerate(acts):
        by = None if act.side is None else standing.pair[act.side]
        this = event(act.kind, by=by, id=str(number), office=act.office, power=act.power)
        after = standing.after(Happening.of(this))
        if after is None:
            assert Refused(Happening.of(this), standing).broken
            continue
        for slot, (before, fact) in enumerate(zip(standing.facts, after.facts, strict=True)):
            if fact.value != before.value:
                kept[slot] = [this.id]
            elif fact.events != before.events:
                kept[slot].append(this.id)
            assert [other.id for other in fact.events] == kept.get(slot, [])
        assert after.since is (this if after.status != standing.status else standing.since)
        standing = after


def test_events_are_followed_until_the_rules_refuse_one() -> None:
    events = [event("relations_established"), event("noted"), event("relations_established", id="again")]
    steps = changes(Standing(Pair("CAN", "IRN")), map(Happening.of, events))
    assert [next(steps).of_facts, next(steps).of_facts] == [True, False]
    with pytest.raises(Refused, match=r"relations established \(again\)"):
        next(steps)


def test_every_kind_has_one_row() -> None:
    assert list(kinds()) == list(dict.fromkeys([*(row.kind for row in EVENTS), "retracted"]))


@pytest.mark.parametrize("kind", [row.kind for row in EVENTS])
def test_lines_and_rules_agree_on_who_acts(kind: str) -> None:
    sides = {None: (None,), True: (0, 1), False: (None, 0, 1)}[fields(kind).get("by")]
    assert rules()[kind].sides == sides


@given(sequences)
def test_what_is_kept_of_the_machine_is_what_it_answers(acts: list[Act]) -> None:
    here = START
    for act in acts:
        relation = Relation(*here)
        allowed = machine().events[act.kind].trigger(relation, relation, act)
        there = move(*here, act)
        assert there == ((relation.state, relation.configuration) if allowed else None)
        assert (there is None) == bool(broken(*here, act))
        here = there or here


def test_the_ladder_has_every_status_once_and_ends_with_one_that_always_holds() -> None:
    assert list(LADDER) == list(Status)
    assert LADDER[Status.NO_RELATIONS] == ""


@pytest.mark.parametrize("phrase", ["its moustache open", "mission", "", "the mission open"])
def test_a_phrase_that_nobody_can_read_is_an_error(phrase: str) -> None:
    with pytest.raises(ValueError, match="nobody can read"):
        condition(phrase)
    with pytest.raises(ValueError, match="nobody can read"):
        effect(phrase)


def test_a_refusal_says_rule_since_when_and_what_instead() -> None:
    standing = Standing(Pair("CAN", "IRN"))
    for happened in (event("relations_established", "1955"), event("relations_severed", "2012-09-07", "CAN")):
        standing = standing.after(Happening.of(happened)) or standing
    assert str(Refused(Happening.of(event("ambassador_recalled", "2013-05", "IRN")), standing)) == (
        "ambassador recalled by Iran (ambassador_recalled-2013-05-IRN), May 2013, is refused: it needs "
        "“relations in force”, but relations are severed since 7 September 2012 "
        "(relations_severed-2012-09-07-CAN). Possible instead: sanctions imposed by Iran, relations restored, "
        "talks offered by Iran, talks opened or agreement reached."
    )


def test_a_refusal_for_the_status_says_since_when_it_is_so() -> None:
    standing = Standing(Pair("CAN", "IRN")).after(Happening.of(event("relations_established", "1955")))
    assert standing is not None
    refused = str(Refused(Happening.of(event("talks_offered", "1960", "IRN")), standing))
    assert "it needs “status not established”, but the status is established since 1955 (" in refused


@pytest.mark.slow
def test_the_picture_of_the_machine_shows_every_way_between_statuses() -> None:
    assert explore(ladder_acts()) == arrows()
