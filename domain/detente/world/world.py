"""A world: every pair of a log, followed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from weakref import proxy

import numpy as np
from numpy.typing import NDArray

from detente.history.history import History
from detente.history.state import State
from detente.model.configuration import Configuration
from detente.model.events import Survey
from detente.model.extent import Extent, extent
from detente.model.machine import Position, settled
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.standing import Standing
from detente.model.statuses import Status
from detente.world.certainty import certainty
from detente.world.columns import (
    ENDLESS,
    Acts,
    Columns,
    Dates,
    Days,
    Happened,
    Kept,
    LeftOut,
    Numbers,
    Runs,
    Stretches,
    dated,
    listed,
    starting,
)
from detente.world.compiling import tables, whole
from detente.world.day import NONE, Day, Told, at
from detente.world.following import Followed, Rows
from detente.world.histories import Histories
from detente.world.openness import Openness, openness
from detente.world.turning import Turns, since, turns
from detente.world.worlds import Worlds

__all__ = ["LeftOut", "PassedOver", "World"]


class PassedOver(NamedTuple):
    """An event that the rules refuse, and that was passed over because that was asked for."""

    pair: Pair
    line: int
    """The number of its line."""
    act: Act
    phrase: str
    """What the rules need and do not have: the first of the phrases of the act's row that do not hold."""


