"""What is known of every pair, in columns: one array for each thing, a row for each event or each stretch of days.

Days are numbers as `date.toordinal` gives them, so that they can be compared and subtracted at once.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast, overload

import numpy as np
from numpy.typing import DTypeLike, NDArray

from detente.history.history import Begun
from detente.log.findings import Finding
from detente.model.configuration import Configuration
from detente.model.dates import HistoricDate
from detente.model.events import Survey, is_known_on
from detente.model.pairs import Pair
from detente.model.rules import Act

Days: TypeAlias = NDArray[np.int32]
"""Days by their ordinals."""
Numbers: TypeAlias = NDArray[np.int32]
"""Indexes of pairs, acts and configurations in the tuples that a `World` has of them."""

Struct = TypeVar("Struct", bound="tuple[NDArray[Any], ...]")
"""Columns that belong together."""

ENDLESS = date.max.toordinal()
"""The last day of what stays so from then on."""


_TYPES: Mapping[str, DTypeLike] = {
    "confidence": np.int8,
    "line": np.int64,
    "possible": np.uint8,
    "complete": np.bool_,
    "value": np.int8,
}
"""The types of columns that are neither days nor indexes."""


def arrays(rows: Iterable[Sequence[int]], names: Sequence[str]) -> "list[NDArray[Any]]":
    """Return rows as columns of these names."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return [np.array(column, _TYPES.get(name, np.int32)) for name, column in zip(names, columns, strict=True)]


def listed(column: "NDArray[np.integer[Any]]") -> list[int]:
    """Return a column of whole numbers as a list."""
    return cast("list[int]", column.tolist())


def starting(pair: Numbers, pairs: int) -> "NDArray[np.int64]":
    """Return where the rows of each pair begin in a column that is in their order, and behind them where all end."""
    # Of the type of the column: it would be copied into a wider one.
    return np.searchsorted(pair, np.arange(pairs + 1, dtype=pair.dtype))


def taken(columns: Struct, which: "NDArray[Any]") -> Struct:
    """Return columns with those of their rows alone that a mask or indexes say."""
    return type(columns)(*(column[which] for column in columns))


def joined(one: Struct, other: Struct) -> Struct:
    """Return the rows of one and those of the other behind them."""
    return type(one)(*map(np.concatenate, zip(one, other, strict=True)))


class Dates(Sequence[HistoricDate]):
    """Dates as they are written, each of which is read when somebody asks for it; their days are known without that."""

    def __init__(self, texts: Sequence[str], earliest: Days, latest: Days) -> None:
        self.texts = texts
        self.days = earliest, latest
        """The first and the last day of each, and of none."""

    @overload
    def __getitem__(self, index: int) -> HistoricDate: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HistoricDate]: ...
    def __getitem__(self, index: int | slice) -> HistoricDate | Sequence[HistoricDate]:
        if isinstance(index, slice):
            return [_read(text) for text in self.texts[index]]
        return _read(self.texts[index])

    def __len__(self) -> int:
        return len(self.texts)

    def index(self, value: HistoricDate, start: int = 0, stop: int | None = None) -> int:
        """Return which of them a date is."""
        return self.texts.index(value.text, start, len(self) if stop is None else stop)


_read = lru_cache(2**12)(HistoricDate.parse)


def dated(dates: Sequence[HistoricDate]) -> Dates:
    """Return dates with their days beside them."""
    if isinstance(dates, Dates):
        return dates
    earliest = [*(on.earliest.toordinal() for on in dates), 0]
    latest = [*(on.latest.toordinal() for on in dates), 0]
    return Dates([on.text for on in dates], np.array(earliest, np.int32), np.array(latest, np.int32))


def days(dates: Sequence[HistoricDate]) -> tuple[Days, Days]:
    """Return the first and the last day of each date, and of none."""
    return dated(dates).days


class Rank(NamedTuple):
    """What an event says of a mission or an office; nothing where it says nothing."""

    level: str | None = None
    head: str | None = None
    resident: bool | None = None


class LeftOut(NamedTuple):
    """A pair that cannot be answered about, and what keeps it from being so."""

    pair: Pair
    findings: Sequence[Finding]


