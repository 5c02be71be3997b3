"""Replay to a date: worlds, two clocks and reasons, held against the oracle."""

import datetime as dt
from random import Random

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import CALENDAR, KINDS, PAIR, START, TURNS, event, histories, line, record

import detente
from detente.history.history import History, IllegalHistory, SpoiledRecord
from detente.history.reasons import reasons
from detente.model.events import Event
from detente.model.pairs import NotAParty, Pair


@given(st.lists(st.tuples(st.sampled_from(KINDS + TURNS * 6), st.integers(0, 9), st.integers(-1, 1)), max_size=25))
def test_check_finds_the_events_that_the_rules_refuse(drawn: list[tuple[tuple[str, str | None], int, int]]) -> None:
    lines = [
        line(kind, f"2000-01-0{day + 1}" if day < 9 else "2000-01-10", by, id=str(number), seq=seq)
        for number, ((kind, by), day, seq) in enumerate(drawn)
    ]
    facts = oracle.nothing()
    refused: list[int] = []
    for number in sorted(range(len(drawn)), key=lambda number: (drawn[number][1], drawn[number][2])):
        (kind, by), _, _ = drawn[number]
        after = oracle.after(facts, kind, {None: None, "CAN": "a", "IRN": "b"}[by])
        facts = facts if after is None else after
        refused += [number + 1] if after is None else []
    assert [finding.line for finding in record(*lines).findings] == sorted(refused)


@given(histories(), st.integers(-1, CALENDAR + 70))
def test_replay_agrees_with_trying_every_world(drawn: tuple[list[Event], list[oracle.Event]], later: int) -> None:
    events, known = drawn
    day = START + dt.timedelta(days=later)
    expected = oracle.at(known, day)
    assert expected is not None
    state = History(PAIR, tuple(events)).at(day)
    assert (state.status, set(state.possible)) == expected
    assert bool(state.to_blame) == (len(state.possible) > 1)
    assert all(blamed.on.earliest <= day < blamed.on.latest for blamed in state.to_blame)


@given(histories(), st.randoms())
def test_the_order_of_lines_matters_only_within_a_day(
    drawn: tuple[list[Event], list[oracle.Event]], random: Random
) -> None:
    events, _ = drawn
    numbered = [one._replace(seq=number) for number, one in enumerate(events)]
    shuffled = list(numbered)
    random.shuffle(shuffled)
    assert History(PAIR, tuple(shuffled)).events == History(PAIR, tuple(numbered)).events


@given(histories(), st.data())
def test_what_was_known_on_a_day_is_what_a_log_of_the_lines_until_then_says(
    drawn: tuple[list[Event], list[oracle.Event]], data: st.DataObject
) -> None:
    events, _ = drawn
    moments = [dt.datetime(2020, 1, day, hour, tzinfo=dt.UTC) for day in (1, 2, 3) for hour in (0, 23)]
    stamped = tuple(one._replace(recorded=data.draw(st.sampled_from(moments))) for one in events)
    known = History(PAIR, stamped).known("2020-01-02")
    until = History(PAIR, tuple(one for one in stamped if one.recorded.day <= 2))
    try:
        expected = until.at("2000-03").status
    except IllegalHistory:
        with pytest.raises(IllegalHistory, match="As known on 2 January 2020"):
            known.at("2000-03")
    else:
        assert known.at("2000-03").status == expected
        assert known.events == until.events


def test_of_equally_plain_worlds_the_lowest_rung_is_told() -> None:
    history = History.of(
        record(
            line("relations_established", "1950"),
            line("grievance_raised", "1960", "CAN"),
            line("relations_severed", "1960", "CAN"),
            # Talks are only opened where all is not well: one of the two above has happened.
            line("talks_opened", "1960-06-01"),
            line("talks_ended", "1960-06-02", "CAN"),
        ),
        *PAIR,
    )
    state = history.at("1960-06-02")
    assert (state.status, state.possible) == ("strained", ("severed", "strained"))


