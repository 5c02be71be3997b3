"""Every pair of a log, followed once: where those that are asked for stand on a day, in the order that is asked for."""

import io
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache, partial
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from detente.history.state import State
from detente.log.record import Record
from detente.model.countries import Code, name
from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES
from detente.model.pairs import Pair
from detente.model.wording import opening
from detente.views.blocks import Sheet
from detente.views.data import Data
from detente.views.every_pair import Asked, day_data, left_out_row
from detente.views.pairs.breaks import Break, breaks_of
from detente.views.pairs.content import Matrix, Rows
from detente.views.pairs.of_country import of_country
from detente.views.pairs.of_states import matrix_of
from detente.views.sheets import as_csv
from detente.web.wanted import CERTAIN, Wanted
from detente.world.alike import alike
from detente.world.alone import alone
from detente.world.breaks import Breaks, breaks
from detente.world.columns import ENDLESS, listed, taken
from detente.world.day import NONE, Day
from detente.world.files import Table, csv
from detente.world.rates import Chosen, Rates, rates
from detente.world.replay import narrowed, world
from detente.world.world import LeftOut, World

_DAYS = 32
"""For how many days it is kept where every pair stands: those that were asked for last."""
_BREAKS = 2_048
"""How many breaks are kept with the events with which they began and ended: of those that were asked for last."""


