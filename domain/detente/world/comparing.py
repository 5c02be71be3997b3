"""Which pairs stand otherwise: in one world on two days, or in two worlds."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.world.columns import Numbers, listed
from detente.world.day import Day
from detente.world.following import Rows
from detente.world.heights import heights
from detente.world.world import World

ABSENT = -1
"""Stands for the index of a pair of which a world has nothing."""
_WIDTH = len(Status)
_OF_ABSENT = 1 << Status.NO_RELATIONS.height << (1 + _WIDTH)


class Seen(NamedTuple):
    """Where every pair of one or more worlds stands at the end of a day."""

    day: date
    pairs: Sequence[Pair]
    left_out: Sequence[Pair]
    """The pairs that cannot be answered about."""
    is_recorded: NDArray[np.bool_]
    rungs: NDArray[np.int16]
    possible_statuses: NDArray[np.uint8]
    """As `Day` has them."""
    passed_over: Numbers
    """How many of its events were passed over."""

    @classmethod
    def of(cls, world: World, on: Day) -> "Seen":
        """Return where the pairs of a world stand."""
        out = [one.pair for one in world.left_out]
        columns = on.is_recorded, on.rungs, on.possible_statuses, world.passed_over_of
        return cls(on.day, world.pairs, out, *columns)

    @classmethod
    def all(cls, parts: "Sequence[Seen]") -> "Seen":
        """Return where the pairs of several worlds stand on one day, at least of one."""
        pairs = [pair for part in parts for pair in part.pairs]
        out = [pair for part in parts for pair in part.left_out]
        columns = zip(*(part[3:] for part in parts), strict=True)
        return cls(parts[0].day, pairs, out, *map(np.concatenate, columns))

    @property
    def height(self) -> NDArray[np.int8]:
        """The height of the status in the plainest course."""
        return heights(self.rungs)

    def rows(self, pairs: Iterable[Pair]) -> Rows:
        """Return the indexes of some pairs, `ABSENT` of those of which it has nothing."""
        index = {pair: number for number, pair in enumerate(self.pairs)}
        return np.array([index.get(pair, ABSENT) for pair in pairs], np.int64)


def seen(worlds: Iterable[World], *days: date) -> list[Seen]:
    """Return where the pairs of worlds, at least one, stand on each of some days; they are gone through once."""
    parts = [[Seen.of(world, world.on(day)) for day in days] for world in worlds]
    return [Seen.all(of_day) for of_day in zip(*parts, strict=True)]


def changed(before: Seen, after: Seen) -> list[Pair]:
    """Return the pairs of which a rung, or what the dates leave open, is another after than before.

    Of what cannot be answered about in one of the worlds, nothing is known.
    """
    pairs = sorted({*before.pairs, *after.pairs}.difference(before.left_out, after.left_out))
    one, other = (np.append(_told(side), _OF_ABSENT)[side.rows(pairs)] for side in (before, after))
    return [pairs[number] for number in listed(np.flatnonzero(one != other))]


def last_day(worlds: Iterable[World]) -> date:
    """Return the day by which all that worlds hold has happened; the end of time where they hold nothing."""
    return max((world.last_day for world in worlds if len(world.happened.pair)), default=date.max)


def _told(side: Seen) -> Numbers:
    """Return a number for where each pair stands: whether anything is recorded, what is possible, and its rungs."""
    rungs = side.rungs.astype(np.int32)
    possible = side.possible_statuses.astype(np.int32)
    return side.is_recorded | possible << 1 | rungs << (1 + _WIDTH)
