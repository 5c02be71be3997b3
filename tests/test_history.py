"""Replay to a date: courses, two clocks and reasons, held against the oracle."""

import datetime as dt
from random import Random

import oracle
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making import CALENDAR, KINDS, PAIR, START, TURNS, event, histories, line, record

import detente
from detente.history.history import History, IllegalHistory, SpoiledRecord
from detente.history.reasons import reasons
from detente.history.state import State
from detente.model.configuration import SLOTS
from detente.model.courses import MANY
from detente.model.events import Event
from detente.model.pairs import NotAParty, Pair

SMALL = 6
ACTS = [
    *((kind, by, {}) for kind, by in KINDS),
    *((kind, by, {}) for kind, by in TURNS * 6),
    *(
        (kind, by, {"office": office})
        for kind in ("office_opened", "office_closed")
        for by in PAIR
        for office in oracle.OFFICES[:2]
    ),
    *(("protecting_power_named", "CAN", {"power": power}) for power in ("CHE", "ITA")),
    *(("protecting_power_ended", "CAN", {}) for _ in range(3)),
]


@st.composite
def small_histories(draw: st.DrawFn) -> tuple[list[Event], list[oracle.Event]]:
    """Draw a handful of events within six days: few enough to try every course."""
    numbers = st.integers(0, SMALL - 1)
    spans = draw(st.lists(st.tuples(numbers, numbers, st.booleans()), min_size=1, max_size=3))
    kept = [event("relations_established", "1999-12-31", id="begun")] * draw(st.integers(0, 1))
    known = [oracle.Event(one.kind, None, oracle.days(one.on.earliest, one.on.earliest)) for one in kept]
    facts = oracle.after(oracle.nothing(), "relations_established", None) if kept else oracle.nothing()
    assert facts is not None
    drawn = draw(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(spans)), max_size=5))
    for (kind, by, more), (one, other, is_set) in sorted(drawn, key=lambda one: min(one[1][:2])):
        first, last = (START + dt.timedelta(days=number) for number in sorted((one, other)))
        side = {None: None, "CAN": "a", "IRN": "b"}[by]
        after = oracle.after(facts, kind, side, **more)
        if after is not None:
            facts = after
            is_pair = is_set and first < last
            on = f"{first}" if first == last else f"[{first},{last}]" if is_pair else f"[{first}..{last}]"
            kept.append(event(kind, on, by, id=str(len(kept)), **more))
            possible = frozenset((first, last)) if is_pair else oracle.days(first, last)
            known.append(oracle.Event(kind, side, possible, more.get("office"), more.get("power")))
    return kept, known


def values(state: State) -> dict[str, set[object]]:
    """Give the values that each fact can have, as the oracle has them."""
    found: dict[str, set[object]] = {}
    for slot, (fact, side) in enumerate(SLOTS):
        name = {"recall": "recalled", "protecting_power": "power"}.get(fact, fact)
        can_be = {value.replace("_", " ") for value in state.possible_values(slot)}
        if name == "power":
            found[f"power {'ab'[side or 0]}"] = {None if value == "none" else value for value in can_be}
        elif name in ("relations", "talks", "mission"):
            found[name if side is None else f"{name} {'ab'[side]}"] = {*can_be}
        else:
            found[f"{name} {'ab'[side or 0]}"] = {value != "none" for value in can_be}
    return found


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


@given(small_histories())
def test_replay_agrees_with_trying_every_course(drawn: tuple[list[Event], list[oracle.Event]]) -> None:
    events, known = drawn
    assume(events)
    history = History(PAIR, tuple(events))
    for later in range(-1, SMALL + 1):
        day = START + dt.timedelta(days=later)
        state, expected = history.at(day), oracle.answer(known, day)
        assert (state.status, set(state.possible), state.complete) == (expected.status, expected.possible, True)
        assert values(state) == expected.values
        assert {events.index(one) for one in state.to_blame} == expected.to_blame
        assert {events.index(one) for one in state.undecided} == expected.undecided
        assert state.standing.status == state.status
        assert (state.status, set(state.possible)) == oracle.at(known, day)


