"""Worlds of different pairs put together, of whose events only those stay that bring a pair to another status."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.history.history import History
from detente.model.events import Survey
from detente.model.extent import Extent
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.columns import ENDLESS, Days, LeftOut, Numbers, arrays, taken
from detente.world.values import Numbering
from detente.world.world import World


class Turning(NamedTuple):
    """Events that bring a pair to another status: pair by pair, each pair's in plain order."""

    pair: Numbers
    """The index of its pair."""
    act: Numbers
    """The index of what it is to the rules."""
    earliest: Days
    latest: Days
    confidence: NDArray[np.int8]
    """Its index in `detente.model.events.CONFIDENCES`: the weakest comes first."""
    height: NDArray[np.int8]
    """The height of the status to which it leads."""


class Part(NamedTuple):
    """What some pairs of a log tell, of which no other part does."""

    pairs: Sequence[Pair]
    surveys: Sequence[tuple[Survey, ...]]
    extents: Sequence[Extent | None]
    last: Days
    """The day by which all has happened that counts, of each pair; 0 where nothing has."""
    kinds: Sequence[Act]
    """What the acts are by their indexes."""
    acts: Turning
    left_out: Sequence[LeftOut] = ()
    passed_over: Sequence[Pair] = ()
    """The pair of each event that the rules refused and that was not counted."""
    supposed: Sequence[History] = ()
    known: date | None = None
    """The last day whose lines of the log are used; all of them if none."""

    @classmethod
    def of(cls, world: World) -> "Part":
        """Return what a world tells."""
        happened, (rows, height, _) = world.happened, world.turns
        is_own = ~np.isin(rows, [*world.begun])  # how things stood before is no turn
        rows, height = rows[is_own], height[is_own]
        kinds = Numbering[Act]()
        kind = np.array([kinds.number(act._replace(power=None)) for act in world.acts_named], np.int32)
        acts = Turning(
            happened.pair[rows],
            kind[happened.act[rows]],
            happened.earliest[rows],
            happened.latest[rows],
            happened.confidence[rows],
            height,
        )
        return cls(
            world.pairs,
            world.surveys,
            world.extents,
            world.ends,
            kinds.things,
            acts,
            left_out=world.left_out,
            passed_over=[passed.pair for passed in world.passed_over],
            supposed=[*world.supposed.values()],
            known=world.known,
        )


class Turned:
    """What base rates are made of, of all pairs of a log: for which no world is kept in memory."""

    def __init__(self, parts: Iterable[Part]) -> None:
        """Take all parts of a log; none of them is kept."""
        self.known: date | None = None
        """The last day whose lines of the log are used; all of them if none."""
        kinds = Numbering[Act]()
        found: list[tuple[Pair, tuple[Survey, ...], Extent | None]] = []
        kept = [_NO_TURNING]
        supposed: list[History] = []
        left_out: list[LeftOut] = []
        passed_over: list[Pair] = []
        last = 0
        for part in parts:
            self.known = part.known
            kind = np.array([kinds.number(act) for act in part.kinds], np.int32)
            kept.append(part.acts._replace(pair=part.acts.pair + np.int32(len(found)), act=kind[part.acts.act]))
            found += zip(part.pairs, part.surveys, part.extents, strict=True)
            supposed += part.supposed
            left_out += part.left_out
            passed_over += part.passed_over
            last = max(last, int(part.last.max(initial=0)))
        self.last_day = date.fromordinal(last or ENDLESS)
        """The day by which everything that counts has happened; the end of time where nothing has."""
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
        self.acts = _in_order(kept, order)
        """The events that bring a pair to another status."""
        self.supposed: Mapping[int, History] = {self.index[history.pair]: history for history in supposed}
        """The histories of the pairs of which something is supposed."""
        self.left_out: Sequence[LeftOut] = sorted(left_out, key=lambda out: out.pair)
        """The pairs that cannot be answered about."""
        self.passed_over: Sequence[Pair] = sorted(passed_over)
        """The pair of each event that the rules refused and that was not counted."""

    @classmethod
    def of(cls, worlds: Iterable[World]) -> "Turned":
        """Return it of the worlds of a log, each of pairs that are in no other."""
        return cls(map(Part.of, worlds))

    @property
    def heights(self) -> NDArray[np.int8]:
        """The height of the status to which each act leads."""
        return self.acts.height


Courses: TypeAlias = World | Turned
"""What spells are made of, and told with."""
_NO_TURNING = Turning(*arrays((), Turning._fields))


def _in_order(kept: Sequence[Turning], order: Sequence[int]) -> Turning:
    """Return the turns of all pairs as one, in a new order of the pairs."""
    whole = Turning(*map(np.concatenate, zip(*kept, strict=True)))
    number = np.empty(len(order), np.int32)
    number[list(order)] = np.arange(len(order))
    whole = whole._replace(pair=number[whole.pair])
    return taken(whole, np.argsort(whole.pair, kind="stable"))
