"""The worlds that imprecise dates leave open.

On a day that lies among the possible days of an event, the event may or may not have happened yet. At each
such event a world splits in two, with and without it; a world in which the rules refuse an event that
certainly happened cannot have been, and is dropped.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from detente.model.configuration import Configuration
from detente.model.events import Event
from detente.model.machine import move
from detente.model.rules import Act
from detente.model.statuses import Status

Path: TypeAlias = "tuple[Event, Path] | None"
"""The events that happened in a world, the last one first: each with the path before it."""


class World(NamedTuple):
    """One way in which history can have gone up to a day."""

    status: Status
    configuration: Configuration
    supposed: int
    """How many undecided events are taken as happened in it."""
    path: Path

    @property
    def events(self) -> list[Event]:
        """The events that happened in it since it was started, in order."""
        events: list[Event] = []
        path = self.path
        while path is not None:
            event, path = path
            events.append(event)
        return events[::-1]


def undecided(events: Iterable[Event], day: date) -> list[Event]:
    """List the events that may or may not have happened by the end of a day."""
    return [event for event in events if event.on.earliest <= day < event.on.latest]


def worlds(start: World, events: Iterable[Event], day: date, decided: Mapping[str, bool] | None = None) -> list[World]:
    """Follow events, given in order, from a world to the end of a day in every world.

    The plainest world comes first: that with the fewest undecided events, of several the one on the lowest rung.
    Of worlds in which the same facts hold, one with the fewest undecided events stands for all: what can
    still happen depends on the facts alone. `decided` says of undecided events, by id, whether they happened.
    """
    decided = decided or {}
    alive = {start.configuration: start}
    for event in events:
        if event.on.earliest > day:
            break
        if not decided.get(event.id, True):
            continue
        splits = event.on.latest > day and event.id not in decided
        act = Act.of(event)
        following = dict(alive) if splits else {}
        for world in alive.values():
            moved = move(world.status, world.configuration, act)
            if moved is not None:
                _keep(following, World(*moved, world.supposed + splits, (event, world.path)))
        alive = following
    return sorted(alive.values(), key=lambda world: (world.supposed, world.status.height))


def _keep(alive: dict[Configuration, World], world: World) -> None:
    same = alive.setdefault(world.configuration, world)
    if world.supposed < same.supposed:
        alive[world.configuration] = world
