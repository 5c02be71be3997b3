"""Panels: against an oracle that asks for each day, against published country-years, and by the contract of columns.

``uv run python tests/test_panel.py`` writes the table of columns in docs/panel.md anew.
"""

import csv
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import detente, histories, imported, line, record, text

from detente import History, Record, read, shipped_log
from detente.history.state import State
from detente.importers.american import level
from detente.importers.registry import importer
from detente.model.errors import BadDate, UnknownCountry, WrongCall
from detente.model.events import fields_of
from detente.model.representation import HEADS, NOTHING, Representation, representations
from detente.model.statuses import Status
from detente.model.table import FAMILIES
from detente.world.arrow import pa, pq
from detente.world.codebook import FACTS, Column, columns
from detente.world.panel import Asked, NoSuchPanel, Panel
from detente.world.ranks import RANKS, named
from detente.world.replay import world

DATA = os.environ.get("DETENTE_DATA")
US = Path(DATA or "") / "us_mission_status" / "published"
needs_data = pytest.mark.skipif(not DATA, reason="DETENTE_DATA does not name the folder of data")

Row = dict[str, Any]

FIRST, LAST = dt.date(1998, 11, 20), dt.date(2000, 9, 10)
ALL = ("last", "min", "max", "median", "mode")
LADDER = list(reversed(Status))
NAMES = [named(rank) for rank in RANKS]


def panel(log: Record, *span: Any, **asked: Any) -> list[Row]:
    """Give the rows of a panel from one day to another."""
    unit, first, last = (*span, None, None, None)[:3]
    return world(log).panel(unit or "year", first, last, **asked).to_pylist()


# The oracle: each day by itself


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (dt.date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))


def absent(state: State, *families: str) -> bool:
    """Tell whether that nothing is recorded says nothing."""
    return any(family in (state.unsurveyed or ()) for family in families)


def status(state: State) -> int | None:
    if not state.is_within_record or state.status is None:
        return None
    return None if state.status == Status.NO_RELATIONS and absent(state, "relations") else state.status.height


def possible(state: State) -> str | None:
    if not state.is_within_record or state.status is None:
        return None
    is_nothing = state.possible == (Status.NO_RELATIONS,) and absent(state, "relations")
    return None if is_nothing else " ".join(state.possible)


def seen(state: State, code: str) -> Representation | None:
    found = next(representations(state.standing, code), NOTHING)
    is_known = state.is_within_record and not (found == NOTHING and absent(state, "missions", "offices"))
    return found if is_known else None


def rank(state: State, code: str) -> int | None:
    found = seen(state, code)
    return None if found is None else RANKS.index(found._replace(head=None))


def aggregates(values: Sequence[int | None], names: Sequence[str], column: str) -> Row:
    known = [value for value in values if value is not None]
    most = max(Counter(known).values(), default=0)
    found = {
        "": values[-1],
        "_min": min(known, default=None),
        "_max": max(known, default=None),
        "_median": statistics.median_high(known) if known else None,
        "_mode": max((value for value, count in Counter(known).items() if count == most), default=None),
    }
    return {f"{column}{suffix}": None if value is None else names[value] for suffix, value in found.items()}


def share(part: int, whole: int) -> str:
    return "not" if not part else "wholly" if part == whole else "partly"


def expected(history: History, states: Sequence[State], before: State, sides: Sequence[str]) -> Row:
    """Give what a row is to say of some days that follow one another."""
    end, first, last = states[-1], states[0].day, states[-1].day
    within = [state for state in states if state.is_within_record]
    known = [status(state) for state in states]
    of_status = Counter(value for value in known if value is not None)
    possibles = [found for state in states if (found := possible(state))]
    falls = [event for event in history.events if event.on.earliest <= last and first <= event.on.latest]
    certain = [event for event in falls if first <= event.on.earliest and event.on.latest <= last]
    shifted = [status(before), *known[:-1]]
    row: Row = {
        "days": len(states),
        "recorded": share(len(within), len(states)),
        "days_recorded": len(within),
        **{
            f"surveyed_{family}": share(sum(not absent(state, family) for state in states), len(states))
            if history.surveys
            else None
            for family in FAMILIES
        },
        **aggregates(known, LADDER, "status"),
        **{f"days_{one}": of_status[one.height] if of_status else None for one in Status},
        "changes": sum(None is not was != now is not None for was, now in zip(shifted, known, strict=True))
        if of_status
        else None,
        "possible": possible(end),
        "share_uncertain": sum(" " in one for one in possibles) / len(possibles) if possibles else None,
        "complete": all(state.complete for state in states) if within else None,
        "confidence": end.confidence if end.is_within_record else None,
        "events": len(certain) if within else None,
        "events_possible": len(falls) - len(certain) if within else None,
        "acts": "; ".join(act(event, sides, is_certain=event in certain) for event in falls) or None,
    }
    for number, code in enumerate(sides, start=1):
        found = seen(end, code)
        post = end.standing.fact("mission", code).value
        has_sanctions = end.standing.fact("sanctions", code).in_force
        row |= {
            **aggregates([rank(state, code) for state in states], NAMES, f"mission{number}"),
            f"post{number}": post
            if end.is_within_record and not (post == "none" and absent(end, "missions"))
            else None,
            f"level{number}": found and found.level,
            f"head{number}": found and found.head,
            f"resident{number}": found.is_resident if found not in (None, NOTHING) else None,
            f"sanctions{number}": has_sanctions
            if end.is_within_record and (has_sanctions or not absent(end, "sanctions"))
            else None,
        }
    return row


