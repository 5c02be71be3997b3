"""One pair of a long log against a scan of its bytes.

    uv run --group benchmarks python benchmarks/reading.py [RUNS [LINES]]

`detente at` is asked about a pair of 40 events in a log of a million lines, without an index and with one; beside it a
Python process counts the lines that hold the code of a country. All are whole processes, run in turn, so that a machine
whose speed drifts slows them alike; what counts are the ratios.
"""

import datetime as dt
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

from detente.model.countries import codes
from detente.model.machine import START, move, possible
from detente.model.rules import Act

EVENTS = 40
"""How many events each pair has."""
COURSES = 200
"""How many different courses the pairs take."""

SCAN = "import sys; sum(b'\"IRN\"' in line for line in open(sys.argv[1], 'rb'))"
ONE_MORE = (
    b'{"kind": "noted", "parties": ["CAN", "IRN"], "on": "2026", "summary": "One more.", '
    b'"sources": [{"title": "A title", "publisher": "A publisher"}]}'
)
"""An event to be added, by which the log is sealed and its index made."""


def course(chance: random.Random) -> list[Act]:
    """Return acts that the rules allow one after the other."""
    position, acts = START, list[Act]()
    while len(acts) < EVENTS:
        act = chance.choice([act for act in possible(*position) if act.kind != "protecting_power_named"])
        position = move(*position, act) or position
        acts.append(act)
    return acts


def write_log(path: Path, lines: int) -> None:
    """Write a log of many pairs, each with a course of its own days; one of them is Canada and Iran."""
    chance = random.Random(1)
    pairs = chance.sample(list(combinations(sorted(codes()), 2)), lines // EVENTS)
    pairs = list(dict.fromkeys([("CAN", "IRN"), *pairs]))[: len(pairs)]
    courses = [course(chance) for _ in range(COURSES)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(lines):
            round_, index = divmod(number, len(pairs))
            pair, act = pairs[index], courses[index % COURSES][round_]
            fields = {
                "id": f"{pair[0]}-{pair[1]}-{round_}".lower(),
                "kind": act.kind,
                "parties": pair,
                **({} if act.side is None else {"by": pair[act.side]}),
                "on": str(dt.date(1816, 1, 1) + dt.timedelta(days=1_900 * round_ + index % 1_900)),
                "recorded": "2026-01-01T00:00:00Z",
                "summary": "Something happened between the two, and is told in one sentence.",
                **({"office": act.office} if act.office else {}),
                "sources": [{"title": "A title", "publisher": "A publisher", "url": "https://example.org/a"}],
            }
            file.write(json.dumps(fields) + "\n")


def measured(command: list[str]) -> tuple[float, float]:
    """Return the seconds that a process takes and the most memory that it holds, in MiB; it has to succeed."""
    with Path(os.devnull).open("w") as nowhere:
        actions = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1), (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 2)]
        begun = time.perf_counter()
        process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
        _, status, used = os.wait4(process, 0)
        ended = time.perf_counter()
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return ended - begun, used.ru_maxrss / 1024


def compare(name: str, ours: list[str], theirs: list[str], runs: int) -> None:
    """Print the medians of two commands that run in turn, and of their ratios."""
    measured(ours)
    pairs = [(measured(ours), measured(theirs)) for _ in range(runs)]
    seconds, beside = (statistics.median(pair[side][0] for pair in pairs) for side in (0, 1))
    ratio = statistics.median(own[0] / other[0] for own, other in pairs)
    most = max(own[1] for own, _ in pairs)
    print(f"{name}: {seconds:.2f} s, beside it {beside:.2f} s, ratio {ratio:.2f}, at most {most:.0f} MiB")


def main() -> None:
    """Print every figure with its baseline."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    lines = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    detente = [sys.executable, "-m", "detente"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.jsonl"
        write_log(log, lines)
        at = [*detente, "--log", str(log), "at", "2000-01-01", "CAN", "IRN"]
        scan = [sys.executable, "-c", SCAN, str(log)]
        compare("at, without an index", at, scan, runs)
        # In a process of its own: what this one holds counts as held by those that it starts.
        subprocess.run([*detente, "add", "-", "--log", str(log)], input=ONE_MORE, check=True, stdout=subprocess.DEVNULL)
        compare("at, with an index", at, scan, runs)


if __name__ == "__main__":
    main()
