"""Every pair at once: where a million lines leave every pair, following alone, and how following grows.

    uv run --group benchmarks python benchmarks/world.py [day|packed|carried|following|growth|memory]

What counts are the ratios of medians that are measured turn by turn; what runs in one process is measured by the time
that it has on the processor:

- `day`: whole processes that say where every pair stands on a day, with all that is known and as known on a day, out of
  lines that nobody vouches for, of lines that a seal vouches for, and of the columns beside these, against a bare
  process of DuckDB that reads the same fields of the same lines into a table, and one that reads eleven of them;
- `following`: the events followed over the tables, against `transitions`, triggered for each event; and against
  `eventsourcing`, `python-statemachine` and `sismic`, which are told the status to which each event leads and apply no
  rule, so that they do less;
- `packed`: ten million events packed, one pair having a twentieth of them, and a day looked up in that file by a whole
  process, against one of DuckDB that asks the same events in plain Parquet for the last kind of each pair, by no rule;
- `carried`: whole processes that say where every pair stands on a day, out of a million lines of which all but the last
  hundred are packed beside them: that file carried on, and made again;
- `growth`: the time that an event takes, from ten thousand of them to ten million;
- `memory`: whole processes that say where every pair of ten million lines stands on a day, and that pack them, at once
  and within 1 GiB.
"""

# pyright: reportMissingImports=false
import datetime as dt
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
from eventsourcing.domain import Aggregate
from eventsourcing.domain import event as recorded_as
from pyarrow import parquet
from sismic.interpreter import Interpreter
from sismic.model import BasicState, CompoundState, Statechart, Transition
from statemachine import State as StateOf
from statemachine import StateMachine

from detente.log.seal import Seal, SealFile, checkpoints, whole_lines
from detente.model.countries import codes
from detente.model.dates import HistoricDate
from detente.model.exploring import ladder_acts
from detente.model.machine import Relation, forget, machine
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.statuses import Status
from detente.world.beside import path_beside
from detente.world.columns import Columns, Happened, Rank
from detente.world.compiling import tables
from detente.world.following import follow
from detente.world.heights import STATUSES
from detente.world.packing import pack
from detente.world.reading import Lines, sound
from detente.world.replay import followed
from detente.world.rows import NO_SEQ, Rows

RUNS = 7
PAIRS = 20_000
LINES = 1_000_000
BEGINNING = dt.date(1900, 1, 1)
KINDS = (Act("noted"), *(act for act in ladder_acts() if act.kind != "relations_lapsed"))

READ = '''
import duckdb, sys
texts = """id kind by on recorded retracts confidence office power level head ordered_by
           announced summary note measure conditions"""
columns = dict.fromkeys(texts.split(), "VARCHAR")
columns |= {"parties": "VARCHAR[]", "seq": "INTEGER", "resident": "BOOLEAN", "major": "BOOLEAN"}
columns["sources"] = "STRUCT(title VARCHAR, publisher VARCHAR, published VARCHAR, url VARCHAR)[]"
few = ("id", "kind", "by", "on", "recorded", "retracts", "office", "power", "confidence", "parties", "seq")
chosen = columns if sys.argv[2:] != ["few"] else {name: columns[name] for name in few}
duckdb.execute("SET enable_progress_bar = false")
duckdb.execute("CREATE TABLE lines AS SELECT * FROM read_json(?, format = 'newline_delimited', columns = ?)",
               [sys.argv[1], chosen])
'''
ASK = "import detente, sys; detente.world(sys.argv[1]).at('1960-06-30')"
ASK_BOUNDED = "import detente, sys; detente.world(sys.argv[1], memory='1GiB').at('1960-06-30')"
FILE = "import detente, sys; detente.pack(sys.argv[1], sys.argv[1] + '.packed')"
FILE_BOUNDED = "import detente, sys; detente.pack(sys.argv[1], sys.argv[1] + '.packed', memory='1GiB')"
ASK_KNOWN = "import detente, sys; detente.world(sys.argv[1], '2020-06-30').at('1960-06-30')"


