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

from detente.cli import at
from detente.cli.grammar import parser
from detente.log.record import read

ROOT = Path(__file__).parents[1]
CANADIAN = sorted(tuple(pair) for pair in read(ROOT / "events.jsonl").pairs if "CAN" in pair)


@pytest.mark.parametrize("day", ["1850", "1941-12-10", "1990", "2003-07", "2012-09-08"])
@pytest.mark.parametrize("options", [[], ["--facts"], ["--country", "Iran"], ["--status", "severed", "--possible"]])
def test_every_pair_is_answered_alike_in_bulk_and_one_by_one(
    day: str, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = partial(parser().parse_args, ["at", day, *options, "--log", str(ROOT / "events.jsonl")])
    in_bulk = at.run(asked())
    monkeypatch.setattr(at, "is_installed", lambda *_: False)
    one_by_one = at.run(asked())
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
    asked = partial(
        parser().parse_args, ["at", "2015", "--log", str(log), "--suppose", str(scenario), "--known", "2027-01-01"]
    )
    in_bulk = at.run(asked())
    monkeypatch.setattr(at, "is_installed", lambda *_: False)
    one_by_one = at.run(asked())
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
        (["at", "2012", "-o", "pairs.txt"], "let it end with .csv, .parquet, .jsonl or .arrow"),
        (["at", "2012", "--possible"], "--possible goes with --status"),
        (["at", "2012", "--status", "severd"], "Did you mean"),
        (["at", "2012", "Canada", "Iran", "--lenient"], "are of every pair"),
        (["diff", "--from", "2012", "--known", "2020", "--known", "2021"], "--from DATE --to DATE"),
        (["diff", "--to", "2012"], "--from DATE --to DATE"),
        (["diff", "Canada", "--from", "2012"], "One country is no pair"),
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


def test_lenient_passes_over_what_the_rules_refuse_and_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(text(line("mission_opened", "1950", "CAN", id="refused"), BEGUN))
    assert "not answered, for line 1" in detente("at", "1990", "--log", str(log)).stderr
    answer = detente("at", "1990", "--lenient", "--json", "--log", str(log))
    assert answer.returncode == 0
    assert "1 event that the rules refuse was passed over: 1 for want of “relations in force”." in answer.stderr
    (state,) = json.loads(answer.stdout)
    assert (state["status"], state["passed_over"]) == ("established", 1)