@given(histories(), st.integers(-1, CALENDAR + 70))
def test_replay_agrees_with_going_from_day_to_day(drawn: tuple[list[Event], list[oracle.Event]], later: int) -> None:
    events, known = drawn
    assume(events)
    day = START + dt.timedelta(days=later)
    state = History(PAIR, tuple(events)).at(day)
    assert (state.status, set(state.possible)) == oracle.at(known, day)
    if len(state.possible) > 1:
        assert {*state.to_blame} <= {*state.undecided}
    else:
        assert not state.to_blame


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


def test_of_equally_plain_courses_the_lowest_rung_is_told() -> None:
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
            # Of other days than the first, or it could not have happened without the first.
            line("grievance_raised", "[1960..1961]", "IRN", id="other"),
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
    # Without courses that come together this would take two to the power of two hundred steps.
    sides = ("CAN", "IRN") * 100
    crowded = record(
        line("relations_established", "1950"),
        *(
            line("grievance_raised", "1960", by, id=str(number), summary=f"{number}.")
            for number, by in enumerate(sides)
        ),
    )
    state = History.of(crowded, *PAIR).at("1960-06")
    assert state.in_words == "established, or possibly strained"
    assert len(state.undecided) == 200
    assert crowded.advice == ()


def test_of_a_pair_that_is_not_in_the_log_nothing_is_asserted() -> None:
    state = History.of(record(line("relations_established", "1950")), "Peru", "Norway").at("2000")
    assert (state.status, state.rungs, state.possible, state.since, state.recorded) == (None, (), (), None, None)


def test_a_record_says_from_when_to_when_it_reaches() -> None:
    history = History.of(record(line("relations_established", "1950"), line("noted", "2000-05")), *PAIR)
    before, within, after = (history.at(day) for day in ("1949", "1960", "2001"))
    assert before.status == "no_relations"
    assert before.recorded is not None
    assert before.recorded.end is not None
    assert (before.recorded.start.text, before.recorded.end.text) == ("1950", "2000-05")
    assert [state.is_within_record for state in (before, within, after)] == [False, True, False]


