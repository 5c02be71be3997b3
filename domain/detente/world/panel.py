"""Panels: a row a pair and period, as the field works with them, in columns of Arrow."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from mmap import ACCESS_READ, mmap
from tempfile import TemporaryFile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.countries import Code
from detente.model.dates import Dated, Span, between, first_day, last_day
from detente.model.errors import DetenteError
from detente.model.pairs import Pair
from detente.model.wording import listing
from detente.world.aggregates import AGGREGATES
from detente.world.arrow import pa, pc
from detente.world.cells import Rows
from detente.world.codebook import FACTS, Codes, Column, columns
from detente.world.columns import LeftOut
from detente.world.facts import Facts
from detente.world.periods import UNITS, Periods, Unit, periods
from detente.world.room import within_room
from detente.world.systems import SYSTEMS, Dyads, System, dyads, not_counted
from detente.world.world import World

ROWS = 2**17
"""About how many rows are made at a time."""


class NoSuchPanel(DetenteError):
    """A panel of a form that there is none of."""


class Asked(NamedTuple):
    """What a panel is to be of."""

    unit: Unit = "year"
    """How long a period is."""
    first: Dated | None = None
    """The first day; if it is none, the first that is recorded of any pair."""
    last: Dated | None = None
    """The last day; if it is none, the last that the record names."""
    directed: bool = False
    """Whether there is a row for either state first, and not only for the one of the lower key."""
    system: System = "iso"
    """By which list of states, and on which days."""
    of: Sequence[str] = FACTS
    """The facts that are aggregated over the days of a period."""
    by: Sequence[str] = AGGREGATES[:3]
    """How: some of `AGGREGATES`."""
    country: Code | None = None
    """The code of a state of which alone there are to be pairs."""

    def days(self, recorded: Span | None) -> Span:
        """Return the first and the last day, which are those that the record names, if any, where no others are asked.

        Raises `BadDate`.
        """
        asked = next((day for day in (self.first, self.last) if day is not None), date.min)
        return between(self.first, self.last, recorded or (first_day(asked), last_day(asked)))


class Panel:
    """A panel of worlds: its columns, and its rows part by part."""

    def __init__(self, worlds: Iterable[World], asked: Asked | None = None) -> None:
        """Take every pair of a log, followed, and what is asked of them.

        It can be in several worlds, each of pairs that are in no other, those whose states have had the same number
        together. They are gone through twice, and never held. Raises `NoSuchPanel`, and `BadDate`.
        """
        self._worlds, self._asked = worlds, asked or Asked()
        unit, _, _, _, system, of, by, country = self._asked
        given = ((unit, UNITS), (system, SYSTEMS), *((one, FACTS) for one in of), *((one, AGGREGATES) for one in by))
        for word, known in given:
            if word not in known:
                raise NoSuchPanel(f"There is no panel of “{word}”, but of {listing(known, 'or')}.")
        pairs, left_out, span, self._count = _gone_through(worlds)
        self.first, self.last = self._asked.days(span)
        self._periods = periods(unit, self.first, self.last)
        codes = [code for pair in pairs for code in pair]
        self._codes = {code: number for number, code in enumerate(sorted(set(codes)))}
        self.columns: list[Column] = columns(unit, system, of, by, Codes(tuple(self._codes)))
        """Its columns, in order."""
        chosen = [code for pair in pairs if country is None or country in pair for code in pair]
        self.not_counted = not_counted(chosen, system, self.first, self.last)
        """The states of these pairs that are in the system on no day."""
        self.left_out = [out for out in left_out if country is None or country in out.pair]
        """The pairs that cannot be answered about, so that there are no rows of them."""

    @property
    def schema(self) -> Any:
        """The names and types of the columns, as a schema of Arrow."""
        return pa.schema([(column.name, _type(column)) for column in self.columns])

    def parts(self) -> Iterator[Any]:
        """Return the rows, in order of their keys, as batches of Arrow. Raises `NoRoom`."""
        return (batch for _, batch in self._batches()) if self._count == 1 else self._in_order()

    def table(self) -> Any:
        """Return all rows as a table of Arrow."""
        return pa.Table.from_batches(self.parts(), self.schema)

    def _batches(self) -> "Iterator[tuple[list[_Run], Any]]":
        """Return the rows of one world after the other, as batches of Arrow, with which rows are of what keys."""
        unit, _, _, directed, system, of, by, country = self._asked
        schema = self.schema
        for world in self._worlds:
            sides = [self._codes[code] for pair in world.pairs for code in pair]
            made = columns(unit, system, of, by, Codes(tuple(self._codes), sides))
            chosen = [number for number, pair in enumerate(world.pairs) if country is None or country in pair]
            pairs = [world.pairs[number] for number in chosen]
            found = dyads(pairs, system, self.first, self.last, directed=directed)
            found = found._replace(pair=np.array(chosen, np.int32)[found.pair])
            facts = Facts(world)
            for dyad in _parts(found, self._periods):
                rows = Rows(facts, found, self._periods, dyad)
                batch = pa.record_batch([_array(column, rows) for column in made], schema=schema)
                yield _runs(found, rows), batch

    def _in_order(self) -> Iterator[Any]:
        """Return the rows of all worlds in order of their keys: they are put into a temporary file first."""
        with TemporaryFile() as file:
            runs, before = list[_Run](), 0
            with within_room(), pa.ipc.new_file(file, self.schema) as writer:
                for of_batch, batch in self._batches():
                    runs += [run._replace(first=before + run.first) for run in of_batch]
                    before += batch.num_rows
                    writer.write_batch(batch)
            file.flush()
            kept = mmap(file.fileno(), 0, access=ACCESS_READ)  # gone with the last rows of it
        whole = pa.ipc.open_file(pa.BufferReader(kept)).read_all()
        for part in _filled(sorted(runs)):
            rows = pa.concat_tables([whole.slice(run.first, run.rows) for run in part])
            yield from rows.combine_chunks().to_batches()


def brought_together(table: Any, columns: Sequence[Column]) -> Any:
    """Return rows that were made in parts, the words in them written out, as one panel has them, in their order."""
    rows = table.sort_by([(column.name, "ascending") for column in columns if column.is_key])
    arrays = [_coded(column, rows[column.name].combine_chunks()) for column in columns]
    return pa.Table.from_arrays(arrays, schema=pa.schema([(column.name, _type(column)) for column in columns]))


def _coded(column: Column, cells: Any) -> Any:
    if not column.values:
        return cells
    index = pc.index_in(cells, value_set=pa.array(column.values, pa.string()))
    return pa.DictionaryArray.from_arrays(index, list(column.values), ordered=column.form == "ordered")


def reach(world: World) -> Span | None:
    """Return the first and the last day that the record names, if it names any."""
    _, _, span, _ = _gone_through([world])
    return span


class _Run(NamedTuple):
    """Rows of the same keys of two states, one after the other."""

    one: str | int
    other: str | int
    first: int
    rows: int


def _runs(found: Dyads, rows: Rows) -> list[_Run]:
    """Return which of some rows are of what keys."""
    is_new = np.append(True, (rows.one[1:] != rows.one[:-1]) | (rows.other[1:] != rows.other[:-1]))[: rows.count]
    firsts = np.flatnonzero(is_new)
    counts = np.diff(np.append(firsts, rows.count))
    columns = zip(*(one.tolist() for one in (rows.one[firsts], rows.other[firsts], firsts, counts)), strict=True)
    return [_Run(found.keys[one], found.keys[other], first, count) for one, other, first, count in columns]


def _filled(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    """Return runs, so many at a time that their rows fit."""
    part, count = list[_Run](), 0
    for run in runs:
        part.append(run)
        count += run.rows
        if count >= ROWS:
            yield part
            part, count = [], 0
    if part:
        yield part


def _parts(dyads: Dyads, periods: Periods) -> Iterator[NDArray[np.int64]]:
    """Return the indices of dyads, so many at a time that their rows fit; those of the same keys together."""
    if not dyads.pair.size:
        return
    lengths = periods.at(dyads.last) - periods.at(dyads.first) + 1
    before = np.cumsum(lengths) - lengths
    is_new = np.append(True, (dyads.one[1:] != dyads.one[:-1]) | (dyads.other[1:] != dyads.other[:-1]))
    part = (before // ROWS)[np.flatnonzero(is_new)[np.cumsum(is_new) - 1]]
    yield from np.split(np.arange(part.size), np.flatnonzero(np.diff(part)) + 1)


def _gone_through(worlds: Iterable[World]) -> tuple[list[Pair], list[LeftOut], Span | None, int]:
    """Return the pairs of worlds, those left out, the first and the last day that the record names, and their count."""
    pairs, firsts, ends, count = list[Pair](), list[date](), list[date](), 0
    left_out = list[LeftOut]()
    for count, world in enumerate(worlds, start=1):  # noqa: B007 - it is how many there were
        pairs += world.pairs
        left_out += world.left_out
        firsts += [extent.start.earliest for extent in world.extents if extent is not None]
        ends += [survey.end.latest for surveys in world.surveys for survey in surveys if survey.end is not None]
        ends += [date.fromordinal(int(world.ends.max()))] if world.ends.any() else []
    span = (min(firsts), max((*ends, min(firsts)))) if firsts else None
    return pairs, sorted(left_out, key=lambda out: out.pair), span, count


_TYPES = {"integer": pa.int32(), "number": pa.float64(), "boolean": pa.bool_(), "text": pa.string()}


def _type(column: Column) -> Any:
    if column.values:
        return pa.dictionary(pa.int32(), pa.string(), ordered=column.form == "ordered")
    return _TYPES[column.form]


def _array(column: Column, rows: Rows) -> Any:
    cells = column.cells(rows)
    if isinstance(cells, pa.Array):
        return cells
    if column.values:
        found = pa.array(cells, pa.int32(), mask=cells < 0)
        return pa.DictionaryArray.from_arrays(found, list(column.values), ordered=column.form == "ordered")
    if column.form == "number":
        return pa.array(cells, pa.float64(), mask=np.isnan(cells))
    kept = cells == 1 if column.form == "boolean" else cells
    return pa.array(kept, _TYPES[column.form], mask=cells < 0)
