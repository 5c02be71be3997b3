"""Every pair of a log on Spark: what it says is what one machine says.

Skipped where there is no Java, or the extra `spark` is not installed; with DETENTE_SPARK set, they must be there.
"""

import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from making import detente, line, outside, text
from pyarrow import parquet
from treacherous import TREACHEROUS
from worlds import logs, longer

from detente.cli import at as at_command
from detente.cli import on_spark
from detente.cli import rates as rates_command
from detente.cli.errors import WrongUsage
from detente.cli.grammar import parser
from detente.history.history import SpoiledRecord
from detente.log.record import read
from detente.log.shipped import shipped_log
from detente.model.countries import codes
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.views.markdown import as_markdown
from detente.views.rates.data import rates_data
from detente.views.rates.words import remarks
from detente.world import spark
from detente.world.answers import spells_table
from detente.world.matrix import matrix
from detente.world.opening import world as detente_world
from detente.world.panel import Asked as PanelAsked
from detente.world.rates import Chosen, rates
from detente.world.replay import world
from detente.world.sharing import Asked
from detente.world.spells import spells
from detente.world.turned import Courses

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
def server() -> Generator[tuple[Any, str]]:
    """Start Spark here, and in it a server of Spark Connect; give its session and the address of the server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        builder: Any = import_module("pyspark.sql").SparkSession.builder
        os.environ["PYSPARK_PYTHON"] = sys.executable
        options = {
            "spark.master": "local[2]",
            "spark.ui.enabled": "false",
            "spark.log.level": "ERROR",
            "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
            "spark.connect.grpc.binding.address": "127.0.0.1",
            "spark.connect.grpc.binding.port": port,
            "spark.sql.shuffle.partitions": "3",
            "spark.sql.adaptive.coalescePartitions.enabled": "false",
            "spark.sql.files.maxPartitionBytes": "20000",
            "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
        }
        made = builder.config(map=options).getOrCreate()
    yield made, f"sc://127.0.0.1:{port}"
    made.stop()


@pytest.fixture(scope="module")
def session(server: tuple[Any, str]) -> Any:
    return server[0]


@pytest.fixture(scope="module")
def connected(server: tuple[Any, str]) -> Generator[Any]:
    """Give a session of Spark Connect, which has no more to do with Spark than what it sends to the server."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = import_module("pyspark.sql.connect.session").SparkSession.builder.remote(server[1]).create()
    yield made
    made.stop()