def test_what_was_surveyed_without_an_event_is_so_and_the_rest_is_not_known() -> None:
    survey = {
        "id": "looked",
        "kind": "surveyed",
        "parties": list(PAIR),
        "families": ["relations", "missions"],
        "from": "1950",
        "to": "1990",
        "recorded": "2020-01-01T00:00:00Z",
        "summary": "Relations and missions were looked for.",
        "sources": [{"title": "A title", "publisher": "A publisher"}],
    }
    history = History.of(record(survey), *PAIR)
    assert history.at("1960").status == "no_relations"
    assert history.at("1960").unsurveyed == ("recalls", "grievances", "sanctions", "talks", "offices")
    assert history.at("1991").status is None
    assert history.known("2019").at("1960").status is None
    retracted = line("retracted", id="r", on=None, sources=None, retracts="looked")
    assert History.of(record(survey, retracted), *PAIR).at("1960").unsurveyed is None
    open_ended = History.of(record({name: value for name, value in survey.items() if name != "to"}), *PAIR)
    assert open_ended.at("3000").status == "no_relations"
    assert open_ended.at("3000").recorded is not None


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
    assert history.known("2019-12-31").at("1951").status is None
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
            line("mission_upgraded", "1956", "CAN", level="embassy"),
            line("mission_downgraded", "1957", "CAN"),
            line("mission_upgraded", "1958", "CAN", head="envoy"),
        ),
        *PAIR,
    )
    levels = [
        [reason.in_words for reason in reasons(history.at(str(year))) if "mission" in reason.fact]
        for year in range(1950, 1959)
    ]
    assert levels == [
        [], ["open (legation)"], ["open (embassy, ambassador)"], ["open (embassy, charge)"], ["closed"],
        ["open (non-resident)"], ["open (embassy, non-resident)"], ["open (non-resident)"],
        ["open (envoy, non-resident)"],
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
    with pytest.raises(detente.NoSuchFact):
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


def crowded(count: int) -> History:
    """Give a history in which any number of events, each within days of its own, can come in any order."""
    begun = event("relations_established", "1950")
    days = (START + dt.timedelta(days=number) for number in range(count))
    ends = (START + dt.timedelta(days=count + 2 * number) for number in range(count))
    dates = [f"[{first}..{last}]" for first, last in zip(days, ends, strict=True)]
    raised = [event("grievance_raised", on, PAIR[number % 2], id=f"{number}") for number, on in enumerate(dates)]
    return History(PAIR, (begun, *raised))


def test_of_ten_events_at_one_time_every_order_is_followed() -> None:
    state = crowded(10).at(START + dt.timedelta(days=10))
    assert state.complete
    assert state.in_words == "strained"


def test_of_ten_events_of_which_one_ends_what_others_begin_every_order_is_followed() -> None:
    acts = [(kind, by) for kind in ("grievance_raised", "ambassador_recalled", "sanctions_imposed") for by in PAIR]
    acts += [("diplomats_expelled", "CAN"), ("diplomats_expelled", "IRN"), ("talks_opened", None)]
    acts += [("relations_normalised", None)]
    begun, *dates = (one.on.text for one in crowded(10).events)
    moved = (event(kind, on, by) for (kind, by), on in zip(acts, dates, strict=True))
    assert History(PAIR, (event("relations_established", begun), *moved)).at(START + dt.timedelta(days=10)).complete


def test_of_more_events_at_one_time_the_plainest_orders_are_followed_and_the_answer_says_so() -> None:
    history = crowded(40)
    state = history.at(START + dt.timedelta(days=39))
    assert not state.complete
    assert state.in_words == "established, or possibly strained"
    assert max(len(layer.points) for courses in state.history.courses for layer in courses.layers) <= MANY
    before = history.at(START)
    assert before.complete
    assert before.in_words == "established, or possibly strained"
    settled = History(PAIR, (*history.lines, event("relations_normalised", "2003"))).at("2004")
    assert (settled.in_words, settled.complete) == ("established", False)
    # What is followed does not depend on how often, or of which day, somebody asks.
    assert [crowded(40).at(day).possible for day in (state.day, before.day)] == [state.possible, before.possible]


def test_facts_that_nothing_holds_together_do_not_multiply() -> None:
    begun = event("relations_established", "1950")
    opened = [
        event("office_opened", f"[{START}..{START + dt.timedelta(days=days)}]", by, office=office, id=f"{by}-{office}")
        for days, (by, office) in enumerate(((by, office) for by in PAIR for office in oracle.OFFICES), start=30)
    ]
    named = [
        event("protecting_power_named", f"[{START}..2000-05-{day}]", by, power=power, id=f"{by}-{power}")
        for day, (by, power) in enumerate(((by, power) for by in PAIR for power in ("CHE", "ITA", "OMN")), start=10)
    ]
    state = History(PAIR, (begun, *opened, *named)).at(START)
    assert state.complete
    assert {*state.undecided} == {*opened, *named}
    assert all(len(layer.points) <= 13 for courses in state.history.courses for layer in courses.layers)


def test_a_status_left_and_come_back_to_on_one_day_keeps_its_date() -> None:
    begun = event("relations_established", "1950-01-01")
    one_day = (event("grievance_raised", "1960-05-01", "CAN"), event("grievance_settled", "1960-05-01", "CAN"))
    one_year = (event("grievance_raised", "1970", "CAN"), event("grievance_settled", "1970", "CAN"))
    history = History(PAIR, (begun, *one_day, *one_year))
    dates = [(state.status, state.since and state.since.text) for state in map(history.at, ("1949", "1960", "1970"))]
    assert dates == [("no_relations", None), ("established", "1950-01-01"), ("established", "1970")]


def test_what_the_plainest_course_has_is_found_among_events_of_the_very_same_days() -> None:
    history = History(
        PAIR,
        (
            event("relations_established", "1950"),
            event("grievance_raised", "1960", "CAN", id="first"),
            event("sanctions_imposed", "1960", "CAN", id="second"),
            event("sanctions_lifted", "1960-06-01", "CAN"),
        ),
    )
    state = history.at("1960-06-01")
    assert (state.status, state.possible) == ("strained", ("strained",))
    assert [one.id for one in state.standing.fact("grievance", "CAN").events] == ["first"]
