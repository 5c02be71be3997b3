"""What the options mean that commands share: which log, which record and history, what is known and supposed."""

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from detente.cli.errors import SameFile, WrongUsage, wrong_usage
from detente.history.history import History
from detente.log.form import is_scenario
from detente.log.named import NoSuchLogs, files_named
from detente.log.record import Record, read
from detente.log.shipped import NAME, shipped_log
from detente.log.source import Source
from detente.model.dates import HistoricDate, Span, between
from detente.model.errors import BadDate, DetenteError
from detente.model.moves import Move
from detente.model.related import related
from detente.views.sentences import mention, nothing_recorded, see_also

STANDARD_INPUT = Path("/dev/stdin")


Together: TypeAlias = tuple[Path, ...]
"""What is named to be read as one log where every pair is asked: logs, folders of them, or patterns."""


class NoLog(DetenteError):
    """Nothing says which log is to be added to."""


def file_named(text: str) -> Path:
    """Return the file that a command is to read: a path, or ``-`` for standard input."""
    return STANDARD_INPUT if text == "-" else Path(text)


def to_be_written(log: Path) -> Path:
    """Return a log that is to be added to, sealed or repaired; raise `WrongUsage` for standard input, which is read."""
    if log == STANDARD_INPUT:
        raise WrongUsage("Standard input is read and never written: name the file of the log.")
    return log


def log_asked(asked: argparse.Namespace) -> Path:
    """Return the log that is meant: by ``--log``, ``DETENTE_LOG``, the one in this folder, or the one shipped."""
    if named := log_named(asked):
        return file_named(named)
    return Path(NAME) if Path(NAME).is_file() else shipped_log()


def logs_asked(asked: argparse.Namespace) -> list[Path]:
    """Return the logs that are meant where ``--log`` can be written more than once; at least one."""
    return [file_named(log) for log in several_asked(asked, "log")] or [log_asked(argparse.Namespace())]


def several_asked(asked: argparse.Namespace, option: str) -> list[Any]:
    """Return the values of an option that may be written more than once; before the command it is written once."""
    value: Any = getattr(asked, option, None)
    if isinstance(value, list):
        return value  # pyright: ignore[reportUnknownVariableType]
    return [] if value is None else [value]


def log_written(asked: argparse.Namespace) -> Path:
    """Return the log that is added to: the one asked, but never the one that comes with the package.

    Raises `NoLog` where only that one is left, and `WrongUsage` where standard input is named.
    """
    if log_named(asked) or Path(NAME).is_file():
        path = to_be_written(log_asked(asked))
        if path.is_file() and is_scenario(Source.open(path)):
            raise NoLog(f"{path} is a scenario, and no log to add to: name the log with --log.")
        return path
    raise NoLog(f"There is no {NAME} in this folder. Name the log to add to with --log; it is made if it is not there.")


def log_named(asked: argparse.Namespace) -> str | None:
    """Return how the log is named, by ``--log`` or ``DETENTE_LOG``, if it is; raise `WrongUsage` where several are."""
    named = several_asked(asked, "log")
    if len(named) > 1:
        raise WrongUsage("This is asked of one log: write --log once. Every pair can be asked of several at once.")
    return named[0] if named else os.environ.get("DETENTE_LOG")


def record_asked(asked: argparse.Namespace) -> Record:
    """Return the record that is meant; raise `Unreadable`."""
    return read(log_asked(asked))


def together_asked(asked: argparse.Namespace) -> Together:
    """Return what is named to be read as one log where every pair is asked."""
    return tuple(logs_asked(asked))


def record_together(named: Together) -> Record:
    """Return the record of what is read as one log: of one log, of several, or of one in another form.

    Raises `Unreadable`, `WrongUsage` where what is named holds no log, `NotInstalled` and `NoRoom`.
    """
    from detente.world.sources import record_from

    with wrong_usage(NoSuchLogs):
        return record_from(named)


def history_asked(asked: argparse.Namespace) -> tuple[History, list[str]]:
    """Return the history of the two countries asked about, and the remarks that go with any answer from it."""
    return history_told(record_asked(asked), asked)


def history_told(record: Record, asked: argparse.Namespace) -> tuple[History, list[str]]:
    """Return the history that a record has of the two countries asked about, and the remarks that go with it."""
    history, asides = history_in(record, asked)
    if history.extent is None:
        asides += [nothing_recorded(history), *map(see_also, related(history.pair, record.pairs))]
    return history, asides


