"""A world out of a packed file: a day is looked up in the part that is of its era, all else takes the whole."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.log.findings import Finding
from detente.log.form import PARQUET
from detente.log.seal import Seal
from detente.log.source import Source
from detente.model.configuration import Configuration
from detente.model.errors import DetenteError
from detente.model.events import Survey
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.buffers import numbers_in, pa
from detente.world.columns import Columns, Dates, Happened, Kept, LeftOut, Rank, dated, surveys_of
from detente.world.day import Day, Told, at
from detente.world.following import Followed, follow
from detente.world.meaning import NAME, meaning, sum_of
from detente.world.world import World

if TYPE_CHECKING:
    from detente.world.reading import Lines
    from detente.world.rows import Rows

EPOCH = date(1970, 1, 1).toordinal()
"""The day from which Arrow counts."""
_OF_EVENTS = ("pair", "act", "on", "confidence", "rank", "line", "after")
"""What is read of all events where nothing is asked about what was known on some day."""


class NotPacked(DetenteError):
    """A file that is no packed world, or one that cannot be read: of another version, or damaged."""


class Packed:
    """A file into which a world was packed. What is asked of it raises `NotPacked` where it is damaged."""

    def __init__(self, path: Path) -> None:
        """Open the file, without reading its columns. Raises `NotPacked`."""
        self.path = path
        try:
            self._file = _parquet().ParquetFile(path, memory_map=True)
            said = self._meaning = meaning(self._file.metadata.metadata or {})
            self.counting = said.counting
            """How many events count."""
            self.pairs = [Pair(*pair) for pair in said.pairs]
            self.dates = Dates(said.dates, *(np.array(days, np.int32) for days in said.days))
            self._surveys = [*_surveys(said.surveys)]
            self.surveys = surveys_of(self._surveys, self.pairs, {*said.gone})
            self.left_out = [_left_out(Pair(*pair), found) for pair, found in said.left_out]
            first, last = np.array(said.first_and_last, np.int32)
            self.first_and_last = first, last
            """The dates of the first event of each pair, and of the one that ends last."""
            self.of = Seal(said.lines, said.bytes, said.digest)
            """The log that was packed: how many lines it had, how many bytes, and their digest."""
            self.hashed_by = said.hashed_by
            """What made the hashes of ids: to these rows none may be put that others made."""
        except (pa.ArrowException, OSError, LookupError, TypeError, ValueError) as error:
            raise NotPacked(
                f"{path} is no packed world of this version, or is damaged: pack the log anew (detente pack)."
            ) from error

    def columns(self) -> Columns:
        """Return the columns of the world."""
        read = self._events(_OF_EVENTS)
        earliest, latest = self.dates.days
        after = read.pop("after")
        return Columns(
            pairs=self.pairs,
            kinds=[Act(*act) for act in self._meaning.acts],
            dates=self.dates,
            ranks=[Rank(*rank) for rank in self._meaning.ranks],
            happened=Happened(earliest=earliest[read["on"]], latest=latest[read["on"]], **read),
            surveys=self.surveys,
            left_out=self.left_out,
            findings=self._refused,
            kept=Kept([tuple(one) for one in self._meaning.configurations], after),
        )

    def known(self, day: date) -> Columns:
        """Return the columns of the world as it was known on a day."""
        return self.columns_of(self.lines(), day)

    def columns_of(self, lines: "Lines", known: date | None = None) -> Columns:
        """Return the columns that lines of it make, all or those of some pairs; as known on a day, if one is given."""
        from detente.world.reading import sound  # with DuckDB, which all else does without

        found, _ = sound(lines, known, self._refused)
        return found._replace(left_out=[out for out in self.left_out if out.pair in lines.suspects])

    def lines(self) -> "Lines":
        """Return what the lines that were packed say."""
        from detente.world.rows import Rows

        rows = Rows.all(self.rows())
        return self.said(rows.at(np.argsort(rows.line)))

    def said(self, rows: "Rows") -> "Lines":
        """Return what some of its rows say."""
        from detente.world.reading import Lines

        return Lines(
            rows=rows,
            pairs=self.pairs,
            acts=[Act(*act) for act in self._meaning.acts],
            dates=self.dates,
            ranks=[Rank(*rank) for rank in self._meaning.ranks],
            surveys=self._surveys,
            suspects=frozenset(out.pair for out in self.left_out),
        )

    def rows(self) -> "Iterator[Rows]":
        """Return the lines that were packed, in numbers: those of an era after those of the other."""
        from detente.world.rows import Rows

        others = range(len(self._meaning.eras), self._file.num_row_groups)
        for part in chain(self._own(Rows._fields), (self._read(group, Rows._fields) for group in others)):
            yield Rows(**part)

    def told(self, day: date) -> tuple[Told, Callable[[int], Configuration]]:
        """Return what is told of the last events of every pair by a day, and the facts after each of them."""
        era = bisect_right(self._meaning.eras, day.toordinal()) - 1
        read = self._read(era, (*Told._fields, "after"))
        after = read.pop("after")
        configurations: Sequence[Sequence[str]] = self._meaning.configurations
        return Told(**read), lambda row: tuple(configurations[int(after[row])])

    def _events(self, names: Sequence[str]) -> dict[str, NDArray[Any]]:
        """Return columns of all events, pair by pair, each pair's in plain order."""
        parts = [*self._own(names)]
        found = {name: np.concatenate([part[name] for part in parts]) for name in names}
        order = np.argsort(found["pair"], kind="stable")
        return {name: column[order] for name, column in found.items()}

    def _own(self, names: Sequence[str]) -> Iterator[dict[str, NDArray[Any]]]:
        """Return columns of the events of each era, without those that are there again."""
        earliest, _ = self.dates.days
        for era, first_day in enumerate(self._meaning.eras):
            part = self._read(era, names)
            is_own = earliest[part["on"]] >= first_day
            yield {name: column[is_own] for name, column in part.items()}

    def _read(self, group: int, names: Sequence[str]) -> dict[str, NDArray[Any]]:
        """Return columns of one group of rows."""
        sums = self._meaning.sums
        try:
            table = self._file.read_row_group(group, columns=list(names))
            found = {name: _array(table[name].combine_chunks()) for name in names}
        except (pa.ArrowException, OSError) as error:
            raise NotPacked(f"{self.path} is damaged: pack the log anew (detente pack).") from error
        if any(sum_of(column) != sums[name][group] for name, column in found.items()):
            raise NotPacked(f"{self.path} is damaged: pack the log anew (detente pack).")
        for name in {"earliest", "latest"} & found.keys():
            found[name] = found[name] + EPOCH
        return found

    def _refused(self, pair: Pair, lines: Sequence[int]) -> list[Finding]:
        """Return why a pair cannot be answered about as it was known on some day."""
        why = "the rules refuse an event as it was known then; asked of this pair alone, the log itself says why."
        return [Finding(str(self.path), line, 1, why, "", pair) for line in sorted(lines)]


