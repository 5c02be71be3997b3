"""Where runs of days begin: by the events whose order is known in columns, by the courses of a pair from then on."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.history.differences import turning_days
from detente.history.state import State
from detente.model.parts import takes_part
from detente.world.columns import ENDLESS, Days, Runs, Stretches, taken

if TYPE_CHECKING:
    from detente.world.world import World

Begun = TypeVar("Begun", Runs, Stretches)


class Beginnings(NamedTuple):
    """Days on which something about pairs may become another, while the order of their events is known."""

    rows: NDArray[np.int64]
    """The event with which each comes."""
    before: NDArray[np.int64]
    """The last event that has happened for certain; the same one but on days on which it may not have happened yet."""
    first: Days


def in_known_order(world: "World") -> Beginnings:
    """Return where runs begin while the order of events is known, pair by pair, from the first event of each on.

    An event whose day alone is not known begins one on which it may have happened, and one on which it has.
    """
    happened, alone = world.happened, world.openness.alone
    is_first = np.diff(happened.pair, prepend=-1) != 0
    rows = np.flatnonzero((bearing(world) | is_first) & (happened.earliest < world.openness.since[happened.pair]))
    rows = np.repeat(rows, np.where(alone[rows], 2, 1))
    is_undecided = alone[rows] & (np.diff(rows, prepend=-1) != 0)
    first = np.where(alone[rows] & ~is_undecided, happened.latest[rows], happened.earliest[rows])
    return Beginnings(rows, rows - is_undecided, first.astype(np.int32))


def bearing(world: "World") -> NDArray[np.bool_]:
    """Return which events bear on facts."""
    return np.array([takes_part(act) for act in world.acts_named], np.bool_)[world.happened.act]


def in_open_order(world: "World") -> Iterator[tuple[int, int, State]]:
    """Return the pair, the day and the state wherever a run may begin from the day on on which an order is open."""
    for pair in np.flatnonzero(world.openness.since < ENDLESS).tolist():
        history, since = world.history(pair), date.fromordinal(int(world.openness.since[pair]))
        for day in turning_days([history]):
            if day >= since:
                yield pair, day.toordinal(), history.at(day)


def runs_from(begun: Begun) -> Begun:
    """Return runs out of where they begin, each ended where the next one of its pair begins.

    Those that begin as the one before goes on, or on one day with a later one, are left out.
    """
    begun = taken(begun, np.argsort(begun.pair, kind="stable"))
    is_last = np.append((begun.pair[1:] != begun.pair[:-1]) | (begun.first[1:] != begun.first[:-1]), True)
    begun = taken(begun, is_last[: len(begun.pair)])
    alike = begun.pair[1:] == begun.pair[:-1]
    for name, column in zip(begun._fields, begun, strict=True):
        if name not in ("pair", "first", "last"):
            alike &= column[1:] == column[:-1]
    begun = taken(begun, np.append(True, ~alike)[: len(begun.pair)])
    goes_on = np.append(begun.pair[1:] == begun.pair[:-1], False)[: len(begun.pair)]
    last = np.where(goes_on, np.append(begun.first[1:] - 1, 0)[: len(goes_on)], ENDLESS)
    return begun._replace(last=last.astype(np.int32))
