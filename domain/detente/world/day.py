"""Where every pair stands at the end of a day: looked up in what is told of its events."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.configuration import NOTHING, Configuration
from detente.model.events import CONFIDENCES
from detente.model.extent import unsurveyed
from detente.model.statuses import Status
from detente.world.columns import Days, Numbers, starting
from detente.world.heights import heights

if TYPE_CHECKING:
    from detente.history.state import State
    from detente.model.machine import Position
    from detente.world.world import World

NONE = -1
"""Stands for the confidence of what rests on no event, and for the date of a status that began with none."""


class Told(NamedTuple):
    """What is told of events, pair by pair, each pair's in plain order: of all, or of the last ones by some day.

    It says where a pair stands once an event, and all before it, has happened.
    """

    pair: Numbers
    earliest: Days
    latest: Days
    alone: NDArray[np.bool_]
    known_again: Days
    """Both as `Openness` has them: what the dates leave open."""
    rungs: NDArray[np.int16]
    """The rungs that hold: a bit for each status by its height."""
    since: Numbers
    """The index of the date with which the status began, or `NONE`."""
    certainty: NDArray[np.int8]
    """How sure the events are that hold the rungs: an index of `CONFIDENCES`, or `NONE`."""


class Day(NamedTuple):
    """Where every pair stands at the end of a day: a column for each thing, a row for each pair of the world."""

    day: date
    facts: Callable[[int], Configuration]
    """The facts of a pair in the plainest course."""
    rungs: NDArray[np.int16]
    """The rungs that hold in the plainest course: a bit for each status by its height."""
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
    def height(self) -> NDArray[np.int8]:
        """The height of the status in the plainest course."""
        return heights(self.rungs)

    @property
    def possible_statuses(self) -> NDArray[np.uint8]:
        """The same as `possible`, without a status where nothing is recorded: there, nothing is known."""
        return np.where(self.is_recorded | (self.possible > 1), self.possible, np.uint8(0))

    def position(self, pair: int) -> "Position":
        """Return the status of a pair with the facts behind it, in the plainest course."""
        from detente.model.machine import settled  # which most answers do not need

        return settled(self.facts(pair))


def at(world: "World", day: date, told: Told, facts: Callable[[int], Configuration]) -> Day:
    """Return where every pair stands at the end of a day, out of what is told of events.

    It needs the last event of each pair by then, and the one before that if it may not have happened yet. `facts` says
    what holds after an event, by its place among those that are told.
    """
    ordinal = day.toordinal()
    starts = starting(told.pair, len(world.pairs))
    begun = told.earliest <= ordinal
    count = np.append(0, np.cumsum(begun))
    after = starts[:-1] + count[starts[1:]] - count[starts[:-1]] - 1
    undecided = np.flatnonzero(told.alone & begun & (told.latest > ordinal))
    last = after.copy()
    last[told.pair[undecided]] = undecided - 1  # in the plainest course it has not happened yet

    def of(column: NDArray[Any], rows: NDArray[np.int64], before: int) -> NDArray[Any]:
        """Return what is told of some events, and of none what was before the first."""
        return np.where(
            rows >= starts[:-1], np.append(column, column.dtype.type(before))[rows], column.dtype.type(before)
        )

    rungs = of(told.rungs, last, _NOTHING)
    possible = np.left_shift(1, heights(rungs)) | np.left_shift(1, heights(of(told.rungs, after, _NOTHING)))
    entangled = of(told.known_again, after, 0) > ordinal
    surveyed = [unsurveyed(of_pair, day) if of_pair else None for of_pair in world.surveys]
    is_recorded = world.first_and_last[0] != NONE
    is_recorded |= np.array([one is not None and "relations" not in one for one in surveyed], np.bool_)
    is_recorded[np.array([pair for pair, one in world.supposed.items() if one.recorded.events], int)] = True
    followed: dict[int, Configuration] = {}

    def facts_of(pair: int) -> Configuration:
        if pair in followed:
            return followed[pair]
        return facts(int(last[pair])) if last[pair] >= starts[pair] else NOTHING

    found = Day(
        day,
        facts_of,
        rungs,
        possible.astype(np.uint8),
        np.ones(len(rungs), np.bool_),
        of(told.certainty, last, NONE),
        of(told.since, last, NONE),
        entangled | (last != after),
        is_recorded,
        surveyed,
    )
    for pair in np.flatnonzero(entangled).tolist():
        state = world.state(pair, day)
        followed[pair] = state.positions[0].configuration
        _put_in(world, found, pair, state)
    return found


def _put_in(world: "World", found: Day, pair: int, state: "State") -> None:
    """Put in for one pair what its courses leave open."""
    found.rungs[pair] = bits(state.rungs)
    found.possible[pair] = bits(state.possible)
    found.complete[pair] = state.complete
    found.confidence[pair] = NONE if state.confidence is None else CONFIDENCES.index(state.confidence)
    found.since[pair] = NONE if state.since is None else world.dates.index(state.since)


def bits(statuses: Iterable[Status]) -> int:
    """Return a bit for each of some statuses, by its height."""
    return sum(1 << status.height for status in statuses)


_NOTHING = bits([Status.NO_RELATIONS])
