"""Every pair of a log that is longer than memory: read once, and then followed a part of the pairs after the other.

What lines say is plain numbers, which are kept in a temporary file, sorted by the part to which their pair belongs.
What the numbers mean (pairs, acts, dates) and what was surveyed stays in memory, which all parts share.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from zlib import crc32

import numpy as np

from detente.log.record import Record
from detente.model.dates import Dated, last_day
from detente.model.errors import DetenteError
from detente.model.pairs import Pair
from detente.model.sizes import in_words
from detente.model.wording import listing
from detente.world.columns import LeftOut
from detente.world.packed import Packed
from detente.world.reading import Lines, of_lines, of_reader, taken
from detente.world.replay import followed
from detente.world.rows import Reader, Rows
from detente.world.shelves import Shelves
from detente.world.systems import kin
from detente.world.world import PassedOver, World
from detente.world.worlds import Worlds

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


def parts_needed(lines: int, room: int) -> int:
    """Return into how many parts a log of so many lines is cut, so that each fits into so many bytes of memory.

    Some pairs have more lines than others, and so have some parts: room is left for a third more.
    """
    return min(PARTS, lines * OF_A_LINE * 4 // (3 * room) + 1)


class Cut:
    """What the lines of a log say, on disk in parts: each is of pairs that are in no other."""

    def __init__(self, log: Record | Packed, count: int) -> None:
        """Read a log, or what was packed of one; raise `NoRoom` and `NotPacked`."""
        self._log, self._count = log, count
        self._shelves = Shelves.of_rows(count)
        self._reader = Reader() if isinstance(log, Record) else _reader_of(log)
        part = list[int]()
        for rows in taken(log, self._reader) if isinstance(log, Record) else log.rows():
            part += [part_of(pair, count) for pair in self._reader.pairs.things[len(part) :]]
            self._shelves.put(np.array(part, np.int32)[rows.pair], rows._asdict())
        self._of_part: list[list[int]] = [[] for _ in range(count)]
        """The numbers of the pairs of each part."""
        for pair, number in enumerate(part):
            self._of_part[number].append(pair)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Lines]:
        """Return what the lines of each part say."""
        return map(self.lines, range(self._count))

    def count(self, number: int) -> int:
        """Return how many lines one of the parts has."""
        return self._shelves.count(number)

    def lines(self, number: int) -> Lines:
        """Return what the lines of one of the parts say."""
        reader, numbers = self._reader, self._of_part[number]
        pairs = [reader.pairs.things[pair] for pair in numbers]
        suspects = {pair for pair in reader.suspects if part_of(pair, self._count) == number}
        mine = suspects.union(pairs)
        place = np.zeros(len(reader.pairs.things), np.int32)
        place[numbers] = np.arange(len(numbers))
        rows = Rows(**self._shelves.rows(number))
        rows = rows.at(np.argsort(rows.line))
        return of_reader(reader, rows._replace(pair=place[rows.pair]), suspects)._replace(
            pairs=pairs, surveys=[(line, survey) for line, survey in reader.surveys if survey.pair in mine]
        )

    def world(self, lines: Lines, known: date | None = None, *, lenient: bool = False) -> World:
        """Return what the lines of one of the parts say, followed."""
        if isinstance(self._log, Packed):
            columns = self._log.columns_of(lines, known)
        else:
            columns = of_lines(lines, self._log.about({*lines.pairs, *lines.suspects}), known)
        return followed(columns, lenient=lenient, known=known)


def _reader_of(packed: Packed) -> Reader:
    """Return a reader that knows what the numbers in the rows of a packed world mean."""
    said = packed.said(Rows.of(()))
    reader = Reader(said.pairs, said.acts, said.dates, said.ranks, said.surveys)
    reader.suspects.update(said.suspects)
    return reader


def part_of(pair: Pair, count: int) -> int:
    """Return to which of so many parts a pair belongs, in whatever log it is.

    Pairs of states that have a number after one another are in one part, so that what is told by number is as well.
    """
    return crc32("-".join(sorted(map(kin, pair))).encode()) % count


class Bounded(Worlds):
    """A log's world in parts, one of which is in memory at a time: each is a `World` of its own, of its own pairs."""

    def __init__(self, cut: Cut, known: Dated | None = None, *, lenient: bool = False) -> None:
        """Take a log that was cut into parts. Raises `BadDate`."""
        self._cut, self._lenient = cut, lenient
        self.known = None if known is None else last_day(known)
        self._found: tuple[list[LeftOut], list[PassedOver]] | None = None
        """What could not be answered, once all parts were gone through."""

    def __iter__(self) -> Iterator[World]:
        left_out, passed_over = list[LeftOut](), list[PassedOver]()
        for lines in self._cut:
            world = self._cut.world(lines, self.known, lenient=self._lenient)
            left_out += world.left_out
            passed_over += world.passed_over
            yield world
        self._found = sorted(left_out, key=attrgetter("pair")), sorted(passed_over, key=attrgetter("pair"))

    @cached_property
    def left_out(self) -> Sequence[LeftOut]:
        """The pairs that cannot be answered about."""
        return self._gone_through()[0]

    @cached_property
    def passed_over(self) -> Sequence[PassedOver]:
        """What the rules refused and was not counted."""
        return self._gone_through()[1]

    def _gone_through(self) -> tuple[list[LeftOut], list[PassedOver]]:
        while self._found is None:
            deque(self, maxlen=0)
        return self._found


