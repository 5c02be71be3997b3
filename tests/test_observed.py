"""Importing what was observed from time to time: American missions, and diplomatic exchange; and giving it back."""

import csv
import json
import os
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import imported

from detente import History, Record, read
from detente.cli import main
from detente.importers.account import Account
from detente.importers.american import LEVELS, level
from detente.importers.coming import NotImported
from detente.importers.dipex import YEARS
from detente.importers.registry import importer
from detente.model.representation import NOTHING, representations
from detente.model.state_numbers import held
from detente.model.tables import rows as rows_of

DATA = os.environ.get("DETENTE_DATA")
US = Path(DATA or "") / "us_mission_status"
DIPEX = Path(DATA or "") / "cow_dipex"
needs_data = pytest.mark.skipif(not DATA, reason="DETENTE_DATA does not name the folder of data")

RANGES = "country_abbrev_cow,country_code_cow,country_name_cow,country_name_usdos,date_start,date_end,us_mission_status"
CHANGES = "state_dept_name,status_change,year,month,day,last_verified,notes"
ROWS = "ccode1,ccode2,year,DR_at_1,DR_at_2"


def brought_in(log: Path, name: str, *files: Path) -> Account:
    return imported(log, importer(name).read(files, None))


def table(path: Path, *rows: str) -> Path:
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def exported(log: Path, out: Path, *options: str) -> list[str]:
    assert main(["export", "cow-dipex", "--log", str(log), "-o", str(out), *options]) == 0
    return out.read_text(encoding="utf-8").splitlines()


def american(record: Record, code: str) -> History:
    return History.of(record, "USA", code)


def level_on(history: History, day: date) -> str | None:
    return level(next(representations(history.at(day).standing, "USA"), NOTHING))


def lines(log: Path) -> list[dict[str, object]]:
    """Return the lines of a log without the moment of their recording."""
    found = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [{name: value for name, value in line.items() if name != "recorded"} for line in found]


# The missions of the United States


def test_a_range_begins_with_what_changed_and_says_which_days_were_looked_at(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv",
        RANGES,
        "CAN,20,Canada,Canada,1920-01-10,1927-05-31,None",
        "CAN,20,Canada,Canada,1927-06-01,1943-11-18,Legation",
        "CAN,20,Canada,Canada,1943-11-19,2024-12-31,Embassy",
    )
    account = brought_in(log, "us-missions", rows)
    assert (account.rows, account.taken, account.events, account.surveys) == (3, 3, 3, 1)
    history = american(read(log), "CAN")
    assert [(event.kind, str(event.on), event.level, event.confidence) for event in history.events] == [
        ("relations_established", "1927-06-01", None, "reported"),
        ("mission_opened", "1927-06-01", "legation", "confirmed"),
        ("mission_upgraded", "1943-11-19", "embassy", "confirmed"),
    ]
    (survey,) = history.surveys
    assert (survey.families, str(survey.start), str(survey.end)) == (
        ("missions", "offices"), "1920-01-10", "2024-12-31",
    )  # fmt: skip
    assert level_on(history, date(1943, 11, 18)) == "Legation"


@pytest.mark.parametrize("column", ["country_code_gw", "country_code_gwm"])
def test_the_other_codings_have_other_numbers_and_microstates_have_names(tmp_path: Path, column: str) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv",
        f"country_abbrev_gw,{column},country_name_gw,country_name_usdos,date_start,date_end,us_mission_status",
        "YEM,678,Yemen,Yemen,1946-03-04,1990-05-21,Legation",
        "YEM,678,Yemen,Yemen,1990-05-22,2024-12-31,Embassy",
        "XXX,999,Andorra,Andorra,1993-05-04,2024-12-31,None",
        "XXX,998,Atlantis,,1993-05-04,2024-12-31,None",
    )
    account = brought_in(log, "us-missions", rows)
    assert [finding.line for finding in account.findings] == [5]
    assert [str(pair) for pair in read(log).pairs] == ["AND-USA", "USA-XNY", "USA-YEM"]


