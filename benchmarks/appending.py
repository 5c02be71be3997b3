"""Durable appends against a bare loop of `os.write` and `os.fsync`, and a batch against validating its lines.

    uv run --group benchmarks python benchmarks/appending.py [FOLDER]

The folder must be on a disk, not in memory. What is compared runs in turn, in one process and on one disk, and what
counts are ratios, of medians: on a busy machine a few waits are longer than everything else. For each length of the log
its index is made by the first append, which is timed by itself.
"""

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from detente.log.appending import Log
from detente.model.events import Line, made, to_json
from detente.model.lines import validate

APPENDS = 1_000
BATCH = 100_000
RUNS = 5
LENGTHS = (1_000, 100_000, 1_000_000)
START = dt.date(1800, 1, 1)
PAIRS = [["CAN", "IRN"], ["NOR", "PER"], ["DEU", "FRA"], ["CUB", "USA"], ["GBR", "RUS"]]
CODES = ["AFG", "ALB", "DZA", "AND", "AGO", "ARG", "ARM", "AUS", "AUT", "AZE", "BHS", "BHR", "BGD", "BRB"]


def events(count: int, name: str) -> Iterator[str]:
    """Return lines of a log: notes about five pairs, in the order of time."""
    for number in range(count):
        yield json.dumps(
            {
                "id": f"{name}-{number}",
                "kind": "noted",
                "parties": PAIRS[number % len(PAIRS)],
                "on": str(START + dt.timedelta(days=number // 24)),
                "recorded": "2026-01-01T00:00:00Z",
                "summary": f"Something, {name} {number}, happened between the two, in a sentence of usual length.",
                "sources": [{"title": "A title", "publisher": "A publisher", "url": "https://example.org/a"}],
            }
        )


def log_of(folder: Path, length: int) -> Path:
    """Write a log of so many lines, most of them about pairs that nothing is added to."""
    path = folder / f"log-{length}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(events(length, "old")):
            first, second = CODES[number % 14], CODES[(number // 14 + 1 + number) % 14]
            pair = json.dumps(sorted((first, second if second != first else "ZWE")))
            file.write(text.replace(json.dumps(PAIRS[number % len(PAIRS)]), pair) + "\n")
    return path


def seconds(action: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def durable(path: Path, name: str, *, as_values: bool) -> tuple[list[float], list[float]]:
    """Append to a log and, in turn, the same bytes to a bare file; return the seconds that each append took."""
    given = list(events(APPENDS, name))
    new: list[Line | str] = [made(validate(text)) if as_values else text for text in given]
    data = [(one if isinstance(one, str) else to_json(one)).encode() + b"\n" for one in new]
    ours: list[float] = []
    bare: list[float] = []
    with Log(path) as log, path.with_suffix(".bare").open("ab", buffering=0) as file:

        def write(raw: bytes) -> None:
            os.write(file.fileno(), raw)
            os.fsync(file.fileno())

        first = seconds(lambda: log.append(events(1, f"{name}-first")))
        print(f"  first append: {first:.2f} s")
        for one, raw in zip(new, data, strict=True):
            ours.append(seconds(lambda one=one: log.append([one])))
            bare.append(seconds(lambda raw=raw: write(raw)))
    return ours, bare


def compare_appends(folder: Path) -> None:
    """Print what a durable append costs, in logs of some lengths."""
    for length in LENGTHS:
        path = log_of(folder, length)
        print(f"log of {length} lines without an index, {APPENDS} appends")
        for as_values, what in ((True, "values"), (False, "text")):
            ours, bare = (statistics.median(taken) for taken in durable(path, f"new-{what}", as_values=as_values))
            print(f"  events as {what}: {ours * 1e6:.0f} µs, bare {bare * 1e6:.0f} µs, ratio {ours / bare:.2f}")
        path.unlink()


def compare_batches(folder: Path) -> None:
    """Print what a batch costs, from the command line."""
    batch = list(events(BATCH, "batch"))
    text = "\n".join(batch)
    ratios: list[float] = []
    for run in range(RUNS):
        command = [sys.executable, "-m", "detente", "add", "-", "--log", str(folder / f"batch-{run}.jsonl")]
        validated = seconds(lambda: deque(map(validate, batch), maxlen=0))
        added = seconds(
            lambda command=command: subprocess.run(
                command, input=text, text=True, check=True, stdout=subprocess.DEVNULL
            )
        )
        ratios.append(added / validated)
        print(f"batch of {BATCH}: add - {added:.2f} s, validating {validated:.2f} s, ratio {ratios[-1]:.2f}")
    print(f"batch: median ratio {statistics.median(ratios):.2f}")


def main() -> None:
    """Print every figure with its baseline."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else ".") as folder:
        compare_appends(Path(folder))
        compare_batches(Path(folder))


if __name__ == "__main__":
    main()
