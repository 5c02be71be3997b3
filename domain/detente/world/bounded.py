"""Every pair of a log that is longer than memory: read once, and then followed a part of the pairs after the other.

What lines say is plain numbers, which are kept in a temporary file, sorted by the part to which their pair belongs.
What the numbers mean (pairs, acts, dates) and what was surveyed stays in memory, which all parts share.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.log.record import Record
from detente.log.source import Source
from detente.model.calling import asked
from detente.model.dates import Dated, between, last_day
from detente.model.errors import DetenteError
from detente.model.extras import needing
from detente.model.pairs import Pair
from detente.model.sizes import in_words
from detente.model.wording import listing
from detente.world.answers import tables_joined
from detente.world.columns import listed
from detente.world.reading import of_lines, of_reader, taken
from detente.world.replay import followed
from detente.world.room import within_room
from detente.world.rows import Reader, Rows
from detente.world.systems import kin
from detente.world.world import World

AT_LEAST = 512 * 2**20
"""How many bytes of memory it takes whatever the log: for the program, and to read parts of a log."""
OF_A_LINE = 400
"""About how many bytes it takes to follow what one line says, and to answer from it."""
SHORTEST = 200
"""About how many bytes a line has at least: so many lines are reckoned with before they are counted."""
PARTS = 2**10
"""How many parts there are at most."""


class TooLittleMemory(DetenteError):
    """Memory into which a part of a log does not fit that cannot be cut further."""


def parts_needed(size: int, room: int) -> int:
    """Return into how many parts a log of so many bytes is cut, so that each fits into so many bytes of memory."""
    return min(PARTS, size // SHORTEST * OF_A_LINE // room + 1)


class Cut:
    """What the lines of a log say, on disk in parts: each is of pairs that are in no other."""

    def __init__(self, record: Record, count: int) -> None:
        """Read a log; raise `NoRoom`."""
        self._record, self._count = record, count
        self._extents: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        """Where the rows of each part stand in the file, and how many."""
        self._reader = Reader()
        self._part: list[int] = []
        """To which part each pair belongs that was read."""
        with within_room(), TemporaryFile() as file:
            for rows in taken(record, self._reader):
                self._keep(rows, file)
            file.flush()
            self._kept = Source(file=os.dup(file.fileno()))
        of_part: list[list[int]] = [[] for _ in range(count)]
        for pair, part in enumerate(self._part):
            of_part[part].append(pair)
        self._of_part = of_part

    def lines(self, number: int) -> int:
        """Return how many lines one of the parts has."""
        return sum(count for _, count in self._extents[number])

    def world(self, number: int, known: date | None, *, lenient: bool) -> World:
        """Return one of the parts, followed."""
        reader, numbers = self._reader, self._of_part[number]
        pairs = [reader.pairs.things[pair] for pair in numbers]
        mine = {*pairs, *(pair for pair in reader.suspects if part_of(pair, self._count) == number)}
        place = np.zeros(len(self._part), np.int32)
        place[numbers] = np.arange(len(numbers))
        rows = self._rows(number)
        lines = of_reader(reader, rows._replace(pair=place[rows.pair]), reader.suspects & mine)._replace(
            pairs=pairs, surveys=[(line, survey) for line, survey in reader.surveys if survey.pair in mine]
        )
        return followed(of_lines(lines, self._record.about(mine), known), lenient=lenient, known=known)

    def _keep(self, rows: Rows, file: IO[bytes]) -> None:
        """Write rows to the file, those of each part together."""
        self._part += [part_of(pair, self._count) for pair in self._reader.pairs.things[len(self._part) :]]
        part = np.array(self._part, np.int32)[rows.pair]
        order = np.argsort(part, kind="stable")
        kept = _packed(rows.at(order))
        ends = listed(np.searchsorted(part[order], np.arange(self._count + 1)))
        for extents, first, end in zip(self._extents, ends[:-1], ends[1:], strict=True):
            if end > first:
                extents.append((file.tell(), end - first))
                file.write(kept[first:end].tobytes())

    def _rows(self, number: int) -> Rows:
        parts = [Rows.of(())]
        for offset, count in self._extents[number]:
            read: NDArray[Any] = np.frombuffer(self._kept.read(offset, count * _PACKED.itemsize), _PACKED)
            parts.append(Rows(*(read[name] for name in Rows._fields)))
        return Rows.all(parts)


def part_of(pair: Pair, count: int) -> int:
    """Return to which of so many parts a pair belongs, in whatever log it is.

    Pairs of states that have a number after one another are in one part, so that what is told by number is as well.
    """
    return crc32("-".join(sorted(map(kin, pair))).encode()) % count


class Bounded:
    """A log's world in parts, one of which is in memory at a time: each is a `World` of its own, of its own pairs."""

    def __init__(self, cut: Cut, count: int, known: Dated | None = None, *, lenient: bool = False) -> None:
        """Take a log that was cut into so many parts. Raises `BadDate`."""
        self._cut, self._count, self._lenient = cut, count, lenient
        self.known: date | None = None if known is None else last_day(known)
        """The last day whose lines of the log are used; all of them if none."""

    def __iter__(self) -> Iterator[World]:
        for number in range(self._count):
            yield self._cut.world(number, self.known, lenient=self._lenient)

    @asked
    def at(self, asked: Dated) -> Any:
        """Return where every pair stands at the end of a day, as `World.at` does."""
        return tables_joined([part.at(asked) for part in self])

    @asked
    def changes(self, since: Dated, until: Dated) -> Any:
        """Return which pairs changed from the end of one day to that of another, as `World.changes` does."""
        return tables_joined([part.changes(since, until) for part in self])

    def panel(self, *asked: Any, **options: Any) -> Any:
        """Return a panel of all pairs, as `World.panel` does; `detente.world.panel.Panel` writes one that is longer."""
        from detente.world.panel import Asked, Panel

        return Panel(self, Asked(*asked, **options)).table()

    @asked
    def rates(self, status: str, *to: str, until: Dated | None = None, **options: Any) -> Any:
        """Return how long pairs stayed on a rung and how that ended, as `World.rates` does."""
        with needing("rates", "To tell base rates"):
            from detente.world.rates import Chosen, rates
            from detente.world.turned import Turned

            chosen, turned = Chosen.named(status, *to, **options), Turned.of(self)
            _, end = between(chosen.since, until, (date.min, turned.last_day))
            return rates(turned, chosen, end)