def test_where_only_both_together_matter_both_are_to_blame() -> None:
    history = History.of(
        record(
            line("relations_established", "1950"),
            line("mission_opened", "1951", "CAN"),
            line("grievance_raised", "1960", "CAN"),
            line("grievance_raised", "1960", "IRN"),
        ),
        *PAIR,
    )
    state = history.at("1960-06-01")
    assert set(state.possible) == {"established", "strained"}
    assert {blamed.by for blamed in state.to_blame} == {"CAN", "IRN"}


def test_an_undecided_event_that_changes_nothing_is_not_to_blame() -> None:
    history = History.of(
        record(line("relations_established", "1950"), line("noted", "1950"), line("sanctions_imposed", "1950", "CAN")),
        *PAIR,
    )
    assert [blamed.kind for blamed in history.at("1950-06").to_blame] == ["relations_established", "sanctions_imposed"]


def test_facts_are_as_uncertain_as_the_dates_of_their_events() -> None:
    history = History.of(
        record(
            line("relations_established", "1950"),
            line("grievance_raised", "1960", "CAN", id="first"),
            line("grievance_raised", "1960-01-10", "CAN", id="certain"),
            line("grievance_raised", "1960", "IRN", id="other"),
        ),
        *PAIR,
    )
    state = history.at("1960-06-01")
    assert state.in_words == "strained"
    assert state.to_blame == ()
    assert [event.id for event in state.undecided] == ["other"]
    assert [(reason.fact, reason.in_words) for reason in reasons(state)] == [
        ("relations", "in force"),
        ("the grievance of Canada", "open"),
        ("the grievance of Iran", "none, or possibly open"),
    ]


def test_a_status_that_came_back_is_told_to_be_so_again() -> None:
    history = History.of(
        record(
            line("relations_established", "1950"),
            line("grievance_raised", "1960", "CAN"),
            line("grievance_settled", "1970", "CAN"),
        ),
        *PAIR,
    )
    assert [history.at(day).is_again for day in ("1949", "1951", "1961", "1971")] == [False, False, False, True]


def test_only_what_has_happened_by_then_makes_a_status_come_back() -> None:
    begun, ended = line("relations_established", "1950"), line("relations_lapsed", "1990")
    assert not History.of(record(begun, ended), *PAIR).at("1940").is_again
    undecided = line("sanctions_imposed", "[2010..2014]", "IRN"), line("sanctions_lifted", "[2010..2014]", "IRN")
    state = History.of(record(begun, *undecided, line("sanctions_imposed", "2012-05-01", "CAN")), *PAIR).at("2013")
    assert (state.status, state.since and state.since.text, state.is_again) == ("sanctioned", "2012-05-01", False)


def test_what_must_have_happened_is_not_undecided() -> None:
    history = History.of(
        record(
            line("relations_established", "1990"),
            line("mission_opened", "[2000..2005]", "CAN"),
            line("mission_closed", "2003-02-01", "CAN"),
            line("grievance_raised", "[2001..2006]", "IRN"),
        ),
        *PAIR,
    )
    assert [event.kind for event in history.at("2003-06-01").undecided] == ["grievance_raised"]


def test_many_undecided_events_are_answered_and_checked_at_once() -> None:
    # Without merging worlds this would take two to the power of two hundred steps.
    sides = ("CAN", "IRN") * 100
    crowded = record(
        line("relations_established", "1950"),
        *(line("grievance_raised", "1960", by, id=str(number)) for number, by in enumerate(sides)),
    )
    state = History.of(crowded, *PAIR).at("1960-06")
    assert state.in_words == "established, or possibly strained"
    assert len(state.undecided) == 200
    assert crowded.advice == ()


def test_a_pair_that_is_not_in_the_log_has_no_relations() -> None:
    state = History.of(record(line("relations_established", "1950")), "Peru", "Norway").at("2000")
    assert (state.status, state.possible, state.since) == ("no_relations", ("no_relations",), None)


