"""A log shared among many machines: what each of them does with the lines that it is given, as batches of Arrow.

Lines are read where they lie, whichever pairs they are of: each becomes a row that says in which share its pair
belongs. The rows of a share are brought together by whoever moves them, in any order, and followed there as a log of
their own. The text of each line goes with it, so that the real validator can read again the lines of a pair in which
something may be wrong. How many rows of each pair were read is sent along as well: where others arrive, a row was
lost on the way or came twice, and there is no answer.
"""

import os
from array import array
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from json import dumps, loads
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.log.findings import Finding
from detente.log.layout import Places
from detente.log.outline import outlines
from detente.log.reading import read_line, read_one
from detente.log.record import Record
from detente.log.source import Source
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.events import Survey
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.arrow import pa, pc
from detente.world.columns import Rank, listed
from detente.world.lines import ABSENT, said
from detente.world.reading import Lines, late, of_lines, unclear
from detente.world.replay import followed
from detente.world.rows import RETRACTION, SURVEY, Reader, Rows
from detente.world.values import Numbering
from detente.world.world import World

LINES = pa.schema([("line", pa.int64()), ("text", pa.binary())])
"""The lines of a log: the number of each, and its bytes with their line feed, which the last may lack."""

_NUMBERS = ("seq", "recorded", "confidence", "id", "retracts")
_WORDS = ("pair", "act", "on", "rank")
ROWS = pa.schema(
    [
        ("share", pa.int32()),
        *LINES,
        *((name, pa.string()) for name in _WORDS),
        *((name, pa.int64()) for name in _NUMBERS),
        ("count", pa.int64()),
    ]
)
"""What was read of each line, the numbers of this process spelled out. No `act`: the line is to be read again, or is of
no pair that could be told; then each share has it, for it may be about any. With a `count`: it is no line, but says how
many of its pair were read in one place."""

SHARES = 2**10
"""In how many shares pairs are put: more than a cluster has cores, so that they can be dealt out evenly."""
AT_ONCE = 2**23
"""How many bytes of lines are read at once: whatever moves them brings fewer, and to begin takes time as well."""
MOST_OF_NO_PAIR = 1000
"""Of how many lines no pair can be told, in one place, before what was given is taken to be no log."""


class LinesLost(DetenteError):
    """Rows that did not arrive as they were sent, or what was given is no log."""


class Asked(NamedTuple):
    """How a log is to be followed."""

    known: date | None = None
    """As known at the end of a day."""
    lenient: bool = False
    """Whether events that the rules refuse are passed over; otherwise their pairs are left out."""
    path: str = "log"
    """What it is called where something is said of its lines."""
    limit: datetime | None = None
    """The moment after which no line can have been recorded."""


def read(batches: Iterable[Any]) -> Iterator[Any]:
    """Read lines, batches of `LINES`, in the order of the log as far as they lie together; return batches of `ROWS`.

    Raises `LinesLost`.
    """
    reader, counts, of_no_pair = Reader(), Counter[str](), 0
    for batch in _together(batches):
        texts: list[bytes] = batch.column("text").to_pylist()
        # A blank line first, for none of these begins the log.
        source = Source(b"\n" + b"".join(texts))
        parts = [reader.take(part, is_vouched_for=False) for part in said(source, is_vouched_for=False)]
        rows = Rows.all(parts)
        place = rows.line - 2
        is_read = np.zeros(len(texts), np.bool_)
        is_read[place] = True
        numbers = batch.column("line").to_numpy()
        made = _spelled(reader, rows._replace(line=numbers[place]), batch.column("text").take(pa.array(place)))
        counts.update(made.column("pair").to_pylist())
        yield made
        others = [
            (int(numbers[row]), texts[row], outline.pair)
            for row in listed(np.flatnonzero(~is_read))
            for outline in outlines(texts[row], offset=1)
        ]
        again = [(line, text, str(pair)) for line, text, pair in others if pair is not None and not _is_torn(text)]
        untold = [(line, text) for line, text, pair in others if pair is None or _is_torn(text)]
        of_no_pair += len(untold)
        if of_no_pair > MOST_OF_NO_PAIR:
            raise LinesLost(
                f"Of more than {MOST_OF_NO_PAIR} lines it cannot be told what pair they are about: this is no log of "
                "events, or one that is damaged. detente check says what is wrong in it."
            )
        counts.update(pair for _, _, pair in again)
        if again:
            line, text, pair = zip(*again, strict=True)
            yield _batch(share=list(map(_share, pair)), line=line, text=text, pair=pair)
        for line, text in untold:
            yield _batch(share=range(SHARES), line=[line] * SHARES, text=[text] * SHARES)
    if counts:
        yield _batch(share=list(map(_share, counts)), pair=[*counts], count=[*counts.values()])