def bounded(record: Record, known: Dated | None = None, *, memory: int, lenient: bool = False) -> Bounded:
    """Return the world of a log as known on a day, if one is given, within so many bytes of memory.

    Raises `TooLittleMemory`, `NoRoom` and `BadDate`.
    """
    (only,) = side_by_side([(record, known)], memory=memory, lenient=lenient)
    return only


def side_by_side(
    logs: Sequence[tuple[Record, Dated | None]], *, memory: int, lenient: bool = False
) -> Sequence[Bounded]:
    """Return the worlds of some different logs, or of one as known on different days, cut into the same parts.

    As many as there are of one part fit into the memory together. A log is read once.
    Raises `TooLittleMemory`, `NoRoom` and `BadDate`.
    """
    room = memory - AT_LEAST
    if room <= 0:
        raise TooLittleMemory(
            f"{in_words(memory)} of memory is too little: it takes more than {in_words(AT_LEAST)} whatever the log."
        )
    count = parts_needed(sum(record.source.size for record, _ in logs), room)
    records = {id(record): record for record, _ in logs}
    cuts = {which: Cut(record, count) for which, record in records.items()}
    longest = max(sum(cuts[id(record)].lines(number) for record, _ in logs) for number in range(count)) * OF_A_LINE
    if longest > room and count > 1:
        paths = listing([record.path for record in records.values()])
        raise TooLittleMemory(
            f"{in_words(memory)} of memory is too little: one of the parts into which the pairs of {paths} "
            f"are cut takes about {in_words(AT_LEAST + longest)}, for the lines of a pair are not cut further."
        )
    return [Bounded(cuts[id(record)], count, known, lenient=lenient) for record, known in logs]


_PACKED = np.dtype([(name, column.dtype) for name, column in Rows.of(())._asdict().items()])


def _packed(rows: Rows) -> NDArray[Any]:
    """Return rows as one array, in which what is of one line stands together."""
    packed = np.empty(len(rows.line), _PACKED)
    for name, column in rows._asdict().items():
        packed[name] = column
    return packed
