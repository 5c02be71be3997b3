"""Every pair of a log at once: held against one pair at a time, and both against the oracle."""

import datetime as dt
import os
from itertools import groupby

import numpy as np
import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import START, line, record
from numpy.typing import NDArray
from worlds import logs, longer

from detente.history.differences import turning_days
from detente.history.history import History, SpoiledRecord
from detente.history.state import State
from detente.log.record import Record
from detente.model.configuration import SLOT_OF
from detente.model.dates import HistoricDate
from detente.model.errors import WrongCall
from detente.model.events import CONFIDENCES
from detente.model.machine import Relation, acts, machine
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.statuses import Status
from detente.views.pairs.breaks import breaks_of
from detente.world.breaks import breaks
from detente.world.columns import ENDLESS
from detente.world.compiling import REFUSED, Table, tables, whole
from detente.world.day import NONE
from detente.world.heights import STATUSES
from detente.world.replay import world
from detente.world.settling import NEVER
from detente.world.world import World

EXAMPLES = int(os.environ.get("DETENTE_EXAMPLES", "25"))


def one_by_one(log: Record, known: dt.date | None) -> tuple[list[History], dict[Pair, list[str]]]:
    """Give the history of every pair, and what keeps the others from being answered."""
    histories: list[History] = []
    left_out: dict[Pair, list[str]] = {}
    for pair in log.pairs:
        try:
            histories.append(History.of(log, *pair, known))
        except SpoiledRecord as spoiled:
            left_out[pair] = [finding.message for finding in spoiled.findings]
    return histories, left_out


def statuses(bits: int) -> set[Status]:
    return {status for status in Status if bits >> status.height & 1}


def resting(state: State) -> list[tuple[str, HistoricDate | None, tuple[object, ...]]]:
    """Give the facts, each with the date of the event that changed it last, and what is said of it."""
    return [(fact.value, fact.event and fact.event.on, fact.details) for fact in state.standing.facts]


def same_day(found: World, histories: list[History], day: dt.date) -> None:
    """Hold where every pair stands on a day against the histories of the pairs."""
    on = found.on(day)
    for number, history in enumerate(histories):
        state = history.at(day)
        assert on.is_recorded[number] == state.is_recorded
        assert on.position(number) == state.positions[0]
        assert STATUSES[on.height[number]] == state.positions[0].status
        assert statuses(on.possible[number]) == set(state.possible or (Status.NO_RELATIONS,))
        assert on.complete[number] == state.complete
        assert (None if on.since[number] == NONE else found.dates[on.since[number]]) == state.since
        assert (None if on.confidence[number] == NONE else CONFIDENCES[on.confidence[number]]) == state.confidence
        assert on.unsurveyed[number] == state.unsurveyed
        assert on.is_open[number] or not state.undecided


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.one_of(logs(), longer()), st.sampled_from((None, dt.date(2020, 6, 1))), st.integers(-20, 200))
def test_every_pair_at_once_stands_where_each_stands_alone(
    lines: list[dict[str, object]], known: dt.date | None, offset: int
) -> None:
    log = record(*lines)
    histories, left_out = one_by_one(log, known)
    found = world(log, known)
    assert [history.pair for history in histories] == list(found.pairs)
    assert left_out == {pair: [one.message for one in findings] for pair, findings in found.left_out}
    assert [history.extent for history in histories] == list(found.extents)
    days = {START + dt.timedelta(offset), dt.date(1999, 1, 1), dt.date(1999, 6, 1), dt.date(1990, 1, 1), dt.date.max}
    days |= {day for history in histories for day in turning_days([history])}
    for day in days:
        same_day(found, histories, day)


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.one_of(logs(), longer()))
def test_stretches_are_what_each_pair_says_on_its_turning_days(lines: list[dict[str, object]]) -> None:
    log = record(*lines)
    histories, _ = one_by_one(log, None)
    found = world(log)
    rows = list(zip(*(column.tolist() for column in found.stretches), strict=True))
    for number, history in enumerate(histories):
        of_day = [(day, history.at(day)) for day in turning_days([history])]
        said = [(day, (state.positions[0], set(state.possible), state.complete)) for day, state in of_day]
        runs = [next(run) for _, run in groupby(said, key=lambda one: one[1])]
        ends = [*(day.toordinal() - 1 for day, _ in runs[1:]), ENDLESS]
        mine = [row[1:] for row in rows if row[0] == number]
        assert [(first, last) for first, last, *_ in mine] == [
            (day.toordinal(), end) for (day, _), end in zip(runs, ends, strict=False)
        ]
        bulk = [(found.positions[one], statuses(bits), complete) for _, _, one, bits, complete in mine]
        assert bulk == [what for _, what in runs]


