"""The facts of a world as a panel reads them: in runs of days, and on no day on which they are not known."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.model.configuration import SLOT_OF
from detente.model.statuses import Status
from detente.model.table import FAMILIES
from detente.world.columns import Numbers, Runs
from detente.world.coverage import asserted, has_surveys, looked_for, recorded, surveyed
from detente.world.ranks import RANK_OF
from detente.world.runs import Lookup, chosen, from_the_beginning, made, together, with_values, within
from detente.world.world import World

STATUSES = tuple(reversed(Status))
"""The statuses, the lowest first, so that each stands at its height."""
POSTS = ("none", "open", "closed")
"""What the mission of a side can be."""
_CERTAIN = 1 << Status.NO_RELATIONS.height
"""The possible statuses where nothing but no relations is possible."""


class Facts:
    """What is known of each pair, or of each side of it, and on which days.

    Nothing is told of days outside what is recorded, and that there is nothing only where it was looked for. Facts
    of a side have twice the index of the pair, and 1 more for its second side, in the place of that of the pair.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._recorded = recorded(world)
        self.recorded = Lookup(self._recorded)
        self.has_surveys = has_surveys(world)
        self.surveyed = {family: Lookup(surveyed(world, family)) for family in FAMILIES}

    @cached_property
    def status(self) -> Lookup:
        """The status in the plainest course, by its height."""
        heights = np.array([position.status.height for position in self.world.positions], np.int8)
        return Lookup(self._told(self._stretched(heights), 0, "relations"))

    @cached_property
    def possible(self) -> Lookup:
        """The statuses that the dates leave open, a bit for each."""
        runs = with_values(self.world.stretches, self.world.stretches.possible)
        return Lookup(self._told(runs, _CERTAIN, "relations"))

    @cached_property
    def uncertain(self) -> Lookup:
        """The days on which more than one status is possible."""
        possible = self.possible.runs
        return Lookup(chosen(possible, (possible.value & (possible.value - 1)) != 0))

    @cached_property
    def incomplete(self) -> Lookup:
        """The days on which not every order was followed."""
        runs = with_values(self.world.stretches, ~self.world.stretches.complete)
        return Lookup(chosen(runs, runs.value == 1))

    @cached_property
    def confidence(self) -> Lookup:
        """How sure the events are that hold the rungs."""
        return Lookup(within(self.world.confidences or made(()), self._recorded))

    @cached_property
    def representation(self) -> Lookup:
        """How each side is represented in the other, by the index in `REPRESENTATIONS`."""
        return _of_sides(*(self._told(runs, 0, "missions", "offices") for runs in self.world.missions or ()))

    @cached_property
    def mission(self) -> Lookup:
        """The rank of that."""
        runs = self.representation.runs
        return Lookup(with_values(runs, RANK_OF[runs.value]))

    @cached_property
    def post(self) -> Lookup:
        """Whether each side has a mission, by the index in `POSTS`."""
        return self._sided("mission", POSTS, "missions")

    @cached_property
    def sanctions(self) -> Lookup:
        """Whether each side has sanctions in force."""
        return self._sided("sanctions", ("none", "in_force"), "sanctions")

    def _sided(self, fact: str, values: tuple[str, ...], family: str) -> Lookup:
        def of_one(side: int) -> Runs:
            slot = SLOT_OF[fact, side]
            found = [values.index(position.configuration[slot]) for position in self.world.positions]
            return self._told(self._stretched(np.array(found, np.int8)), 0, family)

        return _of_sides(of_one(0), of_one(1))

    def _stretched(self, of_position: NDArray[np.int8]) -> Runs:
        stretches = self.world.stretches
        value = of_position[stretches.configuration] if of_position.size else np.zeros(0, np.int8)
        return with_values(stretches, value)

    def _told(self, runs: Runs, nothing: int, *families: str) -> Runs:
        whole = within(from_the_beginning(runs, len(self.world.pairs), nothing), self._recorded)
        return asserted(whole, nothing, looked_for(self.world, *families))


def of_side(pair: Numbers, is_turned: NDArray[np.bool_], side: int) -> Numbers:
    """Return the index under which facts of the first or the second state of dyads stand."""
    return (pair * 2 + (is_turned ^ bool(side))).astype(np.int32)


def _of_sides(*sides: Runs) -> Lookup:
    own = [runs._replace(pair=(runs.pair * 2 + side).astype(np.int32)) for side, runs in enumerate(sides)]
    return Lookup(together(made(()), *own))