def test_a_number_that_passes_to_another_state_and_days_without_one(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv",
        RANGES,
        "RUS,365,Russia,Russia,1919-09-14,1933-12-12,None",
        "RUS,365,Russia,Russia,1933-12-13,2024-12-31,Embassy",
        "CUB,40,Cuba,Cuba,1902-05-27,1906-09-25,Legation",
        "CUB,40,Cuba,Cuba,1909-01-23,1923-02-09,Consulate",
        "CUB,40,Cuba,Cuba,1907-01-01,1907-12-31,Legation",
        "CAN,2,Canada,Canada,1950-01-01,1950-12-31,Legation",
    )
    account = brought_in(log, "us-missions", rows)
    assert [finding.line for finding in account.findings] == [6, 7]
    record = read(log)
    assert level_on(american(record, "SUN"), date(1991, 12, 25)) == "Embassy"
    assert level_on(american(record, "RUS"), date(1991, 12, 24)) == "None"
    assert level_on(american(record, "RUS"), date(1991, 12, 26)) == "Embassy"
    cuba = american(record, "CUB")
    assert [(str(survey.start), str(survey.end)) for survey in cuba.surveys] == [
        ("1902-05-27", "1906-09-25"),
        ("1909-01-23", "1923-02-09"),
    ]
    assert [(event.kind, str(event.on)) for event in cuba.events][-2:] == [
        ("mission_closed", "[1906-09-26..1909-01-23]"),
        ("office_opened", "[1906-09-26..1909-01-23]"),
    ]


def test_what_is_wrong_in_a_row_of_ranges_is_found_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = table(
        tmp_path / "a.csv",
        RANGES,
        "CAN,20,Canada,Canada,1920-01-10,1927-05-31,Embasy",
        "CAN,20,Canada,Canada,1920-01-32,1927-05-31,None",
        "CAN,20,Canada,Canada,1927-05-31,1920-01-10,None",
        "CAN,x,Canada,Canada,1920-01-10,1927-05-31,None",
        "CAN,20,Canada,Canada,1920-01-10",
        "CAN,20,Canada,Canada,1920-01-10,1943-11-18,Legation",
        "CAN,20,Canada,Canada,1930-01-01,1930-12-31,Embassy",
        "CAN,20,Canada,Canada,1943-11-19,2024-12-31,Embassy",
        "CAN,20,Canada,Can",
    )
    account = brought_in(tmp_path / "log.jsonl", "us-missions", rows)
    found = {finding.line: finding.message for finding in account.findings}
    assert set(found) == {2, 3, 4, 5, 6, 8, 10}
    assert "Did you mean “Embassy”" in found[2]
    assert "a.csv:7" in found[8]
    assert (account.rows, account.taken, account.malformed) == (9, 2, 7)


def test_changes_have_names_and_dates_as_far_as_they_are_known(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv",
        CHANGES,
        "Russia,Legation,1809,11,5,2024-01-12,",
        "Russia,None,1917,11,,2024-01-12,",
        "Russia,Embassy,1933,,,2024-01-12,",
        "Singapore,Consulate,1836,7,4,2024-01-12,",
        "Samoa,Consulate,1856,5,17,2024-01-12,",
        "Samoa,None,1927,9,23,2024-01-12,",
        "Atlantis,None,1927,9,23,2024-01-12,",
        "Canada,Legation,1927,13,1,2024-01-12,",
        "Canada,Palace,1927,1,1,2024-01-12,",
        "United States,None,1927,1,1,2024-01-12,",
        "Canada,Legation,1927,,1,2024-01-12,",
    )
    account = brought_in(log, "us-missions", rows)
    assert [finding.line for finding in account.findings] == [8, 9, 10, 11, 12]
    assert (account.taken, account.dropped.total()) == (5, 1)
    record = read(log)
    assert [(event.kind, str(event.on)) for event in american(record, "RUS").events][2:] == [
        ("mission_closed", "1917-11"),
        ("mission_opened", "1991-12-25"),
    ]
    assert str(american(record, "SUN").events[-1].on) == "1933"
    assert [(event.kind, str(event.on)) for event in american(record, "SGP").events] == [
        ("office_opened", "1965-08-09")
    ]


