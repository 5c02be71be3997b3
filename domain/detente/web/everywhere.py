"""Every pair of a log, followed once: where those that are asked for stand on a day, in the order that is asked for."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache, partial
from threading import RLock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.history.state import State
from detente.log.record import Record
from detente.model.countries import Code, name
from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES
from detente.model.statuses import Status
from detente.model.wording import opening
from detente.views.data import Data
from detente.views.every_pair import Asked, day_data
from detente.views.pairs.breaks import SEVERING, Break, longest_first
from detente.views.pairs.content import Matrix, Rows
from detente.views.pairs.of_country import of_country
from detente.views.pairs.of_states import matrix_of
from detente.world.alone import alone
from detente.world.columns import ENDLESS, listed
from detente.world.day import NONE, Day
from detente.world.files import Table, csv
from detente.world.replay import world
from detente.world.world import LeftOut, World

CERTAIN, OPEN = CERTAINTIES = ("certain", "open")
"""Whether the dates of events leave one status possible, or several."""
SORTS = ("pair", "status", "since", "certainty", "confidence")
"""What pairs can be sorted by; with a minus before it from the other end."""

_DAYS = 32
"""For how many days it is kept where every pair stands: those that were asked for last."""
_FOLLOWING = RLock()
"""Held by whoever follows: the tables of the machine are filled as they are used, by one at a time."""


class Wanted(NamedTuple):
    """Which pairs are asked for, and in which order."""

    country: Code | None = None
    status: Status | None = None
    certainty: str | None = None
    confidence: str | None = None
    sort: str = "pair"


class Everywhere:
    """Every pair of a record as known on a day."""

    def __init__(self, record: Record, known: HistoricDate | None = None) -> None:
        """Follow every pair; raise `BadDate`."""
        self._record, self._known = record, known
        with _FOLLOWING:
            self._world: World = world(record, known)
        self._on = lru_cache(_DAYS)(self._world.on)

    @property
    def left_out(self) -> Sequence[LeftOut]:
        """The pairs that cannot be answered about."""
        return self._world.left_out

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return len(self._world.pairs)

    @cached_property
    def countries(self) -> list[tuple[Code, str]]:
        """The countries of all pairs, with their names, in the order of those."""
        codes = {code for pair in self._world.pairs for code in pair}
        return sorted(((code, name(code)) for code in codes), key=lambda one: one[1].casefold())

    @cached_property
    def busiest(self) -> list[Code]:
        """The countries of all pairs, those that are in the most of them first."""
        counted = Counter(code for pair in self._world.pairs for code in pair)
        return [code for code, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]

    def stops(self, today: date) -> list[date]:
        """Return the days to step to: the last of each year from the first event to the last, none after today."""
        happened = self._world.happened
        if not len(happened.earliest):
            return []
        first, last = (date.fromordinal(int(day)).year for day in (happened.earliest.min(), happened.latest.max()))
        return [min(date(year, 12, 31), today) for year in range(first, min(last, today.year) + 1)]

    def chosen(self, day: date, wanted: Wanted) -> list[int]:
        """Return the pairs that are asked for, by their indexes, in order."""
        with _FOLLOWING:
            on = self._on(day)
            is_chosen = self._is_of(wanted.country) if wanted.country else np.ones(self.count, np.bool_)
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
        with _FOLLOWING:
            return [self._world.history(pair).at(day) for pair in pairs]

    def of_country(self, code: Code, until: date) -> Rows:
        """Return the pairs of a country along the years."""
        pairs = np.flatnonzero(self._is_of(code)).tolist()
        with _FOLLOWING:
            return of_country(code, (self._world.history(pair) for pair in pairs), until)

    def breaks(self, until: date) -> list[Break]:
        """Return every break of relations by the end of a day, the longest first."""
        with _FOLLOWING:
            return longest_first(map(self._world.history, self._world.having(SEVERING)), until)

    def matrix(self, day: date, codes: Sequence[Code]) -> Matrix:
        """Return countries by countries on a day."""
        pairs = [number for number, pair in enumerate(self._world.pairs) if {*pair} <= {*codes}]
        with _FOLLOWING:
            return matrix_of(self.states(day, pairs), day, codes)

    def data(self, day: date, pairs: Sequence[int]) -> list[Data]:
        """Return where some pairs stand, as ``detente at DATE --json`` prints it."""
        with _FOLLOWING:
            on = self._on(day)
            return day_data(self._world, on, pairs, Asked(partial(self._alone, day)))

    def csv(self, day: date, pairs: Sequence[int]) -> bytes:
        """Return where some pairs stand as ``detente at DATE -o FILE.csv`` writes it."""
        written = io.BytesIO()
        with _FOLLOWING:
            table = self._world.table(self._on(day), pairs)
        csv(Table(table.schema, table.to_batches()), written)
        return written.getvalue()

    def _alone(self, day: date, pair: int) -> State:
        """Return where a pair stands, out of its own lines."""
        return alone(self._world, self._record, pair, self._known).at(day)

    @cached_property
    def _alphabetical(self) -> NDArray[np.int64]:
        """The place of each pair among all when they are in the order of their names."""
        names = [opening(pair.names).casefold() for pair in self._world.pairs]
        place = np.empty(len(names), np.int64)
        place[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        return place

    def _is_of(self, code: Code) -> NDArray[np.bool_]:
        return np.array([code in pair for pair in self._world.pairs], np.bool_)

    def _key(self, by: str, on: Day) -> NDArray[np.int64]:
        """Return a number for each pair by which they are sorted: the highest rung, the least sure, come first."""
        if by == "status":
            return -np.where(on.is_recorded, on.height, NONE).astype(np.int64)
        if by == "since":
            days = [dated.earliest.toordinal() for dated in self._world.dates]
            return np.array([*days, ENDLESS], np.int64)[on.since]  # those that began with nothing come last
        if by == "certainty":
            return _is_certain(on).astype(np.int64)
        if by == "confidence":
            return np.where(on.confidence == NONE, len(CONFIDENCES), on.confidence).astype(np.int64)
        return self._alphabetical


def is_certain(state: State) -> bool:
    """Whether no more than one status is possible."""
    return len(state.possible) < 2


def _is_certain(on: Day) -> NDArray[np.bool_]:
    possible = on.possible_statuses
    return possible & (possible - np.uint8(1)) == 0  # a single bit, or none