def history_in(record: Record, asked: argparse.Namespace, on: date | None = None) -> tuple[History, list[str]]:
    """Return the history that a record has of the two countries asked about, and what is to be said of the record.

    The day `on` tells countries of one name apart.
    """
    overlay = overlay_asked(asked, record)
    history = History.of(record, asked.one, asked.other, known_asked(asked), on=on)
    supposition, remarks = supposing(history, overlay, record)
    return supposition, [*mention(record), *overlay.remarks, *remarks]


class Overlay(NamedTuple):
    """What a file supposes, about whatever pair, and what is to be said of it."""

    moves: Sequence[Move] = ()
    remarks: Sequence[str] = ()
    path: str | None = None


def overlay_asked(asked: argparse.Namespace, *records: Record) -> Overlay:
    """Return what the file of ``--suppose`` supposes on top of some records; nothing without it."""
    path = getattr(asked, "suppose", None)
    if not path:
        return Overlay()
    from detente.history.trying import must_be_known
    from detente.log.hypothesis import read_scenario
    from detente.views.suppositions import made_on_another

    scenario = read_scenario(file_named(path), {named for record in records for named in record.pair_of})
    must_be_known([scenario], records)
    return Overlay(scenario.moves, made_on_another(scenario, records), scenario.path)


def supposing(history: History, overlay: Overlay, record: Record) -> tuple[History, list[str]]:
    """Return a history with what a file supposes of its pair and is not void on top; a remark where that is nothing."""
    if overlay.path is None:
        return history, []
    from detente.log.hypothesis import moves_about

    about = moves_about(history.pair, overlay.moves, record.pair_of)
    return history.suppose(*history.not_void(about)), [] if about else [nothing_supposed(overlay, history.pair.names)]


def nothing_supposed(overlay: Overlay, names: str = "any pair") -> str:
    """Return in words that a file supposes nothing."""
    return f"{overlay.path} supposes nothing of {names}: this is answered from the record alone."


def known_asked(asked: argparse.Namespace) -> HistoricDate | None:
    """Return the day of ``--known``, if there is one."""
    return getattr(asked, "known", None)


def is_on_spark(asked: argparse.Namespace) -> bool:
    """Whether every pair is asked of Spark; raise `WrongUsage` for what does not go with the engine that is asked."""
    if asked.engine != "spark":
        if asked.master:
            raise WrongUsage("--master says where Spark runs: it goes with --engine spark.")
        return False
    if getattr(asked, "suppose", None):
        raise WrongUsage("A hypothesis is asked of one machine: leave out --suppose, or --engine spark.")
    if getattr(asked, "memory", None):
        raise WrongUsage("--memory is of one machine: leave it out, or --engine spark.")
    return True


def span_asked(asked: argparse.Namespace, last: date = date.max) -> Span:
    """Return the first and the last day that are asked about: of time itself, or until `last`, where none are given.

    Raises `WrongUsage` where that is the wrong way round.
    """
    with wrong_usage(BadDate):
        return between(asked.since, asked.until, (date.min, last))


def written_to(text: str, asked: argparse.Namespace) -> Path:
    """Return the file that an answer is written to; raise `SameFile` where somebody keeps something else in it.

    That is a log (the one which is asked or another), what lies beside one, a feature, or, without ``--force``, a
    scenario. Another file is replaced; into what is no file, such as a pipe, the answer is written.
    """
    from detente.log.form import SCENARIO
    from detente.log.recognising import kept
    from detente.specs.recognising import is_feature

    path = Path(text)
    if path.exists():
        with suppress(NoSuchLogs):
            if any(log.exists() and path.samefile(log) for log in files_named(logs_asked(asked))):
                raise SameFile(f"{path} is the log itself, which is only ever added to: name another file.")
    what = kept(path) or ("a feature" if path.is_file() and is_feature(path) else None)
    if what == SCENARIO and hasattr(asked, "force"):
        if asked.force:
            return path
        raise SameFile(f"{path} is a scenario that was kept: name another file, or replace it with --force.")
    if what:
        raise SameFile(f"{path} is {what}: name another file.")
    return path


def last_of(*histories: History) -> date:
    """Return the day by which all that histories hold has happened; the end of time where they hold nothing."""
    return max((history.last_day for history in histories if history.events), default=date.max)
