"""The histories of single pairs out of the columns of a world: their events have no words.

Where the order of events is open their courses are followed one pair at a time. That begins where it was known last
how things stood: what had happened by then, for certain, is a standing.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from detente.history.history import Begun, History
from detente.history.state import State
from detente.model.configuration import NONE, Configuration
from detente.model.events import CONFIDENCES, UNTOLD, Event
from detente.model.happening import Happening
from detente.model.machine import settled
from detente.model.rules import touched
from detente.model.standing import Fact, Standing
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
        self._since = lru_cache(_KEPT)(self._ending)

    def at(self, pair: int, day: date) -> State:
        """Return where a pair stands at the end of a day, by its index."""
        world, ordinal = self._world, day.toordinal()
        start, end = world.starts[pair : pair + 2].tolist()
        row = start + int(np.searchsorted(world.happened.earliest[start:end], ordinal, "right")) - 1
        until = int(world.openness.known_again[row]) if row >= start else NEVER
        if pair in world.supposed or until in (0, NEVER):
            return world.history(pair).at(day)
        first = max(start, int(self._known[row]) + 1)
        last = start + int(np.searchsorted(world.happened.earliest[start:end], until))
        return self._since(pair, first, last).at(day)

    @cached_property
    def _known(self) -> Rows:
        """The last event until each one where no order is open."""
        is_known = self._world.openness.known_again == 0
        return np.maximum.accumulate(np.where(is_known, np.arange(len(is_known)), NO_EVENT))

    def _of(self, pair: int) -> History:
        """Return the whole history of a pair."""
        first, end = self._world.starts[pair : pair + 2].tolist()
        return self._ending(pair, first, end)

    def standing(self, pair: int) -> Standing:
        """Return how a pair stands in the end."""
        return self._standing(pair, int(self._world.starts[pair + 1]))

    def _ending(self, pair: int, first: int, end: int) -> History:
        """Return the history of a pair that begins before some of its events."""
        world = self._world
        first += first in world.begun
        lines = tuple(self._event(pair, row) for row in range(first, end))
        begun = world.columns.begun.get(world.pairs[pair])
        if first > world.starts[pair]:
            dates = tuple(world.dates[int(ends[pair])] for ends in world.first_and_last)
            begun = Begun(self._standing(pair, first), dates)
        return History(world.pairs[pair], (*lines, *world.surveys[pair]), world.known, _begun=begun)

    def _standing(self, pair: int, row: int) -> Standing:
        """Return how things stand before an event; of what is not in force it is not said what ended it."""
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
        facts = [*map(Fact, position.configuration)]
        for slot, fact in self._in_force(pair, row, position.configuration):
            facts[slot] = fact
        return Standing(world.pairs[pair], position, tuple(facts), since and Happening.of(since))

    def _in_force(self, pair: int, row: int, values: Configuration) -> Iterator[tuple[int, Fact]]:
        """Return the facts in force before an event, by their slots: by what, and what has repeated it since."""
        world = self._world
        repeats: dict[int, list[int]] = {slot: [] for slot, value in enumerate(values) if value != NONE}
        first = int(world.starts[pair])
        while repeats and row > first:
            row -= 1
            if row in world.begun:
                begun = world.begun[row].facts
                yield from ((slot, self._repeated(pair, begun[slot], rows)) for slot, rows in repeats.items())
                return
            concerned = repeats.keys() & {*touched(world.acts_named[int(world.happened.act[row])])}
            before = self._values(pair, row - 1) if concerned else values
            for slot in concerned:
                if before[slot] == values[slot]:
                    repeats[slot].append(row)
                    continue
                yield slot, self._repeated(pair, Fact(values[slot], self._event(pair, row)), repeats.pop(slot))

    def _repeated(self, pair: int, fact: Fact, rows: Sequence[int]) -> Fact:
        """Return a fact that some events repeat, the last one first."""
        chain = fact.repeats
        for row in reversed(rows):
            chain = self._event(pair, row), chain
        return fact._replace(repeats=chain)

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
