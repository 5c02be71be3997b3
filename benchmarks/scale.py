"""How far one machine goes: the same question of a long log, asked in memory, within a bound, and of Spark.

    uv run --extra spark --group benchmarks python benchmarks/scale.py LINES [FOLDER] [here|bounded|spark|hot|whole ...]

Whole processes say where each of 20,000 pairs stood on a day, and write it to a file; the files are held equal. Of each
is told how long it took, how much time it and all that it started had on the processor, and how much memory they had
at the most together: what several of them share is counted once. The log is written to the folder if it is not there:
lean lines, in the order of their days, of which the rules refuse nothing. `hot` and `whole` ask Spark for a panel of
years of a log of which one pair has 30 %: cut into slices as it is by itself, and followed in one place.
"""

# pyright: reportMissingImports=false
import ctypes
import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations, islice
from pathlib import Path
from tempfile import gettempdir
from threading import Event, Thread

import numpy as np
from world import BEGINNING, KINDS, PAIRS, walk

from detente.model.countries import codes
from detente.world.arrow import pa, pc, pq

DAY = "1960-06-30"
YEARS = 120
WAYS: dict[str, list[str]] = {"here": [], "bounded": ["--memory", "2GiB"], "spark": ["--engine", "spark"]}
OF_HOT_PAIR = {"hot": "2**20", "whole": "2**62"}
"""The longest slices."""
SHARE = 0.3
"""How many of the lines a hot pair has."""
PR_SET_CHILD_SUBREAPER = 36


def written(path: Path, lines: int) -> None:
    """Write a log of so many lines: the next event of each pair in turn; up to one in fifty is known to its month."""
    length = lines // PAIRS
    acts, chance = walk(PAIRS, length), np.random.default_rng(17)
    parties = list(islice(combinations(sorted(codes()), 2), PAIRS))
    ids = pa.array([f'{{"id":"{one}-{other}-' for one, other in parties])
    both = pa.array([f'","parties":["{one}","{other}"]' for one, other in parties])
    sides = [pa.array([f',"by":"{pair[side]}"' for pair in parties]) for side in (0, 1)]
    kinds = pa.array([f'","kind":"{kind.kind}' for kind in KINDS])
    of = np.array([2 if kind.side is None else kind.side for kind in KINDS])
    every = [BEGINNING + dt.timedelta(day) for day in range(YEARS * 366)]
    days, months = pa.array(map(str, every)), pa.array([str(day)[:7] for day in every])
    month = np.array([number - day.day for number, day in enumerate(every)])
    before = np.full(PAIRS, -31)
    rest = '","summary":"What happened.","sources":[{"title":"A title","publisher":"A publisher"}]}\n'
    with path.open("wb") as file:
        for step in range(length):
            on = step * YEARS * 365 // length + chance.integers(0, max(1, YEARS * 365 // length), PAIRS)
            is_vague = (chance.random(PAIRS) < 0.02) & (month[on] >= before)  # so that the order stays
            act = acts[:, step]
            by = pc.choose(pa.array(of[act]), *sides, pa.array([""] * PAIRS))
            day = pc.if_else(pa.array(is_vague), months.take(pa.array(on)), days.take(pa.array(on)))
            recorded = f'","recorded":"{2010 + step * 15 // length}-01-01T00:00:00Z'
            made = pc.binary_join_element_wise(
                ids, str(step), kinds.take(pa.array(act)), both, by, ',"on":"', day, recorded, rest, ""
            )
            file.write(pc.binary_join(pa.ListArray.from_arrays([0, PAIRS], made), "")[0].as_buffer())
            before = on


