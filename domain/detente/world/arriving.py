"""The rows of a log that is shared among machines, where they are brought together: followed as a log of their own."""

import os
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from json import loads
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.log.layout import Places
from detente.log.reading import read_line
from detente.log.record import Record
from detente.log.source import Source
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.events import Survey
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.arrow import pa, pc
from detente.world.columns import Columns, Rank, listed
from detente.world.dealing import Dealing
from detente.world.gathering import judged_by
from detente.world.lines import ABSENT
from detente.world.reading import Lines, late, of_lines, sound, unclear
from detente.world.replay import followed
from detente.world.rows import RETRACTION, SURVEY, Rows
from detente.world.sharing import NUMBERS, RETRACTED, SURVEYED, WORDS, Asked, LinesLost
from detente.world.slices import Slice, begin
from detente.world.values import Numbering
from detente.world.world import World


class NotCut(DetenteError):
    """A pair that is cut into slices, in whose lines something is wrong."""

    def __init__(self, pair: Pair) -> None:
        super().__init__(pair)
        self.pair = pair

    def __str__(self) -> str:
        return (
            f"Something is wrong in the lines of {self.pair.names}, or has become so while they were read: "
            "they cannot be cut into slices. Ask again without that."
        )


class Share(NamedTuple):
    """The pairs of one share or several, followed, and the lines that are about them; or one slice of a pair."""

    world: World
    record: Record
    is_first: bool = False
    """Whether it is the one that says of which lines no pair can be told."""
    slice: Slice | None = None


def brought_together(batches: Iterable[Any], asked: Asked) -> Iterator[Share]:
    """Follow the rows of some shares, in whatever order they come; return those of whole pairs as one.

    The record of each can be read until the next one is taken. Raises `LinesLost` and `NotCut`.
    """
    for arrived in arriving(batches, asked):
        if arrived.slice is None:
            columns = of_lines(arrived.lines, arrived.record, asked.known)
            yield Share(followed(columns, lenient=asked.lenient, known=asked.known), arrived.record, arrived.is_first)
        else:
            yield Share(of_slice(arrived, arrived.slice, asked.known), arrived.record, slice=arrived.slice)


class Arrived(NamedTuple):
    """The lines of some shares, or of one slice."""

    lines: Lines
    record: Record
    is_first: bool
    """Whether they are to say of which lines no pair can be told."""
    slice: Slice | None


def arriving(batches: Iterable[Any], asked: Asked) -> Iterator[Arrived]:
    """Return what rows say that arrive: those of whole pairs together, and those of each slice by themselves.

    The record of each can be read until the next one is taken. Raises `LinesLost`, and `NotCut` where a pair has other
    lines than when it was cut.
    """
    with ExitStack() as files:
        found: dict[int, _Arrivals] = {}
        for batch in batches:
            number = Dealing.number(batch.column("share").to_numpy())
            for which in listed(np.unique(number)):
                if which not in found:
                    found[which] = _Arrivals(files.enter_context(TemporaryFile()))
                found[which].take(batch.filter(pa.array(number == which)))
        for which in sorted(found):
            arrived = found.pop(which)
            arrived.end()
            record, lines = arrived.record(asked), arrived.lines()
            suspects = lines.suspects.union(late(lines.rows, lines.pairs, record), unclear(lines.pairs, record))
            one = asked.slices[which - 1] if which else None
            if one is not None and one.lines not in (None, arrived.read_of_pair):
                raise NotCut(one.pair)
            yield Arrived(lines._replace(suspects=suspects), record, arrived.is_first, one)


def of_slice(arrived: Arrived, one: Slice, known: date | None) -> World:
    """Return a slice, followed from what went before it. Raises `NotCut`."""
    world = followed(begin(columns_of_slice(arrived, one.pair, known), [one]), known=known)
    if world.left_out:
        raise NotCut(one.pair)
    return world


def columns_of_slice(arrived: Arrived, pair: Pair, known: date | None) -> Columns:
    """Return the columns of a slice, without what went before. Raises `NotCut` where something is wrong in it."""
    rows = arrived.lines.rows
    is_own = (rows.act != RETRACTION) | np.isin(rows.retracts, rows.id)  # others name what is in another slice
    lines = arrived.lines._replace(rows=rows.at(is_own))
    columns, suspects = sound(lines, known, judged_by(arrived.record, known))
    if suspects:
        raise NotCut(pair)
    return columns


