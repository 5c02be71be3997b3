"""What happens in a history: an event, reduced to what its following needs."""

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from detente.model.events import Event, Line
from detente.model.rules import Act
from detente.model.wording import shown


class Happening(NamedTuple):
    """An act on one day of a span of days."""

    earliest: date
    seq: float
    """Its order among what has the same earliest day."""
    latest: date
    id: str
    act: Act
    is_supposed: bool
    event: Event
    """The event that it stands for."""

    def __repr__(self) -> str:
        return shown("Happening", f"{self.id}: {self.act.kind}, {self.earliest} to {self.latest}")

    @classmethod
    def of(cls, event: Event, seq: float | None = None) -> "Happening":
        """Return what happens by an event, with another order than its own where one is given.

        An event that is supposed and has no `seq` comes last on its day.
        """
        if seq is None:
            seq = event.seq if event.seq is not None else math.inf if event.is_supposed else 0
        return cls(event.on.earliest, seq, event.on.latest, event.id, Act.of(event), event.is_supposed, event)


def order(happening: Happening) -> tuple[date, float]:
    """Return what happenings are ordered by: the earliest possible day, then `seq`."""
    return happening[:2]


def effective(lines: Iterable[Line]) -> list[Happening]:
    """Return what the lines of a pair say has happened, in order: the events that no other line retracts.

    The order is that of the earliest possible day, then `seq`, then of the lines. An event that replaces another of the
    same earliest day, and has no `seq` of its own, stands where that one stood.
    """
    lines = list(lines)
    retracted = {line.retracts for line in lines if line.retracts is not None}
    stood: dict[str, tuple[Happening, int]] = {}
    for number, line in enumerate(lines):
        if isinstance(line, Event):
            replaced = stood.get(line.retracts) if line.retracts is not None and line.seq is None else None
            if replaced and replaced[0].earliest == line.on.earliest:
                stood[line.id] = Happening.of(line, replaced[0].seq), replaced[1]
            else:
                stood[line.id] = Happening.of(line), number
    standing = (one for one in stood.values() if one[0].id not in retracted)
    return [happening for happening, _ in sorted(standing, key=lambda one: (*order(one[0]), one[1]))]