def with_a_hot_pair(path: Path, lean: Path, lines: int) -> None:
    """Write a log of so many lines: those of a lean one, and between them so many of one pair, along the same years."""
    mine = int(lines * SHARE)
    others = lines - mine
    one, other = list(combinations(sorted(codes()), 2))[-1]
    turns = (f'"relations_severed","by":"{one}"', '"noted"', '"relations_restored"', '"noted"')
    begun, made = BEGINNING + dt.timedelta(1), 0
    with path.open("wb") as file, lean.open("rb") as known:
        for number, line in enumerate(islice(known, others)):
            file.write(line)
            while made * others < mine * number:
                day = begun + dt.timedelta(made * YEARS * 365 // mine)
                kind = turns[(made - 1) % len(turns)] if made else '"relations_established"'
                file.write(
                    f'{{"id":"hot-{made}","kind":{kind},"parties":["{one}","{other}"],"on":"{day}","recorded":'
                    '"2010-01-01T00:00:00Z","summary":"What happened.","sources":[{"title":"A title",'
                    '"publisher":"A publisher"}]}\n'.encode()
                )
                made += 1


def processes(root: int) -> Iterator[int]:
    """Return every process that descends from one."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(folder.name))
    found = parents.get(root, [])
    while found:
        yield from found
        found = [child for parent in found for child in parents.get(parent, [])]


def memory(process: int) -> int:
    """Return how many bytes of memory a process has, its part of what it shares with others; 0 of one that is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 2**10
    return 0


def measured(command: list[str]) -> tuple[float, float, int]:
    """Run a command; return the seconds it took, those on the processor, and the most memory, with all it started."""
    most, is_over = [0], Event()

    def look() -> None:
        while not is_over.wait(0.5):
            most.append(sum(map(memory, processes(os.getpid()))))

    looking = Thread(target=look)
    begun, took, busy = time.perf_counter(), 0.0, 0.0
    process = subprocess.Popen(command)
    looking.start()
    with suppress(ChildProcessError):
        while True:  # what a process leaves behind comes to this one, which waits for it too
            pid, status, used = os.wait4(-1, 0)
            busy += used.ru_utime + used.ru_stime
            if pid == process.pid:
                took = time.perf_counter() - begun
                process.returncode = os.waitstatus_to_exitcode(status)
    is_over.set()
    looking.join()
    assert process.returncode == 0, command
    return took, busy, max(most)


def main(lines: int, folder: Path, ways: list[str]) -> None:
    """Measure each way, and hold what they say equal."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    log = folder / f"{lines}.jsonl"
    if not log.exists():
        begun = time.perf_counter()
        written(log, lines)
        print(f"{lines:,} lines, {log.stat().st_size / 2**30:.1f} GiB, written in {time.perf_counter() - begun:.0f} s")
    told = None
    for way in (way for way in ways if way in OF_HOT_PAIR):
        hot = folder / f"{lines}-hot.jsonl"
        if not hot.exists():
            with_a_hot_pair(hot, log, lines)
        asked = ["panel", "--unit", "year", "--from", "1900", "--to", "2010", "--log", str(hot), "--engine", "spark"]
        run = f"main({[*asked, '-o', str(folder / f'{way}.parquet')]})"
        program = f"from detente.world import cutting; cutting.LONGEST = {OF_HOT_PAIR[way]}; "
        took, busy, most = measured([sys.executable, "-c", f"{program}from detente.cli import main; {run}"])
        print(f"{way:<8} {took:8.1f} s {busy:8.1f} s on the processor {most / 2**30:6.2f} GiB", flush=True)
    for way in (way for way in ways or WAYS if way in WAYS):
        to = folder / f"{lines}-{way}.parquet"
        command = [sys.executable, "-m", "detente", "at", DAY, "--log", str(log), "-o", str(to), *WAYS[way]]
        took, busy, most = measured(command)
        print(
            f"{way:<8} {took:8.1f} s {busy:8.1f} s on the processor {most / 2**30:6.2f} GiB, "
            f"a load of {os.getloadavg()[1]:.1f}",
            flush=True,
        )
        found = pq.read_table(to).to_pylist()
        assert told in (None, found), way
        told = found


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(*sys.argv[2:3] or [gettempdir()]), sys.argv[3:])
