"""Asking about every pair on the command line: in bulk and one by one alike, narrowed, written, and compared."""

import json
from functools import partial
from pathlib import Path

import pyarrow.csv
import pyarrow.feather
import pyarrow.json
import pyarrow.parquet
import pytest
from making import BEGUN, detente, line, text

from detente.cli import at, diff
from detente.cli.answer import Answer, Table
from detente.cli.every_pair import not_answered
from detente.cli.grammar import parser
from detente.log.findings import Finding
from detente.log.record import read
from detente.model.pairs import Pair

ROOT = Path(__file__).parents[1]
CANADIAN = sorted(tuple(pair) for pair in read(ROOT / "events.jsonl").pairs if "CAN" in pair)


@pytest.mark.parametrize("day", ["1850", "1941-12-10", "1990", "2003-07", "2012-09-08"])
@pytest.mark.parametrize(
    "options", [[], ["--facts", "--json"], ["--country", "Iran"], ["--status", "severed", "--possible"]]
)
def test_every_pair_is_answered_alike_in_bulk_and_one_by_one(
    day: str, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = partial(parser().parse_args, ["at", day, *options, "--log", str(ROOT / "events.jsonl")])
    in_bulk = at.run(asking())
    monkeypatch.setattr(at, "is_installed", lambda *_: False)
    one_by_one = at.run(asking())
    assert in_bulk.data
    assert in_bulk.text
    assert one_by_one.data
    assert one_by_one.text
    assert json.dumps(in_bulk.data()) == json.dumps(one_by_one.data())
    assert [*in_bulk.text()] == [*one_by_one.text()]
    assert (in_bulk.asides, in_bulk.code) == (one_by_one.asides, one_by_one.code)


def test_every_pair_is_answered_alike_where_something_is_supposed_and_something_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, scenario = tmp_path / "log.jsonl", tmp_path / "scenario.jsonl"
    broken = line("mission_opened", "1960", "CAN", id="refused", parties=["CAN", "PER"])
    log.write_bytes((ROOT / "events.jsonl").read_bytes() + text(broken))
    scenario.write_bytes(text({"without": "can-irn-2012-09-07-severed"}))
    asking = partial(
        parser().parse_args, ["at", "2015", "--log", str(log), "--suppose", str(scenario), "--known", "2027-01-01"]
    )
    in_bulk = at.run(asking())
    monkeypatch.setattr(at, "is_installed", lambda *_: False)
    one_by_one = at.run(asking())
    assert in_bulk.data
    assert one_by_one.data
    assert in_bulk.data() == one_by_one.data()
    assert sorted(in_bulk.asides) == sorted(one_by_one.asides)
    assert in_bulk.code == one_by_one.code == 1


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl", "arrow"])
def test_every_pair_is_written_to_a_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"pairs.{ending}"
    answer = detente("at", "2012-09-08", "--country", "Canada", "-o", str(path), cwd=ROOT)
    assert (answer.returncode, answer.stdout) == (0, "")
    assert answer.stderr == f"{len(CANADIAN)} pairs written to {path}.\n"
    reading = {
        "csv": pyarrow.csv.read_csv,
        "parquet": pyarrow.parquet.read_table,
        "jsonl": pyarrow.json.read_json,
        "arrow": pyarrow.feather.read_table,
    }[ending]
    rows = {(row["code1"], row["code2"]): row for row in reading(path).to_pylist()}
    assert sorted(rows) == CANADIAN
    assert rows["CAN", "IRN"]["rungs"] == "severed sanctioned"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["at", "2012", "-o", "pairs.txt"], "let pairs.txt end with .csv, .parquet, .jsonl or .arrow"),
        (["at", "2012", "--possible"], "--possible goes with --status"),
        (["at", "2012", "--status", "severd"], "Did you mean"),
        (["at", "2012", "Canada", "Iran", "--lenient"], "are of every pair"),
        (["diff", "--to", "2012"], "Between what?"),
        (["diff", "--from", "2012", *["--known", "2020"] * 3], "twice at most"),
        (["diff", "--from", "2012", "--to", "2011"], "the other way round"),
        (["diff", "--from", "2012", "-o", "pairs.txt"], "let pairs.txt end with .csv, .parquet, .jsonl or .arrow"),
        (["diff", "--log", "README.md", "--log", "events.jsonl", "-o", "events.jsonl"], "is the log itself"),
        (["diff", "Canada", "--from", "2012"], "One country is no pair"),
        (["diff", "Canada", "Iran", "--from", "2012", "--lenient"], "are of every pair"),
    ],
)
def test_what_is_asked_wrongly_of_every_pair_is_told(arguments: list[str], says: str) -> None:
    answer = detente(*arguments, cwd=ROOT)
    assert answer.returncode in (1, 2)
    assert says in answer.stderr
    assert not answer.stdout


def test_diff_without_a_pair_says_which_pairs_changed() -> None:
    answer = detente("diff", "--from", "2012-09-06", "--to", "2012-09-07", "--json", cwd=ROOT)
    (changed,) = json.loads(answer.stdout)
    assert changed["pair"] == ["CAN", "IRN"]
    assert (changed["before"]["status"], changed["after"]["status"]) == ("sanctioned", "severed")
    table = detente("diff", "--from", "2012-09-06", "--to", "2012-09-07", cwd=ROOT).stdout
    assert "Canada and Iran" in table
    assert detente("diff", "--from", "2012-09-08", "--to", "2012-09-08", cwd=ROOT).stdout == "No pair has changed.\n"


