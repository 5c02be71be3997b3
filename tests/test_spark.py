"""Every pair of a log on Spark: what it says is what one machine says.

Skipped where there is no Java, or the extra `spark` is not installed; with DETENTE_SPARK set, they must be there.
"""

import datetime as dt
import os
import shutil
import sys
import warnings
from collections import defaultdict
from collections.abc import Generator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from making import text
from treacherous import TREACHEROUS
from worlds import logs

from detente.log.record import read
from detente.model.countries import codes
from detente.world import spark
from detente.world.answers import spells_table
from detente.world.panel import Asked as PanelAsked
from detente.world.replay import world
from detente.world.sharing import Asked
from detente.world.spells import spells

missing = [
    what
    for what, is_there in (
        ("Java", "JAVA_HOME" in os.environ or shutil.which("java")),
        ("the extra detente[spark]", find_spec("pyspark")),
    )
    if not is_there
]
assert not (missing and os.environ.get("DETENTE_SPARK")), f"{missing} not found"
pytestmark = [
    pytest.mark.skipif(bool(missing), reason=f"Spark takes {' and '.join(missing)}: not found here"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def session() -> Generator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        builder: Any = import_module("pyspark.sql").SparkSession.builder
        os.environ["PYSPARK_PYTHON"] = sys.executable
        options = {
            "spark.master": "local[2]",
            "spark.ui.enabled": "false",
            "spark.log.level": "ERROR",
            "spark.sql.shuffle.partitions": "3",
            "spark.sql.adaptive.coalescePartitions.enabled": "false",
            "spark.sql.files.maxPartitionBytes": "20000",
            "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
        }
        made = builder.config(map=options).getOrCreate()
    yield made
    made.stop()


SHORT = [one for one in TREACHEROUS.values() if len(one) < 1_000]
CODES = [code for code in codes() if code not in ("CHE", "ITA", "CAN", "IRN", "USA")]
"""Those of countries, without the ones that the lines name which are put among others."""


@st.composite
def worlds(draw: st.DrawFn) -> bytes:
    """Draw a log of many pairs, between whose lines are spoiled ones, which may be about any of them."""
    rest, lines = iter(CODES), list[tuple[int, bytes]]()
    for number, drawn in enumerate(draw(st.lists(logs(), min_size=12, max_size=16))):
        spoiled = draw(st.sampled_from([*SHORT, *[b""] * len(SHORT)]))
        parts = text(*({**one, "id": f"{number}-{one['id']}"} for one in drawn)).replace(
            b'"retracts": "', b'"retracts": "%d-' % number
        )
        parts += spoiled if isinstance(spoiled, bytes) else spoiled.encode()
        for code in (b"CAN", b"IRN", b"USA"):
            parts = parts.replace(b'"%s"' % code, b'"%s"' % next(rest).encode())
        place = 0
        for one in parts.splitlines(keepends=True):
            place += draw(st.integers(0, 9))
            lines.append((place, one if one.endswith(b"\n") else one + b"\n"))
    return b"".join(one for _, one in sorted(lines, key=lambda line: line[0]))


def rows(table: Any) -> list[str]:
    return sorted(map(repr, table.to_pylist()))


def split(frame: Any) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the rows of an answer, and what is said beside it."""
    found = frame.toArrow()
    is_answer = found["remark"].is_null()
    return rows(found.filter(is_answer).drop_columns(["remark"])), found["remark"].drop_null().to_pylist()


@settings(
    deadline=None,
    max_examples=2,
    phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(worlds(), st.sampled_from((None, dt.date(2020, 6, 1))), st.booleans())
def test_what_spark_says_is_what_one_machine_says(
    session: Any, data: bytes, known: dt.date | None, lenient: bool
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "log.jsonl")
        path.write_bytes(data)
        record = read(path)
        alone = world(record, known, lenient=lenient)
        lines, how = spark.log(session, str(path)), Asked(known, lenient, str(path))
        told, remarks = split(spark.statuses(lines, "2000-02", how))
        assert told == rows(alone.at("2000-02"))
        assert split(spark.changes(lines, "2000-01-05", "2001", how))[0] == rows(alone.changes("2000-01-05", "2001"))
        assert split(spark.panel(lines, PanelAsked("month"), how))[0] == rows(alone.panel("month"))
        assert split(spark.spells(lines, "2000-06", how))[0] == rows(
            spells_table(alone, spells(alone, dt.date(2000, 6, 30)))
        )
    said = [(one["pair"], one["kind"], one["lines"], one["why"]) for one in remarks]
    expected = [
        (str(pair), "left out", [one.line for one in found], "\n".join(map(str, found)))
        for pair, found in alone.left_out
    ]
    passed = defaultdict[tuple[str, str], list[int]](list)
    for one in alone.passed_over:
        passed[str(one.pair), one.phrase].append(one.line)
    expected += [(pair, "passed over", sorted(of), phrase) for (pair, phrase), of in passed.items()]
    expected += [(None, "of no pair", [one.line], one.summary) for one in record.findings_of_no_pair]
    assert sorted(map(repr, said)) == sorted(map(repr, expected))
