"""What can be supposed of a history: events that did not happen, that happened, or that happened on another date."""

from bisect import insort
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from detente.model.dates import HistoricDate
from detente.model.events import NEVER, Event
from detente.model.fold import order


class LeftOut(NamedTuple):
    """An event did not happen."""

    id: str


class Moved(NamedTuple):
    """An event happened on another date."""

    id: str
    on: HistoricDate


Move: TypeAlias = Event | LeftOut | Moved
"""One thing supposed: an event that is added, or what is done to one that is there."""


def added(event: Event) -> Event:
    """Give an event as a hypothesis has it: never recorded."""
    return event.model_copy(update={"recorded": NEVER})


def suppose(events: Iterable[Event], moves: Iterable[Move]) -> list[Event]:
    """Make moves, one after the other, on events that are in order; what names an event that is not there does nothing.

    An event that is added or moved comes last on its day, unless it has a `seq`.
    """
    supposed = list(events)
    for move in moves:
        if not isinstance(move, LeftOut | Moved):
            insort(supposed, added(move), key=order)
            continue
        place = next((place for place, event in enumerate(supposed) if event.id == move.id), None)
        if place is None:
            continue
        event = supposed.pop(place)
        if isinstance(move, Moved):
            insort(supposed, event.model_copy(update={"on": move.on, "recorded": NEVER}), key=order)
    return supposed
