"""Standing: the facts behind a status, each with the event that put it in force."""

from typing import NamedTuple

from detente.model.configuration import NONE, NOTHING, SLOT_OF, SLOTS, Configuration
from detente.model.events import Event
from detente.model.pairs import Pair
from detente.model.statuses import Status


class Fact(NamedTuple):
    """One fact of a standing.

    A fact that is not in force (``none``) keeps the event that ended it, if there was one.
    """

    value: str = NONE
    event: Event | None = None
    later: tuple[Event, ...] = ()
    """Events since then that repeat or amend the fact without ending it, in order."""

    @property
    def in_force(self) -> bool:
        """Whether there is such a fact now."""
        return self.value != NONE

    @property
    def events(self) -> tuple[Event, ...]:
        """The event that put the fact in force and those that repeat it, in order."""
        return () if self.event is None else (self.event, *self.later)

    def latest(self, detail: str) -> str | bool | None:
        """Give what its events say last of a detail: of an open mission its ``level``, ``head``, or ``resident``."""
        said = (getattr(event, detail, None) for event in reversed(self.events))
        return next((value for value in said if value is not None), None)


class Standing(NamedTuple):
    """Everything that is in force between two countries, and the status that follows from it."""

    pair: Pair
    status: Status = Status.NO_RELATIONS
    since: Event | None = None
    """The event with which the status began; none if there has been no other."""
    facts: tuple[Fact, ...] = (Fact(),) * len(SLOTS)

    configuration: Configuration = NOTHING
    """The values of the facts alone."""

    def fact(self, name: str, country: str | None = None) -> Fact:
        """Give the fact of that name: of the side of a country, by its code, or a shared one without.

        Raises `KeyError` for a name in none of the slots and `NotAParty` for a country that is not in the pair.
        """
        return self.facts[SLOT_OF[name, None if country is None else self.pair.side(country)]]
