"""The stretches of every pair: runs of days on which its facts stay the same."""

from typing import TYPE_CHECKING

import numpy as np

from detente.world.beginnings import in_known_order, in_open_order, runs_from
from detente.world.columns import ENDLESS, Stretches, arrays, joined
from detente.world.day import bits

if TYPE_CHECKING:
    from detente.world.world import World


def stretches(world: "World") -> Stretches:
    """Return the stretches of every pair, from its first event on."""
    return runs_from(joined(_in_known_order(world), _in_open_order(world)))


def _in_known_order(world: "World") -> Stretches:
    """Return where each stretch begins while the order of events is known; all of them are without an end as yet."""
    rows, before, first = in_known_order(world)
    pair = world.happened.pair[rows]
    starts, ladder = world.starts[:-1][pair], world.followed.parts[0]
    configuration = world.configurations([part.at(before, starts) for part in world.followed.parts])
    possible = np.left_shift(1, ladder.table.heights(ladder.at(before, starts)))
    possible |= np.left_shift(1, ladder.table.heights(ladder.at(rows, starts)))
    return Stretches(
        pair,
        first,
        np.full(len(rows), ENDLESS, np.int32),
        configuration,
        possible.astype(np.uint8),
        np.ones(len(rows), np.bool_),
    )


def _in_open_order(world: "World") -> Stretches:
    """Return the same from the day on on which the order of events is open, out of the courses of the pair."""
    begun = [
        (
            pair,
            day,
            ENDLESS,
            world.configuration(state.positions[0].configuration),
            bits(state.possible),
            state.complete,
        )
        for pair, day, state in in_open_order(world)
    ]
    return Stretches(*arrays(begun, Stretches._fields))