def test_a_pair_with_an_illegal_event_is_not_answered_and_others_are() -> None:
    spoiled = record(
        line("mission_opened", "1950", "CAN"),
        line("relations_established", "1960", id="other", parties=["NOR", "PER"]),
    )
    with pytest.raises(SpoiledRecord, match=r"log:1:\d+: mission opened by Canada .* is refused"):
        History.of(spoiled, *PAIR)
    assert History.of(spoiled, "Peru", "Norway").at("1961").status == "established"


def test_a_line_that_is_no_event_spoils_its_own_pair_only() -> None:
    spoiled = record(
        line("relations_established", "1950", level="embassy"),
        line("relations_established", "1960", id="other", parties=["NOR", "PER"]),
    )
    with pytest.raises(SpoiledRecord, match="has no “level”"):
        History.of(spoiled, *PAIR)
    assert History.of(spoiled, "Peru", "Norway").at("1961").status == "established"


def test_what_was_recorded_later_does_not_spoil_what_was_known() -> None:
    spoiled = record(
        line("relations_established", "1950"),
        line("mission_closed", "1960", "CAN", recorded="2024-01-01T00:00:00Z"),
    )
    assert History.of(spoiled, *PAIR, known="2021").at("2000").status == "established"
    with pytest.raises(SpoiledRecord):
        History.of(spoiled, *PAIR)


def test_a_history_is_immutable_and_asking_gives_a_new_one() -> None:
    history = History.of(record(line("relations_established", "1950")), *PAIR)
    assert history.known("2019-12-31").at("1951").status == "no_relations"
    assert history.at("1951").status == "established"
    with pytest.raises(AttributeError):
        history.pair = Pair("NOR", "PER")  # type: ignore[misc]


def test_the_level_of_a_mission_is_the_last_that_is_known() -> None:
    history = History.of(
        record(
            line("relations_established", "1950"),
            line("mission_opened", "1951", "CAN", level="legation"),
            line("mission_upgraded", "1952", "CAN", level="embassy", head="ambassador"),
            line("mission_downgraded", "1953", "CAN", head="charge"),
            line("mission_closed", "1954", "CAN"),
            line("mission_opened", "1955", "CAN", resident=False),
        ),
        *PAIR,
    )
    levels = [
        [reason.in_words for reason in reasons(history.at(str(year))) if "mission" in reason.fact]
        for year in range(1950, 1956)
    ]
    assert levels == [
        [], ["open (legation)"], ["open (embassy, ambassador)"], ["open (embassy, charge)"], ["closed"],
        ["open (non-resident)"],
    ]  # fmt: skip


def test_a_fact_is_that_of_the_side_asked_for_or_of_both() -> None:
    begun, imposed = line("relations_established", "1950"), line("sanctions_imposed", "1951", "IRN")
    standing = History.of(record(begun, imposed), *PAIR).at("1951").standing
    assert standing.fact("sanctions", "IRN").event == event("sanctions_imposed", "1951", "IRN")
    assert [fact.in_force for fact in (standing.fact("relations"), *map(standing.fact, ["sanctions"] * 2, PAIR))] == [
        True, False, True,
    ]  # fmt: skip
    with pytest.raises(NotAParty):
        standing.fact("sanctions", "NOR")
    with pytest.raises(KeyError):
        standing.fact("sanctions")


def test_reasons_put_first_what_the_status_rests_on() -> None:
    history = History.of(detente.read(detente.shipped_log()), "Canada", "Iran")
    first, *others = reasons(history.at("2012-09-08"))
    assert (first.fact, first.holds_status) == ("relations", True)
    assert first.because.event is not None
    assert first.because.event.id == "can-irn-2012-09-07-severed"
    assert not any(reason.holds_status for reason in others)


def test_no_status_without_relations_rests_on_anything() -> None:
    assert reasons(History(PAIR, ()).at("2000")) == []
