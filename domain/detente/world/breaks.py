"""Every break of relations in columns: from when to when, how much of it is certain, and whether it has ended."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.history.state import State
from detente.model.configuration import SLOT_OF
from detente.world.beginnings import in_known_order, in_open_order, runs_from
from detente.world.columns import ENDLESS, Days, Numbers, Runs, arrays, joined, taken

if TYPE_CHECKING:
    from detente.world.world import World

NOT, PERHAPS, SEVERED, IN_FORCE = range(4)
"""Whether relations are severed on a day: in no course of events, in some, in all; or in none, and in force."""
_RELATIONS, _VALUES = SLOT_OF["relations", None], {"severed": SEVERED, "in_force": IN_FORCE}


class Breaks(NamedTuple):
    """Times for which relations were broken off, or may have been: pair by pair, each pair's in order."""

    pair: Numbers
    """The index of its pair."""
    first: Days
    """The first day on which they may have been severed."""
    last: Days
    """The last one: of a break that has not ended the last that is recorded of the pair."""
    certain_first: Days
    """The first day on which they were for certain; 0 where there is none, likewise below."""
    certain_last: Days
    least: Numbers
    """On how many days they were for certain."""
    most: Numbers
    """On how many they may have been."""
    has_ended: NDArray[np.bool_]
    is_mended: NDArray[np.bool_]
    """Whether relations were in force when it had: it does not mend them that a party ceased to exist."""


def breaks(world: "World", until: date) -> Breaks:
    """Return every break of every pair by the end of a day, followed as far as something is recorded of the pair."""
    runs = world.severed
    end = np.minimum(_last_recorded(world), until.toordinal())[runs.pair]
    is_seen = runs.first <= end
    goes_on = np.append((runs.pair[1:] == runs.pair[:-1]) & is_seen[1:], False)[: len(runs.pair)][is_seen]
    runs = taken(runs._replace(last=np.minimum(runs.last, end)), is_seen)
    broken = (runs.value == PERHAPS) | (runs.value == SEVERED)
    follows = np.append(False, goes_on[:-1] & broken[:-1])[: len(broken)]
    begins = np.flatnonzero(broken & ~follows)
    ends = np.flatnonzero(broken & ~np.append(follows[1:] & broken[1:], False)[: len(broken)])
    is_sure, days = runs.value == SEVERED, runs.last - runs.first + 1
    sure, every = (np.append(0, np.cumsum(np.where(which, days, 0))) for which in (is_sure, broken))
    rows = np.append(np.flatnonzero(is_sure), len(broken))
    low, high = np.searchsorted(rows, begins), np.searchsorted(rows, ends, "right") - 1
    has_sure = high >= low
    return Breaks(
        runs.pair[begins],
        runs.first[begins],
        runs.last[ends],
        np.where(has_sure, np.append(runs.first, 0)[rows[low]], 0),
        np.where(has_sure, np.append(runs.last, 0)[rows[high]], 0),
        sure[ends + 1] - sure[begins],
        every[ends + 1] - every[begins],
        goes_on[ends],
        goes_on[ends] & (np.append(runs.value, NOT)[ends + 1] == IN_FORCE),
    )


def severed(world: "World") -> Runs:
    """Return the runs of days on which relations are as severed or in force, from a pair's first event on."""
    rows, before, first = in_known_order(world)
    pair = world.happened.pair[rows]
    was, is_now = (_relations(world, one, world.starts[:-1][pair]) for one in (before, rows))
    is_undecided = (was != is_now) & ((was == SEVERED) | (is_now == SEVERED))
    known = Runs(pair, first, first, np.where(is_undecided, np.int8(PERHAPS), is_now))
    open_order = [(one, day, ENDLESS, _relations_in(state)) for one, day, state in in_open_order(world)]
    return runs_from(joined(known, Runs(*arrays(open_order, Runs._fields))))


def _relations(world: "World", rows: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int8]:
    """Return how relations are after events, of each of which is said where those of its pair begin."""
    ladder = world.followed.parts[0]
    numbers = ladder.at(rows, starts)
    counted = np.bincount(numbers)
    found = np.zeros(len(counted), np.int8)
    for number in np.flatnonzero(counted).tolist():
        found[number] = _VALUES.get(ladder.table.configuration(number)[_RELATIONS], NOT)
    return found[numbers]


def _relations_in(state: State) -> int:
    found = {_VALUES.get(value, NOT) for value in state.possible_values(_RELATIONS)}
    if SEVERED in found:
        return SEVERED if len(found) == 1 else PERHAPS
    return _VALUES.get(state.standing.configuration[_RELATIONS], NOT)


def _last_recorded(world: "World") -> Days:
    """Return the last day that is recorded of each pair; of a date that is not known to the day the last possible."""
    ends = [
        0 if extent is None else ENDLESS if extent.end is None else extent.end.latest.toordinal()
        for extent in world.extents
    ]
    return np.maximum(world.ends, np.array(ends, np.int32))
