"""The worlds that imprecise dates leave open.

On a day that lies among the possible days of an event, the event may or may not have happened yet. At each
such event a world splits in two, with and without it; a world in which the rules refuse an event that
certainly happened cannot have been, and is dropped.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from detente.model.configuration import Configuration
from detente.model.following import Change, follow
from detente.model.happening import Happening
from detente.model.standing import Standing
from detente.model.statuses import Status


class World(NamedTuple):
    """One way in which history can have gone up to a day."""

    standing: Standing
    undecided: int = 0
    """How many undecided events are taken as happened in it."""

    @property
    def status(self) -> Status:
        """The status in it."""
        return self.standing.status

    @property
    def configuration(self) -> Configuration:
        """The values of the facts in it."""
        return self.standing.configuration


def undecided(happenings: Iterable[Happening], day: date) -> list[Happening]:
    """Return what may or may not have happened by the end of a day."""
    return [happening for happening in happenings if happening.earliest <= day < happening.latest]


def worlds(
    start: Standing, happenings: Iterable[Happening], day: date, decided: Mapping[str, bool] | None = None
) -> list[World]:
    """Follow what happens, given in order, from a standing to the end of a day in every world.

    The plainest world comes first: that with the fewest undecided events, of several the one on the lowest rung.
    Of worlds in which the same facts hold, one with the fewest undecided events stands for all: what can
    still happen depends on the facts alone. `decided` says of undecided events, by id, whether they happened.
    """
    decided = decided or {}
    alive = {start.configuration: World(start)}
    for happening in happenings:
        if happening.earliest > day:
            break
        if not decided.get(happening.id, True):
            continue
        splits = happening.latest > day and happening.id not in decided
        following = dict(alive) if splits else {}
        for world in alive.values():
            for step in follow(world.standing, [happening]):
                if isinstance(step, Change):
                    _keep(following, World(step.after, world.undecided + splits))
        alive = following
    return sorted(alive.values(), key=lambda world: (world.undecided, world.status.height))


def _keep(alive: dict[Configuration, World], world: World) -> None:
    same = alive.setdefault(world.configuration, world)
    if world.undecided < same.undecided:
        alive[world.configuration] = world
