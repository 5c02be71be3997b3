"""What can be supposed of a history: events that did not happen, that happened, or that happened on another date."""

from bisect import insort
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from detente.model.calling import asked_for
from detente.model.dates import HistoricDate
from detente.model.events import NEVER, Event
from detente.model.happening import Happening, order


@asked_for
class LeftOut(NamedTuple):
    """An event did not happen."""

    id: str


@asked_for
class Moved(NamedTuple):
    """An event happened on another date."""

    id: str
    on: HistoricDate


Move: TypeAlias = Event | LeftOut | Moved
"""One thing supposed: an event that is added, or what is done to one that is there."""


def added(event: Event) -> Event:
    """Return an event as a hypothesis has it: never recorded."""
    return event._replace(recorded=NEVER)


def suppose(happenings: Iterable[Happening], moves: Iterable[Move]) -> list[Happening]:
    """Return what happens, in order, when moves are made on it one after the other.

    A move of an event that is not there does nothing. An event that is added or moved comes last on its day, unless
    it has a `seq`.
    """
    supposed = list(happenings)
    for move in moves:
        if isinstance(move, Event):
            insort(supposed, Happening.of(added(move)), key=order)
            continue
        index = next((index for index, happening in enumerate(supposed) if happening.id == move.id), None)
        if index is None:
            continue
        event = supposed.pop(index).event
        if isinstance(move, Moved):
            insort(supposed, Happening.of(added(event._replace(on=move.on))), key=order)
    return supposed