class Everywhere:
    """Every pair of a record as known on a day."""

    def __init__(
        self, record: Record, known: HistoricDate | None = None, *, only: Collection[Pair] | None = None
    ) -> None:
        """Follow every pair, or some of them alone; raise `BadDate`."""
        self._record, self._known = record, known
        found = world(record, known)
        self._world: World = found if only is None else narrowed(found, only)
        self._asking = RLock()  # what a world is asked it works out as it is asked, for one at a time
        self._on = lru_cache(_DAYS)(self._world.on)
        self._breaks = lru_cache(_DAYS)(self._longest_first)
        self._break = lru_cache(_BREAKS)(self._told)

    def left_out_of(self, codes: Sequence[Code]) -> list[LeftOut]:
        """Return the pairs of a country that cannot be answered about; of several, those between them; of none, all."""
        return [one for one in self._world.left_out if len({*one.pair} & {*codes}) >= min(len(codes), 2)]

    @property
    def pairs(self) -> Sequence[Pair]:
        """The pairs that can be answered about."""
        return self._world.pairs

    @property
    def count(self) -> int:
        """How many pairs there are, also of those that are left out."""
        return len(self._world.pairs) + len(self._world.left_out)

    @property
    def is_in_doubt(self) -> bool:
        """Whether lines may be about any pair, so that of none it can be said that nothing is recorded of it."""
        return self._record.in_doubt is not None

    @cached_property
    def countries(self) -> list[tuple[Code, str]]:
        """The countries of all pairs, with their names, in the order of those."""
        codes = {*self.busiest}
        return sorted(((code, name(code)) for code in codes), key=lambda one: one[1].casefold())

    @cached_property
    def busiest(self) -> list[Code]:
        """The countries of all pairs, also of those that are left out: those that are in the most of them first."""
        every = (*self._world.pairs, *(one.pair for one in self._world.left_out))
        counted = Counter(code for pair in every for code in pair)
        return [code for code, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]

    def countries_of(self, pairs: Iterable[int], left_out: Iterable[Pair]) -> list[Code]:
        """Return the countries of some pairs and of some left out, those that are in the most pairs of all first."""
        is_found = self._places_of(code for pair in left_out for code in pair)
        is_found[self._codes[np.array([*pairs], int)]] = True
        return [self.busiest[place] for place in np.flatnonzero(is_found).tolist()]

    @property
    def last_day(self) -> date | None:
        """The day by which all of them have happened; none where there are none."""
        return date.fromordinal(int(self._world.happened.latest.max())) if self.events else None

    def stops(self, today: date) -> list[date]:
        """Return the days to step to: the last of each year from the first event to the last, none after today."""
        happened = self._world.happened
        if not len(happened.earliest):
            return []
        first, last = (date.fromordinal(int(day)).year for day in (happened.earliest.min(), happened.latest.max()))
        return [min(date(year, 12, 31), today) for year in range(first, min(last, today.year) + 1)]

    def chosen(self, day: date, wanted: Wanted) -> list[int]:
        """Return the pairs that are asked for, by their indexes, in order."""
        with self._asking:
            on = self._on(day)
            is_chosen = self._are_of(wanted.countries)
            if wanted.status is not None:
                is_chosen = is_chosen & on.is_recorded & (on.height == wanted.status.height)
            if wanted.certainty is not None:
                is_chosen = is_chosen & (_is_certain(on) == (wanted.certainty == CERTAIN))
            if wanted.confidence is not None:
                is_chosen = is_chosen & on.is_recorded & (on.confidence == CONFIDENCES.index(wanted.confidence))
            found = np.flatnonzero(is_chosen)
            by, is_backwards = wanted.sort.removeprefix("-"), wanted.sort.startswith("-")
            key = self._key(by, on)[found]
            return listed(found[np.lexsort((self._alphabetical[found], -key if is_backwards else key))])

    def states(self, day: date, pairs: Sequence[int]) -> list[State]:
        """Return where some pairs stand; the events behind it have no words."""
        with self._asking:
            return [self._world.state(pair, day) for pair in pairs]

    def of_country(self, code: Code, pairs: Sequence[int], until: date) -> Rows:
        """Return some pairs of a country along the years."""
        with self._asking:
            return of_country(code, (self._world.history(pair) for pair in pairs), until)

    def breaks(self, until: date, wanted: Wanted) -> Breaks:
        """Return the breaks of relations of the pairs that are asked for, by the end of a day, the longest first."""
        found = self._breaks(until)
        is_of = np.isin(found.pair, self.chosen(until, wanted))
        return taken(found, is_of)

    def told(self, found: Breaks, numbers: Sequence[int]) -> list[Break]:
        """Return some breaks with the events with which they began and ended, which have no words."""
        with self._asking:
            which = taken(found, np.array(numbers, int))
            days = (which.pair, which.first, which.last, which.has_ended)
            return [self._break(*of_one) for of_one in zip(*(column.tolist() for column in days), strict=True)]

    @property
    def events(self) -> int:
        """How many events there are."""
        return len(self._world.happened.pair)

    def rates(self, chosen: Chosen, until: date) -> Rates:
        """Return how long spells of a status lasted, and how they ended, by the end of a day."""
        with self._asking:
            return rates(self._world, chosen, until)

    def alike(self, pair: Pair, day: date) -> Chosen:
        """Return the choice of the spells of other pairs that came in the same way where one stands on a day.

        Raises `NoSuchSpell`.
        """
        with self._asking:
            return alike(self._world, pair, day)

    def pair(self, number: int) -> Pair:
        """Return a pair by its index."""
        return self._world.pairs[number]

    def matrix(self, day: date, codes: Sequence[Code], pairs: Sequence[int]) -> Matrix:
        """Return countries by countries on a day, with some of the pairs between them."""
        with self._asking:
            left_out = [out.pair for out in self._world.left_out]
            return matrix_of(self.states(day, pairs), day, codes, left_out=left_out, is_in_doubt=self.is_in_doubt)

    def data(self, day: date, pairs: Sequence[int]) -> list[Data]:
        """Return where some pairs stand, as ``detente at DATE --json`` prints it."""
        with self._asking:
            on = self._on(day)
            return day_data(self._world, on, pairs, Asked(partial(self._alone, day)))

    def csv(self, day: date, pairs: Sequence[int], left_out: Sequence[LeftOut] = ()) -> bytes:
        """Return where some pairs stand as ``detente at DATE -o FILE.csv`` writes it, behind them those left out."""
        written = io.BytesIO()
        with self._asking:
            table = self._world.table(self._on(day), pairs)
        csv(Table(table.schema, table.to_batches()), written)
        columns = table.schema.names
        out = [dict.fromkeys(columns) | left_out_row(one.pair, day) for one in left_out]
        written.write(b"".join(f"{line}\n".encode() for line in as_csv(Sheet(columns, out)).splitlines()[1:]))
        return written.getvalue()

    def _longest_first(self, until: date) -> Breaks:
        with self._asking:
            found = breaks(self._world, until)
        order = np.lexsort((found.first, self._by_names[found.pair], -found.most, -found.least))
        return taken(found, order)

    def _told(self, pair: int, first: int, last: int, has_ended: bool) -> Break:  # noqa: FBT001 - a row of `Breaks`
        # Whatever came after the day after it bears on it no more.
        every = breaks_of(self._world.history(pair), date.fromordinal(last + has_ended))
        return next(one for one in every if one.stretches[0].first.toordinal() == first)

    def _alone(self, day: date, pair: int) -> State:
        """Return where a pair stands, out of its own lines."""
        return alone(self._world, self._record, pair, self._known).at(day)

    @cached_property
    def _alphabetical(self) -> NDArray[np.int64]:
        """The place of each pair among all when they are in the order of their names."""
        return _places([opening(pair.names).casefold() for pair in self._world.pairs])

    @cached_property
    def _by_names(self) -> NDArray[np.int64]:
        """The same in the order that drawings have."""
        return _places([pair.names for pair in self._world.pairs])

    def _are_of(self, codes: Sequence[Code]) -> NDArray[np.bool_]:
        """Return which pairs are those of a country; of several, those between them; of none, all."""
        return self._places_of(codes)[self._codes].sum(axis=1) >= min(len(codes), 2)

    def _places_of(self, codes: Iterable[Code]) -> NDArray[np.bool_]:
        """Return which of the busiest countries are among some."""
        return np.isin(np.array(self.busiest, np.str_), [*codes])

    @cached_property
    def _codes(self) -> NDArray[np.int64]:
        """The countries of each pair, by their places among the busiest."""
        place = {code: place for place, code in enumerate(self.busiest)}
        return np.array([[place[code] for code in pair] for pair in self._world.pairs], int).reshape(-1, 2)

    def _key(self, by: str, on: Day) -> NDArray[np.int64]:
        """Return a number for each pair by which they are sorted: the highest rung, the least sure, come first."""
        if by == "status":
            return -np.where(on.is_recorded, on.height, NONE).astype(np.int64)
        if by == "since":
            earliest, _ = self._world.dates.days
            return np.append(earliest.astype(np.int64), ENDLESS)[on.since]  # those that began with nothing come last
        if by == "certainty":
            return _is_certain(on).astype(np.int64)
        if by == "confidence":
            return np.where(on.confidence == NONE, len(CONFIDENCES), on.confidence).astype(np.int64)
        return self._alphabetical


def _places(names: Sequence[str]) -> NDArray[np.int64]:
    """Return the place of each of some names when they are in order."""
    place = np.empty(len(names), np.int64)
    place[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return place


def _is_certain(on: Day) -> NDArray[np.bool_]:
    possible = on.possible_statuses
    return possible & (possible - np.uint8(1)) == 0  # a single bit, or none