def asked(*command: str) -> Answer:
    """Ask as on the command line, without a process."""
    typed = parser().parse_args(command)
    return {"at": at, "diff": diff}[command[0]].run(typed)


REFUSED = line("mission_opened", "1950", "CAN", id="refused", parties=["CAN", "FRA"])
BEFORE = [BEGUN, line("relations_established", "1956", id="usa", parties=["CAN", "USA"]), REFUSED]
AFTER = [
    *BEFORE[:2],
    line("relations_severed", "1960", "CAN", id="severed", recorded="2021-01-01T00:00:00Z"),
    line("relations_established", "1940", id="france", parties=["CAN", "FRA"]),
    line("relations_established", "1970", id="oman", parties=["CAN", "OMN"]),
]


@pytest.fixture
def logs(tmp_path: Path) -> tuple[str, str]:
    """Give two logs: after what the first says, Canada and Iran broke off, and Oman is told of, and France."""
    for name, lines in (("a", BEFORE), ("b", AFTER)):
        (tmp_path / f"{name}.jsonl").write_bytes(text(*lines))
    return str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")


def test_diff_without_a_pair_says_which_pairs_differ_in_two_logs(logs: tuple[str, str], tmp_path: Path) -> None:
    one, other = logs
    answer = asked("diff", "--log", one, "--log", other)
    assert answer.data
    assert answer.text
    assert (answer.code, answer.asides) == (1, [f"In {one}: Canada and France: not answered, for line 3."])
    found = {tuple(pair["pair"]): (pair["before"], pair["after"]) for pair in answer.data()}
    assert {pair: (before["status"], after["status"]) for pair, (before, after) in found.items()} == {
        ("CAN", "IRN"): ("established", "severed"),
        ("CAN", "OMN"): (None, "established"),
    }
    for pair, both in found.items():
        for state, log in zip(both, logs, strict=True):
            of_pair = asked("at", "1970", *pair, "--log", log)
            assert of_pair.data
            alone = of_pair.data()
            assert alone == state | {name: alone[name] for name in ("related", "standing")}
    (table,) = answer.text()
    assert isinstance(table, Table)
    assert table.title == "Pairs that differ on 31 December 1970"
    assert [heading for heading, _ in table.columns] == ["Pair", f"Before, in {one}", f"After, in {other}"]
    lenient = asked("diff", "--log", one, "--log", other, "--lenient")
    assert lenient.data
    assert [pair["before"].get("passed_over") for pair in lenient.data()] == [1, None, None]
    path = tmp_path / "pairs.parquet"
    written = asked("diff", "--log", one, "--log", other, "--lenient", "-o", str(path))
    assert written.asides[-1] == f"3 pairs written to {path}."
    columns = ("code2", "status_before", "passed_over_before", "status", "passed_over", "possible_before")
    assert [tuple(row[name] for name in columns) for row in pyarrow.parquet.read_table(path).to_pylist()] == [
        ("FRA", None, 1, "established", 0, None),
        ("IRN", "established", 0, "severed", 0, "established"),
        ("OMN", None, None, "established", 0, None),
    ]


def test_diff_without_a_pair_says_which_pairs_differ_as_they_were_known(logs: tuple[str, str], tmp_path: Path) -> None:
    _, log = logs
    known = ("--known", "2020-06", "--known", "2021-06")
    answer = asked("diff", *known, "--log", log)
    assert answer.data
    assert answer.text
    (pair,) = answer.data()
    assert [(pair[side]["known"], pair[side]["status"]) for side in ("before", "after")] == [
        ("2020-06-30", "established"),
        ("2021-06-30", "severed"),
    ]
    (table,) = answer.text()
    assert isinstance(table, Table)
    assert [heading for heading, _ in table.columns][1] == "Before, as known on 30 June 2020"
    (tmp_path / "scenario.jsonl").write_bytes(text({"without": "severed"}))
    supposed = asked("diff", *known, "--log", log, "--suppose", str(tmp_path / "scenario.jsonl"))
    assert supposed.text
    assert [*supposed.text()] == [("No pair differs on 31 December 1970, supposed.",)]
    later = asked("diff", *known, "--from", "1950", "--to", "1958", "--log", log, "--json")
    assert later.data
    assert [pair["pair"][1] for pair in later.data()] == ["IRN", "USA"]


def test_a_log_that_is_a_pipe_is_read_once(logs: tuple[str, str]) -> None:
    command = ("diff", "--log", "-", "--known", "2020-06", "--known", "2021-06")
    answer = detente(*command, stdin=Path(logs[1]).read_text(encoding="utf-8"))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Canada and Iran" in answer.stdout


def test_each_line_for_which_a_pair_is_not_answered_is_named_once() -> None:
    findings = [Finding("", number, 1, f"what is wrong in {number}.", "") for number in (51, 51, 127)]
    (said,) = not_answered([(Pair("CAN", "IRN"), findings)])
    assert said == "Canada and Iran: not answered, for line 51 and line 127: what is wrong in 51."


def test_lenient_passes_over_what_the_rules_refuse_and_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(text(line("mission_opened", "1950", "CAN", id="refused"), BEGUN))
    assert "not answered, for line 1" in detente("at", "1990", "--log", str(log)).stderr
    answer = detente("at", "1990", "--lenient", "--json", "--log", str(log))
    assert answer.returncode == 0
    assert "1 event that the rules refuse was passed over: 1 for want of “relations in force”." in answer.stderr
    (state,) = json.loads(answer.stdout)
    assert (state["status"], state["passed_over"]) == ("established", 1)
