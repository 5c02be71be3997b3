"""What the options of ``detente suppose`` suppose: files of moves, moves that are typed in, and a file to keep them."""

import argparse
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager

from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.inputs import file_named, written_to
from detente.history.history import History
from detente.history.phrased import phrased
from detente.history.trying import must_be_known
from detente.log.hypothesis import NotSupposed, Scenario, joined, moves_about, read_scenario, to_lines
from detente.log.phrases import BadPhrase
from detente.log.record import Record
from detente.log.scenario import Header, NoHeader, to_line
from detente.log.writing import replace
from detente.model.errors import BadDate, DetenteError
from detente.model.meant import SeveralEvents
from detente.model.moves import Move

RECORDED = "As recorded"
"""What the course of the record is called beside those that are supposed."""
TYPED = "as typed"
"""What the moves are called that stand on the command line, beside those of files."""


def scenarios_asked(asked: argparse.Namespace, record: Record) -> list[Scenario]:
    """Return what the files of ``--file`` suppose, in their order; raise `BadHypothesis` and `Unreadable`."""
    scenarios = [read_scenario(file_named(path), record.pair_of) for path in asked.file]
    must_be_known(scenarios, [record])
    return scenarios


def all_together(asked: argparse.Namespace, history: History, scenarios: Sequence[Scenario], record: Record) -> History:
    """Return the one hypothesis that all files and options make, each on top of those before it."""
    moves: list[Move] = []
    for scenario in scenarios:
        moves = joined([*history.moves, *moves], _about(history, scenario, record))[len(history.moves) :]
        with _named(scenario.path):
            history.suppose(*moves)
    moves += _typed(asked, history, moves)
    if not (moves or asked.file or getattr(asked, "suppose", None)):
        raise WrongUsage("Nothing is supposed. Write what, with --add, --without, --move or --file.")
    return history.suppose(*moves, strict=asked.strict)


def each_apart(
    asked: argparse.Namespace, history: History, scenarios: Sequence[Scenario], record: Record
) -> list[tuple[str, History]]:
    """Return the hypothesis of each file, and one of the options if they suppose something, each with its name."""
    again = next((path for index, path in enumerate(asked.file) if path in asked.file[:index]), None)
    if again:
        raise WrongUsage(f"{again} is compared with itself: name it once.")
    found = [(scenario.name, scenario.path, _about(history, scenario, record)) for scenario in scenarios]
    if typed := _typed(asked, history, ()):
        found.append((TYPED, TYPED, typed))
    if len(found) < 2:
        raise WrongUsage(
            "Compare what with what? Write --file twice or more, or --file and --add, --without or --move."
        )
    names = [RECORDED, *(name for name, _, _ in found)]
    apart: list[tuple[str, History]] = []
    for name, path, moves in found:
        more = joined(history.moves, moves)[len(history.moves) :]
        with _named(path):
            supposition = history.suppose(*more, strict=asked.strict)
        apart.append((name if names.count(name) == 1 else f"{name} ({path})", supposition))
    return apart


def save(moves: Iterable[Move], asked: argparse.Namespace, record: Record) -> list[str]:
    """Write what is supposed to the file of ``--save``, if one is asked for, with what is said of it; say so."""
    said = {name: given for name in ("title", "author", "note") if (given := getattr(asked, name)) is not None}
    if not asked.save:
        if said:
            raise WrongUsage(f"--{next(iter(said))} says something of a file: name the file with --save.")
        return []
    sealed = record.reached()
    with wrong_usage(NoHeader):
        line = to_line(Header(**said, lines=sealed.lines, digest=sealed.digest))
    path = written_to(asked.save, asked)
    replace(path, f"{line}\n".encode() + to_lines(moves))
    return [f"Kept: {path}"]


@contextmanager
def _named(path: str) -> Generator[None]:
    """Name the file in which something is supposed that cannot be."""
    try:
        yield
    except DetenteError as error:
        raise NotSupposed(f"{path}: {error}") from error


def _about(history: History, scenario: Scenario, record: Record) -> list[Move]:
    """Return the moves of a file that are about a pair; raise `WrongUsage` where none is."""
    about = moves_about(history.pair, scenario.moves, record.pair_of)
    if not about:
        raise WrongUsage(f"{scenario.path} supposes nothing of {history.pair.names}.")
    return history.not_void(about)


def _typed(asked: argparse.Namespace, history: History, before: Sequence[Move]) -> list[Move]:
    """Return the moves on the command line, which can be about events that moves before them add."""
    with wrong_usage(NotSupposed, BadPhrase, SeveralEvents, BadDate):
        return phrased(history, asked.add, asked.without, asked.move, before)
