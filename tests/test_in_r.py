"""The panel in R: what docs/panel.md says there, run by R as it is installed, on a panel of the record."""

import csv
import json
import re
import shutil
import subprocess
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from making import detente

from detente import Status, read, shipped_log
from detente.model.state_numbers import numbers
from detente.world.codebook import Codes, columns
from detente.world.replay import world

pytestmark = pytest.mark.skipif(
    shutil.which("Rscript") is None, reason="R is not installed: apt-get install --no-install-recommends r-base-core"
)

PAIRS = (["CAN", "IRN"], ["CUB", "USA"], ["DEU", "USA"], ["DDR", "USA"], ["RUS", "USA"], ["SUN", "USA"])
CODES = sorted({code for pair in PAIRS for code in pair} | {"FRA"})
KEYS = ("ccode1", "ccode2", "year")
YEARS = range(1816, 2026)
(RECIPE,) = re.findall(
    r"```r\n(.*?)```", (Path(__file__).parents[1] / "docs" / "panel.md").read_text("utf-8"), re.DOTALL
)
BEFORE = """
library <- function(package) NULL
create_dyadyears <- function(system, directed) {
  every <- read.csv("made.csv", colClasses = "numeric")
  if (directed) every else every[every$ccode2 > every$ccode1, ]
}
"""
"""In place of peacesciencer: its dyads of some states alone."""
AFTER = """
write.csv(joined, "joined.csv", na = "", row.names = FALSE)
types <- vapply(joined, function(column) class(column)[1], "")
write.csv(data.frame(name = names(types), type = types), "types.csv", row.names = FALSE)
cat(sum(joined$status_min < "severed", na.rm = TRUE), sum(is.na(joined$recorded)), sum(joined$sanctions1, na.rm = TRUE))
"""
TYPES = {"integer": "integer", "number": "numeric", "boolean": "logical", "text": "character", "ordered": "character"}


def dyads() -> list[tuple[int, int, int]]:
    """Give the dyads of some states, both ways, for every year on some day of which both are in the list."""
    spells = [spell for code in CODES for spell in numbers("COW", code)]
    held = {year: {one.number for one in spells if one.first.year <= year <= one.last.year} for year in YEARS}
    return sorted((one, other, year) for year, states in held.items() for one, other in permutations(states, 2))


@pytest.mark.parametrize("is_directed", [True, False])
def test_what_is_said_of_r_joins_a_panel_of_the_record_to_dyads(tmp_path: Path, is_directed: bool) -> None:
    log = tmp_path / "log.jsonl"
    lines = shipped_log().read_text("utf-8").splitlines(keepends=True)
    log.write_text("".join(one for one in lines if json.loads(one)["parties"] in PAIRS), "utf-8")
    directed = ["--directed"] if is_directed else []
    span = ["--to", str(YEARS[-1])]
    made = detente("panel", "--system", "cow", *directed, *span, "-o", "dyads.csv", "--log", str(log), cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    with (tmp_path / "made.csv").open("w", newline="") as file:
        csv.writer(file).writerows([KEYS, *dyads()])
    recipe = RECIPE if is_directed else RECIPE.replace("directed = TRUE", "directed = FALSE")
    (tmp_path / "recipe.R").write_text(BEFORE + recipe + AFTER, "utf-8")
    run = subprocess.run(
        ["Rscript", "--vanilla", "recipe.R"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    joined = rows(tmp_path / "joined.csv")

    wanted = [key for key in dyads() if is_directed or key[1] > key[0]]
    assert [tuple(int(row[name]) for name in KEYS) for row in joined] == wanted
    table = world(read(log)).panel(system="cow", directed=is_directed, last=YEARS[-1])
    every = {tuple(row[name] for name in KEYS): row for row in table.to_pylist()}
    told = {key: row | {"share_uncertain": rounded(row["share_uncertain"])} for key, row in every.items()}
    told = {key: row for key, row in told.items() if key[2] in YEARS}
    assert set(told) <= set(wanted)
    for key, row in zip(wanted, joined, strict=True):
        panel = told.get(key, dict.fromkeys(table.column_names) | dict(zip(KEYS, key, strict=True)))
        assert {name: said(row[name], one) for name, one in panel.items()} == panel, key

    types = {row["name"]: row["type"] for row in rows(tmp_path / "types.csv")}
    for column in columns("year", "cow", ("status", "mission"), ("last", "min", "max"), Codes(())):
        is_empty = all(row[column.name] is None for row in told.values())
        ordered = column.name in ("status", "status_min", "status_max")
        wants = "numeric" if column.is_key else "ordered" if ordered else "logical" if is_empty else TYPES[column.form]
        assert types[column.name] == wants, column.name
    lower = [
        row for row in told.values() if row["status_min"] and Status(row["status_min"]).height < Status.SEVERED.height
    ]
    counts = Counter(key in told for key in wanted)
    assert run.stdout.splitlines()[-1].split() == [
        str(len(lower)), str(counts[False]), str(sum(row["sanctions1"] or 0 for row in told.values()))
    ]  # fmt: skip
    assert counts[False] > 0
    assert any(row["recorded"] == "not" and row["status"] is None for row in told.values())


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def rounded(number: float | None) -> float | None:
    """Give a number as exactly as R writes it."""
    return None if number is None else round(number, 12)


def said(cell: str, like: object) -> object:
    """Give a cell that R wrote as the panel has it."""
    if not cell or isinstance(like, str):
        return cell or None
    if isinstance(like, bool):
        return {"TRUE": True, "FALSE": False}[cell]
    return rounded(float(cell)) if isinstance(like, float) else int(cell)
