"""A world: every pair of a log, followed."""

from collections.abc import Sequence
from typing import NamedTuple

from detente.model.events import Survey
from detente.model.extent import Extent
from detente.model.machine import Position
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.columns import Acts, LeftOut, Runs, Stretches

__all__ = ["LeftOut", "World"]


class World(NamedTuple):
    """Every pair of a log, as it was known on some day, or as it would be with suppositions."""

    pairs: Sequence[Pair]
    """In alphabetical order; those that are left out are not among them."""
    positions: Sequence[Position]
    """Every status with the facts behind it that some pair comes to; configurations in columns are indexes of it."""
    kinds: Sequence[Act]
    """Every act that some event is; acts in columns are indexes of it."""
    acts: Acts
    stretches: Stretches
    extents: Sequence[Extent | None]
    """From when to when something is recorded of each pair."""
    surveys: Sequence[tuple[Survey, ...]]
    """What was looked for of each pair."""
    left_out: Sequence[LeftOut]
    missions: tuple[Runs, Runs] | None = None
    """How each side is represented in the other in the plainest course, an index of `REPRESENTATIONS` of
    `detente.model.representation`: from the first event of a pair on. None if nobody looked."""
    confidences: Runs | None = None
    """How sure the events are that hold the rungs in the plainest course, an index of `CONFIDENCES` of
    `detente.model.events`: on the days on which there are any. None if nobody looked."""