class _Arrivals:
    """The rows that have arrived, in numbers: their texts lie in a file, in the order in which they came."""

    def __init__(self, spool: IO[bytes]) -> None:
        self.is_first = False
        self.read_of_pair = 0
        """Of a pair that is cut, how many of its lines were read, also those of other slices."""
        self._spool = spool
        self._words = {name: Numbering[str | None]() for name in WORDS}
        self._parts: dict[str, list[NDArray[np.int64]]] = {name: [] for name in (*WORDS, *NUMBERS)}
        self._lines: list[NDArray[np.int64]] = []
        """The numbers of the lines in the file, and how many bytes each has there."""
        self._sizes: list[NDArray[np.int64]] = []
        self._sent = Counter[str]()
        """How many lines of each pair were read, as those say who read them."""
        self._of_no_pair: dict[int, bytes] = {}
        self._unended: Any = None
        """The line without a line feed: it ends the log, and so is written last."""

    def take(self, batch: Any) -> None:
        """Take rows: lines, and how many there are to be."""
        is_count, has_pair = pc.is_valid(batch.column("count")), pc.is_valid(batch.column("pair"))
        for row in batch.filter(is_count).select(["pair", "line", "count"]).to_pylist():
            self._sent[row["pair"]] += row["count"]
            self.read_of_pair += row["line"] or 0
        for row in batch.filter(pc.invert(has_pair)).select(["share", "line", "text"]).to_pylist():
            self.is_first |= row["share"] == 0
            self._of_no_pair[row["line"]] = row["text"]
        lines = batch.filter(pc.and_(has_pair, pc.invert(is_count)))
        is_ended = pc.ends_with(lines.column("text"), b"\n")
        unended = lines.filter(pc.invert(is_ended))
        self._unended = unended if unended.num_rows else self._unended
        self._keep(lines.filter(is_ended))

    def end(self) -> None:
        """Say that no more come. Raises `LinesLost`."""
        if self._unended is not None:
            self._keep(self._unended)
        self._columns = {name: np.concatenate([*parts, _NOTHING]) for name, parts in self._parts.items()}
        of_pair = self._words["pair"].things
        came = dict(zip(of_pair, np.bincount(self._columns["pair"], minlength=len(of_pair)).tolist(), strict=True))
        if came != self._sent:
            raise LinesLost(
                f"Of the pairs followed together {self._sent.total()} lines were read, and {sum(came.values())} "
                "arrived. Nothing is answered: ask again, and if this comes again, do not trust the engine."
            )
        for line, text in sorted(self._of_no_pair.items()):
            self._write(np.array([line]), [text])
        self._spool.flush()
        self._pairs = [Pair(*str(text).split("-")) for text in of_pair]
        self._line, self._size = (np.concatenate([*parts, _NOTHING]) for parts in (self._lines, self._sizes))
        self._offset = np.cumsum(self._size) - self._size

    def record(self, asked: Asked) -> Record:
        """Return the record of the lines, which it reads in the file."""
        places = self._places()
        record = Record(asked.path, Source(file=os.dup(self._spool.fileno())), limit=asked.limit, places=places)
        record.tell((places.offsets[index], places.lengths[index]) for index in places.of_no_pair)
        return record

    def _keep(self, lines: Any) -> None:
        """Keep what lines say."""
        for name, words in self._words.items():
            encoded = lines.column(name).dictionary_encode(null_encoding="encode")
            numbers = np.array([words.number(word) for word in encoded.dictionary.to_pylist()], np.int64)
            self._parts[name].append(numbers[encoded.indices.to_numpy()])
        for name in NUMBERS:
            self._parts[name].append(lines.column(name).fill_null(0).to_numpy())
        self._write(lines.column("line").to_numpy(), lines.column("text").to_pylist())

    def _write(self, numbers: NDArray[np.int64], texts: list[bytes]) -> None:
        self._lines.append(numbers)
        self._sizes.append(np.array([len(text) for text in texts], np.int64))
        self._spool.write(b"".join(texts))

    def _places(self) -> Places:
        """Return where each line lies in the file, without its line feed, and what it is about."""
        pair = self._columns["pair"]
        order = np.lexsort((self._line[: len(pair)], pair))
        ends = np.cumsum(np.bincount(pair, minlength=len(self._pairs)))
        length = self._size.copy()
        length[: len(length) - self._is_unended] -= 1
        return Places(
            _array(self._line),
            _array(self._offset),
            _array(length),
            {one: _array(rows) for one, rows in zip(self._pairs, np.split(order, ends[:-1]), strict=bool(len(pair)))},
            range(len(pair), len(self._line)),
        )

    @property
    def _is_unended(self) -> bool:
        """Whether the last line in the file has no line feed."""
        size = int(self._size.sum())
        return size > 0 and os.pread(self._spool.fileno(), 1, size - 1) != b"\n"

    def lines(self) -> Lines:
        """Return what the lines say, in the order of the log."""
        act, acts = self._meaning("act", {SURVEYED: SURVEY, RETRACTED: RETRACTION, None: _SUSPECT})
        on, dates = self._meaning("on", {None: ABSENT})
        rank, ranks = self._meaning("rank", {None: ABSENT})
        columns = self._columns | {"line": self._line[: len(act)], "act": act, "on": on, "rank": rank}
        order = np.argsort(columns["line"], kind="stable")
        order = order[act[order] != _SUSPECT]
        suspects = np.unique(columns["pair"][act == _SUSPECT])
        return Lines(
            rows=Rows.typed({name: column[order] for name, column in columns.items()}),
            pairs=self._pairs,
            acts=[Act(*loads(text)) for text in acts],
            dates=[HistoricDate.parse(text) for text in dates],
            ranks=[Rank(*loads(text)) for text in ranks],
            surveys=list(self._surveys(order[act[order] == SURVEY])),
            suspects=frozenset(self._pairs[number] for number in listed(suspects)),
        )

    def _meaning(self, name: str, others: Mapping[str | None, int]) -> tuple[NDArray[np.int64], list[str]]:
        """Return the numbers of words, and what they are; some have numbers of their own."""
        words = Numbering(str(word) for word in self._words[name].things if word not in others)
        number = [others[word] if word in others else words.number(str(word)) for word in self._words[name].things]
        return np.array(number, np.int64)[self._columns[name]], words.things

    def _surveys(self, rows: NDArray[np.int64]) -> Iterator[tuple[int, Survey]]:
        for row in listed(rows):
            text = os.pread(self._spool.fileno(), int(self._size[row]), int(self._offset[row]))
            survey = read_line(text.removesuffix(b"\n"))
            if isinstance(survey, Survey):
                yield int(self._line[row]), survey


_SUSPECT = -3
"""What a line is to the rules that is to be read again."""
_NOTHING = np.empty(0, np.int64)


def _array(numbers: NDArray[np.int64]) -> "array[int]":
    return array("q", numbers.astype(np.int64).tobytes())
