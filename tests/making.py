"""Making events, lines, logs and histories for tests, and running the command line as a process."""

import datetime as dt
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import httpx
import oracle
from hypothesis import strategies as st
from warm import starts_as_here, warm

from detente.importers.account import Account
from detente.importers.aside import Asides, file_beside
from detente.importers.coming import Outcome
from detente.importers.importing import Import
from detente.log.appending import Log
from detente.log.reading import Entry, entries
from detente.log.record import Record
from detente.log.seal import Seal, SealFile, checkpoints, whole_lines
from detente.model.configuration import OFFICES, SLOTS, Configuration
from detente.model.events import Event
from detente.model.pairs import Pair
from detente.model.rules import Act

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


def seal_as_it_is(path: Path) -> None:
    """Seal a log also where a line is no event, as it was done once."""
    reached = checkpoints(whole_lines(path.read_bytes()), Seal())
    SealFile(path).start_again(reached, path.stat().st_mtime_ns, is_validated=False)


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
    around = outside("DETENTE_LOG", "NO_COLOR", "COLUMNS") | environment
    if starts_as_here(around):
        return warm().run(arguments, cwd, stdin, around)
    return subprocess.run(
        [sys.executable, "-m", "detente", *arguments],
        env=around,
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


CONTROLS = ("\x03", "\x04")
"""Ctrl-C and Ctrl-D."""


def heeding_ctrl_c() -> None:
    """Heed it also where the tests run in the background, whose processes inherit that they do not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _at_a_terminal() -> None:
    """Have Ctrl-C that is typed be a signal, and heed it."""
    heeding_ctrl_c()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def on_a_terminal(
    arguments: Sequence[str], answers: Sequence[str] = (), cwd: Path | None = None, **environment: str
) -> tuple[int, str]:
    """Run detente on a terminal of 80 columns, answer its questions in turn; give its exit code and what it showed.

    An answer that is a control character is typed as it is. Who is asked more than there are answers presses Ctrl-C.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", *arguments],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=cwd,
        env=outside("DETENTE_LOG", "NO_COLOR") | {"TERM": "dumb"} | environment,
        start_new_session=True,
        preexec_fn=_at_a_terminal,  # noqa: PLW1509 - there are no threads here
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
        if pending and shown.endswith(b": "):
            answer = pending.pop(0)
            os.write(leader, answer.encode() + (b"" if answer in CONTROLS else b"\n"))
            shown += b"\n"
        elif shown.endswith(b": ") and process.poll() is None:
            os.write(leader, CONTROLS[0].encode())
            shown += b"\n"
    os.close(leader)
    assert not pending, shown.decode()
    return process.wait(), shown.decode()


PAIR = Pair("CAN", "IRN")
START = dt.date(2000, 1, 1)
CALENDAR = 120
KINDS = [(kind, None) for kind in (*oracle.MUTUAL, *oracle.NOBODYS)] + [
    (kind, by) for kind in oracle.SIDED if not kind.startswith(("office", "protecting")) for by in PAIR
]
# Events that are often legal and matter, so that histories get somewhere.
TURNS = [
    ("relations_established", None),
    ("relations_severed", "CAN"),
    ("relations_restored", None),
    ("mission_opened", "IRN"),
    ("mission_closed", "IRN"),
    ("sanctions_imposed", "CAN"),
    ("talks_offered", "IRN"),
]


@st.composite
def written_dates(draw: st.DrawFn) -> tuple[str, frozenset[dt.date]]:
    """Draw a date in one of the forms of the log, within a few months, with its possible days."""
    first = START + dt.timedelta(days=draw(st.integers(0, CALENDAR)))
    second = first + dt.timedelta(days=draw(st.integers(1, 60)))
    month, next_month = first.replace(day=1), (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    ends = (second.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return draw(
        st.sampled_from(
            [
                *[(f"{first}", oracle.days(first, first))] * 4,
                (f"{first}~", oracle.days(first, first)),
                (f"{first:%Y-%m}", oracle.days(month, next_month - dt.timedelta(days=1))),
                (f"[{first},{second}]", frozenset((first, second))),
                (f"[{first}..{second}]", oracle.days(first, second)),
                (f"[{first}..{second:%Y-%m}]", oracle.days(first, ends)),
                (f"[{first:%Y-%m}..{second}]", oracle.days(month, second)),
            ]
        )
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Event], list[oracle.Event]]:
    """Draw events that are legal in order if all happened, as the package and as the oracle has them."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(KINDS + TURNS * 6), written_dates()), max_size=14))
    year = oracle.days(dt.date(1999, 1, 1), dt.date(1999, 12, 31))
    drawn.insert(0, (("relations_established", None), ("1999", year)))
    drawn.sort(key=lambda one: min(one[1][1]))
    kept: list[Event] = []
    known: list[oracle.Event] = []
    facts = oracle.nothing()
    for number, ((kind, by), (on, possible)) in enumerate(drawn):
        side = {None: None, "CAN": "a", "IRN": "b"}[by]
        after = oracle.after(facts, kind, side)
        undecided_at_once = sum(max(other.days) > min(possible) for other in known)
        if after is not None and undecided_at_once < 6:
            facts = after
            kept.append(event(kind, on, by, id=str(number)))
            known.append(oracle.Event(kind, side, possible))
    return kept, known


BEGUN = line("relations_established", "1955", id="begun")
OPENED = line("mission_opened", "1959", "CAN", id="opened")


def notes(count: int, start: int = 0) -> list[dict[str, object]]:
    """Give events that are always legal."""
    numbers = range(start, start + count)
    return [line("noted", "2000-01-01", id=f"note-{number}", summary=f"Note {number}.") for number in numbers]


POWERS = ("ITA", "CHE")
ACTS = [
    *(Act(kind) for kind in ("noted", *oracle.MUTUAL, *oracle.NOBODYS, *oracle.PERHAPS_NOBODYS)),
    *(
        Act(kind, side, office, power)
        for kind in ("noted", *oracle.SIDED)
        for side in (0, 1)
        for office in (OFFICES if kind.startswith("office") else (None,))
        for power in (POWERS if kind == "protecting_power_named" else (None,))
    ),
]
ALL_BUT_LAPSING = [act for act in ACTS if act.kind != "relations_lapsed"]


def as_oracle_has_it(configuration: Configuration) -> oracle.Facts:
    """Put a configuration as the oracle would write it."""
    values = dict(zip(SLOTS, configuration, strict=True))
    facts: oracle.Facts = {"relations": values["relations", None].replace("_", " "), "talks": values["talks", None]}
    for side, letter in enumerate("ab"):
        facts |= {
            f"mission {letter}": values["mission", side],
            f"recalled {letter}": values["recall", side] == "open",
            f"grievance {letter}": values["grievance", side] == "open",
            f"sanctions {letter}": values["sanctions", side] == "in_force",
            f"offer {letter}": values["offer", side] == "standing",
            f"power {letter}": None if values["protecting_power", side] == "none" else values["protecting_power", side],
            f"offices {letter}": frozenset(office for office in OFFICES if values[office, side] == "open"),
        }
    return facts


def imported(log: Path, outcomes: Iterable[Outcome], *, add_near: bool = False) -> Account:
    """Import outcomes into a log, with what may be there already or without, and return the account."""
    with Log(log) as opened, Asides(file_beside(log)) as asides, Import(opened, lambda *_: add_near, asides) as made:
        made.read(outcomes, lambda _: None)
        return made.add()


class _Patient(httpx.HTTPTransport):
    """Ask again for what is being worked out, as a browser does that is told to."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        while answer.status_code == 503 and "retry-after" in answer.headers:
            answer.close()
            time.sleep(0.2)
            answer = super().handle_request(request)
        return answer


@contextmanager
def served(log: Path | None, *options: str, cwd: Path | None = None) -> Generator[httpx.Client]:
    """Serve a log as its users do, in a process that Ctrl-C stops; give who asks it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "serve", *(["--log", str(log)] if log else []), "--port", "0", *options],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=outside("DETENTE_LOG"),
        text=True,
    )
    try:
        assert process.stdout
        said = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, (said, process.stderr and process.stderr.read())
        with httpx.Client(base_url=found[0], timeout=60, transport=_Patient()) as client:
            yield client
    finally:
        process.send_signal(signal.SIGINT)
        said, wrong = process.communicate(timeout=30)
    assert (process.returncode, wrong) == (0, "Stopped.\n")


class Markup(HTMLParser):
    """The elements of a page, and what is written in it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.written: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.written).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def seen(client: httpx.Client, address: str, status: int = 200) -> Markup:
    """Give what a page is, that is answered with some status."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return Markup(answer.text)
