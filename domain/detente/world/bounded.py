"""Every pair of a log that is longer than memory: read once, and then followed a part of the pairs after the other.

What lines say is plain numbers, which are kept in a temporary file, sorted by the part to which their pair belongs.
What the numbers mean (pairs, acts, dates) and what was surveyed stays in memory, which all parts share.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from detente.log.record import Record
from detente.log.source import Source
from detente.model.dates import Dated, last_day
from detente.model.errors import DetenteError
from detente.model.pairs import Pair
from detente.model.sizes import in_words
from detente.world.arrow import pa
from detente.world.columns import listed
from detente.world.reading import of_lines, of_reader, taken
from detente.world.replay import followed
from detente.world.room import within_room
from detente.world.rows import Reader, Rows
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


class Bounded:
    """A log's world in parts: each is a `World` of its own, of pairs that are in no other."""

    def __init__(self, record: Record, known: Dated | None = None, *, memory: int, lenient: bool = False) -> None:
        """Read a log; raise `TooLittleMemory`, `NoRoom` and `BadDate`."""
        self._record, self._lenient = record, lenient
        self._known: date | None = None if known is None else last_day(known)
        room = memory - AT_LEAST
        if room <= 0:
            raise TooLittleMemory(
                f"{in_words(memory)} of memory is too little: it takes more than {in_words(AT_LEAST)} whatever the log."
            )
        self._count = parts_needed(record.source.size, room)
        self._extents: list[list[tuple[int, int]]] = [[] for _ in range(self._count)]
        """Where the rows of each part stand in the file, and how many."""
        self._reader = Reader()
        with within_room(), TemporaryFile() as file:
            for rows in taken(record, self._reader):
                self._keep(rows, file)
            file.flush()
            self._kept = Source(file=os.dup(file.fileno()))
        longest = max(sum(count for _, count in extents) for extents in self._extents) * OF_A_LINE
        if longest > room and self._count > 1:
            raise TooLittleMemory(
                f"{in_words(memory)} of memory is too little: one of the parts into which the pairs of {record.path} "
                f"are cut takes about {in_words(AT_LEAST + longest)}, for the lines of a pair are not cut further."
            )

    def __iter__(self) -> Iterator[World]:
        for number in range(self._count):
            yield self._world(number)

    def _keep(self, rows: Rows, file: IO[bytes]) -> None:
        """Write rows to the file, those of each part together."""
        part = rows.pair % self._count
        order = np.argsort(part, kind="stable")
        kept = _packed(rows.at(order))
        ends = listed(np.searchsorted(part[order], np.arange(self._count + 1)))
        for extents, first, end in zip(self._extents, ends[:-1], ends[1:], strict=True):
            if end > first:
                extents.append((file.tell(), end - first))
                file.write(kept[first:end].tobytes())

    def _world(self, number: int) -> World:
        reader, count = self._reader, self._count
        pairs = reader.pairs.things[number::count]
        # Pairs of which no line could be read are in the first part.
        others = reader.suspects.difference(reader.pairs.things) if number == 0 else set[Pair]()
        mine = {*pairs, *others}
        rows = self._rows(number)
        lines = of_reader(reader, rows._replace(pair=rows.pair // count), reader.suspects & mine)._replace(
            pairs=pairs, surveys=[(line, survey) for line, survey in reader.surveys if survey.pair in mine]
        )
        columns = of_lines(lines, self._record.about(mine), self._known)
        return followed(columns, lenient=self._lenient, known=self._known)

    def _rows(self, number: int) -> Rows:
        parts = [Rows.of(())]
        for offset, count in self._extents[number]:
            read: NDArray[Any] = np.frombuffer(self._kept.read(offset, count * _PACKED.itemsize), _PACKED)
            parts.append(Rows(*(read[name] for name in Rows._fields)))
        return Rows.all(parts)


_PACKED = np.dtype([(name, column.dtype) for name, column in Rows.of(())._asdict().items()])


def _packed(rows: Rows) -> NDArray[Any]:
    """Return rows as one array, in which what is of one line stands together."""
    packed = np.empty(len(rows.line), _PACKED)
    for name, column in rows._asdict().items():
        packed[name] = column
    return packed


def tables_joined(tables: Sequence[tuple[Sequence[Pair], Any]]) -> Any:
    """Return tables as one, in the order of the pairs whose rows each has."""
    pairs = [pair for of_table, _ in tables for pair in of_table]
    order = sorted(range(len(pairs)), key=pairs.__getitem__)
    return pa.concat_tables([table for _, table in tables]).unify_dictionaries().take(pa.array(order, pa.int64()))
