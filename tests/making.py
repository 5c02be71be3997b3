"""Making events, lines and logs for tests, and running the command line as a process."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from detente.log.reading import Entry, entries
from detente.log.record import Record
from detente.model.events import Event

PARTIES = ["CAN", "IRN"]


def line(
    kind: str = "noted", on: str | None = "2000-01-01", by: str | None = None, **more: object
) -> dict[str, object]:
    """Give a line of a log, as data: whole, unless fields are set to None."""
    fields: dict[str, object] = {
        "id": f"{kind}-{on}-{by}",
        "kind": kind,
        "parties": PARTIES,
        "by": by,
        "on": on,
        "recorded": "2020-01-01T00:00:00Z",
        "summary": "Something happened.",
        "sources": [{"title": "A title", "publisher": "A publisher"}],
    }
    return {name: value for name, value in (fields | more).items() if value is not None}


def text(*lines: dict[str, object]) -> bytes:
    """Give a log with such lines."""
    return b"".join(json.dumps(fields, ensure_ascii=False).encode() + b"\n" for fields in lines)


def event(kind: str, on: str = "2000-01-01", by: str | None = None, **more: object) -> Event:
    """Give an event, read as the log reads it."""
    (found,) = entries(text(line(kind, on, by, **more)), "test")
    assert isinstance(found, Entry), found
    assert isinstance(found.line, Event)
    return found.line


def record(*lines: dict[str, object]) -> Record:
    """Give the record of a log with such lines."""
    return Record("log", text(*lines))


def outside(*names: str) -> dict[str, str]:
    """Give the environment of the tests, without some of its variables."""
    return {name: value for name, value in os.environ.items() if name not in names}


def detente(
    *arguments: str, cwd: Path | None = None, stdin: str = "", **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run ``detente`` as its users do: as a process."""
    return subprocess.run(
        [sys.executable, "-m", "detente", *arguments],
        env=outside("DETENTE_LOG", "NO_COLOR", "COLUMNS") | environment,
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def on_a_terminal(
    arguments: Sequence[str], answers: Sequence[str] = (), cwd: Path | None = None, **environment: str
) -> tuple[int, str]:
    """Run detente on a terminal, answer its questions in turn, and give its exit code and what it showed."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=cwd,
        env=outside("DETENTE_LOG", "NO_COLOR") | {"TERM": "dumb"} | environment,
    )
    os.close(follower)
    shown, pending = b"", list(answers)
    while True:
        try:
            more = os.read(leader, 65536)
        except OSError:
            break
        shown += more
        if not more:
            break
        if pending and shown.rstrip().endswith(b":"):
            os.write(leader, pending.pop(0).encode() + b"\n")
            shown += b"\n"
    os.close(leader)
    assert not pending, shown.decode()
    return process.wait(), shown.decode()