class World(Worlds):
    """Every pair of a log, as it was known on some day, or as it would be with suppositions.

    What is asked of it is worked out when it is asked: what is to be known of one day alone needs no stretches.
    """

    def __init__(
        self,
        made: Callable[[], tuple[Columns, Followed]],
        passed_over: Sequence[PassedOver] = (),
        supposed: Sequence[History] = (),
        known: date | None = None,
    ) -> None:
        """Take what gives columns of which the rules refuse nothing, and what became of every pair, if it is asked.

        `supposed` are the hypotheses in them.
        """
        self._made = made
        self.known = known
        self.passed_over = passed_over
        self.supposed: Mapping[int, History] = {self.index[history.pair]: history for history in supposed}
        """The histories of the pairs of which something is supposed."""
        # By a proxy, so that it is gone when nobody holds it any more: of a long log one part follows the other.
        self._histories = Histories(proxy(self))
        self._numbers: dict[tuple[int, ...], int] = {}
        self._positions: list[Position] = []

    def __iter__(self) -> "Iterator[World]":
        yield self

    @cached_property
    def _both(self) -> tuple[Columns, Followed]:
        return self._made()

    @property
    def columns(self) -> Columns:
        """What the log says."""
        return self._both[0]

    @property
    def followed(self) -> Followed:
        """What became of every pair."""
        return self._both[1]

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """In alphabetical order; those that are left out are not among them."""
        return self.columns.pairs

    @cached_property
    def index(self) -> Mapping[Pair, int]:
        """The indexes of the pairs."""
        return {pair: number for number, pair in enumerate(self.pairs)}

    @cached_property
    def surveys(self) -> Sequence[tuple[Survey, ...]]:
        """What was looked for of each pair."""
        return self.columns.surveys

    @cached_property
    def left_out(self) -> Sequence[LeftOut]:
        """The pairs that cannot be answered about."""
        return self.columns.left_out

    @property
    def happened(self) -> Happened:
        """The events that count."""
        return self.columns.happened

    @property
    def acts_named(self) -> Sequence[Act]:
        """What events are to the rules, the power that is named included."""
        return self.columns.kinds

    @cached_property
    def dates(self) -> Dates:
        """The dates of events; those in `happened` are indexes of it."""
        return dated(self.columns.dates)

    @cached_property
    def begun(self) -> Mapping[int, Standing]:
        """How things stood by some events: the first ones of pairs that begin with more than nothing."""
        return {
            int(self.starts[self.index[pair]]): begun.standing
            for pair, begun in self.columns.begun.items()
            if begun.standing is not None
        }

    @cached_property
    def starts(self) -> Rows:
        """Where the events of each pair begin, and behind them where the last ones end."""
        return starting(self.happened.pair, len(self.pairs))

    def on(self, day: date) -> Day:
        """Return where every pair stands at the end of a day, in columns of numbers."""
        return at(self, day, self.told, self._facts)

    def chosen(
        self, on: Day, country: str | None = None, status: Status | None = None, *, is_possible_enough: bool = False
    ) -> list[int]:
        """Return the pairs that a country is part of, and that have a status on a day, or may have it."""
        is_chosen: NDArray[np.bool_] = np.ones(len(self.pairs), np.bool_)
        if country is not None:
            is_chosen &= np.array([country in pair for pair in self.pairs], np.bool_)
        if status is not None:
            has_status = on.is_recorded & (on.height == status.height)
            is_chosen &= on.possible_statuses >> status.height & 1 == 1 if is_possible_enough else has_status
        return listed(np.flatnonzero(is_chosen))

    def having(self, kind: str) -> list[int]:
        """Return the pairs that have an event of a kind."""
        is_of_kind = np.array([act.kind == kind for act in self.acts_named], np.bool_)
        return listed(np.unique(self.happened.pair[is_of_kind[self.happened.act]]))

    def table(self, on: Day, pairs: Sequence[int]) -> Any:
        """Return where some pairs stand on a day, by their indexes, as a table of Arrow."""
        from detente.world.answers import day_table  # with Arrow, which the columns do without

        return day_table(self, on, np.array(pairs, int))

    @property
    def last_day(self) -> date:
        """The day by which everything that counts has happened; the end of time where nothing has."""
        return date.fromordinal(int(self.ends.max(initial=0)) or ENDLESS)

    @cached_property
    def ends(self) -> Days:
        """The day by which all has happened that counts, of each pair; 0 where nothing has."""
        happened, found = self.happened, np.zeros(len(self.pairs), np.int32)
        np.maximum.at(found, happened.pair[self._own], happened.latest[self._own])
        return found

    @cached_property
    def passed_over_of(self) -> Numbers:
        """How many events of each pair were passed over."""
        passed = [self.index[passed.pair] for passed in self.passed_over]
        return np.bincount(np.array(passed, int), minlength=len(self.pairs)).astype(np.int32)

    @property
    def positions(self) -> Sequence[Position]:
        """Every status with the facts behind it that some pair comes to; configurations are indexes of it."""
        _ = self.acts, self.stretches  # which find them
        return self._positions

    @cached_property
    def kinds(self) -> Sequence[Act]:
        """Every act that some event is; acts in columns are indexes of it."""
        return tuple(dict.fromkeys(act._replace(power=None) for act in self.acts_named))

    @cached_property
    def acts(self) -> Acts:
        """The events that count, with where each leads."""
        happened = self.happened
        index = {act: number for number, act in enumerate(self.kinds)}
        of_kind = np.array([index[act._replace(power=None)] for act in self.acts_named], np.int32)
        every = np.arange(len(happened.pair))
        after = [part.at(every, self.starts[happened.pair]) for part in self.followed.parts]
        return Acts(
            happened.pair,
            of_kind[happened.act],
            happened.earliest,
            happened.latest,
            happened.confidence,
            happened.line,
            self.configurations(after),
        )

    @property
    def kept(self) -> Kept:
        """Where every event leads, to be kept with the columns."""
        after = self.acts.after  # which finds the positions
        return Kept([position.configuration for position in self._positions], after)

    @cached_property
    def stretches(self) -> Stretches:
        """Runs of days on which the facts of a pair stay the same."""
        from detente.world.stretching import stretches  # which answers for one day do not need

        return stretches(self)

    @cached_property
    def missions(self) -> tuple[Runs, Runs]:
        """How each side is represented in the other in the plainest course, from the first event of a pair on.

        An index of `REPRESENTATIONS` of `detente.model.representation`.
        """
        from detente.world.details import missions

        return missions(self)

    @cached_property
    def confidences(self) -> Runs:
        """How sure the events are that hold the rungs in the plainest course, on the days on which there are any.

        An index of `CONFIDENCES` of `detente.model.events`.
        """
        from detente.world.details import confidences

        return confidences(self)

    @cached_property
    def severed(self) -> Runs:
        """Whether relations are severed or in force, from the first event of a pair on: see `detente.world.breaks`."""
        from detente.world.breaks import severed

        return severed(self)

    @cached_property
    def first_and_last(self) -> tuple[Numbers, Numbers]:
        """The dates of the first event of each pair, and of the one that ends last: `NONE` where it has none."""
        happened = self.happened
        order = happened.latest.astype(np.int64) << 32 | happened.earliest
        ends = np.zeros(len(self.pairs), np.int64)
        rows = self._own[::-1]
        np.maximum.at(ends, happened.pair[rows], order[rows])
        first, last = np.full((2, len(self.pairs)), NONE, np.int32)
        # The first of each pair, and of those that end last, is written last.
        first[happened.pair[rows]] = happened.on[rows]
        rows = rows[order[rows] == ends[happened.pair[rows]]]
        last[happened.pair[rows]] = happened.on[rows]
        for pair, begun in self.columns.begun.items():
            if begun.dates:
                first[self.index[pair]], last[self.index[pair]] = (self.dates.index(on) for on in begun.dates)
        return first, last

    @property
    def _own(self) -> Rows:
        """The events themselves, without those that stand for what went before."""
        return np.delete(np.arange(len(self.happened.pair)), [*self.begun])

    @cached_property
    def extents(self) -> Sequence[Extent | None]:
        """From when to when something is recorded of each pair."""
        found: list[Extent | None] = []
        firsts, lasts = map(listed, self.first_and_last)
        for surveys, first, last in zip(self.surveys, firsts, lasts, strict=True):
            of_events = () if first == NONE else (self.dates[first], self.dates[last])
            found.append(extent(of_events, surveys))
        for pair, history in self.supposed.items():
            found[pair] = history.extent
        return found

    @cached_property
    def openness(self) -> Openness:
        """What the dates of events leave open."""
        return openness(self.columns, self.followed)

    @property
    def heights(self) -> NDArray[np.int8]:
        """The height of the status to which each event leads."""
        ladder = self.followed.parts[0]
        return ladder.table.heights(ladder.after)

    @cached_property
    def turns(self) -> Turns:
        """The events with which the status of some pair becomes another, every event taken as happened."""
        return turns(self.happened, self.heights)

    @cached_property
    def certainty(self) -> NDArray[np.int8]:
        """How sure the events are that hold the rungs after each event: an index of `CONFIDENCES`, or `NONE`."""
        ladder = self.followed.parts[0]
        return certainty(self.happened, ladder.table, ladder.after, self.begun)

    @cached_property
    def told(self) -> Told:
        """What is told of all events."""
        happened, ladder = self.happened, self.followed.parts[0]
        rungs = ladder.table.rungs(ladder.after)
        began = since(happened, self.turns)
        for row in self.begun:
            of_pair = began[row : int(self.starts[int(happened.pair[row]) + 1])]
            of_pair[of_pair == NONE] = happened.on[row]
        days = happened.earliest, happened.latest
        return Told(happened.pair, *days, *self.openness, rungs, began, self.certainty)

    def _facts(self, row: int) -> Configuration:
        rows, starts = np.array([row]), self.starts[self.happened.pair[[row]]]
        return whole([int(part.at(rows, starts)[0]) for part in self.followed.parts])

    def standing(self, pair: int) -> Standing:
        """Return how one pair stands when all of its events have happened, by its index."""
        return self._histories.standing(pair)

    def history(self, pair: int) -> History:
        """Return the history of one pair by its index, out of the columns: its events have no words."""
        return self.supposed.get(pair) or self._histories.of(pair)

    def state(self, pair: int, day: date) -> State:
        """Return where one pair stands at the end of a day, by its index: its events have no words.

        The state is told of the events alone that may matter to it, those of a longer time before it aside.
        """
        return self._histories.at(pair, day)

    def configurations(self, numbers: Sequence[Numbers]) -> Numbers:
        """Return the index in `positions` of each configuration whose parts have the given numbers."""
        packed, width = np.zeros(len(numbers[0]), np.int64), 0
        for of_part in numbers:
            packed |= of_part.astype(np.int64) << width
            width += int(of_part.max(initial=0)).bit_length()
        _, examples, inverse = np.unique(packed, return_index=True, return_inverse=True)
        every = zip(*(of_part[examples].tolist() for of_part in numbers), strict=True)
        return np.array([self._configuration(one) for one in every], np.int32)[inverse]

    def configuration(self, facts: Configuration) -> int:
        """Return the index in `positions` of a configuration."""
        return self._configuration(tuple(table.number(facts) for table in tables()))

    def _configuration(self, numbers: tuple[int, ...]) -> int:
        if numbers not in self._numbers:
            self._numbers[numbers] = len(self._positions)
            self._positions.append(settled(whole(numbers)))
        return self._numbers[numbers]