def walk(pairs: int, length: int, seed: int = 15) -> "np.ndarray[Any, Any]":
    """Return acts of pairs, by their indexes in `KINDS`: a row a pair, each act allowed where it comes."""
    chance = np.random.default_rng(seed)
    ladder = tables()[0]
    columns, state = ladder.columns(KINDS), np.zeros(pairs, np.int32)
    acts = np.zeros((pairs, length), np.int32)
    for step in range(length):
        for _ in range(3):  # what is refused three times over is only noted
            open_ends = np.flatnonzero(acts[:, step] == 0)
            tried = chance.integers(1, len(KINDS), len(open_ends)).astype(np.int32)
            found = ladder.after(state[open_ends], columns[tried])
            allowed = open_ends[found >= 0]
            acts[allowed, step], state[allowed] = tried[found >= 0], found[found >= 0]
    return acts


def columns_of(acts: "np.ndarray[Any, Any]") -> Columns:
    """Return the columns of such acts, fifty days apart."""
    pairs, length = acts.shape
    count = pairs * length
    day = np.tile(np.arange(length, dtype=np.int32) % 20_000 * 50 + BEGINNING.toordinal(), pairs)
    sure = np.full(count, 2, np.int8)
    pair = np.repeat(np.arange(pairs, dtype=np.int32), length)
    happened = Happened(pair, acts.ravel(), day, day, day, sure, np.zeros(count, np.int32), np.arange(count))
    names = [Pair(f"{number:06}", "ZZZ") for number in range(pairs)]
    return Columns(names, KINDS, (), (), happened, [()] * pairs, (), lambda *_: ())