def test_an_order_is_open_until_it_no_longer_matters() -> None:
    """It never has, it matters until another event makes both courses one, or it may matter for good."""
    begun = line("relations_established", "1955", id="begun")
    raised = line("grievance_raised", "1999", "CAN", id="raised")
    again = line("grievance_raised", "2000-03", "CAN", id="again")
    settled = line("grievance_settled", "2000-03-10", "CAN", id="settled")
    other = line("sanctions_imposed", "2000-03-20", "IRN", id="other")
    later = line("grievance_raised", "2000-06-01", "CAN", id="later")
    with_gaps = settled | {"on": "[2000-03-02,2000-03-10]"}
    for lines, until in (
        ([begun, raised, again, other, later], (0, 0, "2000-03-31", "2000-03-31", 0)),
        ([begun, raised, again, settled, other, later], (0, 0, *["2000-06-01"] * 3, 0)),
        ([begun, raised, again, settled, other], (0, 0, *[NEVER] * 3)),
        ([begun, raised, again, with_gaps, later], (0, 0, *[NEVER] * 3)),
    ):
        days = [dt.date.fromisoformat(day).toordinal() if isinstance(day, str) else day for day in until]
        found = world(record(*lines))
        assert found.openness.known_again.tolist() == days
        asked = found.state(0, dt.date(2000, 3, 20))
        assert len(asked.history.lines) == (len(lines) if NEVER in until else sum(map(bool, until)))
        alone = History.of(record(*lines), "CAN", "IRN").at("2000-03-20")
        assert (asked.positions, asked.since, asked.confidence) == (alone.positions, alone.since, alone.confidence)
        assert resting(asked) == resting(alone)


def test_a_status_left_and_come_back_to_on_one_day_is_as_old_as_it_was_whatever_else_may_have_been_then() -> None:
    turns = (
        ("grievance_raised", "2000-01-02", "CAN"),
        ("sanctions_imposed", "[2000-01-02..2000-01-04]", "IRN"),
        ("sanctions_lifted", "2000-01-02", "IRN"),
        ("grievance_settled", "2000-01-02", "CAN"),
    )
    log = record(line("relations_established", "1999"), *(line(*turn, seq=0) for turn in turns))
    (row,) = world(log).at("2000-01-04").to_pylist()
    assert (row["status"], row["since"]) == ("established", "1999")
    assert str(History.of(log, "CAN", "IRN").at("2000-01-04").since) == "1999"


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.one_of(logs(), longer()), st.integers(-20, 200))
def test_breaks_in_columns_are_those_of_each_pair(lines: list[dict[str, object]], offset: int) -> None:
    found, until = world(record(*lines)), dt.date(2000, 1, 1) + dt.timedelta(days=offset)
    columns = breaks(found, until)
    spans = (columns.first, columns.last, columns.certain_first, columns.certain_last)
    said = [
        (found.pairs[pair], *(day and dt.date.fromordinal(day) for day in days), *lasted, ended, mended)
        for pair, lasted, ended, mended, *days in zip(
            columns.pair.tolist(),
            zip(columns.least.tolist(), columns.most.tolist(), strict=True),
            columns.has_ended.tolist(),
            columns.is_mended.tolist(),
            *(column.tolist() for column in spans),
            strict=True,
        )
    ]
    expected = []
    for pair in found.having("relations_severed"):
        for one in breaks_of(history := found.history(pair), until):
            after = history.at(one.stretches[-1].last + dt.timedelta(days=1)).standing
            is_mended = one.ended is not None and after.facts[SLOT_OF["relations", None]].value == "in_force"
            sure = [stretch for stretch in one.stretches if stretch.is_certain]
            days = (sure[0].first, sure[-1].last) if sure else (0, 0)
            spanned = (one.stretches[0].first, one.stretches[-1].last, *days)
            expected.append((one.pair, *spanned, *one.lasted, one.ended is not None, is_mended))
    assert said == expected


