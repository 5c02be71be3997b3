"""What happens in a history: an event, reduced to what its following needs."""

import math
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from detente.model.events import Event, Line
from detente.model.rules import Act


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

    @classmethod
    def of(cls, event: Event) -> "Happening":
        """Return what happens by an event; one that is supposed and has no `seq` comes last on its day."""
        seq = event.seq if event.seq is not None else math.inf if event.is_supposed else 0
        return cls(event.on.earliest, seq, event.on.latest, event.id, Act.of(event), event.is_supposed, event)


def order(happening: Happening) -> tuple[date, float]:
    """Return what happenings are ordered by: the earliest possible day, then `seq`."""
    return happening[:2]


def effective(lines: Iterable[Line]) -> list[Happening]:
    """Return what the lines of a pair say has happened, in order: the events that no other line retracts.

    The order is that of the earliest possible day, then `seq`, then of the lines.
    """
    lines = list(lines)
    retracted = {line.retracts for line in lines if line.retracts is not None}
    events = (line for line in lines if isinstance(line, Event) and line.id not in retracted)
    return sorted(map(Happening.of, events), key=order)
