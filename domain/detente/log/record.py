"""A record: the log of events of one or many pairs, as it was when it was opened.

It holds no events. Asked about a pair, it reads the lines that are about that pair, and no others.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from datetime import date, datetime
from functools import cached_property
from glob import has_magic
from itertools import repeat
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from detente.log.checking import first_of_each_id, line_called, wrong
from detente.log.entry import Entry, read_plainly
from detente.log.findings import Finding
from detente.log.form import not_a_log
from detente.log.layout import Layout, Places
from detente.log.outline import lines_to_read, may_name, outlines
from detente.log.paths import index_of, path_of
from detente.log.seal import Seal
from detente.log.source import BOM, Source
from detente.log.stamping import latest_moment
from detente.log.vouching import broken_seal, is_as_sealed, seal_vouching_for
from detente.model.calling import asked, expected
from detente.model.dates import Dated, last_day
from detente.model.errors import DetenteError, WrongCall
from detente.model.events import Line, is_known_on
from detente.model.pairs import Pair, expected_pair
from detente.model.wording import counted, shown

if TYPE_CHECKING:
    from detente.log.auditing import Audit
    from detente.log.inventory import Inventory

KEPT = 64
"""Of how many pairs the lines are kept when they have been read."""
SHORT = 2**20
"""How many bytes a log can have for it to be laid out at once, and not only searched for the pair that is asked."""

_NOT_COUNTED = 0
"""The number of a line that nobody has asked for: to count them takes as long as to search the log."""

Extent: TypeAlias = tuple[int, int]
"""The offset and the length of a line, in bytes."""


class Unreadable(DetenteError):
    """A log that cannot be opened."""


class _Read(NamedTuple):
    """The lines of one pair: their entries or what is wrong with them, and what is wrong with them all."""

    lines: list[Entry | Finding]
    findings: list[Finding]


class Record:
    """The lines of a log, which are read when somebody asks for what they say."""

    def __init__(
        self,
        path: str,
        data: bytes | Source,
        *,
        is_vouched_for: bool = False,
        limit: datetime | None = None,
        places: Places | None = None,
    ) -> None:
        self.path = path
        self._limit = limit
        """The moment after which nothing can have been recorded, if that is to be looked for.

        What the seal vouches for was held to the clock when it was added.
        """
        self._source = Source.of(data)
        self._is_vouched_for = is_vouched_for
        self._searched: tuple[Pair, list[Extent], list[Extent]] | None = None
        """The pair that a long log was searched for, its lines, and those of which no pair can be told."""
        self._of_no_pair: list[Extent] | None = None
        """The lines of which no pair can be told, where somebody has told which they are."""
        self._of_pair: dict[Pair, _Read] = {}
        self._about: Collection[Pair] | None = None
        """The pairs about which alone this is asked, where that is known."""
        self._keeping = Lock()
        if places is not None:  # which says what the lines are about, and their numbers in the log they were taken from
            self._layout = places

    def __repr__(self) -> str:
        return shown("Record", f"of {self.path}: {self._source.size} bytes")

    @asked
    def entries_of(self, pair: Pair, *, numbered: bool = False) -> tuple[Entry, ...]:
        """Return the lines about a pair that hold events, in the order of the log, each id once.

        Where nothing is wrong they have no numbers, unless they are to be numbered: that takes longer.
        """
        expected_pair(pair)
        read = self._read_with_numbers(pair) if numbered else self._read(pair)
        return tuple(first_of_each_id(one for one in read.lines if isinstance(one, Entry)))

    @asked
    def findings_of(self, pair: Pair, known: Dated | None = None) -> tuple[Finding, ...]:
        """Return what keeps a pair from being answered; with a day, in what was recorded by its end (UTC).

        Lines that hold no event, or were recorded in times to come, do not say when they were added, and stay. So do
        those of which the pair cannot be told, and which name both countries.
        """
        read = self._read(expected_pair(pair))
        found = read.findings
        if known is not None:
            day = last_day(known)
            found = self._wrong_by(day, read)
            if any(one.line == _NOT_COUNTED for one in found):
                found = self._wrong_by(day, self._read_with_numbers(pair))
        return (*map(self._told, found), *(one for one in self.untold if may_name(one.text, pair)))

    @property
    def untold(self) -> list[Finding]:
        """What is wrong in lines of which no pair can be told; what was torn when it was added counts for nothing."""
        return [one for one in self.findings_of_no_pair if not one.is_torn]

    @cached_property
    def in_doubt(self) -> Finding | None:
        """Why of no pair it can be said that nothing is recorded of it: lines may be about any, or are lost."""
        lines = {(one.path, one.line) for one in self.untold}
        if lines:
            first, others = self.untold[0], len(lines) - 1
            more = f" So it is with {counted(others, 'other line')}: detente check lists all." if others else ""
            return first._replace(message=f"this may be about any two countries: {first.message}{more}")
        for source, path in self._kept_in:
            if not is_as_sealed(source, path):
                lost = "lines that were sealed are no longer there as they were, and may be about any two countries."
                return Finding(str(path), 1, 1, f"{lost} detente check says which.", "")
        return None

    @cached_property
    def findings_of_no_pair(self) -> tuple[Finding, ...]:
        """What is wrong in lines of which it cannot be told what pair they are about; a torn last line is one."""
        if self._of_no_pair is not None:
            extents = self._of_no_pair
        elif self._searched is None and self._source.size <= SHORT:
            extents = [self._extent(index) for index in self._layout.of_no_pair]
        elif self._searched is None:
            extents = list(self._of_none())
        else:
            extents = self._searched[2]
        last = [one for one in self._source.unended() if self._source.read(*one).strip()]
        if last and self._source.size > len(BOM):
            extents = sorted({*extents, *last})
        if not extents:
            return ()
        found = self._validated(extents, self._numbers(extents))
        return tuple(self._told(one) for one in found if isinstance(one, Finding) and one.pair is None)

    def tell(self, of_no_pair: Iterable[Extent]) -> None:
        """Tell a record of which lines no pair can be told: who has read them all saves it the search for them."""
        self._of_no_pair = sorted(of_no_pair)

    def about(self, pairs: Collection[Pair]) -> Self:
        """Return a record of the same lines that is asked about some pairs alone, and keeps no places of others."""
        found = copy(self)
        if not isinstance(self.__dict__.get("_layout"), Places):
            found.__dict__.pop("_layout", None)
        found._about, found._searched, found._of_pair = pairs, None, {}  # noqa: SLF001 - it is one of its kind
        return found

    @property
    def limit(self) -> datetime | None:
        """The moment after which no line can have been recorded, where that is asked of lines nobody vouches for."""
        return None if self._is_vouched_for else self._limit

    @property
    def source(self) -> Source:
        """Its bytes, as many as there were when it was opened."""
        return self._source

    @property
    def is_vouched_for(self) -> bool:
        """Whether the seal says that every line was validated when it was added, and nothing has shown otherwise."""
        return self._is_vouched_for

    @property
    def pairs(self) -> list[Pair]:
        """The pairs that some line is about, in alphabetical order."""
        return sorted(self._layout.of_pair)

    @cached_property
    def pair_of(self) -> Mapping[str, Pair]:
        """The pair that the line of each id is about."""
        found: dict[str, Pair] = {}
        for offset, data in self._source.chunks():
            for outline in outlines(data, offset):
                if outline.id is not None and outline.pair is not None:
                    found.setdefault(outline.id, outline.pair)
        return found

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The lines that hold events, in the order of the log."""
        extents = [self._extent(index) for index in range(len(self._layout.numbers))]
        return tuple(one for one in self._validated(extents, self._layout.numbers) if isinstance(one, Entry))

    @cached_property
    def broken_seal(self) -> str | None:
        """What was done to what the seal beside the log speaks of, in a sentence, as far as that is told quickly."""
        if self._is_vouched_for:
            return None
        found = ((path, broken_seal(source, path)) for source, path in self._kept_in)
        return next((f"{path} {what}" for path, what in found if what), None)

    is_for_check = True
    """Whether it is of one log in lines, of which `check` says all that is wrong."""

    def place_of(self, found: Finding) -> str:
        """Return where something is found, in words: "line 3"."""
        return line_called(found.line)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong: in the lines, with ids and retractions, against the rules; in order of line."""
        return self.audit.findings

    @property
    def advice(self) -> tuple[Finding, ...]:
        """What is not wrong and could be said better: dates that leave open an order that matters."""
        return self.audit.advice

    @cached_property
    def audit(self) -> "Audit":
        """What is found in the whole log, every line validated."""
        from detente.log.auditing import audit  # which questions about a pair do not need

        return audit(self._source, self.path, self._limit)

    @cached_property
    def inventory(self) -> "Inventory":
        """What the whole log holds, in numbers."""
        from detente.log.inventory import inventory  # which other questions do not need

        return inventory(self._source)

    @asked
    def reached(self, lines: int | None = None) -> Seal:
        """Return how many lines the log has, of the first so many, and their digest, as `check` prints it."""
        from detente.log.guarding import reached  # which answers do not need

        if lines is not None and expected(int, lines, "how many lines, 0 or more") < 0:
            raise WrongCall("The first lines of a log are 0 or more.")
        return reached(self._source, lines)

    def grown(self, lines: Iterable[bytes]) -> "Record":
        """Return a record in memory with more lines at its end."""
        whole = self._source.whole()
        end = b"" if whole.endswith(b"\n") or not whole else b"\n"
        return Record(self.path, whole + end + b"".join(line + b"\n" for line in lines))

    def _read(self, pair: Pair) -> _Read:
        if pair not in self._of_pair:
            found = self._read_at(self._extents(pair), repeat(_NOT_COUNTED))
            with self._keeping:
                while len(self._of_pair) >= KEPT:
                    del self._of_pair[next(iter(self._of_pair))]
                self._of_pair[pair] = found
            return self._read_with_numbers(pair) if found.findings else found
        return self._of_pair[pair]

    def _read_with_numbers(self, pair: Pair) -> _Read:
        """Read the lines of a pair again with their numbers: they are counted only where something is wrong."""
        extents = self._extents(pair)
        self._of_pair[pair] = self._read_at(extents, self._numbers(extents))
        return self._of_pair[pair]

    def _numbers(self, extents: Sequence[Extent]) -> list[int]:
        """Return the numbers of lines, by where they stand."""
        offsets = [offset for offset, _ in extents]
        if "_layout" not in self.__dict__:
            return self._source.numbers(offsets)
        return [self._layout.numbers[bisect_left(self._layout.offsets, offset)] for offset in offsets]

    def _wrong_by(self, day: date, read: _Read) -> list[Finding]:
        limit = None if self._is_vouched_for else self._limit

        def may_be_known(line: Line) -> bool:
            return is_known_on(line, day) or (limit is not None and line.recorded > limit)

        return wrong(self.path, read.lines, limit, self._called, may_be_known)

    def _wrong(self, lines: Iterable[Entry | Finding], limit: datetime | None = None) -> list[Finding]:
        return wrong(self.path, lines, limit, self._called)

    def _called(self, number: int) -> str:
        """Return what a line is called, by its number."""
        return line_called(number)

    def _told(self, found: Finding) -> Finding:
        """Return a finding as it is told, with the place where its line is kept."""
        return found

    @property
    def _kept_in(self) -> Sequence[tuple[Source, Path]]:
        """The files in which the lines are kept, each with what it holds."""
        return [(self._source, Path(self.path))]

    def _read_at(self, extents: list[Extent], numbers: Iterable[int]) -> _Read:
        if self._is_vouched_for:
            # A log that was changed while it keeps size and time of change would show here.
            with suppress(LookupError, TypeError, ValueError, AttributeError, RecursionError):
                plain: list[Entry | Finding] = [
                    read_plainly(self._source.read(*extent), number)
                    for extent, number in zip(extents, numbers, strict=False)
                ]
                return _Read(plain, self._wrong(plain))
            self._is_vouched_for = False
        found = self._validated(extents, numbers)
        lines = [one for one in found if isinstance(one, Entry) or one.pair is not None]
        return _Read(lines, self._wrong(lines, self._limit))

    def _validated(self, extents: Iterable[Extent], numbers: Iterable[int]) -> Iterator[Entry | Finding]:
        from detente.log.reading import read_one  # which lines that are vouched for do not need

        for (offset, length), number in zip(extents, numbers, strict=False):
            is_last = self._source.is_end(offset + length)
            yield from read_one(self._source.read(offset, length), self.path, number, is_last=is_last)

    def _extents(self, pair: Pair) -> list[Extent]:
        """Return where the lines about a pair stand."""
        if "_layout" not in self.__dict__ and self._source.size > SHORT:
            if self._is_vouched_for and index_of(Path(self.path)).exists():
                from detente.log.index import offsets_of  # which nothing else needs

                indexed = offsets_of(self._source, Path(self.path), pair)
                if indexed is not None:
                    self._searched = (pair, *indexed)
                    return indexed[0]
            if self._searched is None or self._searched[0] == pair:
                self._searched = (pair, *self._search(pair))
                return self._searched[1]
        return [self._extent(index) for index in self._layout.of_pair.get(pair, ())]

    def _of_none(self) -> Iterator[Extent]:
        """Return where the lines stand of which no pair can be told."""
        for offset, data in self._source.chunks():
            for outline in outlines(data, offset):
                if outline.pair is None:
                    yield outline.offset, outline.length

    def _search(self, pair: Pair) -> tuple[list[Extent], list[Extent]]:
        """Return where the lines about a pair stand, and those of which no pair can be told."""
        of_pair: list[Extent] = []
        of_none: list[Extent] = []
        for offset, data in self._source.chunks():
            for start, end in lines_to_read(data, pair):
                for outline in outlines(data[start:end], offset + start):
                    if outline.pair in (pair, None):
                        found = of_none if outline.pair is None else of_pair
                        found.append((outline.offset, outline.length))
        return of_pair, of_none

    @cached_property
    def _layout(self) -> Layout | Places:
        return Layout(self._source, about=self._about)

    def _extent(self, index: int) -> Extent:
        return self._layout.offsets[index], self._layout.lengths[index]


@asked
def read(path: str | Path) -> Record:
    """Return the record of a log in a file; raise `Unreadable` where there is none, or none that can be read.

    Nothing in it can have been recorded in times to come by the clock.
    """
    found = path_of(path)
    return record_of(opened(found), found)


def record_of(source: Source, path: Path) -> Record:
    """Return the record of a log that was opened; raise `Unreadable` where that is no log."""
    must_be_a_log(source, path)
    is_vouched_for = seal_vouching_for(source, path) is not None
    return Record(str(path), source, is_vouched_for=is_vouched_for, limit=latest_moment())


def must_be_a_log(source: Source, path: Path) -> None:
    """Raise `Unreadable` where what a file holds is no log."""
    if why := not_a_log(source):
        raise Unreadable(f"{path}:1:1: {why}")


def opened(path: str | Path) -> Source:
    """Return the bytes of a log, to be read in parts; raise `Unreadable` where there is none or it cannot be opened."""
    return _opened(path, "log")


def read_bytes(path: str | Path, what: str = "log") -> bytes:
    """Return the bytes of a log or of another file; raise `Unreadable` where there is none or it cannot be opened."""
    return _opened(path, what).whole()


def _opened(path: str | Path, what: str) -> Source:
    try:
        return Source.open(Path(path))
    except OSError as error:
        raise _unreadable(path, what, error) from error


def _unreadable(path: str | Path, what: str, error: OSError) -> Unreadable:
    missing = isinstance(error, FileNotFoundError)
    unreadable = Unreadable(
        f"There is no {what} at {path}." if missing else f"The {what} {path} cannot be read: {error.strerror}."
    )
    if what == "log":
        unreadable.otherwise = " Name one with --log, or in DETENTE_LOG."
        if has_magic(str(path)) or isinstance(error, IsADirectoryError):
            unreadable.otherwise = " This takes one log: several are read only where every pair is asked."
    return unreadable