def act(event: Any, sides: Sequence[str], *, is_certain: bool) -> str:
    by = "" if event.by is None else f":{sides.index(event.by) + 1}"
    return f"{event.kind}{by}{'' if is_certain else '?'}"


# Logs of two pairs, with missions of every level, and surveys


@st.composite
def lines(draw: st.DrawFn, parties: tuple[str, str]) -> list[Row]:
    events, _ = draw(histories())
    codes: dict[str, str] = dict(zip(("CAN", "IRN"), parties, strict=True))
    found: list[Row] = []
    for event in events:
        fields = fields_of(event) | {"parties": sorted(parties), "id": f"{'-'.join(parties)}-{event.id}"}
        if event.by:
            fields["by"] = codes[event.by]
        if event.kind in ("mission_opened", "mission_upgraded", "mission_downgraded"):
            details = {
                "level": draw(st.sampled_from([None, "legation", "embassy"])),
                "head": draw(st.sampled_from(HEADS)),
                "resident": draw(st.sampled_from([None, True, False])),
            }
            fields |= {name: value for name, value in details.items() if value is not None}
        confidence = draw(st.sampled_from([None, None, "reported", "disputed"]))
        found.append(fields | ({"confidence": confidence} if confidence else {}))
    for number in range(draw(st.sampled_from([0, 0, 1, 2, 3]))):
        first = FIRST + dt.timedelta(draw(st.integers(-50, 600)))
        last = first + dt.timedelta(draw(st.integers(0, 300)))
        families = draw(st.lists(st.sampled_from(list(FAMILIES)), min_size=1, max_size=5, unique=True))
        survey = line("surveyed", None, parties=sorted(parties), id=f"{'-'.join(parties)}-survey-{number}")
        open_end = {} if draw(st.booleans()) and draw(st.booleans()) else {"to": f"{last}"}
        found.append(survey | {"families": families, "from": f"{first}"} | open_end)
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.tuples(lines(("CAN", "IRN")), lines(("USA", "IRN"))),
    st.sampled_from(["year", "month", "day"]),
    st.booleans(),
    st.sampled_from(["iso", "cow", "gw"]),
)
def test_a_panel_says_of_each_period_what_replay_says_of_its_days(
    drawn: tuple[list[Row], list[Row]], unit: str, directed: bool, system: str
) -> None:
    log = record(*drawn[0], *drawn[1])
    rows = panel(log, unit, FIRST, LAST, directed=directed, system=system, by=ALL)
    numbers = {"iso": ["CAN", "IRN", "USA"], "cow": ["USA", "CAN", "IRN"], "gw": ["USA", "CAN", "IRN"]}[system]
    wanted: list[tuple[tuple[object, ...], Row]] = []
    for pair in log.pairs:
        history = History.of(log, *pair)
        states = {day: history.at(day) for day in days(FIRST - dt.timedelta(1), LAST)}
        low = tuple(sorted(pair, key=numbers.index))
        for sides in (low, low[::-1]) if directed else (low,):
            for period, some in groupby(days(FIRST, LAST), lambda day: key(unit, day)):
                these = list(some)
                row = expected(history, [states[day] for day in these], states[these[0] - dt.timedelta(1)], sides)
                wanted.append(((*map(numbers.index, sides), *period), row | {"code1": sides[0], "code2": sides[1]}))
    wanted.sort(key=lambda one: one[0])
    assert len(rows) == len(wanted)
    for row, ((_, _, *period), want) in zip(rows, wanted, strict=True):
        assert {name: row[name] for name in want} == want, (want["code1"], want["code2"], period)
        assert [row[name] for name in ("year", "month", "day") if name in row] == period


