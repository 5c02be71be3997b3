"""Where runs of days begin: by the events whose order is known in columns, by the courses of a pair from then on."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.history.state import State
from detente.model.parts import takes_part
from detente.world.columns import ENDLESS, Days, Runs, Stretches, listed, taken
from detente.world.settling import NEVER

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
    """Return where runs begin while the order of events is known, from the first event of each pair on, in no order.

    They begin as well where it is known again. An event whose day alone is not known begins one on which it may have
    happened, and one on which it has.
    """
    happened, (alone, known_again) = world.happened, world.openness
    is_first = np.diff(happened.pair, prepend=-1) != 0
    rows = np.flatnonzero((bearing(world) | is_first) & (known_again == 0))
    rows = np.repeat(rows, np.where(alone[rows], 2, 1))
    is_undecided = alone[rows] & (np.diff(rows, prepend=-1) != 0)
    first = np.where(alone[rows] & ~is_undecided, happened.latest[rows], happened.earliest[rows])
    again = last_open(world)
    return Beginnings(
        np.concatenate([again, rows]),
        np.concatenate([again, rows - is_undecided]),
        np.concatenate([known_again[again], first]),
    )


def last_open(world: "World") -> NDArray[np.int64]:
    """Return the last event of each run of them whose order is open until some day."""
    happened, known_again = world.happened, world.openness.known_again
    goes_on = np.append((happened.pair[1:] == happened.pair[:-1]) & (happened.earliest[1:] < known_again[:-1]), False)
    return np.flatnonzero((known_again != 0) & (known_again != NEVER) & ~goes_on[: len(known_again)])


def bearing(world: "World") -> NDArray[np.bool_]:
    """Return which events bear on facts; what stands for those before it does."""
    bears = np.array([takes_part(act) for act in world.acts_named], np.bool_)[world.happened.act]
    bears[[*world.begun]] = True
    return bears


def in_open_order(world: "World") -> Iterator[tuple[int, int, State]]:
    """Return the pair, the day and the state wherever a run may begin while the order of events is open."""
    happened, known_again = world.happened, world.openness.known_again
    rows = np.flatnonzero(known_again)
    pairs, dates, untils = listed(happened.pair[rows]), listed(happened.on[rows]), listed(known_again[rows])
    edges = (
        (pair, day.toordinal(), until)
        for pair, on, until in zip(pairs, dates, untils, strict=True)
        for span in world.dates[on].spans
        for day in span
    )
    for pair, day in sorted({(pair, day) for pair, day, until in edges if day < until}):
        yield pair, day, world.state(pair, date.fromordinal(day))


def runs_from(begun: Begun) -> Begun:
    """Return runs out of where they begin, each ended where the next one of its pair begins.

    Those that begin as the one before goes on, or on one day with a later one, are left out.
    """
    begun = taken(begun, np.lexsort((begun.first, begun.pair)))
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
