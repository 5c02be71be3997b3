"""Panels: a row a pair and period, as the field works with them, in columns of Arrow."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.countries import Code
from detente.model.dates import Dated, first_day, last_day
from detente.model.errors import DetenteError
from detente.model.wording import listing
from detente.world.aggregates import AGGREGATES
from detente.world.arrow import pa, pc
from detente.world.cells import Rows
from detente.world.codebook import FACTS, Column, columns
from detente.world.facts import Facts
from detente.world.periods import UNITS, Unit, periods
from detente.world.systems import SYSTEMS, System, dyads, not_counted
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


class Panel:
    """A panel of a world: its columns, and its rows part by part."""

    def __init__(self, world: World, asked: Asked | None = None) -> None:
        """Take every pair of a log, followed, and what is asked of them. Raises `NoSuchPanel`, and `BadDate`."""
        unit, first, last, directed, system, of, by, country = asked or Asked()
        given = ((unit, UNITS), (system, SYSTEMS), *((one, FACTS) for one in of), *((one, AGGREGATES) for one in by))
        for word, known in given:
            if word not in known:
                raise NoSuchPanel(f"There is no panel of “{word}”, but of {listing(known, 'or')}.")
        span = reach(world)
        self.first = span[0] if first is None else first_day(first)
        self.last = span[1] if last is None else last_day(last)
        chosen = [number for number, pair in enumerate(world.pairs) if country is None or country in pair]
        pairs = [world.pairs[number] for number in chosen]
        self._dyads = dyads(pairs, system, self.first, self.last, directed=directed)
        self._dyads = self._dyads._replace(pair=np.array(chosen, np.int32)[self._dyads.pair])
        self._facts = Facts(world)
        self._periods = periods(unit, self.first, self.last)
        self.columns: list[Column] = columns(unit, system, of, by, tuple(code for pair in world.pairs for code in pair))
        """Its columns, in order."""
        self.not_counted = not_counted([code for pair in pairs for code in pair], system, self.first, self.last)
        """The states of these pairs that are in the system on no day."""

    @property
    def schema(self) -> Any:
        """The names and types of the columns, as a schema of Arrow."""
        return pa.schema([(column.name, _type(column)) for column in self.columns])

    def parts(self) -> Iterator[Any]:
        """Return the rows, in order of their keys, as batches of Arrow."""
        schema = self.schema
        for dyad in self._parts():
            rows = Rows(self._facts, self._dyads, self._periods, dyad)
            yield pa.record_batch([_array(column, rows) for column in self.columns], schema=schema)

    def table(self) -> Any:
        """Return all rows as a table of Arrow."""
        return pa.Table.from_batches(self.parts(), self.schema)

    def _parts(self) -> Iterator[NDArray[np.int64]]:
        """Return the indices of dyads, so many at a time that their rows fit; those of the same keys together."""
        dyads = self._dyads
        if not dyads.pair.size:
            return
        lengths = self._periods.at(dyads.last) - self._periods.at(dyads.first) + 1
        before = np.cumsum(lengths) - lengths
        is_new = np.append(True, (dyads.one[1:] != dyads.one[:-1]) | (dyads.other[1:] != dyads.other[:-1]))
        part = (before // ROWS)[np.flatnonzero(is_new)[np.cumsum(is_new) - 1]]
        yield from np.split(np.arange(part.size), np.flatnonzero(np.diff(part)) + 1)


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


def reach(world: World) -> tuple[date, date]:
    """Return the first and the last day that the record names."""
    firsts = [extent.start.earliest for extent in world.extents if extent is not None]
    ends = [survey.end.latest for surveys in world.surveys for survey in surveys if survey.end is not None]
    ends += [date.fromordinal(int(world.acts.latest.max()))] if world.acts.latest.size else []
    first = min(firsts, default=date.min)
    return first, max(ends, default=first)


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
