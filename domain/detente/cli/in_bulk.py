"""Every pair of the log that is asked, all at once: what the options mean, and what is to be said of any answer."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

from detente.cli.answer import DONE, REFUSED, Answer
from detente.cli.destination import Destination, delivered, destination
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.every_pair import WholeLog, not_answered, whole_logs
from detente.cli.inputs import Overlay, Together, known_asked, supposing, together_asked
from detente.history.history import History, SpoiledRecord
from detente.history.state import State
from detente.log.named import NoSuchLogs, files_named
from detente.log.record import Record
from detente.model.countries import Code
from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES
from detente.model.extras import needing
from detente.model.moves import LeftOut, Moved
from detente.model.pairs import Pair
from detente.model.wording import counted, listing
from detente.views.data import Data
from detente.views.every_pair import Asked, day_data

with needing("world", "Every pair at once"):
    from detente.world.alone import alone
    from detente.world.columns import LeftOut as LeftOutOfWorld
    from detente.world.day import NONE, Day
    from detente.world.files import WRITERS
    from detente.world.files import Table as Written
    from detente.world.packed import Packed, is_packed
    from detente.world.replay import packed, world
    from detente.world.world import World
    from detente.world.worlds import Worlds


class Remarks:
    """What is to be said of any answer from a log: of the log, and of the pairs of its worlds."""

    def __init__(self, whole: WholeLog | None, worlds: Worlds, of: Code | None = None) -> None:
        """Take the log, none where its world was packed, and its worlds; of the pairs of one country if it is given."""
        self._whole, self._worlds, self._of = whole, worlds, of
        self.of_log: Sequence[str] = whole.asides if whole else []
        """What is to be said of the log."""

    @property
    def left_out(self) -> list[LeftOutOfWorld]:
        """The pairs that could not be answered about."""
        return [out for out in self._worlds.left_out if self._of is None or self._of in out.pair]

    @property
    def in_doubt(self) -> str | None:
        """Why of no pair it can be said that nothing is recorded of it, if so it is."""
        found = self._whole and self._whole.record.in_doubt
        return str(found) if found else None

    @property
    def of_world(self) -> list[str]:
        """What is to be said of the pairs."""
        return [
            *not_answered(self.left_out, self._whole and self._whole.record),
            *passed_over([one.phrase for one in self._worlds.passed_over]),
        ]

    @property
    def asides(self) -> list[str]:
        """All of it."""
        return [*self.of_log, *self.of_world]

    @property
    def code(self) -> int:
        """The exit code of any answer."""
        return REFUSED if self.left_out else self._whole.code if self._whole else DONE


class InBulk:
    """A log's world as it is asked for, or a part of it: as known, with what is supposed."""

    def __init__(self, world: World, whole: WholeLog | None, of: Code | None = None) -> None:
        """Take a world, and the log that it was read from, none where it was packed.

        Of all its pairs those of a country are gone through, if one is given.
        """
        self.world = world
        self._whole, self._of = whole, of
        self._remarks = Remarks(whole, world, of)

    @classmethod
    def of(cls, asked: argparse.Namespace, of: Code | None = None) -> "InBulk":
        """Read the log that is asked and follow it, or take what was packed; of the pairs of one country, if given.

        Raises `Unreadable`, `NotPacked`, and what a hypothesis raises.
        """
        ((only,),) = InParts.of(asked)
        return only.about(of)

    def about(self, of: Code | None) -> "InBulk":
        """Return the same, of the pairs of a country, if one is given."""
        return InBulk(self.world, self._whole, of)

    def __iter__(self) -> Iterator[History]:
        """Return the histories of the pairs, each out of its own lines."""
        return (self._alone(pair) for pair, two in enumerate(self.world.pairs) if self._of is None or self._of in two)

    @property
    def asides(self) -> list[str]:
        """The remarks that go with any answer from this world."""
        return self._remarks.asides

    @property
    def code(self) -> int:
        """The exit code of any answer from this world."""
        return self._remarks.code

    @property
    def left_out(self) -> list[Pair]:
        """The pairs that could not be answered about."""
        return [out.pair for out in self._remarks.left_out]

    @property
    def is_in_doubt(self) -> bool:
        """Whether lines may be about any pair, so that of none it can be said that nothing is recorded of it."""
        return self._remarks.in_doubt is not None

    def state(self, on: Day, pair: int) -> State:
        """Return where one pair stands, out of its own lines, with the events behind it."""
        return self._alone(pair).at(on.day)

    def _alone(self, pair: int) -> History:
        """Return the history of one pair, out of its own lines where there are any."""
        if self._whole is None:
            return self.world.history(pair)
        return alone(self.world, self._whole.record, pair, self.world.known)

    def having(self, kind: str) -> Iterator[History]:
        """Return the histories of the pairs that have an event of some kind, each out of its own lines."""
        return map(self._alone, self.world.having(kind))

    def states_on(self, day: date) -> list[State]:
        """Return where every pair stands; those that rest on what is doubted out of their own lines, with the ids.

        The events of all others have no words.
        """
        on = self.world.on(day)
        is_doubted = (on.confidence != NONE) & (on.confidence < CONFIDENCES.index("confirmed"))
        return [
            self.state(on, pair) if is_doubted[pair] else self.world.state(pair, day)
            for pair in range(len(self.world.pairs))
        ]

    def data_on(self, day: date) -> list[Data]:
        """Return the same as data."""
        return self.data(self.world.on(day), range(len(self.world.pairs)))

    def states(self, on: Day, pairs: Sequence[int]) -> list[State]:
        """Return where some pairs stand, out of the columns: without the words of events."""
        return [self.world.state(pair, on.day) for pair in pairs]

    def data(self, on: Day, pairs: Iterable[int], *, with_facts: bool = False) -> list[Data]:
        """Return where some pairs stand, as data."""
        return day_data(self.world, on, pairs, Asked(partial(self.state, on), with_facts))