def bounded(log: Record | Packed, known: Dated | None = None, *, memory: int, lenient: bool = False) -> Bounded:
    """Return the world of a log as known on a day, if one is given, within so many bytes of memory.

    Raises `TooLittleMemory`, `NoRoom`, `NotPacked` and `BadDate`.
    """
    (only,) = side_by_side([(log, known)], memory=memory, lenient=lenient)
    return only


def side_by_side(
    logs: Sequence[tuple[Record | Packed, Dated | None]], *, memory: int, lenient: bool = False
) -> Sequence[Bounded]:
    """Return the worlds of some different logs, or of one as known on different days, cut into the same parts.

    Raises `TooLittleMemory`, `NoRoom`, `NotPacked` and `BadDate`.
    """
    of_each = cut([log for log, _ in logs], memory)
    return [Bounded(one, known, lenient=lenient) for one, (_, known) in zip(of_each, logs, strict=True)]


def cut(logs: Sequence[Record | Packed], memory: int) -> Sequence[Cut]:
    """Return logs, or what was packed of them, cut into the same parts, of which one of each fit into memory together.

    One that is there several times is read once. Raises `TooLittleMemory`, `NoRoom` and `NotPacked`.
    """
    room = memory - AT_LEAST
    if room <= 0:
        raise TooLittleMemory(
            f"{in_words(memory)} of memory is too little: it takes more than {in_words(AT_LEAST)} whatever the log."
        )
    count = parts_needed(sum(map(_most_lines, logs)), room)
    different = {id(log): log for log in logs}
    cuts = {which: Cut(log, count) for which, log in different.items()}
    longest = max(sum(cuts[id(log)].count(number) for log in logs) for number in range(count)) * OF_A_LINE
    if longest > room and count > 1:
        paths = listing([str(log.path) for log in different.values()])
        raise TooLittleMemory(
            f"{in_words(memory)} of memory is too little: one of the parts into which the pairs of {paths} "
            f"are cut takes about {in_words(AT_LEAST + longest)}, for the lines of a pair are not cut further."
        )
    return [cuts[id(log)] for log in logs]


def _most_lines(log: Record | Packed) -> int:
    """Return how many lines a log has, or about how many at most."""
    return log.of.lines if isinstance(log, Packed) else log.source.size // SHORTEST
