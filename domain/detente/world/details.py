"""What the rules do not look at: how each side is represented, and how sure the events are behind the answer.

Of pairs whose order of events is known it is found in columns, of the others in their courses.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.history.state import State
from detente.model.configuration import SLOT_OF
from detente.model.events import CONFIDENCES
from detente.model.representation import (
    HEADS,
    LEVELS,
    MISSION,
    NOTHING,
    OFFICES,
    REPRESENTATIONS,
    Representation,
    representations,
)
from detente.model.rules import touched
from detente.model.standing import RANK_CHANGES
from detente.world.beginnings import bearing, in_open_order, last_open, runs_from
from detente.world.columns import Runs, arrays, joined, taken

if TYPE_CHECKING:
    from detente.world.world import World

Rows = NDArray[np.int64]
_UNKNOWN = -1
"""The value on days on which there is to be no run."""


def missions(world: "World") -> tuple[Runs, Runs]:
    """Return how each side is represented in the other, from the first event of a pair on."""
    one, other = (
        _runs(world, _represented(world, side), lambda state, side=side: _mission(state, side)) for side in (0, 1)
    )
    return one, other


def confidences(world: "World") -> Runs:
    """Return how sure the events are that hold the rungs, on the days on which there are any."""
    return _runs(world, world.certainty, _confidence)


def _mission(state: State, side: int) -> int:
    return REPRESENTATIONS.index(next(representations(state.standing, state.pair[side]), NOTHING))


def _confidence(state: State) -> int:
    return _UNKNOWN if state.confidence is None else CONFIDENCES.index(state.confidence)


def _represented(world: "World", side: int) -> Rows:
    """Return how a side is represented after each event, every event before it taken as happened."""
    ranks = world.columns.ranks
    residence = np.array([_residence(rank.resident) for rank in ranks])[world.happened.rank]
    found = np.zeros(len(world.happened.pair), np.int64)
    for office in OFFICES:
        slot = SLOT_OF[office, side]
        is_there, begins = _in_force(world, slot, "open")
        resident = _from_the_beginning(world, slot, "resident", _residence, residence)
        settled = _latest(begins | (_touching(world, slot) & (resident >= 0)), resident)
        ways = [REPRESENTATIONS.index(Representation(office, is_resident=there)) for there in (False, True)]
        found = np.where(is_there, np.array(ways)[(settled != 0).astype(int)], found)
    slot = SLOT_OF[MISSION, side]
    is_there, begins = _in_force(world, slot, "open")
    touching = _touching(world, slot)
    ranked = np.array([act.kind in RANK_CHANGES for act in world.acts_named])
    says_nothing = np.array([rank.level is rank.head is rank.resident is None for rank in ranks])
    leaves_open = touching & ranked[world.happened.act] & says_nothing[world.happened.rank]
    level = np.array([LEVELS.index(rank.level) for rank in ranks])[world.happened.rank]
    head = np.array([HEADS.index(rank.head) for rank in ranks])[world.happened.rank]
    level = _from_the_beginning(world, slot, "level", LEVELS.index, level)
    head = _from_the_beginning(world, slot, "head", HEADS.index, head)
    resident = _from_the_beginning(world, slot, "resident", _residence, residence)
    level = _latest(begins | leaves_open | (touching & (level > 0)), level)
    head = _latest(begins | leaves_open | (touching & (head > 0)), head)
    settled = _latest(begins | (touching & (resident >= 0)), resident)
    return np.where(is_there, _MISSIONS[level, head, (settled != 0).astype(int)], found)


def _in_force(world: "World", slot: int, value: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return after which events a fact has a value, and with which it comes to be so."""
    has = np.array([facts[slot] == value for _, facts in world.positions], np.bool_)[world.acts.after]
    return has, has & _changes(world, has)


def _changes(world: "World", value: NDArray[np.integer] | NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return with which events a value becomes another; it is 0 before the first of a pair."""
    before = np.append(np.zeros(1, value.dtype), value)[:-1]
    before[world.starts[:-1][world.starts[1:] > world.starts[:-1]]] = 0
    return value != before


def _touching(world: "World", slot: int) -> NDArray[np.bool_]:
    return np.array([slot in touched(act) for act in world.acts_named], np.bool_)[world.happened.act]


def _latest(said: NDArray[np.bool_], value: Rows) -> Rows:
    """Return what was said last until each event. What is before the first event of which it is said means nothing."""
    return value[np.maximum.accumulate(np.where(said, np.arange(len(said)), 0))] if len(said) else value


def _runs(world: "World", value: NDArray[np.integer], of_state: Callable[[State], int]) -> Runs:
    """Return the runs of a value that is known after each event, and of a pair whose order is open of its states."""
    happened, (alone, known_again) = world.happened, world.openness
    rows, again = np.flatnonzero(bearing(world) & (known_again == 0)), last_open(world)
    first = np.where(alone[rows], happened.latest[rows], happened.earliest[rows])
    rows, first = np.concatenate([again, rows]), np.concatenate([known_again[again], first])
    known = Runs(happened.pair[rows], first, first, value[rows].astype(np.int8))
    open_order = [(pair, day, day, of_state(state)) for pair, day, state in in_open_order(world)]
    every = runs_from(joined(known, Runs(*arrays(open_order, Runs._fields))))
    return taken(every, every.value != _UNKNOWN)


def _from_the_beginning(world: "World", slot: int, detail: str, index: Callable[[Any], int], said: Rows) -> Rows:
    """Return what events say of a fact, by an index, with what had been said of it where pairs begin with more."""
    said = said.copy() if world.begun else said
    for row, standing in world.begun.items():
        said[row] = index(standing.facts[slot].latest(detail))
    return said


def _residence(is_resident: bool | None) -> int:  # noqa: FBT001 - what an event says
    return -1 if is_resident is None else int(is_resident)


def _missions(level: str | None, head: str | None) -> list[int]:
    return [REPRESENTATIONS.index(Representation(MISSION, level, head, there)) for there in (False, True)]


_MISSIONS = np.array([[_missions(level, head) for head in HEADS] for level in LEVELS])
"""The representation by a mission of each level, head and residence, by their indexes."""