class Unpacked(World):
    """The world in a packed file. What a day needs is looked up; the rest is read when something else is asked."""

    def __init__(self, packed: Packed, otherwise: Callable[[], Columns] | None = None) -> None:
        """Take the file, and what gives the columns of the log if the file turns out to be damaged."""
        super().__init__(self._read)
        self._packed, self._otherwise = packed, otherwise
        self.pairs, self.surveys, self.left_out = packed.pairs, packed.surveys, packed.left_out
        self.dates, self.first_and_last = packed.dates, packed.first_and_last

    def on(self, day: date) -> Day:
        """Return where every pair stands at the end of a day, in columns of numbers."""
        try:
            return at(self, day, *self._packed.told(day))
        except NotPacked:
            return super().on(day)  # out of the log, if there is one

    def _read(self) -> tuple[Columns, Followed]:
        try:
            columns = self._packed.columns()
        except NotPacked:
            if self._otherwise is None:
                raise
            columns = _renumbered(self._otherwise(), self.dates)
        return columns, follow(columns)


def _renumbered(columns: Columns, dates: Dates) -> Columns:
    """Return columns whose dates have the numbers that others have of the same log."""
    number = {text: index for index, text in enumerate(dates.texts)}
    of = np.array([number[text] for text in dated(columns.dates).texts], np.int32)
    return columns._replace(dates=dates, happened=columns.happened._replace(on=of[columns.happened.on]))


def _parquet() -> Any:
    """Import what reads Parquet, and no more of Arrow: a look-up takes as long as what is imported for it."""
    return import_module("pyarrow.parquet")


def is_packed(path: Path) -> bool:
    """Whether a file is a packed world: one of Parquet that says so of itself, or is too damaged to say what it is."""
    if not path.is_file() or Source.open(path).read(0, len(PARQUET)) != PARQUET:
        return False
    try:
        return NAME in (_parquet().read_metadata(path).metadata or {})
    except (pa.ArrowException, OSError):
        return True


def _surveys(said: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Survey]]:
    if said:
        from detente.log.reading import read_line  # with pydantic, which worlds without surveys do without

        for line, text in said:
            survey = read_line(text.encode())
            if isinstance(survey, Survey):
                yield line, survey


def _left_out(pair: Pair, found: Sequence[Sequence[Any]]) -> LeftOut:
    return LeftOut(pair, [Finding(path, line, column, why, text, pair) for path, line, column, why, text in found])


def _array(column: Any) -> NDArray[Any]:
    return numbers_in(column.view(pa.int32()) if column.type == pa.date32() else column)