@settings(deadline=None, max_examples=EXAMPLES)
@given(logs())
def test_acts_lead_where_the_events_of_each_pair_lead(lines: list[dict[str, object]]) -> None:
    log = record(*lines)
    histories, _ = one_by_one(log, None)
    found = world(log)
    for number, history in enumerate(histories):
        mine = found.acts.pair == number
        assert [found.positions[after] for after in found.acts.after[mine]] == list(history.positions)
        named = [found.kinds[act] for act in found.acts.act[mine]]
        assert named == [happening.act._replace(power=None) for happening in history.happenings]


@settings(deadline=None, max_examples=EXAMPLES)
@given(logs(), st.integers(0, 150))
def test_every_pair_at_once_stands_where_the_oracle_has_it(lines: list[dict[str, object]], offset: int) -> None:
    log, day = record(*lines), START + dt.timedelta(offset)
    histories, _ = one_by_one(log, None)
    on = world(log).on(day)
    sides = {None: None, 0: "a", 1: "b"}
    for number, history in enumerate(histories):
        known = [
            oracle.Event(one.act.kind, sides[one.act.side], _days(one.event.on.spans), one.act.office, one.act.power)
            for one in history.happenings
            if one.act.kind != "noted"
        ]
        status, possible = oracle.at(known, day)
        assert (STATUSES[on.height[number]], statuses(on.possible[number])) == (status, possible)


def _days(spans: tuple[tuple[dt.date, dt.date], ...]) -> frozenset[dt.date]:
    return frozenset().union(*(oracle.days(*span) for span in spans))


@settings(deadline=None, max_examples=EXAMPLES)
@given(logs(), st.integers(0, 150))
def test_who_is_lenient_passes_over_what_the_rules_refuse(lines: list[dict[str, object]], offset: int) -> None:
    log, day = record(*lines), START + dt.timedelta(offset)
    _, left_out = one_by_one(log, None)
    found = world(log, lenient=True)
    assert len(found.pairs) == len(log.pairs)
    assert not found.left_out
    assert len(found.passed_over) == sum(map(len, left_out.values()))
    for passed, message in zip(found.passed_over, (one for said in left_out.values() for one in said), strict=True):
        assert f"it needs “{passed.phrase}”" in message
    refused = {
        finding.text.split('"id": "')[1].split('"')[0] for pair in log.pairs for finding in log.findings_of(pair)
    }
    legal = record(*(one for one in lines if one["id"] not in refused and one.get("retracts") not in refused))
    if not any(one.get("retracts") in refused or (one["id"] in refused and "retracts" in one) for one in lines):
        histories, wrong = one_by_one(legal, None)
        assert not wrong
        assert [history.pair for history in histories] == list(found.pairs)
        same_day(found, histories, day)


def test_an_answer_for_a_day_is_a_table_that_says_what_each_pair_says() -> None:
    found = world(record(*LINES))
    (row,) = [one for one in found.at("2000-06").to_pylist() if one["code2"] == "IRN"]
    assert row | {"date": None} == {
        "code1": "CAN",
        "code2": "IRN",
        "date": None,
        "status": "established",
        "rungs": "established",
        "possible": "established",
        "complete": True,
        "since": "1999",
        "since_from": dt.date(1999, 1, 1),
        "since_to": dt.date(1999, 12, 31),
        "confidence": "reported",
        "recorded_from": dt.date(1999, 1, 1),
        "recorded_to": None,
        "unsurveyed": "missions recalls grievances talks offices",
        "passed_over": 0,
    }
    nothing = found.at("1990").to_pylist()[1]
    assert (nothing["code2"], nothing["status"], nothing["rungs"], nothing["possible"]) == ("USA", None, None, None)