def written(path: Path, lines: int) -> None:
    """Write a log of so many lines: the acts of the pairs in turn, one in twenty known to the month alone.

    What comes first was recorded first, from 2010 to 2024, so that what was known on a day is legal too.
    """
    acts = walk(PAIRS, lines // PAIRS)
    chance = np.random.default_rng(16)
    parties = list(islice(combinations(sorted(codes()), 2), PAIRS))
    day = np.full(PAIRS, BEGINNING.toordinal())
    with path.open("w", encoding="utf-8") as file:
        for step in range(acts.shape[1]):
            day += chance.integers(40, 400, PAIRS)
            vague = chance.random(PAIRS) < 0.05
            for pair, (one, other) in enumerate(parties):
                kind, side, *_ = KINDS[acts[pair, step]]
                on = str(dt.date.fromordinal(int(day[pair])))[: 7 if vague[pair] else 10]
                recorded = f"{2010 + step * 15 // acts.shape[1]}-01-01T00:00:00Z"
                by = "" if side is None else f'"by": "{(one, other)[side]}", '
                file.write(
                    f'{{"id": "{one}-{other}-{step}", "kind": "{kind}", "parties": ["{one}", "{other}"], {by}'
                    f'"on": "{on}", "recorded": "{recorded}", "summary": "What happened is '
                    f'told here in a sentence.", "sources": [{{"title": "A title", "publisher": "A publisher"}}]}}\n'
                )


class Took(NamedTuple):
    """How long a process took, in seconds."""

    clock: float
    processor: float


def seconds(program: str, *arguments: str | Path) -> Took:
    """Return how long a process takes whose modules are compiled already."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)], env=environment)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0
    return Took(time.perf_counter() - begun, used.ru_utime + used.ru_stime)


Result = TypeVar("Result")


def in_turn(measured: dict[str, Callable[[], Result]], runs: int = RUNS) -> dict[str, list[Result]]:
    """Return what several measurements find, taken turn by turn."""
    found: dict[str, list[Result]] = {name: [] for name in measured}
    for _ in range(runs):
        for name, measure in measured.items():
            found[name].append(measure())
    return found


def compare(found: dict[str, list[Took]], other: str) -> None:
    """Print the medians of how long several processes took, and how many times as long that is as another one."""
    took = {name: Took(*map(statistics.median, zip(*times, strict=True))) for name, times in found.items()}
    print(f"{'':<24} {'clock':>8} {'times':>6} {'processor':>10} {'times':>6}   load {os.getloadavg()[0]:.1f}")
    for name, (clock, processor) in took.items():
        times, busy = clock / took[other].clock, processor / took[other].processor
        print(f"{name:<24} {clock:6.2f} s {times:6.2f} {processor:8.2f} s {busy:6.2f}")


def a_day() -> None:
    """Measure where a million lines leave every pair."""
    with TemporaryDirectory() as folder:
        plain, vouched, beside = (Path(folder, f"{name}.jsonl") for name in ("plain", "vouched", "beside"))
        written(plain, LINES)
        for path in (vouched, beside):
            sealed(path, plain.read_bytes())
        seconds(PACK_BESIDE, beside)
        took = in_turn(
            {
                "DuckDB, the same fields": lambda: seconds(READ, plain),
                "DuckDB, eleven fields": lambda: seconds(READ, plain, "few"),
                "every pair": lambda: seconds(ASK, plain),
                "as known": lambda: seconds(ASK_KNOWN, plain),
                "vouched for": lambda: seconds(ASK, vouched),
                "vouched for, as known": lambda: seconds(ASK_KNOWN, vouched),
                "beside": lambda: seconds(ASK, beside),
                "beside, as known": lambda: seconds(ASK_KNOWN, beside),
            }
        )
    compare(took, "DuckDB, the same fields")


class Followed(Aggregate):
    """A relation as an aggregate of `eventsourcing`: its events say the status to which they lead."""

    def __init__(self) -> None:
        self.status = "no_relations"

    @recorded_as("Happened")
    def happen(self, status: str) -> None:
        """Go to a status."""
        self.status = status


def statuses_of(columns: Columns) -> list[list[Status]]:
    """Return the status after each event of each pair."""
    ladder = follow(columns).parts[0]
    rows, starts = np.arange(len(columns.happened.pair)), np.searchsorted(columns.happened.pair, columns.happened.pair)
    heights = ladder.table.heights(ladder.at(rows, starts)).reshape(len(columns.pairs), -1)
    return [[STATUSES[height] for height in of_pair] for of_pair in heights.tolist()]


def by_transitions(columns: Columns) -> float:
    """Time the machine of `transitions`, triggered for each event."""
    acts = [KINDS[index] for index in columns.happened.act.tolist()]
    length = len(acts) // len(columns.pairs)
    begun = time.process_time()
    for pair in range(len(columns.pairs)):
        relation = Relation(Status.NO_RELATIONS, tables()[0].configuration(0))
        for act in acts[pair * length : (pair + 1) * length]:
            machine().events[act.kind].trigger(relation, relation, act)
    return time.process_time() - begun


def by_eventsourcing(statuses: list[list[Status]]) -> float:
    """Time the reconstruction of aggregates out of their events."""
    stored: list[list[Any]] = []
    for of_pair in statuses:
        aggregate = Followed()
        for status in of_pair:
            aggregate.happen(str(status))
        stored.append([*aggregate.collect_events()])
    begun = time.process_time()
    for events in stored:
        rebuilt: Any = None
        for happened in events:
            rebuilt = happened.mutate(rebuilt)
    return time.process_time() - begun


def by_statemachine(statuses: list[list[Status]]) -> float:
    """Time `python-statemachine`, whose machine has the statuses as states and an event that leads to each."""
    states = {str(status): StateOf(initial=status == Status.NO_RELATIONS) for status in Status}
    events = {f"to_{name}": state.from_(*states.values()) for name, state in states.items()}
    made: Any = type("Ladder", (StateMachine,), states | events)
    begun = time.process_time()
    for of_pair in statuses:
        relation = made()
        for status in of_pair:
            relation.send(f"to_{status}")
    return time.process_time() - begun


def by_sismic(statuses: list[list[Status]]) -> float:
    """Time `sismic`, with a chart of the same kind."""
    chart = Statechart("ladder")
    chart.add_state(CompoundState("relation", initial=str(Status.NO_RELATIONS)), None)
    for status in Status:
        chart.add_state(BasicState(str(status)), "relation")
    for one in Status:
        for other in Status:
            chart.add_transition(Transition(str(one), str(other), event=f"to_{other}"))
    begun = time.process_time()
    for of_pair in statuses:
        relation = Interpreter(chart)
        for status in of_pair:
            relation.queue(f"to_{status}").execute()
    return time.process_time() - begun


def following() -> None:
    """Measure following alone, an event."""
    many, few = columns_of(walk(PAIRS, LINES // PAIRS)), columns_of(walk(100, 50))
    statuses, count = statuses_of(few), len(few.happened.pair)

    def over_tables() -> float:
        begun = time.process_time()
        follow(many)
        return (time.process_time() - begun) / len(many.happened.pair)

    found = in_turn(
        {
            "over the tables": over_tables,
            "transitions": lambda: by_transitions(few) / count,
            "eventsourcing": lambda: by_eventsourcing(statuses) / count,
            "python-statemachine": lambda: by_statemachine(statuses) / count,
            "sismic": lambda: by_sismic(statuses) / count,
        }
    )
    took = {name: statistics.median(times) for name, times in found.items()}
    for name, an_event in took.items():
        print(f"{name:<20} {an_event * 1e9:9.0f} ns an event   {an_event / took['over the tables']:7.0f} times")


def growth() -> None:
    """Measure the time an event takes, from few events to many, and with one pair that has a twentieth of them."""
    for count in (10**4, 10**5, 10**6, 10**7):
        made = columns_of(walk(max(200, count // 500), count // max(200, count // 500)))
        times: list[float] = []
        for _ in range(RUNS):
            begun = time.process_time()
            follow(made)
            times.append((time.process_time() - begun) / len(made.happened.pair))
        print(f"{len(made.happened.pair):>12,} events {statistics.median(times) * 1e9:6.1f} ns an event")
    forget()


ASK_PLAIN = '''
import duckdb, sys
asked = """SELECT pair, arg_max(kind, "on") FROM read_parquet(?) WHERE "on" <= DATE '1960-06-30' GROUP BY 1"""
duckdb.execute(asked, [sys.argv[1]]).fetchall()
'''
PACK = "import sys, world; world.pack_events(*sys.argv[1:])"


def many_lines(events: int) -> Lines:
    """Return lines of so many events of all pairs, from 1900 to 2020; one pair has a twentieth of them."""
    length = events * 19 // 20 // (PAIRS - 1)
    again = np.append(walk(1, 4_999), len(KINDS))  # a pair that lapses begins anew
    largest = np.resize(again, (events - length * (PAIRS - 1)) // len(again) * len(again))
    acts = np.concatenate([walk(PAIRS - 1, length).ravel(), largest]).astype(np.int32)
    lengths = np.append(np.full(PAIRS - 1, length), len(largest))
    count, days = len(acts), 120 * 365
    place = np.arange(count) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return Lines(
        rows=Rows(
            line=np.arange(1, count + 1),
            pair=np.repeat(np.arange(PAIRS, dtype=np.int32), lengths),
            act=acts,
            on=(place * days // np.repeat(lengths, lengths)).astype(np.int32),
            seq=np.full(count, NO_SEQ),
            recorded=np.zeros(count, np.int64),
            confidence=np.full(count, 2, np.int8),
            rank=np.zeros(count, np.int32),
            id=np.arange(1, count + 1, dtype=np.uint64),
            retracts=np.zeros(count, np.uint64),
        ),
        pairs=[Pair(*parties) for parties in islice(combinations(sorted(codes()), 2), PAIRS)],
        acts=(*KINDS, Act("relations_lapsed")),
        dates=[HistoricDate.parse(str(BEGINNING + dt.timedelta(day))) for day in range(days)],
        ranks=(Rank(),),
        surveys=(),
    )


def pack_events(events: str, packed: str, plain: str) -> None:
    """Pack events into a file and say how long that took, and the peak; write them plainly into another."""
    lines = many_lines(int(events))
    rows = lines.rows
    begun, busy = time.perf_counter(), time.process_time()
    pack([lines], lambda lines: followed(sound(lines, None, lambda *_: ())[0]), Seal(), Path(packed))
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    size = Path(packed).stat().st_size / 2**20
    print(f"{len(rows.line):,} events packed in {took:.1f} s ({busy:.1f} s of the processor) into {size:.0f} MiB")
    print(f"{peak:.2f} GiB of memory at the most", flush=True)
    names = pa.array([str(pair) for pair in lines.pairs])
    kinds = pa.array([act.kind for act in lines.acts])
    first = (BEGINNING - dt.date(1970, 1, 1)).days
    parquet.write_table(
        pa.table(
            {
                "pair": pa.DictionaryArray.from_arrays(rows.pair, names).cast(pa.string()),
                "kind": pa.DictionaryArray.from_arrays(rows.act, kinds).cast(pa.string()),
                "on": pa.array(rows.on + np.int32(first), pa.date32()),
            }
        ),
        plain,
    )


def a_packed_day() -> None:
    """Measure a day looked up in a packed file, by whole processes."""
    with TemporaryDirectory() as folder:
        packed, plain = Path(folder, "world.parquet"), Path(folder, "plain.parquet")
        arguments = [sys.executable, "-c", PACK, str(10 * LINES), str(packed), str(plain)]
        subprocess.run(arguments, check=True, cwd=Path(__file__).parent)
        took = in_turn({"DuckDB": lambda: seconds(ASK_PLAIN, plain), "looked up": lambda: seconds(ASK, packed)})
    compare(took, "DuckDB")


PACK_BESIDE = "import sys; from detente.cli import main; sys.exit(main(['pack', sys.argv[1]]))"


def sealed(path: Path, data: bytes) -> None:
    """Write a log, sealed as one whose lines were validated."""
    path.write_bytes(data)
    reached = checkpoints(whole_lines(data), Seal())
    SealFile(path).start_again(reached, path.stat().st_mtime_ns, is_validated=True)


def carried() -> None:
    """Measure a day of a log to which a hundred lines were added since it was packed: carried on, and made again."""
    with TemporaryDirectory() as folder:
        path, kept = Path(folder, "world.jsonl"), Path(folder, "kept")
        written(path, LINES)
        whole = path.read_bytes()
        sealed(path, b"".join(whole_lines(whole)[:-100]))
        seconds(PACK_BESIDE, path)
        beside = path_beside(path)
        beside.rename(kept)
        sealed(path, whole)

        def carried_on() -> Took:
            shutil.copy(kept, beside)
            return seconds(ASK, path)

        def made_again() -> Took:
            beside.write_bytes(b"")  # asked for, and of no use
            return seconds(ASK, path)

        took = in_turn({"made again": made_again, "carried on": carried_on, "looked up": lambda: seconds(ASK, path)})
    compare(took, "made again")


def memory() -> None:
    """Measure where every pair of ten million lines stands, and packing them, at once and within 1 GiB."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "world.jsonl")
        written(path, 10 * LINES)
        programs = {"a day within 1 GiB": ASK_BOUNDED, "a day at once": ASK}
        programs |= {"packed within 1 GiB": FILE_BOUNDED, "packed at once": FILE}
        for name, program in programs.items():
            begun = time.perf_counter()
            process = subprocess.Popen([sys.executable, "-c", program, str(path)])
            _, status, used = os.wait4(process.pid, 0)
            took, peak = time.perf_counter() - begun, used.ru_maxrss / 2**10
            print(f"{name:<20} {took:6.1f} s, {used.ru_utime + used.ru_stime:6.1f} s on the processor, {peak:6.0f} MiB")
            assert status == 0


PARTS = {
    "day": a_day,
    "packed": a_packed_day,
    "carried": carried,
    "following": following,
    "growth": growth,
    "memory": memory,
}


def main(names: Iterator[str]) -> None:
    """Measure the parts that are named, or all."""
    for name in list(names) or PARTS:
        print(f"\n{name}")
        PARTS[name]()


if __name__ == "__main__":
    main(iter(sys.argv[1:]))
