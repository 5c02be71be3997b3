"""The worlds that imprecise dates leave open.

On a day that lies among the possible days of an event, the event may or may not have happened yet. At each
such event a world splits in two, with and without it; a world in which the rules refuse an event that
certainly happened cannot have been, and is dropped.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from detente.model.configuration import Configuration
from detente.model.events import Event
from detente.model.fold import step
from detente.model.pairs import Pair
from detente.model.standing import Standing


class World(NamedTuple):
    """One way in which history can have gone up to a day."""

    standing: Standing
    supposed: int = 0
    """How many undecided events are taken as happened in it."""

    @property
    def rank(self) -> tuple[int, int]:
        """Its place among worlds, the plainest first: by undecided events, then from the lowest rung."""
        return (self.supposed, self.standing.status.height)


def undecided(events: Iterable[Event], day: date) -> list[Event]:
    """List the events that may or may not have happened by the end of a day."""
    return [event for event in events if event.on.earliest <= day < event.on.latest]


def worlds(pair: Pair, events: Iterable[Event], day: date, decided: Mapping[str, bool] | None = None) -> list[World]:
    """Follow events, given in order, to the end of a day in every world, the plainest world first.

    Of worlds in which the same facts hold, one with the fewest undecided events stands for all: what can
    still happen depends on the facts alone. `decided` says of undecided events, by id, whether they happened.
    """
    decided = decided or {}
    alive: dict[Configuration, World] = {}
    _keep(alive, World(Standing(pair)))
    for event in events:
        if event.on.earliest > day:
            break
        split = event.on.latest > day and event.id not in decided
        if not decided.get(event.id, True):
            continue
        following = dict(alive) if split else {}
        for world in alive.values():
            standing = step(world.standing, event)
            if standing is not None:
                _keep(following, World(standing, world.supposed + split))
        alive = following
    return sorted(alive.values(), key=lambda world: world.rank)


def _keep(alive: dict[Configuration, World], world: World) -> None:
    same = alive.setdefault(world.standing.configuration, world)
    if world.supposed < same.supposed:
        alive[world.standing.configuration] = world