def test_a_table_of_something_else_is_refused_whole(tmp_path: Path) -> None:
    other = table(tmp_path / "a.csv", "a,b", "1,2")
    for name in ("us-missions", "cow-dipex"):
        with pytest.raises(NotImported, match="column"):
            brought_in(tmp_path / "log.jsonl", name, other)


@pytest.fixture(scope="module")
def american_log(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Record]:
    log = tmp_path_factory.mktemp("american") / "log.jsonl"
    account = brought_in(log, "us-missions", US / "published" / "mission_status_range_cow_v0.1.csv")
    assert (account.rows, account.taken, account.malformed, account.refused.total()) == (656, 656, 0, 0)
    return log, read(log)


def published(name: str) -> list[dict[str, str]]:
    with (US / "published" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def replayed(history: History, first: date, last: date) -> Iterator[tuple[date, date, str | None]]:
    """Return the level of the American mission between two days: each of the spans on which nothing happens."""
    turns = {day for event in history.events for day in (event.on.earliest, event.on.latest) if first < day <= last}
    days = [first, *sorted(turns), last + timedelta(days=1)]
    for begin, end in pairwise(days):
        yield begin, end - timedelta(days=1), level_on(history, begin)


@needs_data
def test_the_level_on_every_day_of_the_published_ranges_comes_out_of_replay(american_log: tuple[Path, Record]) -> None:
    _, record = american_log
    ranges = published("mission_status_range_cow_v0.1.csv")
    assert len(ranges) == 656
    for row in ranges:
        first, last = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
        days = 0
        for spell in held("COW", int(row["country_code_cow"]), first, last):
            history = american(record, spell.code)
            for begin, end, found in replayed(history, spell.first, spell.last):
                assert found == row["us_mission_status"], (row, begin)
                assert level_on(history, end) == found, (row, end)
                days += (end - begin).days + 1
            assert not history.at(spell.first).undecided
            assert not history.at(spell.last).undecided
        assert days == (last - first).days + 1


@needs_data
def test_the_same_levels_come_out_of_the_numbers_of_gleditsch_and_ward(
    american_log: tuple[Path, Record], tmp_path: Path
) -> None:
    _, record = american_log
    numbers = {row["number"] for row in rows_of("state_numbers.csv") if row["system"] == "GW" and row["number"] != "2"}
    written: list[tuple[int, date, date, str]] = []
    for number in sorted(map(int, numbers)):
        for spell in held("GW", number, date(1816, 1, 1), date(2024, 12, 31)):
            replays = replayed(american(record, spell.code), spell.first, spell.last)
            written += [(number, first, last, str(name)) for first, last, name in replays]
    header = RANGES.replace("_cow", "_gw")
    source = [f"XXX,{number},,,{first},{last},{name}" for number, first, last, name in written]
    account = brought_in(tmp_path / "log.jsonl", "us-missions", table(tmp_path / "a.csv", header, *source))
    assert (account.taken, account.malformed, account.refused.total()) == (len(written), 0, 0)
    again = read(tmp_path / "log.jsonl")
    for number, first, last, name in written:
        for spell in held("GW", number, first, last):
            history = american(again, spell.code)
            assert {name} == {found for _, _, found in replayed(history, spell.first, spell.last)}, (number, first)


@needs_data
def test_the_years_of_the_published_panel_come_out_of_replay(american_log: tuple[Path, Record]) -> None:
    _, record = american_log
    order = list(LEVELS)
    found: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for number in sorted({int(row["country_code_cow"]) for row in published("mission_status_range_cow_v0.1.csv")}):
        for spell in held("COW", number, date(1776, 7, 4), date(2024, 12, 31)):
            for begin, end, name in replayed(american(record, spell.code), spell.first, spell.last):
                for year in range(begin.year, end.year + 1):
                    days = min(end, date(year, 12, 31)) - max(begin, date(year, 1, 1)) + timedelta(days=1)
                    found[number, year][order.index(str(name))] += days.days
    rows = published("mission_status_yearly_cow_v0.1.csv")
    assert len(rows) == 17_302
    assert {(int(row["country_code_cow"]), int(row["year"])) for row in rows} == set(found)
    for row in rows:
        days = found[int(row["country_code_cow"]), int(row["year"])]
        greatest = max(days.values())
        aggregates = {
            "min": min(days),
            "max": max(days),
            "median": statistics.median_high(days.elements()),
            "mode": max(each for each, count in days.items() if count == greatest),
        }
        assert {name: row[f"us_mission_{name}"] for name in aggregates} == {
            name: order[value] for name, value in aggregates.items()
        }, row


@needs_data
def test_the_published_files_add_nothing_twice_and_in_any_order_say_the_same(
    american_log: tuple[Path, Record], tmp_path: Path
) -> None:
    log, _ = american_log
    source = US / "published" / "mission_status_range_cow_v0.1.csv"
    before = log.read_bytes()
    again = brought_in(log, "us-missions", source)
    assert (again.events, again.surveys, again.near, again.refused.total()) == (0, 0, 0, 0)
    assert log.read_bytes() == before
    header, *rows = source.read_text(encoding="utf-8").splitlines()
    random.Random(3).shuffle(rows)
    brought_in(tmp_path / "other.jsonl", "us-missions", table(tmp_path / "shuffled.csv", header, *rows))
    assert sorted(map(str, lines(tmp_path / "other.jsonl"))) == sorted(map(str, lines(log)))


@needs_data
def test_the_published_changes_are_taken_but_for_names_of_no_state(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    account = brought_in(log, "us-missions", US / "input" / "2024-01-16_transitions.csv")
    assert (account.rows, account.malformed, account.refused.total()) == (590, 0, 0)
    assert account.dropped.total() == 13
    assert not read(log).findings


# Diplomatic exchange


def test_observations_become_changes_between_them(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(tmp_path / "a.csv", ROWS, "2,200,1817,2,2", "2,200,1824,0,3", "2,200,1832,3,3")
    account = brought_in(log, "cow-dipex", rows)
    assert (account.rows, account.taken, account.malformed) == (3, 3, 0)
    history = History.of(read(log), "GBR", "USA")
    told = [(event.kind, event.by, str(event.on), event.level, event.head) for event in history.events]
    assert told == [
        ("relations_established", None, "[1776-07-04..1817]", None, None),
        ("mission_opened", "GBR", "[1776-07-04..1817]", "legation", "envoy"),
        ("mission_opened", "USA", "[1776-07-04..1817]", "legation", "envoy"),
        ("mission_closed", "GBR", "[1818..1824]", None, None),
        ("mission_upgraded", "USA", "[1818..1824]", "embassy", "ambassador"),
        ("mission_opened", "GBR", "[1825..1832]", "embassy", "ambassador"),
    ]
    assert [(str(survey.start), str(survey.end)) for survey in history.surveys] == [
        ("1817-12-31", "1824-12-31"),
        ("1832-12-31", "1832-12-31"),
    ]


def test_nine_is_an_office_without_exchange_and_else_a_mission_of_unknown_rank(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv",
        f"{ROWS},DE",
        "20,630,1970,3,3,1",
        "20,630,1975,9,9,1",
        "20,630,1980,9,9,0",
        "20,630,1985,0,0,0",
    )
    brought_in(log, "cow-dipex", rows)
    history = History.of(read(log), "Canada", "Iran")
    seen = [
        next(representations(history.at(str(year)).standing, "CAN"), NOTHING).in_words for year in (1970, 1975, 1980)
    ]
    assert seen == ["an embassy under an ambassador", "a mission", "an interests section"]
    doubted = {(event.kind, event.confidence) for event in history.events if event.note}
    assert doubted == {("mission_downgraded", "reported"), ("office_opened", "reported")}
    assert exported(log, tmp_path / "out.csv", "--de") == rows.read_text().splitlines()


def test_a_directed_file_holds_both_orders_and_one_that_contradicts_the_other_is_found(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv",
        f'"",{ROWS},DE,version',
        "1,2,200,1900,2,3,1,2006.0999755859375",
        "2,200,2,1900,3,2,1,2006.0999755859375",
        "3,2,220,1899,3,3,1,2006.0999755859375",
        "4,220,2,1899,2,3,1,2006.0999755859375",
    )
    account = brought_in(log, "cow-dipex", rows)
    assert (account.rows, account.taken) == (4, 2)
    assert [finding.line for finding in account.findings] == [4, 5]
    assert "a.csv:5" in account.findings[0].message
    assert exported(log, tmp_path / "out.csv") == [ROWS, "2,200,1900,2,3"]


def test_what_is_wrong_in_a_row_of_observations_is_found_and_the_rest_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv",
        f"{ROWS},DE",
        "2,200,1914,4,3,1",
        "2,200,NA,3,3,1",
        "2,2,1914,3,3,1",
        "2,999,1914,3,3,1",
        "2,630,1817,3,3,1",
        "2,200,1914,3,3,0",
        "2,200,1914,3,3,7",
        "2,200,0000,3,3,1",
        "260,255,1990,3,3,1",
        "2,200,1909,3,3,1",
        "2,200,19",
    )
    account = brought_in(log, "cow-dipex", rows)
    assert sorted(finding.line for finding in account.findings) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 12]
    assert (account.rows, account.taken) == (11, 1)
    assert exported(log, tmp_path / "out.csv", "--de") == [f"{ROWS},DE", "2,200,1909,3,3,1"]


def test_a_state_that_lost_its_number_is_observed_as_of_its_last_day_with_it(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv", ROWS, "2,210,1935,3,3", "2,210,1940,3,1", "2,255,1990,3,3", "2,255,1995,3,3",
        "2,260,1985,3,0", "2,260,1990,0,3",
    )  # fmt: skip
    brought_in(log, "cow-dipex", rows)
    history = History.of(read(log), "NLD", "USA")
    assert [str(survey.end) for survey in history.surveys] == ["1940-07-14"]
    assert exported(log, tmp_path / "out.csv") == rows.read_text().splitlines()


def test_a_year_that_is_none_of_the_list_is_a_run_of_its_own(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(tmp_path / "a.csv", ROWS, "2,20,2000,3,3", "2,20,2003,3,3", "2,20,2005,3,3")
    assert brought_in(log, "cow-dipex", rows).surveys == 3
    assert exported(log, tmp_path / "out.csv") == rows.read_text().splitlines()


def test_any_log_with_surveyed_missions_can_be_exported(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = table(
        tmp_path / "a.csv",
        RANGES,
        "CHN,710,China,China,1949-10-01,1973-02-15,None",
        "CHN,710,China,China,1973-02-16,1979-02-28,Liaison",
        "CHN,710,China,China,1979-03-01,1982-12-31,Embassy",
    )
    brought_in(log, "us-missions", rows)
    assert exported(log, tmp_path / "out.csv", "--de")[-3:] == [
        "2,710,1970,0,0,0",
        "2,710,1975,0,9,0",
        "2,710,1980,0,3,1",
    ]


def test_an_export_is_printed_where_no_file_is_named_and_is_not_written_over_a_log(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    log = tmp_path / "log.jsonl"
    brought_in(log, "cow-dipex", table(tmp_path / "a.csv", ROWS, "2,20,2000,3,3"))
    assert main(["export", "cow-dipex", "--log", str(log)]) == 0
    assert capsysbinary.readouterr().out.decode() == f"{ROWS}\n2,20,2000,3,3\n"
    assert main(["export", "cow-dipex", "--log", str(log), "--json"]) == 0
    columns = ROWS.split(",")
    assert json.loads(capsysbinary.readouterr().out) == [dict(zip(columns, (2, 20, 2000, 3, 3), strict=True))]
    assert main(["export", "cow-dipex", "--log", str(log), "-o", str(log)]) == 1


NUMBERS = (2, 20, 40, 70, 200, 220, 255, 260, 365, 630, 710)


@st.composite
def observations(draw: st.DrawFn) -> list[tuple[int, ...]]:
    """Return rows of three states in some years, one for each two of them and year in which both have numbers."""
    states = draw(st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=3, unique=True))
    rows: list[tuple[int, ...]] = []
    for year in draw(st.lists(st.sampled_from([*YEARS, 2001, 2010]), max_size=6, unique=True)):
        for one in states:
            for other in states:
                there = [held("COW", number, date(year, 12, 31), date(year, 12, 31)) for number in (one, other)]
                if one < other and all(there) and there[0][0].code != there[1][0].code:
                    ranks = draw(st.tuples(st.sampled_from((0, 1, 2, 3)), st.sampled_from((0, 1, 2, 3))))
                    unknown = draw(st.sampled_from([(False, False), (True, False), (False, True), (True, True)]))
                    is_exchange = draw(st.booleans())
                    if not is_exchange:
                        ranks = (0, 0)
                    at = [9 if is_unknown else rank for rank, is_unknown in zip(ranks, unknown, strict=True)]
                    rows.append((one, other, year, *at, int(is_exchange and any(at))))
    return rows


@settings(max_examples=int(os.environ.get("DETENTE_EXAMPLES", "25")), deadline=None)
@given(observations(), st.randoms(use_true_random=False))
def test_what_was_imported_is_exported_row_by_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, ...]], order: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("exchange")
    written = [",".join(map(str, row)) for row in rows]
    sorted_rows = [",".join(map(str, row)) for row in sorted(rows)]
    shuffled = [",".join(map(str, row)) for row in order.sample(rows, len(rows))]
    brought_in(folder / "log.jsonl", "cow-dipex", table(folder / "a.csv", f"{ROWS},DE", *written))
    brought_in(folder / "other.jsonl", "cow-dipex", table(folder / "b.csv", f"{ROWS},DE", *shuffled))
    if rows:
        assert exported(folder / "log.jsonl", folder / "out.csv", "--de") == [f"{ROWS},DE", *sorted_rows]
        assert sorted(map(str, lines(folder / "log.jsonl"))) == sorted(map(str, lines(folder / "other.jsonl")))
        assert not read(folder / "log.jsonl").findings


@needs_data
def test_the_excerpt_with_exchange_comes_back_row_by_row(tmp_path: Path) -> None:
    source = DIPEX / "excerpt_full_v2006.1_US-Cuba_CAN-Iran.csv"
    brought_in(tmp_path / "log.jsonl", "cow-dipex", source)
    assert exported(tmp_path / "log.jsonl", tmp_path / "out.csv", "--de") == source.read_text().splitlines()
    again = brought_in(tmp_path / "log.jsonl", "cow-dipex", source)
    assert (again.events, again.surveys, again.there) == (0, 0, 27)


@needs_data
@pytest.mark.slow
def test_all_observations_come_back_row_by_row(tmp_path: Path) -> None:
    source = DIPEX / "cow_dipex_nonzero_undirected_1817_2000.csv"
    account = brought_in(tmp_path / "log.jsonl", "cow-dipex", source)
    assert (account.rows, account.taken, account.malformed, account.refused.total()) == (46_365, 46_365, 0, 0)
    assert exported(tmp_path / "log.jsonl", tmp_path / "out.csv") == source.read_text().splitlines()
