"""Every pair of the log that is asked, all at once: what the options mean, and what is to be said of any answer."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from detente.cli.answer import DONE, REFUSED
from detente.cli.errors import WrongUsage
from detente.cli.every_pair import not_answered, whole_log
from detente.cli.inputs import Overlay, known_asked, log_asked, supposing
from detente.history.history import History, SpoiledRecord
from detente.history.state import State
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
    from detente.world.packing import is_packed
    from detente.world.replay import packed, world
    from detente.world.world import World


class InBulk:
    """A log's world as it is asked for: as known, with what is supposed, and what could not be answered."""

    def __init__(self, asked: argparse.Namespace) -> None:
        """Read the log and follow it, or take what was packed; raise `Unreadable` and what a hypothesis raises."""
        if is_packed(log_asked(asked)):
            self._take_packed(asked)
            return
        whole = whole_log(asked)
        self.record: Record | None = whole.record
        self.known: HistoricDate | None = known_asked(asked)
        is_lenient = getattr(asked, "lenient", False)
        supposed = [*_supposed(whole.record, whole.overlay, self.known)]
        self.world: World = world(whole.record, self.known, lenient=is_lenient, supposed=supposed)
        self.asides = [*whole.asides, *not_answered(self.world.left_out), *_passed_over(self.world)]
        """The remarks that go with any answer."""
        self.code = REFUSED if self.world.left_out else whole.code
        """The exit code of any answer."""

    def _take_packed(self, asked: argparse.Namespace) -> None:
        if getattr(asked, "suppose", None):
            raise WrongUsage("A packed world has no ids, by which a hypothesis names events: name the log itself.")
        self.record, self.known = None, known_asked(asked)
        self.world = packed(log_asked(asked), self.known, lenient=getattr(asked, "lenient", False))
        self.asides = [*not_answered(self.world.left_out), *_passed_over(self.world)]
        self.code = REFUSED if self.world.left_out else DONE

    def state(self, on: Day, pair: int) -> State:
        """Return where one pair stands, out of its own lines, with the events behind it."""
        return self._alone(pair).at(on.day)

    def _alone(self, pair: int) -> History:
        """Return the history of one pair, out of its own lines where there are any."""
        if self.record is None:
            return self.world.history(pair)
        return alone(self.world, self.record, pair, self.known)

    def having(self, kind: str) -> Iterator[History]:
        """Return the histories of the pairs that have an event of some kind, each out of its own lines."""
        return map(self._alone, self.world.having(kind))

    def states(self, on: Day, pairs: Sequence[int]) -> list[State]:
        """Return where some pairs stand, out of the columns: without the words of events."""
        return [self.world.history(pair).at(on.day) for pair in pairs]

    def data(self, on: Day, pairs: Iterable[int], *, with_facts: bool = False) -> list[Data]:
        """Return where some pairs stand, as data."""
        return day_data(self.world, on, pairs, Asked(partial(self.state, on), self.known, with_facts))


FORMS = (".csv", ".parquet", ".jsonl", ".arrow")
"""The endings of the files to which every pair can be written."""


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


def _passed_over(found: World) -> Iterator[str]:
    """Return how many events were passed over, and for want of what."""
    by_phrase: dict[str, int] = {}
    for passed in found.passed_over:
        by_phrase[passed.phrase] = by_phrase.get(passed.phrase, 0) + 1
    if by_phrase:
        parts = [f"{count} for want of “{phrase}”" for phrase, count in sorted(by_phrase.items())]
        were = "was" if len(found.passed_over) == 1 else "were"
        yield f"{counted(len(found.passed_over), 'event')} that the rules refuse {were} passed over: {listing(parts)}."