LINES = [
    line("relations_established", "1999", id="begun", confidence="reported"),
    line("sanctions_imposed", "2001-05", "CAN", id="imposed"),
    line("surveyed", None, id="looked", families=["relations", "sanctions"], **{"from": "1999"}),
    line("noted", "2002", id="gone", parties=["CAN", "USA"]),
    line("retracted", None, id="away", parties=["CAN", "USA"], retracts="gone", sources=None),
]


def test_changes_between_two_days_are_of_the_pairs_whose_rungs_or_possible_statuses_differ() -> None:
    found = world(record(*LINES))
    (row,) = found.changes("2001-04-30", "2001-05-30").to_pylist()
    assert (row["rungs_before"], row["rungs"], row["possible"]) == (
        "established",
        "established",
        "sanctioned established",
    )
    assert found.changes("2002", "2003").num_rows == 0
    (both,) = found.changes("2001-04-30", "2001-05").to_pylist()
    assert (both["status_before"], both["status"], both["from"]) == ("established", "sanctioned", dt.date(2001, 4, 30))


def test_pairs_that_stand_otherwise_in_another_world_are_told() -> None:
    found, other = world(record(*LINES)), world(record(*LINES[:1], line("noted", "2003", parties=["CAN", "FRA"])))
    rows = found.differences(other).to_pylist()
    assert {(row["from"], row["to"]) for row in rows} == {(dt.date(2003, 12, 31),) * 2}
    assert [(row["code2"], row["status_before"], row["rungs"]) for row in rows] == [
        ("FRA", None, "no_relations"),
        ("IRN", "sanctioned", "established"),
    ]
    assert other.differences(found, "1990").num_rows == 1
    assert found.differences(found).num_rows == 0
    with pytest.raises(WrongCall, match="this is a str"):
        found.differences("log.jsonl")  # type: ignore[arg-type]


def test_the_room_of_every_pair_is_called_as_a_function() -> None:
    import detente

    every = detente.world(record(*LINES))
    assert detente.world(record(*LINES), "2019").pairs == every.pairs
    with pytest.raises(detente.WrongCall):
        detente.world()  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize("nth", [61, pytest.param(1, marks=pytest.mark.slow)])
def test_tables_agree_with_the_machine_for_every_change(nth: int) -> None:
    """The machine is triggered for every act from every way in which the facts of the ladder can stand, or each nth.

    The facts beside the ladder stand in a way that is drawn.
    """
    every = [act._replace(power="CHE") if act.kind == "protecting_power_named" else act for act in acts()]
    columns = [table.columns(every) for table in tables()]
    ladder, *others = (reached(*one) for one in zip(tables(), columns, strict=True))
    rng, tried = np.random.default_rng(15), np.zeros((len(every), 2), int)
    for number in ladder[::nth]:
        numbers = [number, *(int(rng.choice(one)) for one in others)]
        before = whole(numbers)
        status = _settled(Relation(Status.NO_RELATIONS, before))
        led = np.array(
            [
                table.after(np.full(len(every), one, np.int32), column)
                for table, one, column in zip(tables(), numbers, columns, strict=True)
            ]
        )
        for index, (act, after) in enumerate(zip(every, led.T.tolist(), strict=True)):
            relation = Relation(status, before)
            is_allowed = bool(machine().events[act.kind].trigger(relation, relation, act))
            assert is_allowed == (REFUSED not in after), (act, before)
            tried[index, int(is_allowed)] += 1
            if is_allowed:
                assert whole(after) == relation.configuration
                assert STATUSES[tables()[0].heights(np.array(after[:1], np.int32))[0]] == relation.state
    assert tried[:, 1].all(), "every act is allowed somewhere"
    assert len(ladder) > 5000


def reached(table: Table, columns: NDArray[np.int16]) -> list[int]:
    """Give the numbers of all the ways in which the facts of a table can come to stand."""
    found, new = {0}, [0]
    while new:
        led = table.after(np.repeat(np.array(new, np.int32), len(columns)), np.tile(columns, len(new)))
        new = sorted({*led.tolist()} - found - {REFUSED})
        found.update(new)
    return sorted(found)


def _settled(relation: Relation) -> Status:
    machine().events["settle"].trigger(relation, relation, Act(""))
    return relation.state