FEW = settings(
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


def rates_of(courses: Courses) -> Any:
    """Return all that is said of base rates."""
    until = dt.date(2000, 6, 30)
    told = [rates(courses, Chosen(status), until) for status in Status]
    data = [rates_data(found) for found in told], [list(remarks(found)) for found in told]
    return data, matrix(courses, until), courses.last_day, [[*map(str, out.findings)] for out in courses.left_out]


@FEW
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
        told, remarked = split(spark.statuses(lines, "2000-02", how))
        assert told == rows(alone.at("2000-02"))
        assert split(spark.changes(lines, "2000-01-05", "2001", how))[0] == rows(alone.changes("2000-01-05", "2001"))
        assert split(spark.panel(lines, PanelAsked("month"), how))[0] == rows(alone.panel("month"))
        assert split(spark.spells(lines, "2000-06", how))[0] == rows(
            spells_table(alone, spells(alone, dt.date(2000, 6, 30)))
        )
        gathered = spark.gathered(*spark.told(spark.answer(lines, spark.turns, how)), known)
        assert rates_of(gathered) == rates_of(alone)
    said = [(one["pair"], one["kind"], one["lines"], one["why"]) for one in remarked]
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


def test_base_rates_are_those_of_one_machine(connected: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def this_one(_: str | None) -> Iterator[Any]:
        yield connected

    monkeypatch.setattr(on_spark, "_session", this_one)
    path = tmp_path / "log.jsonl"
    wrong = line("mission_opened", "1950", "CAN", parties=["CAN", "FRA"], id="too-soon")
    path.write_bytes(shipped_log().read_bytes() + text(wrong) + b'{"id": "of-no-pair"}\n')
    connected.conf.set("spark.sql.files.maxPartitionBytes", path.stat().st_size // 2)

    def said(*question: str) -> list[Any]:
        answer = rates_command.run(parser().parse_args(["rates", *question, "--log", str(path)]))
        assert answer.text
        assert answer.data
        return [as_markdown(answer.text()), answer.data(), answer.sheet and answer.sheet(), answer.code]

    for question in (
        ("severed", "--to", "established", "--country", "United States", "--since", "1945"),
        ("sanctioned", "--came-from", "severed", "--known", "2026-11-24", "--lenient", "--until", "1990"),
        ("--like", "Canada", "Iran", "--on", "2012-09-08"),
        ("--matrix",),
    ):
        assert said(*question, "--engine", "spark") == said(*question)
    log = tmp_path / "known.jsonl"
    log.write_bytes(
        text(
            line("relations_established", "1955", recorded="2018-01-01T00:00:00Z"),
            line("sanctions_imposed", "1999", "CAN", id="then", recorded="2018-01-01T00:00:00Z"),
            line("sanctions_imposed", "1999-01-05", "CAN", retracts="then"),
        )
    )
    asked = ["at", "1999-06-01", "--known", "2019", "--facts", "--json", "--log", str(log)]
    known = [at_command.run(parser().parse_args([*asked, "--engine", engine])).data for engine in ("here", "spark")]
    assert known[0]
    assert known[1]
    assert known[0]() == known[1]()
    told = []
    for engine in ("here", "spark"):
        with pytest.raises(SpoiledRecord) as spoiled:
            said("--like", "Canada", "France", "--engine", engine)
        told.append(str(spoiled.value))
    assert told[0] == told[1]
    with pytest.raises(WrongUsage, match="asked of one machine"):
        said("severed", "--engine", "spark", "--suppose", "scenario.jsonl")
    lines = spark.log(connected, str(path))
    assert (
        spark.rates(lines, "severed", "established", country="Cuba").to_dict()
        == world(read(path)).rates("severed", "established", country="Cuba").to_dict()
    )


def test_a_server_of_spark_connect_says_what_one_machine_says(server: tuple[Any, str], connected: Any) -> None:
    path = str(shipped_log())
    connected.conf.set("spark.sql.files.maxPartitionBytes", "2000000")
    lines, alone = spark.log(connected, path), world(read(shipped_log()))
    assert split(spark.changes(lines, "1990", "2012"))[0] == rows(alone.changes("1990", "2012"))
    assert split(spark.panel(lines, PanelAsked("year")))[0] == rows(alone.panel("year"))
    asked = ("at", "2012-09-08", "--log", path, "--json")
    told = detente(*asked, "--engine", "spark", "--master", server[1])
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout) == json.loads(detente(*asked).stdout)


OLD = ("AUT", "BEL", "BGR", "CHE", "CHL", "COL", "CUB", "DNK", "EGY", "ESP", "FIN", "FRA")
"""Of countries that have existed for as long as the events below."""


def severings(of: Mapping[tuple[str, str], int]) -> bytes:
    """Give a log in which relations are established, severed and restored in turn, in so many events of each pair."""
    turns = ("relations_restored", "relations_severed")
    return text(
        *(
            line(
                turns[step % 2] if step else "relations_established",
                str(dt.date(2000, 1, 1) + dt.timedelta(days=step)),
                parties[0] if step % 2 else None,
                id=f"{'-'.join(parties)}-{step}",
                parties=parties,
            )
            for step in range(max(of.values()))
            for parties, count in of.items()
            if step < count
        )
    )


def told_to(folder: Path, **options: object) -> dict[str, str]:
    """Tell Spark what it is to be told, and to log what it does; return the environment for that."""
    (folder / "conf").mkdir()
    (folder / "events").mkdir()
    said = {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
        "spark.eventLog.dir": (folder / "events").as_uri(),
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        **{f"spark.{name.replace('_', '.')}": value for name, value in options.items()},
    }
    (folder / "conf" / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in said.items()))
    return {"SPARK_CONF_DIR": str(folder / "conf"), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}


def tasks(folder: Path) -> list[dict[str, Any]]:
    """Return what Spark logged of each task that came to its end."""
    (logged,) = (folder / "events").iterdir()
    ended = (json.loads(one) for one in logged.read_text().splitlines() if '"SparkListenerTaskEnd"' in one)
    return [one for one in ended if one["Task End Reason"]["Reason"] == "Success"]


def against_mean(counts: Sequence[int]) -> float:
    return max(counts) * len(counts) / sum(counts)


IN_SLICES = """
import sys
from detente.cli import main
from detente.world import cutting, frames
cutting.LONGEST, cutting.ONE_IN, frames.ONE_IN = 250, 1, 1  # as if the log were long
sys.exit(main(sys.argv[1:]))
"""


def in_slices(folder: Path, *asked: str, **around: str) -> tuple[int, str, str]:
    """Ask Spark by the command line, as if the log were long; return the exit code, and what is said."""
    (folder / "in_slices.py").write_text(IN_SLICES)
    told = subprocess.run(
        [sys.executable, folder / "in_slices.py", *asked, "--engine", "spark"],
        env=outside("DETENTE_LOG") | around,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout, told.stderr


def test_a_pair_with_much_of_the_log_is_read_and_followed_in_many_places(tmp_path: Path) -> None:
    hot, *others = combinations(OLD, 2)
    path = tmp_path / "log.jsonl"
    path.write_bytes(severings({hot: 2_010, **{parties: 40 + number for number, parties in enumerate(others)}}))
    is_hot = Counter(tuple(json.loads(one)["parties"]) == hot for one in path.read_text().splitlines())
    assert is_hot[True] >= 0.3 * is_hot.total()
    partitions = {"sql_adaptive_coalescePartitions_enabled": "false", "sql_shuffle_partitions": 8}
    around = told_to(tmp_path, sql_files_maxPartitionBytes=path.stat().st_size // 6, **partitions)
    asked = ["panel", "--from", "2000", "--to", "2006", "--unit", "month", "--log", str(path), "-o", "-"]
    assert in_slices(tmp_path, *asked, "--master", "local[2]", **around) == (0, detente(*asked).stdout, "")
    of_stages = defaultdict[int, list[dict[str, Any]]](list)
    for one in tasks(tmp_path):
        of_stages[one["Stage ID"]].append(one["Task Metrics"])
    rows_read = [[one["Input Metrics"]["Records Read"] for one in of] for of in of_stages.values()]
    read_of = [rows for rows in rows_read if sum(rows) == is_hot.total()][-1]
    followed = [*of_stages.values()][-1]
    rows_of = [one["Shuffle Read Metrics"]["Total Records Read"] for one in followed]
    took = against_mean([one["Executor Run Time"] for one in followed])
    print(
        f"the largest task against the mean: {against_mean(read_of):.1f} times the lines in reading, "
        f"{against_mean(rows_of):.1f} times the rows and {took:.1f} times the time in following"
    )
    assert len(rows_of) == 8
    assert against_mean(read_of) < 1.5
    assert against_mean(rows_of) < 2


def test_a_pair_is_cut_where_nothing_is_wrong_and_no_day_is_open(session: Any, tmp_path: Path) -> None:
    path, lines, is_cut = tmp_path / "log.jsonl", list[bytes](), dict[str, bool]()
    noted = line("noted", "2000-01-15", id="noted")
    nothing: dict[str, object] = {"kind": "noted"}
    for parties, (more, may_be) in zip(
        combinations(OLD, 2),
        (
            ([noted, line("retracted", None, id="gone", retracts="noted", sources=None)], True),
            ([noted, line("noted", "2000-02-15", id="moved", retracts="noted")], False),
            ([line("noted", "2000", id="of-the-year")], False),
            ([noted, noted], False),
            ([noted | {"retracts": "nothing"}], False),
            ([noted | {"recorded": "2990-01-01T00:00:00Z"}], False),
            ([noted | {"kind": "nothing"}], False),
            ([noted | {"kind": "relations_established"}], False),
            ([nothing], False),
        ),
        strict=False,
    ):
        pair = "-".join(parties)
        named = text(*(one | {"parties": parties, "id": f"{pair}-{one.get('id')}"} for one in more))
        lines += [severings({parties: 60}), named.replace(b'"retracts": "', b'"retracts": "%s-' % pair.encode())]
        is_cut[pair] = may_be
    path.write_bytes(b"".join(lines))
    found = defaultdict[str, list[str]](list)
    pairs = [Pair(*parties) for parties in combinations(OLD, 2)]
    for one in spark.slices(spark.log(session, str(path)), pairs, Asked(path=str(path)), longest=15):
        found[str(one.pair)].append(str(one.first_day))
    assert {pair: found[pair] for pair in is_cut} == {
        pair: ["0001-01-01", "2000-02-01"] * may_be for pair, may_be in is_cut.items()
    }


@FEW
@given(st.lists(longer(), min_size=6, max_size=8), st.sampled_from((None, dt.date(2020, 6, 1))))
def test_what_spark_says_of_slices_is_what_one_machine_says(
    session: Any, drawn: list[list[dict[str, object]]], known: dt.date | None
) -> None:
    codes = iter(CODES)
    data = b"".join(
        text(*({**one, "id": f"{number}-{one['id']}"} for one in lines))
        .replace(b'"CAN"', f'"{next(codes)}"'.encode())
        .replace(b'"IRN"', f'"{next(codes)}"'.encode())
        for number, lines in enumerate([*drawn, [line("noted", f"{year}-05-05") for year in range(1990, 2010)]])
    )
    with TemporaryDirectory() as folder:
        path = Path(folder, "log.jsonl")
        path.write_bytes(data)
        alone, lines, how = world(read(path), known), spark.log(session, str(path)), Asked(known, path=str(path))
        how = how._replace(slices=spark.slices(lines, alone.pairs, how, longest=2))
        assert len(how.slices) > len(alone.pairs)
        for day in ("2000-01-20", "2000-06"):
            assert split(spark.statuses(lines, day, how))[0] == rows(alone.at(day))
        assert split(spark.changes(lines, "2000-01-05", "2001", how))[0] == rows(alone.changes("2000-01-05", "2001"))
        for unit in ("year", "month"):
            assert split(spark.panel(lines, PanelAsked(unit), how))[0] == rows(alone.panel(unit))
        until = dt.date(2000, 6, 30)
        assert split(spark.spells(lines, until, how))[0] == rows(spells_table(alone, spells(alone, until)))
        gathered = spark.gathered(*spark.told(spark.answer(lines, spark.turns, how)), known)
        assert rates_of(gathered) == rates_of(alone)


def test_slices_are_those_of_one_log_and_one_day(session: Any, tmp_path: Path) -> None:
    """Lines under the code that a state had belong to it; much that is repeated goes no further than it matters."""
    begun = [
        line("relations_established", "1950-06-08", parties=["CHN", "MMR"]),
        line("sanctions_imposed", "1951", "CHN", parties=["BUR", "CHN"]),
    ]
    days = [dt.date(1960, 1, 1) + dt.timedelta(days=number) for number in range(2_000)]
    again = [line("sanctions_extended", str(day), "CHN", parties=["CHN", "MMR"], id=f"{day}") for day in days]
    path, pair = tmp_path / "log.jsonl", ("Myanmar", "China")
    path.write_bytes(text(*begun, *again))
    log, how = spark.log(session, str(path)), Asked(path=str(path))
    how = how._replace(slices=spark.slices(log, [pair], how, longest=500))
    assert len(how.slices) > 3
    assert split(spark.statuses(log, "1990", how))[0] == rows(world(read(path)).at("1990"))
    assert split(spark.statuses(log, "1990", how._replace(slices=how.slices[::-1])))[0] == rows(
        world(read(path)).at("1990")
    )
    with pytest.raises(spark.OtherSlices, match="another day"):
        spark.statuses(log, "1990", how._replace(known=dt.date(2020, 1, 1)))
    with path.open("ab") as file:
        file.write(text(line("sanctions_lifted", "1951-02", "CHN", parties=["CHN", "MMR"])))
    with pytest.raises(Exception, match=r"arriving\.NotCut: Something is wrong in the lines of China and Myanmar"):
        split(spark.statuses(spark.log(session, str(path)), "1990", how))


def test_what_may_be_about_a_pair_that_is_cut_is_told_as_of_any_other(server: tuple[Any, str], tmp_path: Path) -> None:
    """It is only seen when the whole log is read: then the pair is asked about again, and not cut."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(severings({OLD[:2]: 600, OLD[1:3]: 40}) + b"AUT, BEL\n")
    asked = ["at", "2001-01-05", "--log", str(path), "--json"]
    code, told, _ = in_slices(tmp_path, *asked, "--master", server[1])
    here = detente(*asked)
    assert (code, told) == (here.returncode, here.stdout)
    assert code == 1


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


@contextmanager
def cluster(folder: Path, around: Mapping[str, str]) -> Iterator[tuple[str, dict[Path, "subprocess.Popen[bytes]"]]]:
    """Run a master and two workers, each with a folder of its own; return its address, and the workers."""
    home = Path(import_module("pyspark").__path__[0])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    address = f"spark://127.0.0.1:{port}"
    begun: list[subprocess.Popen[bytes]] = []

    def begin(kind: str, local: Path, *arguments: str) -> "subprocess.Popen[bytes]":
        local.mkdir()
        environment = {**os.environ, **around, "SPARK_HOME": str(home), "SPARK_LOCAL_DIRS": str(local)}
        with (folder / f"{local.name}.log").open("wb") as told:
            process = subprocess.Popen(
                [home / "bin" / "spark-class", f"org.apache.spark.deploy.{kind}", "--host", "127.0.0.1", *arguments],
                env=environment | {"SPARK_DAEMON_MEMORY": "256m"},
                stdout=told,
                stderr=told,
                start_new_session=True,  # what it starts ends with it
            )
        begun.append(process)
        return process

    try:
        begin("master.Master", folder / "master", "--port", port, "--webui-port", "0")
        of_worker = ("--webui-port", "0", "--cores", "1", "--memory", "1g", "--work-dir")
        workers = {
            local: begin("worker.Worker", local, *of_worker, str(folder / f"{local.name}-work"), address)
            for local in (folder / "one", folder / "two")
        }
        limit = time.monotonic() + 120
        while not answers(int(port)):
            assert time.monotonic() < limit, "the master does not answer"
            time.sleep(0.1)
        yield address, workers
    finally:
        for process in begun:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def test_the_answer_comes_when_a_worker_and_what_it_has_worked_out_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(severings({parties: 30 + number for number, parties in enumerate(combinations(OLD[:10], 2))}))
    around = told_to(
        tmp_path,
        cores_max=2,
        executor_memory="512m",
        scheduler_minRegisteredResourcesRatio="1.0",
        sql_files_maxPartitionBytes=path.stat().st_size // 6,
        sql_shuffle_partitions=4,
    )
    limit = time.monotonic() + 300
    asked = ("at", "2000-01-20", "--log", str(path), "--json")
    with cluster(tmp_path, around) as (address, workers):
        job = subprocess.Popen(
            [sys.executable, "-m", "detente", *asked, "--engine", "spark", "--master", address],
            env=outside("DETENTE_LOG") | around,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            # With its second task under way, a worker has told what came of its first.
            while not (moved := [local for local in workers if len([*local.rglob("shuffle_1_*.data")]) > 1]):
                assert job.poll() is None, job.communicate()
                assert time.monotonic() < limit, "no worker has moved anything"
                time.sleep(0.02)
            os.killpg(workers[moved[0]].pid, signal.SIGKILL)
            shutil.rmtree(moved[0], ignore_errors=True)
            told, aside = job.communicate(timeout=300)
        finally:
            job.kill()
    assert (job.returncode, aside) == (0, b"")
    assert json.loads(told) == json.loads(detente(*asked).stdout)
    again = Counter((one["Stage ID"], one["Task Info"]["Index"]) for one in tasks(tmp_path))
    assert max(again.values()) > 1, "nothing was lost"


def test_a_log_may_stand_in_columns_as_other_programs_write_them(session: Any, tmp_path: Path) -> None:
    """Whole numbers as others, where some rows have none; in several files, in the order of their names."""
    closed = line("mission_closed", "1959-02-03", "CAN", id="closed", seq=2)
    opened = line("mission_opened", "1959-02-03", "CAN", id="opened", seq=1)
    for file, events in {"1": [line("relations_established", "1955", id="begun"), closed], "2": [opened]}.items():
        seqs = pa.array([event.get("seq") for event in events], pa.float64())
        columns = {name: [event.get(name) for event in events] for name in events[-1]}
        parquet.write_table(pa.table({**columns, "seq": seqs}), tmp_path / f"{file}.parquet")
    told, remarks = split(spark.statuses(spark.log(session, f"{tmp_path}/*.parquet"), "1959"))
    assert (told, remarks) == (rows(detente_world(str(tmp_path)).at("1959")), [])
    with pytest.raises(spark.NoLines, match=r"ends with \.parquet"):
        spark.log(session, str(tmp_path))
    (tmp_path / "_hidden.jsonl").write_bytes(text(line()))
    with pytest.raises(spark.NoLines, match="begin with a dot or an underscore"):
        spark.log(session, f"{tmp_path}/_hidden.jsonl")


def test_who_does_not_answer_is_named_at_once(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(text(line()))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for master in (f"spark://127.0.0.1:{port}", f"sc://127.0.0.1:{port}"):
        asked = detente("at", "2012", "--log", str(log), "--engine", "spark", "--master", master)
        assert (asked.returncode, asked.stdout) == (1, "")
        assert asked.stderr.startswith(f"detente: Nobody answers at {master}")
    asked = detente("at", "2012", "--log", str(log), "--log", str(log), "--engine", "spark")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "On Spark a log is named once" in asked.stderr
