"""The page: how long its pages take beside an empty one of the same server, and how it bears many readers.

    uv run --group benchmarks python benchmarks/page.py [record|large]

Two logs are served: the shipped record, and one of 1,000,000 lines and 20,000 pairs. Measured are:

- the time from the command to the first page;
- of a warm server the 95th percentile of a page of a pair and of the page of all pairs, on days and of pairs drawn with
  a fixed seed, against an empty page (one that says that nothing is at its address), asked for turn by turn;
- 50 readers at a time, for a minute after a warm-up: answers, errors, and the memory of the server before and after.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from world import LINES, written

from detente import read

ROUNDS = 200
READERS, SECONDS, WARM_UP = 50, 60, 20
EMPTY = "/world.none"
RECORD = Path(__file__).parents[1] / "events.jsonl"
Ask = Callable[[str], httpx.Response]


@contextmanager
def served(log: Path) -> Generator[tuple[str, int, float]]:
    """Serve a log; give the address, the process, and when the command was given."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "detente", "serve", "--log", str(log), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        found = re.search(r"http://\S+:\d+", process.stdout.readline())
        assert found
        yield found[0], process.pid, begun
    finally:
        process.terminate()
        process.wait()


def memory(process: int) -> float:
    """Return how many megabytes of memory a process holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def answered(client: httpx.Client, address: str) -> httpx.Response:
    """Return the answer, asked for again while it is being worked out."""
    while (answer := client.get(address)).status_code == 503 and "retry-after" in answer.headers:
        time.sleep(0.5)
    return answer


def addresses(pairs: list[str], chance: random.Random) -> tuple[str, str]:
    """Return a page of a pair and one of every pair, on a day."""
    day = date.fromordinal(chance.randint(date(1905, 1, 1).toordinal(), date(2020, 1, 1).toordinal()))
    return f"/{chance.choice(pairs)}?on={day}", f"/?on={day}"


def measure(log: Path, first: str) -> None:
    """Measure what is served of a log; the first page is one of a pair."""
    pairs = [str(pair) for pair in read(log).pairs]
    pairs = random.Random(16).sample(pairs, min(len(pairs), 60))  # as many as a warm server keeps
    with served(log) as (address, process, begun), httpx.Client(base_url=address, timeout=600) as client:
        assert client.get(f"/{first}").status_code == 200
        print(f"first page after {time.perf_counter() - begun:.1f} s")
        for warm in ("/", *(f"/{pair}" for pair in pairs)):
            assert answered(client, warm).status_code == 200
        print(f"warm after {time.perf_counter() - begun:.1f} s")
        pages(client, pairs)
        readers(client, process, pairs)


def pages(client: httpx.Client, pairs: list[str]) -> None:
    """Measure pages of a warm server, turn by turn."""
    chance, times = random.Random(17), {name: list[float]() for name in ("an empty page", "a pair", "every pair")}
    for _ in range(ROUNDS):
        for name, address in zip(times, (EMPTY, *addresses(pairs, chance)), strict=True):
            begun = time.perf_counter()
            client.get(address)
            times[name].append(time.perf_counter() - begun)
    empty = times["an empty page"]
    for name, found in times.items():
        for what, of in (("p95", p95), ("median", statistics.median)):
            print(f"{name:<14} {what:<6} {of(found) * 1e3:7.1f} ms {of(found) / of(empty):6.1f} times")


def readers(client: httpx.Client, process: int, pairs: list[str]) -> None:
    """Let many read at a time."""

    def read_on(seed: int, until: float) -> Counter[int]:
        chance, found = random.Random(seed), Counter[int]()
        with httpx.Client(base_url=client.base_url, timeout=120) as mine:
            while time.perf_counter() < until:
                for address in (*addresses(pairs, chance), "/breaks", "/map", "/matrix"):
                    found[mine.get(address).status_code] += 1
        return found

    for name, seconds in (("warm-up", WARM_UP), ("measured", int(os.environ.get("DETENTE_SECONDS", SECONDS)))):
        before, until = memory(process), time.perf_counter() + seconds
        with ThreadPoolExecutor(READERS) as pool:
            found = sum(pool.map(read_on, range(READERS), [until] * READERS), Counter[int]())
        print(f"{READERS} readers, {name}: {dict(found)} answers by status; {before:.0f} → {memory(process):.0f} MB")


def record() -> None:
    """Measure the shipped record."""
    measure(RECORD, "CAN-IRN")


def large() -> None:
    """Measure a large log."""
    with TemporaryDirectory() as folder:
        log = Path(folder, "world.jsonl")
        written(log, LINES)
        measure(log, "AFG-ALB")


PARTS = {"record": record, "large": large}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        print(f"\n{part}")
        PARTS[part]()