def _together(batches: Iterable[Any]) -> Iterator[Any]:
    """Return lines in fewer batches, each of about `AT_ONCE` bytes but the last."""
    held, size = list[Any](), 0
    for batch in batches:
        held.append(batch)
        size += batch.nbytes
        if size >= AT_ONCE:
            yield pa.concat_batches(held)
            held, size = [], 0
    if held:
        yield pa.concat_batches(held)


def _is_torn(text: bytes) -> bool:
    """Whether a line is the last one and breaks off: it is of no pair then, even where one can be told."""
    if text.endswith(b"\n"):
        return False
    return any(isinstance(found, Finding) and found.is_torn for found in read_one(text, "", 1, is_last=True))


def _share(pair: str) -> int:
    return crc32(pair.encode()) % SHARES


def _spelled(reader: Reader, rows: Rows, texts: Any) -> Any:
    """Return rows with what their numbers mean, as a batch of `ROWS`."""
    pairs = [str(pair) for pair in reader.pairs.things]
    words = {
        "pair": (pairs, rows.pair),
        # What is no event has a number below 0: it comes last.
        "act": ([*map(dumps, reader.acts.things), _SURVEYED, _RETRACTED], rows.act),
        "on": ([*(on.text for on in reader.dates.things), None], rows.on),
        "rank": ([*map(dumps, reader.ranks.things)], rows.rank),
    }
    spelled = {
        name: pa.array(known, pa.string()).take(pa.array(number % max(len(known), 1)))
        for name, (known, number) in words.items()
    }
    numbers = {name: getattr(rows, name).astype(np.int64) for name in _NUMBERS}
    share = np.array(list(map(_share, pairs)), np.int32)[rows.pair]
    return _batch(share=share, line=rows.line, text=texts, **spelled, **numbers)


_SURVEYED, _RETRACTED = '"surveyed"', '"retracted"'
"""How `SURVEY` and `RETRACTION` are spelled."""


def _batch(**columns: Any) -> Any:
    """Return a batch of `ROWS` of some of its columns; the others are null."""
    count = len(columns["share"])
    return pa.record_batch(
        [
            pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(count, field.type)
            for field in ROWS
        ],
        schema=ROWS,
    )


class Share(NamedTuple):
    """The pairs of one share or several, followed, and the lines that are about them."""

    world: World
    record: Record
    is_first: bool
    """Whether it is the one that says of which lines no pair can be told."""


@contextmanager
def brought_together(batches: Iterable[Any], asked: Asked) -> Generator[Share]:
    """Follow the rows of some shares, in whatever order they come; the record can be read until this ends.

    Raises `LinesLost`.
    """
    with TemporaryFile() as spool:
        arrived = _Arrived(spool)
        for batch in batches:
            arrived.take(batch)
        arrived.end()
        spool.flush()
        places, lines = arrived.places(), arrived.lines()
        record = Record(asked.path, Source(file=os.dup(spool.fileno())), limit=asked.limit, places=places)
        record.tell((places.offsets[index], places.lengths[index]) for index in places.of_no_pair)
        suspects = lines.suspects.union(late(lines.rows, lines.pairs, record), unclear(lines.pairs, record))
        columns = of_lines(lines._replace(suspects=suspects), record, asked.known)
        yield Share(followed(columns, lenient=asked.lenient), record, arrived.is_first)


class _Arrived:
    """The rows that have arrived, in numbers: their texts lie in a file, in the order in which they came."""

    def __init__(self, spool: IO[bytes]) -> None:
        self.is_first = False
        self._spool = spool
        self._words = {name: Numbering[str | None]() for name in _WORDS}
        self._parts: dict[str, list[NDArray[np.int64]]] = {name: [] for name in (*_WORDS, *_NUMBERS)}
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
        for row in batch.filter(is_count).select(["pair", "count"]).to_pylist():
            self._sent[row["pair"]] += row["count"]
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

    def _keep(self, lines: Any) -> None:
        """Keep what lines say."""
        for name, words in self._words.items():
            encoded = lines.column(name).dictionary_encode(null_encoding="encode")
            numbers = np.array([words.number(word) for word in encoded.dictionary.to_pylist()], np.int64)
            self._parts[name].append(numbers[encoded.indices.to_numpy()])
        for name in _NUMBERS:
            self._parts[name].append(lines.column(name).fill_null(0).to_numpy())
        self._write(lines.column("line").to_numpy(), lines.column("text").to_pylist())

    def _write(self, numbers: NDArray[np.int64], texts: list[bytes]) -> None:
        self._lines.append(numbers)
        self._sizes.append(np.array([len(text) for text in texts], np.int64))
        self._spool.write(b"".join(texts))

    def places(self) -> Places:
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
        act, acts = self._meaning("act", {_SURVEYED: SURVEY, _RETRACTED: RETRACTION, None: _SUSPECT})
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
