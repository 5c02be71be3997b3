"""Processes that add to one log are killed, again and again: nothing acknowledged is lost, nothing is broken.

DETENTE_KILLS says how many are killed, 200 if it does not.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from making import detente

from detente.log.record import read

KILLS = int(os.environ.get("DETENTE_KILLS", "200"))
WORKERS = 8

WORKER = """
import json, random, sys, time, uuid
from detente.log.appending import Log

random.seed(int(sys.argv[2]))
pairs = [["CAN", "IRN"], ["NOR", "PER"], ["DEU", "FRA"]]
def note():
    return {"id": uuid.uuid4().hex, "kind": "noted", "parties": random.choice(pairs), "on": "2000-01-01",
            "recorded": "2026-01-01T00:00:00Z", "summary": uuid.uuid4().hex + "x" * random.randint(1, 3000),
            "sources": [{"title": "t", "publisher": "p"}]}
with Log(sys.argv[1], wait=60) as log:
    while True:
        try:
            ids = log.append([note() for _ in range(random.choice([1, 1, 1, 7, 40]))])
        except Exception as error:
            print("error", type(error).__name__, error, flush=True)
            raise
        print(json.dumps(ids), flush=True)
        time.sleep(random.random() / 10)
"""

PIPED = """
import json, random, subprocess, sys, uuid
random.seed(int(sys.argv[2]))
while True:
    events = [{"id": uuid.uuid4().hex, "kind": "noted", "parties": ["CAN", "IRN"], "on": "2000-01-01",
               "recorded": "2026-01-01T00:00:00Z", "summary": uuid.uuid4().hex,
               "sources": [{"title": "t", "publisher": "p"}]}
              for _ in range(random.choice([1, 30]))]
    done = subprocess.run([sys.executable, "-m", "detente", "add", "-", "--log", sys.argv[1], "--wait", "60"],
                          input="\\n".join(map(json.dumps, events)), capture_output=True, text=True)
    if done.returncode == 0:
        print(json.dumps(done.stdout.split()), flush=True)
    else:
        print("error", done.stderr, flush=True)
        sys.exit(1)
"""


class Worker:
    """A process that adds to the log until it is killed; what it acknowledges goes into a file."""

    def __init__(self, program: str, log: Path, number: int) -> None:
        self.said = log.with_name(f"said-{number}")
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-c", program, str(log), str(number)], stdout=said, stderr=said, start_new_session=True
            )

    def kill(self) -> None:
        """Kill the process and its children."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def acknowledged(self) -> list[str]:
        """Give the ids that it said are durable; what it was saying when it was killed was not said."""
        said = self.said.read_text(encoding="utf-8").split("\n")[:-1]
        errors = [one for one in said if not one.startswith("[") and "TornTail" not in one and "breaks off" not in one]
        assert not [one for one in errors if one.startswith("error")], errors
        return [line_id for one in said if one.startswith("[") for line_id in json.loads(one)]


def wait_until(reached: Callable[[], bool]) -> None:
    """Wait until something is so, at most a minute and a half: eight processes on a busy machine start slowly."""
    until = time.monotonic() + 90
    while not reached() and time.monotonic() < until:
        time.sleep(0.2)


def is_torn(log: Path) -> bool:
    """Whether a log ends in the middle of a line."""
    if not log.exists() or not log.stat().st_size:
        return False
    with log.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"


@pytest.mark.slow
@pytest.mark.parametrize(("program", "kills"), [(WORKER, KILLS), (PIPED, max(4, KILLS // 10))], ids=["API", "add -"])
def test_what_was_acknowledged_is_there_exactly_once(program: str, kills: int, tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    chance = random.Random(kills)
    workers = [Worker(program, log, number) for number in range(WORKERS)]
    retired: list[Worker] = []

    def acknowledged() -> list[str]:
        return [line_id for worker in (*retired, *workers) for line_id in worker.acknowledged()]

    wait_until(lambda: bool(acknowledged()))
    for killed in range(kills):
        time.sleep(chance.uniform(0.02, 0.25))
        victim = workers.pop(chance.randrange(len(workers)))
        victim.kill()
        retired.append(victim)
        if is_torn(log):
            # A kill in the middle of a write: until it is repaired all others are refused.
            detente("check", str(log), "--repair")
        workers = [worker for worker in workers if worker.process.poll() is None] + [
            worker for worker in workers if worker.process.poll() is not None and retired.append(worker)
        ]
        while len(workers) < WORKERS:
            workers.append(Worker(program, log, WORKERS + killed * WORKERS + len(workers)))
    wait_until(lambda: len(acknowledged()) > kills)
    for worker in workers:
        worker.kill()
    checked = detente("check", str(log), "--repair", "--seal")
    assert checked.returncode == 0, checked.stdout
    ids = [entry.line.id for entry in read(log).entries]
    assert len(ids) == len(set(ids))
    assert len(acknowledged()) > kills
    assert set(acknowledged()) <= set(ids)
