"""How sure the events are that hold the rungs: after each event, every one before it taken as happened."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from detente.model.events import CONFIDENCES
from detente.model.rules import holding, rungs
from detente.model.standing import Fact, Standing
from detente.model.statuses import Status
from detente.world.columns import Happened, Numbers
from detente.world.compiling import Table
from detente.world.day import NONE

SURE = len(CONFIDENCES) - 1


def certainty(
    happened: Happened, ladder: Table, after: Numbers, begun: Mapping[int, Standing] = MappingProxyType({})
) -> NDArray[np.int8]:
    """Return how sure they are, as an index of `CONFIDENCES`, or `NONE`, by where each event leads on the ladder.

    Of some events it is said how things stood then: what holds since is as sure as the events of that standing.
    """
    nothing = 1 << Status.NO_RELATIONS.height
    found = np.where(ladder.rungs(after) == nothing, np.int8(NONE), np.int8(SURE))
    is_weak: NDArray[np.bool_] = np.zeros(int(happened.pair.max(initial=NONE)) + 1, np.bool_)
    is_weak[happened.pair[happened.confidence < SURE]] = True
    is_weak[happened.pair[[*begun]]] = True
    rows = np.flatnonzero(is_weak[happened.pair])
    held = _held(ladder, after[rows])
    codes = ladder.codes[after[rows]]
    before = np.append(0, codes)[:-1]
    before[np.flatnonzero(np.diff(happened.pair[rows], prepend=NONE))] = 0
    for index, mask in enumerate(ladder.masks):
        changed = ((codes ^ before) & mask) != 0
        setter = np.maximum.accumulate(np.where(changed, rows, 0))
        of_slot = np.flatnonzero(held >> index & 1)
        sure = happened.confidence[setter]
        for row, standing in begun.items():
            sure[setter == row] = _sure(standing.facts[ladder.slots[index]])
        found[rows[of_slot]] = np.minimum(found[rows[of_slot]], sure[of_slot])
    return found


def _sure(fact: Fact) -> int:
    return SURE if fact.event is None else CONFIDENCES.index(fact.event.confidence)


def _held(ladder: Table, numbers: Numbers) -> Numbers:
    """Return the facts that hold the rungs of each of some positions: a bit for each slot of the ladder."""
    held = np.zeros(int(numbers.max(initial=0)) + 1, np.int32)
    for number in np.flatnonzero(np.bincount(numbers)).tolist():
        configuration = ladder.configuration(number)
        slots = {slot for rung in rungs(configuration) for slot in holding(rung, configuration)}
        held[number] = sum(1 << index for index, slot in enumerate(ladder.slots) if slot in slots)
    return held[numbers]
