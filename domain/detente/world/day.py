"""Where every pair stands at the end of a day."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.history.state import State, status_began
from detente.model.events import CONFIDENCES
from detente.model.extent import unsurveyed
from detente.model.machine import Position, settled
from detente.model.rules import holding, rungs
from detente.model.statuses import Status
from detente.world.columns import Numbers
from detente.world.compiling import Table, tables, whole
from detente.world.following import Part, Rows

if TYPE_CHECKING:
    from detente.world.world import World

NONE = -1
"""Stands for the confidence of what rests on no event, and for the date of a status that began with none."""

STATUSES = tuple(sorted(Status, key=lambda status: status.height))
"""The statuses by their height."""


class Day(NamedTuple):
    """Where every pair stands at the end of a day: a column for each thing, a row for each pair of the world."""

    day: date
    numbers: Sequence[Numbers]
    """The facts in the plainest course: for each table of `detente.world.compiling` their numbers in it."""
    height: NDArray[np.int8]
    """The height of the status in the plainest course."""
    possible: NDArray[np.uint8]
    """A bit for each status that the dates leave open, by its height."""
    complete: NDArray[np.bool_]
    confidence: NDArray[np.int8]
    """An index of `CONFIDENCES`, or `NONE`."""
    since: Numbers
    """The index of the date with which the status began, or `NONE`."""
    is_open: NDArray[np.bool_]
    """Whether events of the pair may be undecided: whether they are, and which, is to be asked of the pair itself."""
    is_recorded: NDArray[np.bool_]
    """Whether anything is recorded of the relations: where nothing is, there is no status."""
    unsurveyed: Sequence[tuple[str, ...] | None]
    """The families of facts that were not looked for; none where no survey of the pair says."""

    @property
    def possible_statuses(self) -> "NDArray[np.uint8]":
        """The same as `possible`, without a status where nothing is recorded: there, nothing is known."""
        return np.where(self.is_recorded | (self.possible > 1), self.possible, np.uint8(0))

    def position(self, pair: int) -> Position:
        """Return the status of a pair with the facts behind it, in the plainest course."""
        return settled(whole(tuple(int(numbers[pair]) for numbers in self.numbers)))


def at(world: "World", day: date) -> Day:
    """Return where every pair stands at the end of a day."""
    happened, starts = world.happened, world.starts
    ordinal = day.toordinal()
    begun = happened.earliest <= ordinal
    count = np.append(0, np.cumsum(begun))
    last = starts[:-1] + count[starts[1:]] - count[starts[:-1]] - 1
    entangled = world.openness.since <= ordinal
    undecided = np.flatnonzero(world.openness.alone & begun & (happened.latest > ordinal))
    after = last.copy()
    last[happened.pair[undecided]] = undecided - 1  # in the plainest course it has not happened yet
    ladder, *others = world.followed.parts
    numbers = [ladder.at(last, starts[:-1]), *(part.at(last, starts[:-1]) for part in others)]
    height = ladder.table.heights(numbers[0])
    possible = np.left_shift(1, height) | np.left_shift(1, ladder.table.heights(ladder.at(after, starts[:-1])))
    surveyed = [unsurveyed(of_pair, day) if of_pair else None for of_pair in world.surveys]
    is_recorded = starts[1:] > starts[:-1]
    is_recorded |= np.array([one is not None and "relations" not in one for one in surveyed], np.bool_)
    is_recorded[np.array([pair for pair, one in world.supposed.items() if one.recorded.events], int)] = True
    found = Day(
        day,
        numbers,
        height,
        possible.astype(np.uint8),
        np.ones(len(height), np.bool_),
        _confidences(world, ladder, last, numbers[0]),
        _since(world, last),
        entangled | (last != after),
        is_recorded,
        surveyed,
    )
    for pair in np.flatnonzero(entangled).tolist():
        _follow_courses(world, found, pair)
    return found


def _follow_courses(world: "World", found: Day, pair: int) -> None:
    """Put in for one pair what its courses leave open."""
    state = world.history(pair).at(found.day)
    position = state.positions[0]
    for table, numbers in zip(tables(), found.numbers, strict=True):
        numbers[pair] = table.number(position.configuration)
    found.height[pair] = position.status.height
    found.possible[pair] = bits(state)
    found.complete[pair] = state.complete
    found.confidence[pair] = NONE if state.confidence is None else CONFIDENCES.index(state.confidence)
    found.since[pair] = NONE if state.since is None else world.dates.index(state.since)


def bits(state: State) -> int:
    """Return the statuses that a state can have, a bit for each by its height."""
    return sum(1 << status.height for status in state.possible)


def _since(world: "World", last: Rows) -> Numbers:
    """Return with which date the status of each pair began, whose last events are given."""
    turns, starts, happened = world.turns, world.starts[:-1], world.happened
    ends = np.searchsorted(turns.rows, last, "right")
    rows = np.concatenate([np.full(2, NONE), turns.rows])
    row, before = rows[ends + 1], rows[ends]
    on, first_day = np.append(happened.on, NONE), np.append(happened.earliest, NONE)
    began = np.where(row >= starts, on[row], NONE)
    on_one_day = (before >= starts) & (row >= starts) & (first_day[row] == first_day[before])
    for pair in np.flatnonzero(on_one_day).tolist():
        turned = range(int(np.searchsorted(turns.rows, int(starts[pair]))), int(ends[pair]))
        dated = ((STATUSES[int(turns.height[turn])], int(on[turns.rows[turn]])) for turn in turned)
        course = ((status, world.dates[date], date) for status, date in dated)
        turning = status_began(course)
        began[pair] = NONE if turning is None else turning
    return began.astype(np.int32)


def _confidences(world: "World", ladder: Part, last: Rows, numbers: Numbers) -> "NDArray[np.int8]":
    """Return how sure the events are that hold the rungs of each pair, whose last events are given."""
    happened, sure = world.happened, len(CONFIDENCES) - 1
    held = held_by(ladder.table, numbers)
    found = np.where(held > 0, np.int8(sure), np.int8(NONE))
    weak = np.flatnonzero(happened.confidence < sure)
    is_weak = np.zeros(len(found), np.bool_)
    is_weak[happened.pair[weak[weak <= last[happened.pair[weak]]]]] = True
    rows = np.flatnonzero(is_weak[happened.pair])
    rows = rows[rows <= last[happened.pair[rows]]]
    pairs, codes = happened.pair[rows], ladder.table.codes[ladder.after[rows]]
    before = np.append(0, codes[:-1])[: len(codes)]
    before[np.flatnonzero(np.diff(pairs, prepend=NONE))] = 0
    for index, mask in enumerate(ladder.table.masks):
        changed = ((codes ^ before) & mask) != 0
        setter = np.full(len(found), NONE, np.int64)
        setter[pairs[changed]] = rows[changed]  # the last of each pair is written last
        of_slot = np.flatnonzero((setter != NONE) & (held >> index & 1 == 1))
        found[of_slot] = np.minimum(found[of_slot], happened.confidence[setter[of_slot]])
    return found


def rungs_of(ladder: Table, numbers: Numbers) -> "NDArray[np.int16]":
    """Return the rungs that hold with facts that have some numbers: a bit for each status by its height."""
    distinct, inverse = np.unique(numbers, return_inverse=True)
    held = [sum(1 << rung.height for rung in rungs(ladder.configuration(number))) for number in distinct.tolist()]
    return np.array(held, np.int16)[inverse]


def held_by(ladder: Table, numbers: Numbers) -> Numbers:
    """Return the facts that hold the rungs of each of some positions: a bit for each slot of the ladder."""
    distinct, inverse = np.unique(numbers, return_inverse=True)
    return np.array([_held(ladder, number) for number in distinct.tolist()], np.int32)[inverse]


@cache
def _held(ladder: Table, number: int) -> int:
    configuration = ladder.configuration(number)
    slots = {slot for rung in rungs(configuration) for slot in holding(rung, configuration)}
    return sum(1 << index for index, slot in enumerate(ladder.slots) if slot in slots)
