"""The stretches of every pair: runs of days on which its facts stay the same."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from detente.history.differences import turning_days
from detente.model.parts import takes_part
from detente.world.columns import ENDLESS, Stretches, arrays, joined, taken
from detente.world.day import bits

if TYPE_CHECKING:
    from detente.world.world import World


def stretches(world: "World") -> Stretches:
    """Return the stretches of every pair, from its first event on."""
    every = joined(_in_known_order(world), _in_open_order(world))
    return _runs(taken(every, np.argsort(every.pair, kind="stable")))


def _in_known_order(world: "World") -> Stretches:
    """Return where each stretch begins while the order of events is known; all of them are without an end as yet.

    An event whose day alone is not known begins one on which it may have happened, and one on which it has.
    """
    happened, alone = world.happened, world.openness.alone
    is_first = np.diff(happened.pair, prepend=-1) != 0
    bears = np.array([takes_part(act) for act in world.acts_named], np.bool_)[happened.act]
    rows = np.flatnonzero((bears | is_first) & (happened.earliest < world.openness.since[happened.pair]))
    rows = np.repeat(rows, np.where(alone[rows], 2, 1))
    is_undecided = alone[rows] & (np.diff(rows, prepend=-1) != 0)
    pair, starts = happened.pair[rows], world.starts[:-1][happened.pair[rows]]
    ladder = world.followed.parts[0]
    before = rows - is_undecided
    configuration = world.configurations([part.at(before, starts) for part in world.followed.parts])
    possible = np.left_shift(1, ladder.table.heights(ladder.at(before, starts)))
    possible |= np.left_shift(1, ladder.table.heights(ladder.at(rows, starts)))
    first = np.where(alone[rows] & ~is_undecided, happened.latest[rows], happened.earliest[rows])
    return Stretches(
        pair,
        first.astype(np.int32),
        np.full(len(rows), ENDLESS, np.int32),
        configuration,
        possible.astype(np.uint8),
        np.ones(len(rows), np.bool_),
    )


def _in_open_order(world: "World") -> Stretches:
    """Return the same from the day on on which the order of events is open, out of the courses of the pair."""
    entangled = np.flatnonzero(world.openness.since < ENDLESS).tolist()
    return Stretches(*arrays([one for pair in entangled for one in _of_courses(world, pair)], Stretches._fields))


def _of_courses(world: "World", pair: int) -> Iterator[tuple[int, ...]]:
    history, since = world.history(pair), date.fromordinal(int(world.openness.since[pair]))
    for day in turning_days([history]):
        if day >= since:
            state = history.at(day)
            configuration = world.configuration(state.positions[0].configuration)
            yield pair, day.toordinal(), ENDLESS, configuration, bits(state.possible), state.complete


def _runs(begun: Stretches) -> Stretches:
    """Return stretches without those that begin as the one before goes on, or on one day with a later one; ended."""
    same_pair = begun.pair[1:] == begun.pair[:-1]
    begun = taken(begun, np.append(~(same_pair & (begun.first[1:] == begun.first[:-1])), True)[: len(begun.pair)])
    alike = begun.pair[1:] == begun.pair[:-1]
    alike &= begun.configuration[1:] == begun.configuration[:-1]
    alike &= (begun.possible[1:] == begun.possible[:-1]) & (begun.complete[1:] == begun.complete[:-1])
    begun = taken(begun, np.append(True, ~alike)[: len(begun.pair)])
    goes_on = np.append(begun.pair[1:] == begun.pair[:-1], False)[: len(begun.pair)]
    return begun._replace(last=np.where(goes_on, np.append(begun.first[1:] - 1, 0)[: len(goes_on)], ENDLESS))
