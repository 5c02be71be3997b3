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

NOT, PERHAPS, SEVERED = range(3)
"""Whether relations are severed on a day: in no course of events, in some, in all."""
_RELATIONS, _SEVERED = SLOT_OF["relations", None], "severed"


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


def breaks(world: "World", until: date) -> Breaks:
    """Return every break of every pair by the end of a day, followed as far as something is recorded of the pair."""
    runs = _runs(world)
    end = np.minimum(_last_recorded(world), until.toordinal())[runs.pair]
    is_seen = runs.first <= end
    goes_on = np.append((runs.pair[1:] == runs.pair[:-1]) & is_seen[1:], False)[: len(runs.pair)][is_seen]
    runs = taken(runs._replace(last=np.minimum(runs.last, end)), is_seen)
    broken = runs.value != NOT
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
    )


def _runs(world: "World") -> Runs:
    """Return the runs of days on which it is the same whether relations are severed, from a pair's first event on."""
    rows, before, first = in_known_order(world)
    pair = world.happened.pair[rows]
    was, is_now = (_is_severed(world, one, world.starts[:-1][pair]) for one in (before, rows))
    known = Runs(pair, first, first, was.astype(np.int8) + is_now)
    open_order = [(one, day, ENDLESS, _severed_in(state)) for one, day, state in in_open_order(world)]
    return runs_from(joined(known, Runs(*arrays(open_order, Runs._fields))))


def _is_severed(world: "World", rows: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return after which events relations are severed, of each of which is said where those of its pair begin."""
    ladder = world.followed.parts[0]
    numbers, inverse = np.unique(ladder.at(rows, starts), return_inverse=True)
    severed = [ladder.table.configuration(number)[_RELATIONS] == _SEVERED for number in numbers.tolist()]
    return np.array(severed, np.bool_)[inverse]


def _severed_in(state: State) -> int:
    possible = [value == _SEVERED for value in state.possible_values(_RELATIONS)]
    return SEVERED if all(possible) else PERHAPS if any(possible) else NOT


def _last_recorded(world: "World") -> Days:
    """Return the last day that is recorded of each pair; of a date that is not known to the day the last possible."""
    found = np.zeros(len(world.pairs), np.int32)
    np.maximum.at(found, world.happened.pair, world.happened.latest)
    ends = [
        0 if extent is None else ENDLESS if extent.end is None else extent.end.latest.toordinal()
        for extent in world.extents
    ]
    return np.maximum(found, np.array(ends, np.int32))
