"""Every pair of the log that is asked, all at once: what the options mean, and what is to be said of any answer."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from detente.cli.answer import DONE, REFUSED
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.every_pair import WholeLog, not_answered, whole_logs
from detente.cli.inputs import Overlay, Together, known_asked, supposing, together_asked, written_to
from detente.history.history import History, SpoiledRecord
from detente.history.state import State
from detente.log.named import NoSuchLogs, files_named
from detente.log.record import Record
from detente.log.writing import replacing
from detente.model.dates import HistoricDate
from detente.model.extras import needing
from detente.model.moves import LeftOut, Moved
from detente.model.wording import counted, listing
from detente.views.data import Data
from detente.views.every_pair import Asked, day_data

with needing("world", "Every pair at once"):
    from detente.world.alone import alone
    from detente.world.day import Day
    from detente.world.files import WRITERS
    from detente.world.files import Table as Written
    from detente.world.packed import is_packed
    from detente.world.replay import packed, world
    from detente.world.world import World


class InBulk:
    """A log's world as it is asked for: as known, with what is supposed, and what could not be answered."""

    def __init__(self, world: World, whole: WholeLog | None) -> None:
        """Take a world, and the log that it was read from; none where it was packed."""
        self.world = world
        self._record = whole and whole.record
        self.of_log: list[str] = whole.asides if whole else []
        """What is to be said of the log."""
        self.of_world = [
            *not_answered(world.left_out, self._record),
            *passed_over([one.phrase for one in world.passed_over]),
        ]
        """What is to be said of its pairs."""
        self.code = REFUSED if world.left_out else whole.code if whole else DONE
        """The exit code of any answer."""

    @classmethod
    def of(cls, asked: argparse.Namespace) -> "InBulk":
        """Read the log that is asked and follow it, or take what was packed.

        Raises `Unreadable`, `NotPacked`, and what a hypothesis raises.
        """
        (only,) = cls.each(asked, [(together_asked(asked), known_asked(asked))])
        return only

    @classmethod
    def each(cls, asked: argparse.Namespace, logs: Sequence[tuple[Together, HistoricDate | None]]) -> "list[InBulk]":
        """Do so with some logs, each as known on a day if one is given; one that is named twice is read once."""
        with wrong_usage(NoSuchLogs):
            files = {named: files_named(named) for named, _ in logs}
        unpacked = [named for named, of in files.items() if len(of) > 1 or not is_packed(of[0])]
        if getattr(asked, "suppose", None) and len(unpacked) < len(files):
            raise WrongUsage("A packed world has no ids, by which a hypothesis names events: name the log itself.")
        wholes = whole_logs(asked, unpacked)
        is_lenient = getattr(asked, "lenient", False)
        made = {
            (named, known): cls(_world(files[named][0], whole, known, is_lenient=is_lenient), whole)
            for named, known in dict.fromkeys(logs)
            for whole in (wholes.get(named),)
        }
        return [made[one] for one in logs]

    @classmethod
    def parts(cls, asked: argparse.Namespace) -> "Iterator[InBulk]":
        """Do so within the memory that is asked: of one part of the pairs after the other.

        Raises `TooLittleMemory` and `NoRoom` too.
        """
        from detente.world.bounded import Bounded

        if getattr(asked, "suppose", None):
            raise WrongUsage(
                "--memory and --suppose do not go together: what is supposed names events by their ids, and those of "
                "the whole log would have to be held."
            )
        named = together_asked(asked)
        with wrong_usage(NoSuchLogs):
            files = files_named(named)
        if len(files) == 1 and is_packed(files[0]):
            raise WrongUsage("--memory is of a log, and this is a packed world: leave it out.")
        whole = whole_logs(asked, [named])[named]
        worlds = Bounded(
            whole.record, known_asked(asked), memory=asked.memory, lenient=getattr(asked, "lenient", False)
        )
        return (cls(world, whole) for world in worlds)

    @property
    def asides(self) -> list[str]:
        """The remarks that go with any answer."""
        return [*self.of_log, *self.of_world]

    def state(self, on: Day, pair: int) -> State:
        """Return where one pair stands, out of its own lines, with the events behind it."""
        return self._alone(pair).at(on.day)

    def _alone(self, pair: int) -> History:
        """Return the history of one pair, out of its own lines where there are any."""
        if self._record is None:
            return self.world.history(pair)
        return alone(self.world, self._record, pair, self.world.known)

    def having(self, kind: str) -> Iterator[History]:
        """Return the histories of the pairs that have an event of some kind, each out of its own lines."""
        return map(self._alone, self.world.having(kind))

    def states(self, on: Day, pairs: Sequence[int]) -> list[State]:
        """Return where some pairs stand, out of the columns: without the words of events."""
        return [self.world.history(pair).at(on.day) for pair in pairs]

    def data(self, on: Day, pairs: Iterable[int], *, with_facts: bool = False) -> list[Data]:
        """Return where some pairs stand, as data."""
        return day_data(self.world, on, pairs, Asked(partial(self.state, on), with_facts))


def _world(path: Path, whole: WholeLog | None, known: HistoricDate | None, *, is_lenient: bool) -> World:
    if whole is None:
        return packed(path, known, lenient=is_lenient)
    supposed = [*_supposed(whole.record, whole.overlay, known)]
    return world(whole.record, known, lenient=is_lenient, supposed=supposed)


FORMS = (".csv", ".parquet", ".jsonl", ".arrow")
"""The endings of the files to which every pair can be written."""


def file_asked(asked: argparse.Namespace) -> Path | None:
    """Return the file that every pair goes to by ``-o``, if there is one; raise `SameFile` and `WrongUsage`."""
    path = asked.output and written_to(asked.output, asked)
    if path and path.suffix.lower() not in FORMS:
        raise WrongUsage(f"{path.name} has no ending that says its form: let it end with {listing(FORMS, 'or')}.")
    return path


def written(table: Any, path: Path) -> None:
    """Write a table of Arrow to a file, in the form that the ending of its name says."""
    with replacing(path) as file:
        WRITERS[path.suffix.lower()](Written(table.schema, table.to_batches()), file)


def _supposed(record: Record, overlay: Overlay, known: HistoricDate | None) -> Iterator[History]:
    """Return the histories of the pairs about which something is supposed, where they can be answered about."""
    moves = overlay.moves
    named = {record.pair_of.get(move.id) for move in moves if isinstance(move, LeftOut | Moved)}
    added = {move.pair for move in moves if not isinstance(move, LeftOut | Moved)}
    for pair in sorted({*added, *(pair for pair in named if pair is not None)}):
        try:
            history = History.of(record, *pair, known)
        except SpoiledRecord:
            continue  # it is left out, and named
        yield supposing(history, overlay, record)[0]


def passed_over(phrases: Sequence[str]) -> Iterator[str]:
    """Return how many events were passed over, and for want of what, a phrase being told of each."""
    by_phrase: dict[str, int] = {}
    for phrase in phrases:
        by_phrase[phrase] = by_phrase.get(phrase, 0) + 1
    if by_phrase:
        parts = [f"{count} for want of “{phrase}”" for phrase, count in sorted(by_phrase.items())]
        were = "was" if len(phrases) == 1 else "were"
        yield f"{counted(len(phrases), 'event')} that the rules refuse {were} passed over: {listing(parts)}."
