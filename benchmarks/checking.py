"""A long log checked, against pydantic validating its lines.

    uv run --group benchmarks python benchmarks/checking.py [RUNS]

`detente check` of a million lines whose words differ from line to line, on all cores, and one process in which pydantic
validates the same lines and does nothing else. Both are whole processes, run in turn; what counts are the ratios, and
the most memory that each holds.
"""

import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from world import LINES, written

VALIDATE = """
import gc, sys
from detente.model.lines import validate
gc.disable()
for line in open(sys.argv[1], encoding="utf-8"):
    validate(line)
"""
USED = """
import os, sys, time
nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
begun = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
_, status, used = os.wait4(process, 0)
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, status)
"""
"""Runs a process out of one that holds little itself: what that holds would count as held by those that it starts."""


class Used(NamedTuple):
    """What a process takes."""

    seconds: float
    on_processor: float
    memory: float
    """At most, in MiB."""


def used(*command: str) -> Used:
    """Return what a process takes; it has to succeed."""
    printed = subprocess.run([sys.executable, "-c", USED, *command], check=True, capture_output=True, text=True).stdout
    *figures, status = map(float, printed.split())
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return Used(*figures)


def tell_apart(path: Path) -> None:
    """Give each line of a log words of its own."""
    apart = path.with_suffix(".apart")
    with path.open(encoding="utf-8") as same, apart.open("w", encoding="utf-8") as other:
        other.writelines(line.replace("told here", f"told in line {number}") for number, line in enumerate(same, 1))
    apart.replace(path)


def main() -> None:
    """Print what both take, and the ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with TemporaryDirectory() as folder:
        path = Path(folder, "world.jsonl")
        written(path, LINES)
        tell_apart(path)
        commands = {
            "pydantic": (sys.executable, "-c", VALIDATE, str(path)),
            "check": (sys.executable, "-m", "detente", "check", str(path)),
        }
        runs = [{name: used(*command) for name, command in commands.items()} for _ in range(count)]
    for name in commands:
        took = Used(*(statistics.median(figures) for figures in zip(*(run[name] for run in runs), strict=True)))
        most = max(run[name].memory for run in runs)
        print(
            f"{name:<10} {took.seconds:6.2f} s   {took.on_processor:6.2f} s on the processor   {most:4.0f} MiB at most"
        )
    for what in ("seconds", "on_processor"):
        ratios = [getattr(run["check"], what) / getattr(run["pydantic"], what) for run in runs]
        print(f"ratio of {what:<14} {statistics.median(ratios):5.2f}")


if __name__ == "__main__":
    main()
