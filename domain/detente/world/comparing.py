"""Which pairs stand otherwise: in one world on two days, or in two worlds."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np

from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.world.columns import Numbers, listed
from detente.world.day import Day
from detente.world.following import Rows
from detente.world.world import World

ABSENT = -1
"""Stands for the index of a pair of which a world has nothing."""
_WIDTH = len(Status)
_NOTHING = 1 << Status.NO_RELATIONS.height
_OF_ABSENT = _NOTHING << 1 | _NOTHING << (1 + _WIDTH)


class Seen(NamedTuple):
    """A world on a day."""

    world: World
    on: Day

    def rows(self, pairs: Iterable[Pair]) -> Rows:
        """Return the indexes of some pairs, `ABSENT` of those of which it has nothing."""
        return np.array([self.world.index.get(pair, ABSENT) for pair in pairs], np.int64)


def changed(before: Seen, after: Seen) -> list[Pair]:
    """Return the pairs of which a rung, or what the dates leave open, is another after than before.

    Of what cannot be answered about in one of the worlds, nothing is known.
    """
    left_out = {one.pair for world in (before.world, after.world) for one in world.left_out}
    pairs = sorted({*before.world.pairs, *after.world.pairs} - left_out)
    one, other = (np.append(_told(seen), _OF_ABSENT)[seen.rows(pairs)] for seen in (before, after))
    return [pairs[number] for number in listed(np.flatnonzero(one != other))]


def last_day(worlds: Iterable[World]) -> date:
    """Return the day by which all that worlds hold has happened; the end of time where they hold nothing."""
    return max((world.last_day for world in worlds if len(world.happened.pair)), default=date.max)


def _told(seen: Seen) -> Numbers:
    """Return a number for where each pair stands: whether anything is recorded, what is possible, and its rungs."""
    rungs = seen.on.rungs.astype(np.int32)
    possible = seen.on.possible.astype(np.int32)
    return seen.on.is_recorded | possible << 1 | rungs << (1 + _WIDTH)
