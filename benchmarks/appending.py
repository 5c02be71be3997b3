"""Durable appends against a bare loop of `os.write` and `os.fsync`, and a batch against validating its lines.

    uv run --group benchmarks python benchmarks/appending.py [FOLDER]

The folder must be on a disk, not in memory. The two loops run in turn, one append of each after the other; what
counts is the ratio. For each length of the log its index is made before the clock starts, and that is timed by itself.
"""

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from detente.log.appending import Log
from detente.model.events import Line, made, to_json
from detente.model.lines import validate

APPENDS = 1_000
BATCH = 100_000
START = dt.date(1800, 1, 1)
PAIRS = [["CAN", "IRN"], ["NOR", "PER"], ["DEU", "FRA"], ["CUB", "USA"], ["GBR", "RUS"]]


def events(count: int, name: str) -> Iterator[str]:
    """Give lines of a log: notes about five pairs, in the order of time."""
    for number in range(count):
        yield json.dumps(
            {
                "id": f"{name}-{number}",
                "kind": "noted",
                "parties": PAIRS[number % len(PAIRS)],
                "on": str(START + dt.timedelta(days=number // 24)),
                "recorded": "2026-01-01T00:00:00Z",
                "summary": "Something happened between the two, and is told in one sentence.",
                "sources": [{"title": "A title", "publisher": "A publisher", "url": "https://example.org/a"}],
            }
        )


def log_of(folder: Path, length: int) -> Path:
    """Write a log of so many lines, most of them about pairs that nothing is added to."""
    path = folder / f"log-{length}.jsonl"
    codes = ["AFG", "ALB", "DZA", "AND", "AGO", "ARG", "ARM", "AUS", "AUT", "AZE", "BHS", "BHR", "BGD", "BRB"]
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(events(length, "old")):
            first, second = codes[number % 14], codes[(number // 14 + 1 + number) % 14]
            pair = json.dumps(sorted((first, second if second != first else "ZWE")))
            file.write(text.replace(json.dumps(PAIRS[number % len(PAIRS)]), pair) + "\n")
    return path


def durable(path: Path, name: str, *, parsed: bool) -> tuple[float, float]:
    """Append to a log and, in turn, the same bytes to a bare file; give the seconds that each took."""
    given = list(events(APPENDS, name))
    new: list[Line | str] = [made(validate(text)) if parsed else text for text in given]
    data = [(one if isinstance(one, str) else to_json(one)).encode() + b"\n" for one in new]
    ours = theirs = 0.0
    with Log(path) as log, path.with_suffix(".bare").open("ab", buffering=0) as bare:
        begun = time.perf_counter()
        log.append(events(1, f"{name}-first"))
        print(f"  first append, which makes the index: {time.perf_counter() - begun:.2f} s")
        for one, raw in zip(new, data, strict=True):
            begun = time.perf_counter()
            log.append([one])
            ended = time.perf_counter()
            os.write(bare.fileno(), raw)
            os.fsync(bare.fileno())
            ours, theirs = ours + ended - begun, theirs + time.perf_counter() - ended
    return ours, theirs


def main() -> None:
    """Print every figure with its baseline."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else ".") as name:
        folder = Path(name)
        for length in (1_000, 100_000, 1_000_000):
            path = log_of(folder, length)
            print(f"log of {length} lines, {APPENDS} appends")
            for parsed, what in ((True, "events given as values"), (False, "events given as text")):
                ours, theirs = durable(path, f"new-{what[-4:]}", parsed=parsed)
                print(f"  {what}: {ours:.3f} s, bare {theirs:.3f} s, ratio {ours / theirs:.2f}")
            path.unlink()
        batch = list(events(BATCH, "batch"))
        text = "\n".join(batch)
        ratios: list[float] = []
        for run in range(3):
            begun = time.perf_counter()
            for one in batch:
                validate(one)
            validated = time.perf_counter() - begun
            command = [sys.executable, "-m", "detente", "add", "-", "--log", str(folder / f"batch-{run}.jsonl")]
            begun = time.perf_counter()
            subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.DEVNULL)
            added = time.perf_counter() - begun
            ratios.append(added / validated)
            print(f"batch of {BATCH}: add - {added:.2f} s, validating {validated:.2f} s, ratio {added / validated:.2f}")
        print(f"batch: median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
