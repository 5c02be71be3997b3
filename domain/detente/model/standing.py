"""Standing: the facts behind a status, each with the event that put it in force."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from detente.model.calling import asked
from detente.model.configuration import NONE, Configuration, slot_of
from detente.model.errors import WrongCall
from detente.model.events import Event
from detente.model.happening import Happening
from detente.model.machine import START, Position, move
from detente.model.pairs import Pair
from detente.model.rules import touched
from detente.model.statuses import Status
from detente.model.wording import shown

RANK = ("level", "head")
"""The details of a mission that are its rank."""
RANK_CHANGES = ("mission_upgraded", "mission_downgraded")
"""The kinds of event that change it."""
DETAILS = (*RANK, "resident")
"""All that events say of one."""

Chain: TypeAlias = "tuple[Event, Chain] | None"
"""Events, the last one first: each with those before it, so that one more costs the same however many there are."""


class Fact(NamedTuple):
    """One fact of a standing.

    A fact that is not in force (``none``) keeps the event that ended it, if there was one.
    """

    value: str = NONE
    event: Event | None = None
    repeats: Chain = None

    def __repr__(self) -> str:
        return shown(
            "Fact", self.value if self.event is None else f"{self.value} since {self.event.on} ({self.event.id})"
        )

    @property
    def later(self) -> tuple[Event, ...]:
        """Events since then that repeat or amend the fact without ending it, in order."""
        return tuple(_backwards(self.repeats))[::-1]

    @property
    def in_force(self) -> bool:
        """Whether there is such a fact now."""
        return self.value != NONE

    @property
    def events(self) -> tuple[Event, ...]:
        """The event that put the fact in force and those that repeat it, in order."""
        return () if self.event is None else (self.event, *self.later)

    @property
    def details(self) -> tuple[str | bool | None, ...]:
        """The level and the head of a mission, and whether it is resident, as its events say them last."""
        return tuple(map(self.latest, DETAILS))

    @asked
    def latest(self, detail: str) -> str | bool | None:
        """Return what its events say last of a detail: of an open mission its ``level``, ``head``, or ``resident``.

        From an event on that changes the rank of a mission, and not to what, its level and head are not known.
        Raises `WrongCall` for another detail.
        """
        if detail not in DETAILS:
            raise WrongCall("A detail of a fact is its level, its head, or whether it is resident.")
        for event in reversed(self.events):
            if says(event, detail):
                value: str | bool | None = getattr(event, detail)
                return value
        return None


class Standing:
    """Everything that is in force between two countries, and the status that follows from it. It never changes.

    A standing knows what led to it; the facts with their events are worked out when somebody asks for them, so that
    following a history costs no more than its moves.
    """

    __slots__ = ("_facts", "_since", "before", "happening", "pair", "position")

    def __init__(
        self,
        pair: Pair,
        position: Position = START,
        facts: tuple[Fact, ...] | None = None,
        since: Happening | None = None,
    ) -> None:
        """Take the two countries and where they stand; the facts with their events, and what began the status."""
        self.pair = pair
        self.position = position
        """The status, and the values of the facts alone."""
        self.before: Standing | None = None
        """The standing from which it was reached, if it was followed to."""
        self.happening: Happening | None = None
        """What happened then."""
        self._since = since
        self._facts = facts

    @property
    def status(self) -> Status:
        """The highest rung that holds."""
        return self.position[0]

    @property
    def configuration(self) -> Configuration:
        """The values of the facts alone."""
        return self.position[1]

    @property
    def since(self) -> Event | None:
        """The event with which the status began; none if there has been no other."""
        return self._since and self._since.event

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact with its events, in the order of the slots."""
        if self._facts is None:
            led: list[Standing] = []
            known = self
            while known._facts is None and known.before is not None:
                led.append(known)
                known = known.before
            facts = list(known._facts or map(Fact, known.configuration))  # noqa: SLF001
            for standing in reversed(led):
                standing._carry(facts)  # noqa: SLF001
            self._facts = tuple(facts)
        return self._facts

    @property
    def happenings(self) -> list[Happening]:
        """What led to it, in order, since the standing from which it was followed."""
        found: list[Happening] = []
        standing = self
        while standing.before is not None:
            found += [standing.happening] if standing.happening else []
            standing = standing.before
        return found[::-1]

    @asked
    def fact(self, name: str, country: str | None = None) -> Fact:
        """Return the fact of that name: of the side of a country, by code or name, or a shared one without.

        Raises `NoSuchFact` for a name of none, `UnknownCountry`, and `NotAParty` for a country that is not in the pair.
        """
        return self.facts[slot_of(name, None if country is None else self.pair.side(country))]

    def after(self, happening: Happening) -> "Standing | None":
        """Return the standing after something happened; nothing where the rules refuse it."""
        position = move(*self.position, happening.act)
        if position is None:
            return None
        after = Standing(self.pair, position)
        after.before, after.happening = self, happening
        after._since = self._since if position[0] == self.position[0] else happening
        return after

    def _carry(self, facts: list[Fact]) -> None:
        """Change facts, those of the standing before, into those of this one."""
        if self.happening is None:
            return
        for slot in touched(self.happening.act):
            value, fact = self.configuration[slot], facts[slot]
            if value != fact.value:
                facts[slot] = Fact(value, self.happening.event)
            elif value != NONE:
                facts[slot] = fact._replace(repeats=(self.happening.event, fact.repeats))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Standing):
            return NotImplemented
        same = (self.pair, self.position) == (other.pair, other.position)
        return same and all(one.events == another.events for one, another in zip(self.facts, other.facts, strict=True))

    def __hash__(self) -> int:
        return hash((self.pair, self.position))

    def __repr__(self) -> str:
        return shown("Standing", f"of {self.pair}: {self.status}")


def says(event: Event, detail: str) -> bool:
    """Whether an event says something of a detail of a mission, if only that it is not known any more."""
    return getattr(event, detail) is not None or (detail in RANK and _leaves_rank_open(event))


def _leaves_rank_open(event: Event) -> bool:
    return event.kind in RANK_CHANGES and event.level is event.head is event.resident is None


def _backwards(chain: Chain) -> Iterator[Event]:
    while chain is not None:
        event, chain = chain
        yield event
