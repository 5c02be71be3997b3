"""Worlds of different pairs put together, of whose events only those stay that bring a pair to another status."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.history.history import History
from detente.model.events import Survey
from detente.model.extent import Extent
from detente.model.machine import Position
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.statuses import Status
from detente.world.columns import Acts, LeftOut, Numbers, taken
from detente.world.values import Numbering
from detente.world.world import PassedOver, World


class Turned:
    """What base rates are made of, of all pairs of a log: for which no world is kept in memory."""

    def __init__(self, worlds: Iterable[World]) -> None:
        """Take worlds of one log, at least one, each of pairs that are in no other; none of them is kept."""
        self.known: date | None = None
        """The last day whose lines of the log are used; all of them if none."""
        self.last_day = date.min
        """The day by which everything that counts has happened; the end of time where nothing has."""
        kinds, positions = Numbering[Act](), Numbering[Position]()
        found: list[tuple[Pair, tuple[Survey, ...], Extent | None]] = []
        kept: list[Acts] = []
        supposed: dict[Pair, History] = {}
        left_out: list[LeftOut] = []
        passed_over: list[PassedOver] = []
        for world in worlds:
            self.known = world.known
            kept.append(_turns(world, len(found), kinds, positions))
            found += zip(world.pairs, world.surveys, world.extents, strict=True)
            supposed |= {history.pair: history for history in world.supposed.values()}
            left_out += world.left_out
            passed_over += world.passed_over
            if len(world.happened.pair):
                self.last_day = max(self.last_day, world.last_day)
        if self.last_day == date.min:
            self.last_day = date.max
        order = sorted(range(len(found)), key=lambda number: found[number][0])
        self.pairs: Sequence[Pair] = [found[number][0] for number in order]
        """In alphabetical order; those that are left out are not among them."""
        self.index: Mapping[Pair, int] = {pair: number for number, pair in enumerate(self.pairs)}
        """The indexes of the pairs."""
        self.surveys: Sequence[tuple[Survey, ...]] = [found[number][1] for number in order]
        """What was looked for of each pair."""
        self.extents: Sequence[Extent | None] = [found[number][2] for number in order]
        """From when to when something is recorded of each pair."""
        self.kinds: Sequence[Act] = kinds.things
        """Every act that some event is."""
        self.positions: Sequence[Position] = positions.things
        """Where the acts lead."""
        self.acts = _in_order(kept, order)
        """The events that bring a pair to another status."""
        self.supposed: Mapping[int, History] = {self.index[pair]: history for pair, history in supposed.items()}
        """The histories of the pairs of which something is supposed."""
        self.left_out: Sequence[LeftOut] = sorted(left_out, key=lambda out: out.pair)
        """The pairs that cannot be answered about."""
        self.passed_over: Sequence[PassedOver] = sorted(passed_over, key=lambda passed: passed.pair)
        """What the rules refused and was not counted."""


Courses: TypeAlias = World | Turned
"""What spells are made of, and told with."""


def _turns(world: World, before: int, kinds: Numbering[Act], positions: Numbering[Position]) -> Acts:
    """Return the turns of a world, its pairs numbered behind so many that were before."""
    acts = taken(world.acts, turning(world))
    kind = np.array([kinds.number(act) for act in world.kinds], np.int32)
    position = np.array([positions.number(one) for one in world.positions], np.int32)
    return acts._replace(pair=acts.pair + np.int32(before), act=kind[acts.act], after=position[acts.after])


def _in_order(kept: Sequence[Acts], order: Sequence[int]) -> Acts:
    """Return the turns of all pairs as one, in a new order of the pairs."""
    whole = Acts(*map(np.concatenate, zip(*kept, strict=True)))
    number = np.empty(len(order), np.int32)
    number[list(order)] = np.arange(len(order))
    whole = whole._replace(pair=number[whole.pair])
    return taken(whole, np.argsort(whole.pair, kind="stable"))


def turning(courses: Courses) -> NDArray[np.intp]:
    """Return the indexes of the acts that bring a pair to another status."""
    return np.flatnonzero(changes(courses.acts.pair, heights_of(courses)))


def heights_of(courses: Courses) -> Numbers:
    """Return the height of the status to which each act leads."""
    return np.array([position.status.height for position in courses.positions], np.int32)[courses.acts.after]


def changes(pair: Numbers, height: Numbers) -> NDArray[np.bool_]:
    """Return whether each row has another status than the one before it; no relations before the first of a pair."""
    before = np.roll(height, 1)
    before[begins(pair)] = Status.NO_RELATIONS.height
    return height != before


def begins(column: Numbers) -> NDArray[np.bool_]:
    """Return whether each value is another than the one before it."""
    return np.concatenate([np.ones(min(len(column), 1), np.bool_), column[1:] != column[:-1]])
