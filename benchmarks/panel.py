"""Panels: how many rows a second are made, and how long it takes to make and write one against reading it back.

    uv run --group benchmarks python benchmarks/panel.py [RUNS]

Two logs: the record, of which every pair-year is made; and 20,000 pairs of 40 events each, over 200 years. Every pair
is followed before, which is measured elsewhere: what is timed is the panel alone, from the facts of the pairs to a
Parquet file, and that file read back into a table, in turn.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq
from reading import EVENTS, write_log

from detente import read, shipped_log
from detente.world.files import Table, parquet
from detente.world.panel import Asked, Panel
from detente.world.replay import world
from detente.world.world import World

PAIRS = 20_000


def figures(name: str, every: World, asked: Asked, runs: int) -> None:
    """Print how fast a panel of a world is made, and how that compares with reading it back."""
    rows, made, whole, read_back = 0, list[float](), list[float](), list[float]()
    Panel([every], asked).table()  # what is found once for every panel
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "panel.parquet")
        for _ in range(runs):
            begun = time.perf_counter()
            rows = sum(part.num_rows for part in Panel([every], asked).parts())
            made.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            panel = Panel([every], asked)
            with path.open("wb") as file:
                parquet(Table(panel.schema, panel.parts()), file)
            whole.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            pq.read_table(path)
            read_back.append(time.perf_counter() - begun)
    seconds = statistics.median(made)
    ratio = statistics.median(one / other for one, other in zip(whole, read_back, strict=True))
    print(
        f"{name}: {rows:,} rows in {seconds:.2f} s, {rows / seconds:,.0f} a second; "
        f"written {statistics.median(whole):.2f} s, read back {statistics.median(read_back):.2f} s, ratio {ratio:.1f}"
    )


def main() -> None:
    """Print every figure."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    figures("every pair-year of the record", world(read(shipped_log())), Asked(), runs)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log.jsonl")
        write_log(log, PAIRS * EVENTS)
        every = world(read(log))
    figures("20,000 pairs, 200 years", every, Asked("year", 1826, 2025), runs)


if __name__ == "__main__":
    main()
