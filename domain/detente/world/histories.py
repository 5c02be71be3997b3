"""The histories of single pairs out of the columns of a world: their events have no words.

Where the order of events is open their courses are followed one pair at a time. That begins where it was known last
how things stood: what had happened by then, for certain, is a standing.
"""

from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.history.history import Begun, History
from detente.history.state import State
from detente.model.configuration import NONE, SLOTS, Configuration
from detente.model.events import CONFIDENCES, UNTOLD, Event
from detente.model.happening import Happening
from detente.model.machine import settled
from detente.model.rules import touched
from detente.model.standing import DETAILS, RANK_CHANGES, Fact, Standing, says
from detente.world.columns import Rank, listed
from detente.world.compiling import whole
from detente.world.day import NONE as NO_EVENT
from detente.world.following import Rows
from detente.world.settling import NEVER

if TYPE_CHECKING:
    from detente.world.world import World

_KEPT = 64
"""How many histories are kept, of those that were asked for last: one of many events takes much memory."""


class Histories:
    """The histories of the pairs of a world, and of their ends."""

    def __init__(self, world: "World") -> None:
        """Take the world, or a proxy of it."""
        self._world = world
        self.of = lru_cache(_KEPT)(self._of)
        self._since = lru_cache(_KEPT)(self._part)
        self._slots = lru_cache(2)(self._told_of)  # pairs are asked about one after the other

    def at(self, pair: int, day: date) -> State:
        """Return where a pair stands at the end of a day, by its index."""
        world, ordinal = self._world, day.toordinal()
        start, end = world.starts[pair : pair + 2].tolist()
        earliest = world.happened.earliest[start:end]
        last = start + int(np.searchsorted(earliest, ordinal, "right"))
        until = int(world.openness.known_again[last - 1]) if last > start else 0
        if pair in world.supposed or until == NEVER or start == end:
            return world.history(pair).at(day)
        if last == start:
            return self._since(pair, start, start).at(day)
        if until:
            last = start + int(np.searchsorted(earliest, until))
        return self._since(pair, int(self._begins[last - 1]), last).at(day)

    @cached_property
    def _begins(self) -> Rows:
        """The last event until each one before which all has happened for certain, and its order no longer matters."""
        happened, known_again = self._world.happened, self._world.openness.known_again
        before = happened.pair.astype(np.int64) * NEVER
        until = np.maximum.accumulate(before + np.maximum(happened.latest + 1, known_again))
        begins = np.append(True, (before + happened.earliest)[1:] >= until[:-1])[: len(before)]
        return np.maximum.accumulate(np.where(begins, np.arange(len(before)), 0))

    def _of(self, pair: int) -> History:
        """Return the whole history of a pair."""
        first, end = self._world.starts[pair : pair + 2].tolist()
        first += first in self._world.begun
        return self._history(pair, first, end, self._world.columns.begun.get(self._world.pairs[pair]))

    def standing(self, pair: int) -> Standing:
        """Return how a pair stands in the end."""
        return self._standing(pair, int(self._world.starts[pair + 1]))

    def _part(self, pair: int, first: int, end: int) -> History:
        """Return the history of a pair in some of its events."""
        world = self._world
        begins = first == world.starts[pair] and first not in world.begun
        first += first in world.begun
        dates = tuple(world.dates[int(ends[pair])] for ends in world.first_and_last)
        return self._history(pair, first, end, Begun(None if begins else self._standing(pair, first), dates))

    def _history(self, pair: int, first: int, end: int, begun: Begun | None) -> History:
        world = self._world
        lines = tuple(self._event(pair, row) for row in range(first, end))
        return History(world.pairs[pair], (*lines, *world.surveys[pair]), world.known, _begun=begun)

    def _standing(self, pair: int, row: int) -> Standing:
        """Return how things stand before an event."""
        world = self._world
        if row - 1 in world.begun:
            return world.begun[row - 1]
        position = settled(self._values(pair, row - 1))
        turn = int(np.searchsorted(world.turns.rows, row)) - 1
        is_own = turn >= 0 and world.turns.rows[turn] >= world.starts[pair]
        began = int(world.turns.began[turn]) if is_own else NO_EVENT
        if began in (NO_EVENT, int(world.starts[pair])) and world.starts[pair] in world.begun:
            since = world.begun[int(world.starts[pair])].since
        else:
            since = None if began == NO_EVENT else self._event(pair, began)
        facts = tuple(self._fact(pair, row, slot, value) for slot, value in enumerate(position.configuration))
        return Standing(world.pairs[pair], position, facts, since and Happening.of(since))

    def _fact(self, pair: int, row: int, slot: int, value: str) -> Fact:
        """Return a fact before an event, with what changed it last, and what has said its details since."""
        rows, changed = self._slots(pair)[slot]
        last = int(np.searchsorted(rows, row)) - 1
        change = int(changed[last]) if last >= 0 else NO_EVENT
        first = int(self._world.starts[pair])
        if change != NO_EVENT:
            fact = Fact(value, self._event(pair, int(rows[change])))
        else:
            fact = self._world.begun[first].facts[slot] if first in self._world.begun else Fact(value)
        return fact if value == NONE else self._detailed(pair, fact, rows[change + 1 : last + 1])

    def _detailed(self, pair: int, fact: Fact, rows: Rows) -> Fact:
        """Return a fact with those of some events in order that say what is said last of its details."""
        happened, later, left = self._world.happened, list[Event](), {*DETAILS}
        may_say = self._ranks[happened.rank[rows]] | self._changes_rank[happened.act[rows]]
        for row in reversed(listed(rows[may_say])):
            later.append(self._event(pair, row))
            left -= {detail for detail in left if says(later[-1], detail)}
            if not left:
                break
        for event in reversed(later):
            fact = fact._replace(repeats=(event, fact.repeats))
        return fact

    def _told_of(self, pair: int) -> list[tuple[Rows, Rows]]:
        """Return of each slot the events of a pair that speak of it, and by each which of these has changed it last."""
        first, end = self._world.starts[pair : pair + 2].tolist()
        found = list[tuple[Rows, Rows]]()
        for slot in range(len(SLOTS)):
            rows = first + np.flatnonzero(self._touches[slot][self._world.happened.act[first:end]])
            changed = np.where(self._changes(pair, slot, rows), np.arange(len(rows)), NO_EVENT)
            found.append((rows, np.maximum.accumulate(changed)))
        return found

    @cached_property
    def _ranks(self) -> NDArray[np.bool_]:
        """Whether each of the ranks that are named says anything."""
        return np.array([rank != Rank() for rank in self._world.columns.ranks], np.bool_)

    @cached_property
    def _changes_rank(self) -> NDArray[np.bool_]:
        """Whether each of the acts that are named is one that changes the rank of a mission."""
        return np.array([act.kind in RANK_CHANGES for act in self._world.acts_named], np.bool_)

    @cached_property
    def _touches(self) -> NDArray[np.bool_]:
        """Of each slot, whether each of the acts that are named speaks of it."""
        touches = [{*touched(act)} for act in self._world.acts_named]
        return np.array([[slot in slots for slots in touches] for slot in range(len(SLOTS))], np.bool_)

    def _changes(self, pair: int, slot: int, rows: Rows) -> NDArray[np.bool_]:
        """Return which of some events change the value of a fact."""
        part = next(part for part in self._world.followed.parts if slot in part.table.slots)
        starts = self._world.starts[np.full(len(rows), pair)]
        after, before = part.at(rows, starts), part.at(rows - 1, starts)
        numbers = np.union1d(after, before)
        values = np.array([part.table.configuration(number)[slot] for number in listed(numbers)])
        return values[np.searchsorted(numbers, after)] != values[np.searchsorted(numbers, before)]

    def _values(self, pair: int, row: int) -> Configuration:
        """Return the values of the facts after an event, or before the first of a pair."""
        rows, starts = np.array([row]), self._world.starts[[pair]]
        return whole([int(part.at(rows, starts)[0]) for part in self._world.followed.parts])

    def _event(self, pair: int, row: int) -> Event:
        world, happened = self._world, self._world.happened
        parties, act = world.pairs[pair], world.acts_named[int(happened.act[row])]
        rank = world.columns.ranks[int(happened.rank[row])]
        return Event(
            id=str(row),
            kind=act.kind,
            parties=parties,
            on=world.dates[int(happened.on[row])],
            recorded=UNTOLD,
            summary="",
            by=None if act.side is None else parties[act.side],
            seq=row,
            level=rank.level,
            head=rank.head,
            resident=rank.resident,
            office=act.office,
            power=act.power,
            confidence=CONFIDENCES[int(happened.confidence[row])],
        )