def key(unit: str, day: dt.date) -> tuple[int, ...]:
    return (day.year, day.month, day.day)[: ["year", "month", "day"].index(unit) + 1]


# Published country-years

LEVEL_OF = {named(rank): level(rank) for rank in RANKS}


@needs_data
def test_every_published_country_year_comes_out_of_the_panel(tmp_path: Path) -> None:
    source = US / "mission_status_range_cow_v0.1.csv"
    imported(tmp_path / "log.jsonl", importer("us-missions").read([source], None))
    with (US / "mission_status_yearly_cow_v0.1.csv").open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    rows = panel(read(tmp_path / "log.jsonl"), "year", system="cow", by=ALL[1:])
    of_key = {(row["ccode2"], row["year"]): row for row in rows}
    assert len(published) == len(rows) == len(of_key) == 17_302
    for row in published:
        found = of_key[int(row["country_code_cow"]), int(row["year"])]
        assert {name: LEVEL_OF[found[f"mission1_{name}"]] for name in ALL[1:]} == {
            name: row[f"us_mission_{name}"] for name in ALL[1:]
        }, row
    assert {row["ccode1"] for row in rows} == {2}
    assert {row["days_recorded"] == row["days"] for row in rows} == {True}
    assert {row["surveyed_sanctions"] for row in rows} == {"not"}
    assert {(row["sanctions1"], row["sanctions2"]) for row in rows} == {(None, None)}
    assert {row["status_min"] for row in rows} == {None, "embassy_closed", "established"}


# What is not known


def test_cells_outside_what_is_recorded_are_empty_and_not_nothing() -> None:
    log = record(line("relations_established", "1955", id="begun"), line("noted", "1960-06-30", id="noted"))
    before, begun, *_, last, after = panel(log, "year", 1954, 1961)
    told = {"code1", "code2", "year", "days", "recorded", "days_recorded"}
    for row in (before, after):
        assert (row["recorded"], row["days_recorded"], row["days"]) == ("not", 0, 365)
        assert {name for name, value in row.items() if value is not None} == told
    assert (begun["recorded"], begun["status"], begun["days_established"]) == ("wholly", "established", 1)
    assert (begun["share_uncertain"], begun["events_possible"], begun["acts"]) == (
        364 / 365,
        0,
        "relations_established",
    )
    assert (last["recorded"], last["status"], last["status_min"], last["days_established"]) == (
        "partly", None, "established", 182,
    )  # fmt: skip


def test_what_was_not_looked_for_is_not_told_to_be_none() -> None:
    log = record(
        line("sanctions_imposed", "2001-01-01", "CAN", id="imposed"),
        line("surveyed", None, id="looked") | {"families": ["relations"], "from": "2000", "to": "2001"},
    )
    before, row = panel(log, "year", 2000, 2001)
    assert (before["surveyed_relations"], before["surveyed_sanctions"]) == ("wholly", "not")
    assert (before["status"], before["sanctions1"], before["mission1"], before["post1"]) == (
        "no_relations", None, None, None,
    )  # fmt: skip
    assert (row["status"], row["sanctions1"], row["sanctions2"]) == ("sanctioned", True, None)


def test_a_number_that_passes_on_within_a_year_has_one_row() -> None:
    log = record(
        line("relations_established", "1933-11-16", id="sun", parties=["SUN", "USA"]),
        line("relations_established", "1991-12-25", id="rus", parties=["RUS", "USA"]),
        line("noted", "1993-01-01", id="end", parties=["RUS", "USA"]),
    )
    row, *_ = panel(log, "year", 1991, 1992, system="cow")
    assert (row["ccode1"], row["ccode2"], row["code2"], row["days"]) == (2, 365, "RUS", 365)
    assert row["status_min"] == row["status_max"] == "established"
    by_code = panel(log, "year", 1991, 1992)
    assert [(one["code1"], one["code2"], one["year"], one["days"]) for one in by_code] == [
        ("RUS", "USA", 1991, 7), ("RUS", "USA", 1992, 366), ("SUN", "USA", 1991, 360),
    ]  # fmt: skip


def test_states_that_are_in_no_system_have_no_rows_and_are_named() -> None:
    log = record(line("relations_established", "2000", parties=["FRA", "HKG"]))
    made = Panel([world(log)], Asked("year", 2000, 2001, system="cow"))
    assert (made.table().num_rows, made.not_counted) == (0, ["HKG"])


def test_a_panel_of_nothing_has_its_columns() -> None:
    assert panel(record()) == []
    assert "status" in Panel([world(record())]).schema.names
    with pytest.raises(NoSuchPanel, match=r"decade.*year, month or day"):
        panel(record(), "decade")