class InParts:
    """The worlds of some logs: all at once, or a part of the pairs after the other, to fit into the memory given."""

    def __init__(self, asked: argparse.Namespace, logs: Sequence[tuple[Together, HistoricDate | None]]) -> None:
        """Read some logs, each as known on a day if one is given; one that is named twice is read once.

        Raises `Unreadable`, `NotPacked`, what a hypothesis raises, `TooLittleMemory` and `NoRoom`.
        """
        with wrong_usage(NoSuchLogs):
            files = {named: files_named(named) for named, _ in logs}
        packed = [named for named, of in files.items() if len(of) == 1 and is_packed(of[0])]
        memory = getattr(asked, "memory", None)
        if getattr(asked, "suppose", None):
            if packed:
                raise WrongUsage("A packed world has no ids, by which a hypothesis names events: name the log itself.")
            if memory:
                raise WrongUsage(
                    "--memory and --suppose do not go together: what is supposed names events by their ids, and those "
                    "of the whole log would have to be held."
                )
        self._logs = logs
        self._wholes = whole_logs(asked, [named for named in files if named not in packed])
        self._worlds: dict[tuple[Together, HistoricDate | None], Worlds] = {}
        is_lenient = getattr(asked, "lenient", False)
        different = list(dict.fromkeys(logs))
        if memory:
            from detente.world.bounded import side_by_side

            read = {
                named: Packed(files[named][0]) if named in packed else self._wholes[named].record for named in files
            }
            every = side_by_side(
                [(read[named], known) for named, known in different], memory=memory, lenient=is_lenient
            )
            self._worlds |= zip(different, every, strict=True)
        else:
            for named, known in different:
                whole = self._wholes.get(named)
                self._worlds[named, known] = _world(files[named][0], whole, known, is_lenient=is_lenient)
        for whole in self._wholes.values():
            whole.must_have_pairs()
        self.remarks = [Remarks(self._wholes.get(log[0]), self._worlds[log]) for log in logs]
        """What is to be said of an answer from each of the logs."""

    @classmethod
    def of(cls, asked: argparse.Namespace) -> "InParts":
        """Read the log that is asked, or take what was packed."""
        return cls(asked, [(together_asked(asked), known_asked(asked))])

    def __iter__(self) -> Iterator[list[InBulk]]:
        """Return one part after the other of the world of each log."""
        for worlds in zip(*self._worlds.values(), strict=True):
            made = {
                log: InBulk(world, self._wholes.get(log[0])) for log, world in zip(self._worlds, worlds, strict=True)
            }
            yield [made[log] for log in self._logs]

    @property
    def code(self) -> int:
        """The exit code of any answer from all of the logs."""
        return max(remarks.code for remarks in self.remarks)

    @property
    def of_one(self) -> Worlds:
        """The worlds of the one log that is asked."""
        (only,) = self._worlds.values()
        return only

    def worlds(self) -> Iterator[World]:
        """Return every part of every world, without a word about them."""
        return chain.from_iterable(self._worlds.values())


def _world(path: Path, whole: WholeLog | None, known: HistoricDate | None, *, is_lenient: bool) -> World:
    if whole is None:
        return packed(path, known, lenient=is_lenient)
    supposed = [*_supposed(whole.record, whole.overlay, known)]
    return world(whole.record, known, lenient=is_lenient, supposed=supposed)


FORMS = (".csv", ".parquet", ".jsonl", ".arrow")
"""The endings of the files to which every pair can be written."""


def table_asked(asked: argparse.Namespace) -> Destination | None:
    """Return where every pair goes as a table, if ``-o`` is written; raise what `destination` raises."""
    return destination(asked, FORMS) if asked.output else None


def written(table: Any, to: Destination, asides: Sequence[str], code: int) -> Answer:
    """Write a table of Arrow with a row a pair to a file, or return it, for standard output."""
    file = BytesIO()
    WRITERS[to.form](Written(table.schema, table.to_batches()), file)
    return delivered(file.getvalue(), to, f"{counted(table.num_rows, 'pair')} written to {{}}.", asides, code)


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
