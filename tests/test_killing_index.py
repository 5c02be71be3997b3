"""A process is killed at every single write of the index in turn: what is answered later is what a fresh index answers.

A small library, compiled here and loaded into the process, kills it; what happens then is in `main` below.
"""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from making import line, text

from detente.log.appending import Log
from detente.log.index import offsets_of
from detente.log.record import opened, read
from detente.model.errors import DetenteError
from detente.model.pairs import Pair

PAIRS = [Pair("CAN", "IRN"), Pair("NOR", "PER"), Pair("DEU", "FRA"), Pair("CUB", "USA")]
SOURCE = Path(__file__).with_name("killed.c")
LOG = Path("events.jsonl")
MEMORY = Path("/dev/shm")
"""Where files are quick to write, on Linux: who is killed leaves behind the same as on a disk."""

Event: TypeAlias = "dict[str, object]"


def established(pair: Pair, name: str) -> Event:
    return line("relations_established", "1950", parties=list(pair), id=f"{name}-{pair}")


def notes(count: int, name: str) -> list[Event]:
    """Return events with ids that lie all over the index."""
    return [_note(number, name) for number in range(count)]


def _note(number: int, name: str) -> Event:
    pair, line_id = list(PAIRS[number % len(PAIRS)]), f"{number * 7919 % 1009}-{name}-{'x' * 40}"
    return line(summary=f"{name} {number}", parties=pair, id=line_id)


def append(*events: Event) -> list[str]:
    with Log(LOG) as log:
        return log.append(events)


def lag() -> None:
    """Leave a log with an index that has room on its pages."""
    append(established(PAIRS[0], "begun"), *notes(200, "old"))
    append(*notes(300, "old"))


def keep_some() -> None:
    """Add so little that the index does not grow: of a page that was not written there is no other sign."""
    append(*(established(pair, "begun") for pair in PAIRS[1:]))


def keep_many() -> None:
    append(*(established(pair, "begun") for pair in PAIRS[1:]), *notes(100, "new"))


def without_index() -> None:
    LOG.write_bytes(text(*(established(pair, "begun") for pair in PAIRS), *notes(200, "old")))


def of_another_log() -> None:
    append(*notes(200, "another"))
    Path(f"{LOG}.index").rename("kept")
    for path in Path().glob("events*"):
        path.unlink()
    append(*(established(pair, "begun") for pair in PAIRS), *notes(200, "old"))
    Path("kept").rename(f"{LOG}.index")


def make() -> None:
    append(line("noted", id="one-more", summary="One more."))


CASES: dict[str, tuple[Callable[[], None], Callable[[], object]]] = {
    "some more are kept": (lag, keep_some),
    "many more are kept": (lag, keep_many),
    "made for the first time": (without_index, make),
    "that of another log is replaced": (of_another_log, make),
}


def answers() -> Iterator[object]:
    """Return what can be asked of a log whose index may miss something, and what may be added to it."""
    data = LOG.read_bytes()
    for pair in PAIRS:
        extents = offsets_of(opened(LOG), LOG, pair)
        found = extents and extents[0]
        ids = [entry.line.id for entry in read(LOG).entries_of(pair)]
        yield found is None or [json.loads(data[start : start + size])["id"] for start, size in found] == ids
    with Log(LOG) as log:
        for pair in PAIRS:
            yield [one.id for one in log.lines_of(pair)]
            for event in (established(pair, "again"), established(pair, "begun") | {"on": "1949"}):
                try:
                    yield log.append([event])
                except DetenteError as refused:
                    yield str(refused)
        yield log.append([*notes(3, "new"), *notes(1, "after")])
    yield LOG.read_bytes().count(b"\n")


def in_copy(of: Path, name: str) -> Path:
    copy = of.with_name(name)
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(of, copy)
    os.chdir(copy)
    return copy


def killed(prepared: Path, act: Callable[[], object], writes: int, half: int) -> bool:
    """Do something in a copy of a folder in a process that is killed after so many writes; return whether it was."""
    in_copy(prepared, "killed")
    child = os.fork()
    if not child:
        ctypes.CDLL(os.environ["LD_PRELOAD"]).die_after(ctypes.c_long(writes), half)
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def main(folder: Path, case: str, step: int) -> None:
    """Kill at every write, or at each after some more, and print how many were killed and what was answered wrongly."""
    prepare, act = CASES[case]
    prepared = folder / "prepared"
    prepared.mkdir()
    os.chdir(prepared)
    prepare()
    kills, wrong = 0, []
    for half in (0, 1):
        writes = half
        while killed(prepared, act, writes, half):
            kills += 1
            left = Path.cwd()
            in_copy(left, "as-left")
            found = list(answers())
            in_copy(left, "fresh")
            for path in Path().glob("*.index*"):
                path.unlink()
            expected = list(answers())
            if found != expected:
                wrong.append(f"write {writes}{' and a half' * half}: {found} instead of {expected}")
            writes += step
    print(json.dumps([kills, wrong]))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("who is to be killed in the middle of SQLite needs a library, made with a C compiler on Linux")
    made = tmp_path_factory.mktemp("killed") / "killed.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE), "-ldl"], check=True)
    return made


EVERY_WRITE = [pytest.param(case, 1, marks=pytest.mark.slow) for case in CASES]
SOME_WRITES = [("some more are kept", 3), ("many more are kept", 11), ("made for the first time", 11)]


@pytest.mark.parametrize(("case", "step"), [*SOME_WRITES, *EVERY_WRITE])
def test_an_index_whose_writer_was_killed_is_not_believed(library: Path, case: str, step: int) -> None:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        done = subprocess.run(
            [sys.executable, __file__, folder, case, str(step)],
            env=os.environ | {"LD_PRELOAD": str(library)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kills, wrong = json.loads(done.stdout)
    assert wrong == []
    assert kills >= 15 // step


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