class Happened(NamedTuple):
    """The events that count, those that change nothing included, pair by pair, each pair's in plain order.

    Retractions, replacements and the day as known on which it is asked are resolved already.
    """

    pair: Numbers
    """The index of its pair; it never falls."""
    act: Numbers
    """The index of what it is to the rules."""
    on: Numbers
    """The index of its date."""
    earliest: Days
    latest: Days
    confidence: NDArray[np.int8]
    """Its index in `detente.model.events.CONFIDENCES`: the weakest comes first."""
    rank: Numbers
    """The index of what it says of a mission or an office: its level, its head, whether it is resident."""
    line: NDArray[np.int64]
    """The number of its line in the log; 0 for what is supposed."""


class Kept(NamedTuple):
    """Where the events of some columns lead, as it was found once: they need not be followed again."""

    configurations: Sequence[Configuration]
    after: Numbers
    """The index of the configuration after each event."""


Judging: TypeAlias = Callable[[Pair, Sequence[int]], Sequence[Finding]]
"""Returns what is wrong with a pair of which the rules refuse events, by the numbers of their lines."""


class Columns(NamedTuple):
    """What a log says, as whoever reads it in bulk hands it to whoever follows it."""

    pairs: Sequence[Pair]
    """Every pair that some line is about, in alphabetical order; those that are left out are not among them."""
    kinds: Sequence[Act]
    """What events are to the rules, the power that is named included."""
    dates: Sequence[HistoricDate]
    """The dates of events."""
    ranks: Sequence[Rank]
    """What events say of a mission or an office."""
    happened: Happened
    surveys: Sequence[tuple[Survey, ...]]
    """What was looked for of each pair, without what is retracted, in the order of the log."""
    left_out: Sequence[LeftOut]
    """The pairs that have a spoiled line, an id used twice, or a wrong retraction among their own."""
    findings: Judging
    """What is wrong with a pair, worked out when it is asked: the pairs of which the rules refuse an event are."""
    kept: Kept | None = None
    """Where each event leads, if that is kept with the columns; None if it is to be found by following."""
    begun: Mapping[Pair, Begun] = MappingProxyType({})
    """The pairs of which these are not all events. Where something went before, the first of them stands for it.

    `detente.world.slices.begin` says how.
    """


def surveys_of(
    surveys: Iterable[tuple[int, Survey]], pairs: Sequence[Pair], gone: Collection[int], known: date | None = None
) -> list[tuple[Survey, ...]]:
    """Return what was looked for of each pair, in the order of the log, without what is retracted.

    Each survey comes with the number of its line; of those that are `gone` these numbers are given.
    """
    found: defaultdict[Pair, list[Survey]] = defaultdict(list)
    for line, survey in surveys:
        if line not in gone and (known is None or is_known_on(survey, known)):
            found[survey.pair].append(survey)
    return [tuple(found[pair]) if pair in found else () for pair in pairs]


class Acts(NamedTuple):
    """The events that count, those that change nothing included, pair by pair, each pair's in plain order."""

    pair: Numbers
    """The index of its pair."""
    act: Numbers
    """The index of what it is to the rules: kind, side, office."""
    earliest: Days
    latest: Days
    confidence: NDArray[np.int8]
    """Its index in `detente.model.events.CONFIDENCES`: the weakest comes first."""
    line: NDArray[np.int64]
    """The number of its line in the log; 0 for what is supposed."""
    after: Numbers
    """The index of the configuration to which it leads, every event before it taken as happened."""


class Stretches(NamedTuple):
    """Runs of days on which the facts of a pair stay the same, from its first event on, in order, without a gap."""

    pair: Numbers
    """The index of its pair."""
    first: Days
    last: Days
    """`ENDLESS` if it stays so from then on."""
    configuration: Numbers
    """The index of the configuration in the plainest course."""
    possible: NDArray[np.uint8]
    """A bit for each status that the dates leave open, by its height: bit 0 for no relations."""
    complete: NDArray[np.bool_]
    """Whether every order that the dates leave open was followed."""


class Runs(NamedTuple):
    """Runs of days on which one thing about a pair stays the same: pair by pair, in order, and never two on one day.

    On days that lie in none it is not known.
    """

    pair: Numbers
    first: Days
    last: Days
    value: NDArray[np.int8]
    """What it is, by its index among the things that it can be."""
