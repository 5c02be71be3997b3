"""What the commands share: which log is asked, what is said beside an answer, and how it is printed."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli.errors import SameFile
from detente.history.history import History, State
from detente.log.record import Record, read
from detente.log.shipped import NAME, shipped_log
from detente.model.dates import HistoricDate, day_in_words
from detente.model.errors import DetenteError
from detente.model.moves import Move
from detente.model.naming import event_in_words
from detente.model.statuses import Status

if TYPE_CHECKING:
    from rich.console import Console


class NoLog(DetenteError):
    """Nothing says which log is to be added to."""


STYLES = {
    Status.TALKS_OFFERED: "cyan",
    Status.SEVERED: "bold red",
    Status.SANCTIONED: "magenta",
    Status.EMBASSY_CLOSED: "red",
    Status.STRAINED: "yellow",
    Status.ESTABLISHED: "green",
    Status.NO_RELATIONS: "dim",
}
"""The colour of each status on a terminal."""


PLAIN_WIDTH = 120
"""How wide a table is where there is no terminal to fill."""


def log_asked(asked: argparse.Namespace) -> Path:
    """Give the log that is meant: by ``--log``, ``DETENTE_LOG``, the one in this folder, or the one shipped."""
    named = getattr(asked, "log", None) or os.environ.get("DETENTE_LOG")
    if named:
        return Path(named)
    return Path(NAME) if Path(NAME).is_file() else shipped_log()


def log_written(asked: argparse.Namespace) -> Path:
    """Give the log that is added to: the one asked, but never the one that comes with the package."""
    named = getattr(asked, "log", None) or os.environ.get("DETENTE_LOG")
    if named or Path(NAME).is_file():
        return log_asked(asked)
    raise NoLog(f"There is no {NAME} in this folder. Name the log to add to with --log; it is made if it is not there.")


def record_asked(asked: argparse.Namespace) -> Record:
    """Read the log that is meant; raises `Unreadable`."""
    return read(log_asked(asked))


def history_asked(asked: argparse.Namespace) -> History:
    """Give the history of the two countries asked about, and say on standard error what is wrong elsewhere."""
    record = record_asked(asked)
    known = known_asked(asked)
    history = supposing(History.of(record, asked.one, asked.other, known), moves_asked(asked, record), record)
    mention(record)
    if not history.recorded.events:
        until = f" by {day_in_words(known.latest)}" if known else ""
        aside(f"Nothing is recorded of {history.pair.names}{until} in {record.path}.")
    return history


def moves_asked(asked: argparse.Namespace, record: Record) -> list[Move]:
    """Give the moves in the file of ``--suppose``, about whatever pair; none without it."""
    overlay = getattr(asked, "suppose", None)
    if not overlay:
        return []
    from detente.log.overlay import read_overlay

    return read_overlay(Path(overlay), record.pair_of)


def supposing(history: History, moves: Sequence[Move], record: Record) -> History:
    """Give a history with those of some moves on top that are about its pair and not void."""
    if not moves:
        return history
    from detente.log.overlay import moves_about

    return history.suppose(*history.not_void(moves_about(history.pair, moves, record.pair_of)))


def known_asked(asked: argparse.Namespace) -> HistoricDate | None:
    """Give the day of ``--known``, if it was given."""
    return getattr(asked, "known", None)


def written_to(text: str, asked: argparse.Namespace) -> Path:
    """Give the file that an answer is written to; raise `SameFile` where that is the log which is asked."""
    path, log = Path(text), log_asked(asked)
    if path.exists() and log.exists() and path.samefile(log):
        raise SameFile(f"{path} is the log itself, which is only ever added to: name another file.")
    return path


def last_of(*histories: History) -> date:
    """Give the day by which all that histories hold has happened."""
    return max((history.last_day for history in histories if history.events), default=date.max)


def as_asked(history: History) -> str:
    """Say of an answer as known on which day it is, and whether it is supposed: to be put behind what is asked."""
    known = f", as known on {day_in_words(history.known_on)}" if history.known_on else ""
    return f"{known}, supposed" if history.moves else known


def wants_json(asked: argparse.Namespace) -> bool:
    """Whether the answer is to be JSON."""
    return getattr(asked, "json", False)


def print_json(data: Any) -> int:
    """Print data as JSON; give the exit code of a command that is done."""
    print(json.dumps(data, indent=2, ensure_ascii=False))
    return 0


def mention(record: Record) -> None:
    """Say what is wrong in a record beside an answer, a line for each; `detente check` shows the places."""
    for finding in record.findings:
        aside(str(finding).split("\n")[0])


def say_undecided(state: State) -> None:
    """Say which events may have fallen on other days, so that another answer is possible."""
    for event in state.undecided:
        say(f"Not known to the day: {event_in_words(event)}, {event.on.in_words()}.")
    if not state.complete:
        say("So many events are not known to the day that not every order was followed: more may be possible.")


def aside(text: str) -> None:
    """Say something that is no part of the answer."""
    print(text, file=sys.stderr)


def say(*parts: str | tuple[str, str]) -> None:
    """Print a line of text, of which parts may have a style; styles show on a terminal only."""
    if sys.stdout.isatty():
        from rich.text import Text

        _console().print(Text.assemble(*parts), soft_wrap=True)
    else:
        print("".join(part if isinstance(part, str) else part[0] for part in parts))


def print_table(title: str, columns: Mapping[str, int], rows: Iterable[Sequence[str | tuple[str, str]]]) -> None:
    """Print a table: its title, its columns with the share of the width that each takes, and rows of cells.

    A cell may have a style; it shows on a terminal only. Elsewhere the table is plain text, with no blanks at
    the ends of its lines.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, share in columns.items():
        table.add_column(column, ratio=share)
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else Text(*cell) for cell in row))
    say((title, "bold"))
    printer = _console()
    if sys.stdout.isatty():
        printer.print(table)
    else:
        with printer.capture() as printed:
            printer.print(table)
        print("\n".join(line.rstrip() for line in printed.get().strip("\n").split("\n")))


def _console() -> "Console":
    """Give what prints in colour on a terminal, unless NO_COLOR is set, and plain elsewhere."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)
