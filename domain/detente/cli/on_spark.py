"""Every pair of a log on Spark: the session, what each machine makes of its share, and what comes back."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from logging import CRITICAL, getLogger
from socket import create_connection
from tempfile import TemporaryFile
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from warnings import catch_warnings, simplefilter

from detente.cli.answer import DONE, REFUSED
from detente.cli.at import Row, row_of
from detente.cli.errors import WrongUsage
from detente.cli.every_pair import WholeLog, not_answered
from detente.cli.in_bulk import InBulk, passed_over
from detente.cli.inputs import Overlay, known_asked, log_asked, log_named, several_asked
from detente.model.dates import last_day
from detente.model.errors import DetenteError
from detente.model.extras import needing
from detente.model.statuses import Status
from detente.world import spark
from detente.world.arriving import NotCut, Share
from detente.world.arrow import pa
from detente.world.codebook import Codes, Column, columns
from detente.world.columns import LeftOut
from detente.world.panel import Asked as PanelAsked
from detente.world.panel import brought_together
from detente.world.sharing import Asked
from detente.world.turned import Turned
from detente.world.world import World

REMOTE = "sc://"
"""How the address of a Spark Connect server begins."""
_PORTS = {"spark": 7077, "sc": 15002}
"""At which port a master and a server are, if none is named."""
_PATIENCE = 10
"""For how many seconds it is waited until one answers at all: Spark itself tries for minutes, and says nothing."""


class NotOnSpark(DetenteError):
    """Spark could not be started, or did not answer."""


class Found(NamedTuple):
    """What came back."""

    table: Any
    """The answer, as a table of Arrow, its rows in no order."""
    remarks: Sequence[spark.Remark]
    asides: list[str]
    """What is to be said beside any answer."""
    code: int

    @property
    def in_doubt(self) -> str | None:
        """Why of no pair it can be said that nothing is recorded of it, if so it is."""
        return next((one.why for one in self.remarks if one.kind == spark.OF_NO_PAIR), None)


class Wanted(NamedTuple):
    """Which pairs are asked about, and of which day."""

    day: date
    country: str | None
    status: Status | None
    is_possible_enough: bool

    def among(self, world: World) -> tuple[Any, list[int]]:
        """Return how a world stands on the day, and the pairs of it that are asked about."""
        on = world.on(self.day)
        return on, world.chosen(on, self.country, self.status, is_possible_enough=self.is_possible_enough)

    def at_once(self, how: Asked) -> Asked:
        """Return how to ask about the day."""
        return spark.at_once(how, self.day, self.day)


def found(asked: argparse.Namespace, made: Callable[[spark.Frame, Asked], spark.Frame]) -> Found:
    """Ask Spark what is made of the log; raise `NotOnSpark` and `NotInstalled`."""
    if len(several_asked(asked, "log")) > 1:
        raise WrongUsage("On Spark a log is named once, by a path, a folder or a pattern: write --log once.")
    path = log_named(asked) or str(log_asked(asked))
    how = Asked(_known(asked), getattr(asked, "lenient", False), path)
    with _session(asked.master) as session:
        events, sample = spark.opened(session, path)
        try:
            slices = spark.slices(events, spark.long_pairs(sample), how)
            table, remarks = spark.told(made(events, how._replace(slices=slices)))
        except Exception as error:  # whichever Spark has for what a function of ours raised elsewhere
            if f"{NotCut.__module__}.{NotCut.__name__}" not in str(error):
                raise
            table, remarks = spark.told(made(events, how))
    return Found(table, remarks, *_told(remarks))


def _known(asked: argparse.Namespace) -> date | None:
    known = known_asked(asked)
    return None if known is None else last_day(known)


def _told(remarks: Sequence[spark.Remark]) -> tuple[list[str], int]:
    """Return what is to be said beside an answer, and its exit code."""
    untold = [one.why for one in remarks if one.kind == spark.OF_NO_PAIR]
    out = spark.left_out(remarks)
    passed = [one.why for one in remarks if one.kind == spark.PASSED_OVER for _ in one.lines]
    return [*untold, *not_answered(out), *passed_over(passed)], REFUSED if untold or out else DONE


def rows_of(asked: argparse.Namespace, wanted: Wanted) -> Found:
    """Return where every pair stands, as it is written to files."""
    return _in_order(found(asked, lambda events, how: spark.answer(events, _Rows(wanted), wanted.at_once(how))))


def data_of(asked: argparse.Namespace, wanted: Wanted, *, with_facts: bool) -> Found:
    """Return where every pair stands, as data: `json` is the JSON of each."""
    return _in_order(
        found(asked, lambda events, how: spark.answer(events, _Data(wanted, with_facts), wanted.at_once(how)))
    )


def words_of(asked: argparse.Namespace, wanted: Wanted) -> Found:
    """Return where every pair stands, in words."""
    return _in_order(found(asked, lambda events, how: spark.answer(events, _Words(wanted), wanted.at_once(how))))


class Panel(NamedTuple):
    """A panel that was made in parts and brought together."""

    columns: list[Column]
    table: Any
    not_counted: Sequence[str]
    left_out: Sequence[LeftOut]

    @property
    def schema(self) -> Any:
        """The names and types of its columns."""
        return self.table.schema

    def parts(self) -> Iterator[Any]:
        """Return its rows, in order of their keys."""
        return iter(self.table.to_batches())


def panel_of(asked: argparse.Namespace, wanted: PanelAsked) -> tuple[Panel, Found]:
    """Return a panel, as it is made here."""
    every = found(asked, lambda events, how: spark.panel(events, wanted, how))
    codes = Codes(tuple(sorted({code for name in ("code1", "code2") for code in every.table[name].to_pylist()})))
    named = columns(wanted.unit, wanted.system, wanted.of, wanted.by, codes)
    out = sorted({one.why for one in every.remarks if one.kind == spark.NOT_COUNTED})
    left_out = [one for one in spark.left_out(every.remarks) if wanted.country is None or wanted.country in one.pair]
    return Panel(named, brought_together(every.table, named), out, left_out), every


def turned_of(asked: argparse.Namespace) -> tuple[Turned, Found]:
    """Return what base rates are made of, as it is told of here."""
    every = found(asked, lambda events, how: spark.answer(events, spark.turns, how))
    return spark.gathered(every.table, every.remarks, _known(asked)), every


def _in_order(every: Found) -> Found:
    return every._replace(table=every.table.sort_by([("code1", "ascending"), ("code2", "ascending")]))


class _Rows(NamedTuple):
    wanted: Wanted

    def __call__(self, share: Share) -> Any:
        return share.world.table(*self.wanted.among(share.world))


class _Data(NamedTuple):
    wanted: Wanted
    with_facts: bool

    def __call__(self, share: Share) -> Any:
        every = InBulk(share.world, WholeLog(share.record, Overlay()))
        on, chosen = self.wanted.among(share.world)
        told = [json.dumps(one) for one in every.data(on, chosen, with_facts=self.with_facts)]
        return _table(share, chosen, {"json": told})


class _Words(NamedTuple):
    wanted: Wanted

    def __call__(self, share: Share) -> Any:
        on, chosen = self.wanted.among(share.world)
        rows = [row_of(share.world.state(pair, on.day)) for pair in chosen]
        return _table(share, chosen, {name: [getattr(row, name) for row in rows] for name in Row._fields})


def _table(share: Share, chosen: Sequence[int], more: Mapping[str, Any]) -> Any:
    """Return columns beside the codes of pairs."""
    codes = {f"code{side + 1}": [share.world.pairs[pair][side] for pair in chosen] for side in (0, 1)}
    types = {"is_over": pa.bool_(), "unsurveyed": pa.list_(pa.string())}
    return pa.table(
        {name: pa.array(column, types.get(name, pa.string())) for name, column in ({**codes, **more}).items()}
    )


@contextmanager
def _session(master: str | None) -> Generator[Any]:
    """Start a session, and stop it; what Spark itself says goes into a file, and is told where it fails."""
    with needing("spark", "The engine Spark"), catch_warnings():
        simplefilter("ignore")  # about versions of libraries of which nothing is used
        builder: Any = import_module("pyspark.sql").SparkSession.builder
        wrong: Any = import_module("pyspark.errors").PySparkException, import_module("py4j.protocol").Py4JError
    getLogger("py4j").setLevel(CRITICAL)
    builder = builder.appName("detente")
    if master is not None:
        _must_be_there(master)
    if master is not None and master.startswith(REMOTE):
        builder = builder.remote(master)
    else:
        _must_have_java()
        if (master or "local").startswith("local"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(master or "local[*]")
        for name, value in _QUIET.items():
            builder = builder.config(name, value)
    with TemporaryFile() as said:
        try:
            with catch_warnings():
                simplefilter("ignore")
                with _standard_error_into(said.fileno()):
                    session = builder.getOrCreate()
                try:
                    yield session
                finally:
                    session.stop()
        except wrong as error:
            said.seek(0)
            raise NotOnSpark(_in_words(str(error), said.read().decode(errors="replace"))) from error


_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


def _must_be_there(master: str) -> None:
    """Raise `NotOnSpark` where nobody answers at any of the addresses of a master, or of a server."""
    kind, _, named = master.partition("://")
    if kind not in _PORTS:
        return
    wrong = ""
    for address in named.partition("/")[0].split(","):
        place = urlsplit(f"//{address}")
        try:
            with create_connection((place.hostname or "", place.port or _PORTS[kind]), _PATIENCE):
                return
        except (OSError, ValueError) as error:
            wrong = str(error)
    raise NotOnSpark(f"Nobody answers at {master} ({wrong}): is Spark started there, and is that its address and port?")


def _must_have_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        raise NotOnSpark(
            f"Spark takes Java, 17 or later, and there is none {f'in JAVA_HOME, {home}' if home else 'here'}: apt-get "
            "install openjdk-17-jre-headless, or say in JAVA_HOME where it is."
        )


@contextmanager
def _standard_error_into(file: int) -> Generator[None]:
    """Have the processes that are started meanwhile write their standard error into a file."""
    sys.stderr.flush()
    kept = os.dup(2)
    os.dup2(file, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _in_words(error: str, said: str) -> str:
    """Return what went wrong, out of what Spark says."""
    own = [line for line in error.splitlines() if line.startswith("detente.")]
    if own:
        return own[-1].partition(": ")[2]
    if "[PATH_NOT_FOUND]" in error:
        where = error.partition("Path does not exist: ")[2].splitlines()[0]
        return f"There is no log there: {where.partition('. SQLSTATE')[0]}"
    if "No module named" in error:
        module = error.partition("No module named ")[2].splitlines()[0]
        return (
            f"Where Spark works, {module} is not installed: pip install 'detente[world]' there, for the Python that "
            "PYSPARK_PYTHON names."
        )
    causes = [line for line in error.splitlines() if line.startswith("Caused by: ")]
    heard = [line for line in said.splitlines() if " ERROR " in line or "Exception" in line]
    return " ".join(["Spark did not answer:", error.splitlines()[0], *(causes[-1:] or heard[:1])])