# From the command line


PAIRS = (["CAN", "IRN"], ["IRN", "USA"], ["CUB", "USA"])


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a log of a few pairs of the record."""
    path = tmp_path_factory.mktemp("log") / "log.jsonl"
    lines_ = shipped_log().read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(one for one in lines_ if json.loads(one)["parties"] in PAIRS), encoding="utf-8")
    return path


def asked(log: Path, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return detente("panel", "--log", str(log), *arguments, cwd=folder)


def test_every_form_holds_the_same_rows(log: Path, tmp_path: Path) -> None:
    span = ("--system", "cow", "--from", "1985", "--to", "1990", "--country", "Canada")
    want = json.loads(asked(log, tmp_path, *span, "--json").stdout)
    assert {(row["ccode1"], row["ccode2"]) for row in want} == {(20, 630)}
    for form in ("csv", "parquet", "jsonl", "arrow", "dta"):
        done = asked(log, tmp_path, *span, "-o", f"p.{form}")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert f"{len(want)} rows written to p.{form}" in done.stderr
    found = pq.read_table(tmp_path / "p.parquet")
    assert found.to_pylist() == want
    assert pa.ipc.open_file(tmp_path / "p.arrow").read_all().to_pylist() == want
    assert [json.loads(row) for row in (tmp_path / "p.jsonl").read_text().splitlines()] == want
    printed = asked(log, tmp_path, *span).stdout
    assert printed == (tmp_path / "p.csv").read_text()
    for row, one in zip(csv.DictReader(printed.splitlines()), want, strict=True):
        assert {name: as_json(value, one[name]) for name, value in row.items()} == one


def as_json(cell: str, like: object) -> object:
    """Give a cell of CSV as JSON has it."""
    if not cell or isinstance(like, str):
        return cell or None
    if isinstance(like, bool):
        return {"true": True, "false": False}[cell]
    return float(cell) if isinstance(like, float) else int(cell)


def test_a_file_of_stata_has_labels_within_its_limits(log: Path, tmp_path: Path) -> None:
    assert asked(log, tmp_path, "--system", "cow", "--by", ",".join(ALL), "-o", "p.dta").returncode == 0
    read_dta: Any = import_module("pyreadstat").read_dta
    columns, meta = read_dta(tmp_path / "p.dta", output_format="dict")
    assert all(len(name) <= 32 for name in meta.column_names)
    assert all(0 < len(label) <= 80 for label in meta.column_labels)
    assert meta.variable_value_labels["status"] == dict(enumerate(LADDER))
    want = panel(read(log), system="cow", by=ALL)
    assert [None if value is None else LADDER[int(value)] for value in columns["status"]] == [
        row["status"] for row in want
    ]
    assert [value and bool(value) for value in columns["sanctions1"]] == [row["sanctions1"] for row in want]
    assert columns["year"] == [row["year"] for row in want]


def test_what_describes_a_file_is_valid_and_describes_every_column(log: Path, tmp_path: Path) -> None:
    for form in ("csv", "dta"):
        asked(log, tmp_path, "--system", "gw", "-o", f"p.{form}")
    for name in ("datapackage.json", "p.dta.datapackage.json"):
        (resource,) = json.loads((tmp_path / name).read_text(encoding="utf-8"))["resources"]
        assert [field["name"] for field in resource["schema"]["fields"]] == [
            column.name for column in columns("year", "gw", FACTS, ALL[:3])
        ]
        assert resource["schema"]["primaryKey"] == ["gwcode1", "gwcode2", "year"]
        profile = distribution("dplib-py").locate_file("dplib/profiles/2.0/datapackage.json")
        checked = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--schemafile", str(profile), str(tmp_path / name)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stdout


def test_pairs_that_are_left_out_are_named_beside_the_file(tmp_path: Path) -> None:
    spoiled = line("relations_established", "1955", by="CAN", id="b")
    broken = b'{"id": "c", "kind": "noted"}\n'
    of_usa = line("relations_established", "1950", id="a", parties=["CAN", "USA"])
    (tmp_path / "log.jsonl").write_bytes(text(of_usa, spoiled) + broken)
    for country, pairs in ((), [["CAN", "IRN"]]), (("--country", "USA"), []):
        assert asked(Path("log.jsonl"), tmp_path, *country, "-o", "p.csv").returncode == 1
        (resource,) = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]
        assert [one["pair"] for one in resource["leftOut"]] == pairs
        assert all(why.startswith("log.jsonl:2:") for one in resource["leftOut"] for why in one["why"])
        assert "may be about any two countries" in resource["inDoubt"]
    (tmp_path / "log.jsonl").write_bytes(text(of_usa))
    assert asked(Path("log.jsonl"), tmp_path, "-o", "p.csv").returncode == 0
    (resource,) = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert (resource["leftOut"], resource["inDoubt"]) == ([], None)


def test_what_describes_something_else_stays(log: Path, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "mine"}')
    done = asked(log, tmp_path, "-o", "p.csv")
    assert "described in p.csv.datapackage.json" in done.stderr
    assert (tmp_path / "datapackage.json").read_text() == '{"name": "mine"}'
    assert (tmp_path / "p.csv.datapackage.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "p.xlsx"), ".parquet"),
        (("--of", "sttus"), "Did you mean “status”"),
        (("--by", "mean"), "it takes last, min, max, median and mode"),
        (("--from", "2012", "--to", "2011"), "31 December 2011 is before 1 January 2012"),
        (("--from", "3000"), "which is before 1 January 3000: give a last day, too"),
        (("--to", "1500"), "which is after 31 December 1500: give a first day, too"),
        (("--codebook", "-o", "p.csv"), "--codebook"),
    ],
)
def test_what_cannot_be_asked_is_said(log: Path, tmp_path: Path, arguments: Sequence[str], said: str) -> None:
    done = asked(log, tmp_path, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ModuleNotFoundError('No module named numpy', name='numpy')")
    done = subprocess.run(
        [sys.executable, "-m", "detente", "panel"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "detente: A panel takes a library that is not installed here, numpy: pip install 'detente[world]'.\n"
    )


def test_a_pair_that_cannot_be_answered_is_named_and_the_others_have_rows(tmp_path: Path) -> None:
    spoiled = tmp_path / "log.jsonl"
    spoiled.write_bytes(
        text(
            line("relations_established", "1955", id="begun"),
            line("relations_severed", "1955", id="wrong", parties=["IRN", "USA"]),
        )
    )
    done = detente("panel", "--log", str(spoiled), cwd=tmp_path)
    assert done.returncode == 1
    assert "Iran and the United States: not answered, for line 2." in done.stderr
    assert [row["code1"] for row in csv.DictReader(done.stdout.splitlines())] == ["CAN"]


# The contract that joins rest on, and the page


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(("system", "keys"), [("cow", ("ccode1", "ccode2")), ("gw", ("gwcode1", "gwcode2"))])
def test_keys_are_whole_numbers_of_which_none_comes_twice(
    log: Path, system: Any, keys: Sequence[str], directed: bool
) -> None:
    made = world(read(log)).panel(system=system, directed=directed)
    names = (*keys, "year")
    assert made.schema.names[:3] == list(names)
    assert {str(made.schema.field(name).type) for name in names} == {"int32"}
    found = list(zip(*(made.column(name).to_pylist() for name in names), strict=True))
    assert found == sorted(set(found))
    assert directed or all(one < other for one, other, _ in found)
    assert not directed or {(other, one, year) for one, other, year in found} == set(found)


PAGE = Path(__file__).parents[1] / "docs" / "panel.md"
BEGIN, END = "<!-- made by: uv run python tests/test_panel.py -->\n\n", "\n<!-- end -->"


def page() -> str:
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    every = {column.name: column for system in ("cow", "gw", "iso") for column in columns("day", system, FACTS, ALL)}
    rows = [f"| `{one.name}` | {words_of(one)} | {one.what} |\n" for one in every.values()]
    return (
        before
        + BEGIN
        + "| column | values | what it says |\n|---|---|---|\n"
        + "".join(rows)
        + END
        + rest.split(END)[1]
    )


def words_of(column: Column) -> str:
    return ", ".join(f"`{word}`" for word in column.values) if column.form == "ordered" else column.form


def test_the_page_has_every_column() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: uv run python tests/test_panel.py"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")


def test_a_panel_is_asked_from_python_as_everywhere_else() -> None:
    every = world(record(line("relations_established", "1955")))
    assert every.panel(country="Canada").num_rows == every.panel(country="CAN").num_rows > 0
    for nobody in ("Atlantis", ""):
        with pytest.raises(UnknownCountry):
            every.panel(country=nobody)
    with pytest.raises(WrongCall, match=r"panel\(unit.*unexpected keyword argument 'start'"):
        every.panel(start=2012)  # pyright: ignore[reportCallIssue]
    with pytest.raises(BadDate, match="ask the other way round"):
        every.panel(first=2012, last=2010)
    with pytest.raises(BadDate, match="ask the other way round"):
        every.changes(2016, 2012)
