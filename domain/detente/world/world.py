"""A world: every pair of a log, followed."""

from collections.abc import Sequence
from typing import NamedTuple

from detente.model.events import Survey
from detente.model.extent import Extent
from detente.model.machine import Position
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.columns import Acts, LeftOut, Stretches

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
