"""The events of one pair, put in order and followed one after the other."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from detente.model.configuration import NONE, SLOTS
from detente.model.countries import is_code, name
from detente.model.errors import DetenteError
from detente.model.events import Event, Retracted
from detente.model.machine import move
from detente.model.pairs import Pair
from detente.model.rules import STATUS, Act, Condition, possible, rules
from detente.model.standing import Fact, Standing
from detente.model.wording import listing, words


class Change(NamedTuple):
    """One event and what it did."""

    event: Event
    before: Standing
    after: Standing

    @property
    def of_status(self) -> bool:
        """Whether the relation went to another rung."""
        return self.before.status != self.after.status

    @property
    def of_facts(self) -> bool:
        """Whether a fact came into force, ended or took another value."""
        return self.before.configuration != self.after.configuration


class Refused(DetenteError):
    """An event that the rules do not allow where the relation stands."""

    def __init__(self, event: Event, standing: Standing) -> None:
        super().__init__(event, standing)
        self.event = event
        self.standing = standing

    @property
    def broken(self) -> list[Condition]:
        """The conditions of the event's rule that do not hold."""
        return rules()[self.event.kind].broken(self.standing.status, self.standing.configuration, act(self.event))

    @property
    def instead(self) -> list[Act]:
        """What the rules allow instead: acts of both, and of who tried this one, that need something to be so."""
        return [
            other
            for other in possible(self.standing.status, self.standing.configuration)
            if other.side in (None, act(self.event).side) and rules()[other.kind].conditions
        ]

    def __str__(self) -> str:
        because = listing([self._because(condition) for condition in self.broken])
        instead = list(dict.fromkeys(act_in_words(other, self.standing.pair) for other in self.instead))
        return (
            f"{event_in_words(self.event)}, {self.event.on.in_words()}, is refused: {because}. "
            f"Possible instead: {listing(instead, 'or') or 'nothing'}."
        )

    def _because(self, condition: Condition) -> str:
        since = self.standing.since
        if condition.fact == STATUS:
            what, value = "the status", self.standing.status.words
        else:
            place = condition.places(act(self.event))[0]
            fact = self.standing.facts[place]
            what, value, since = fact_in_words(place, self.standing.pair), value_in_words(fact.value), fact.event
        when = f"{since.on.since_in_words()} ({since.id})" if since else "and nothing else is recorded before"
        verb = "are" if what.endswith(("relations", "talks", "sanctions")) else "is"
        return f"it needs “{condition.phrase}”, but {what} {verb} {value} {when}"


def act(event: Event) -> Act:
    """Give what the rules look at in an event."""
    return Act(
        event.kind,
        None if event.by is None else event.pair.side(event.by),
        getattr(event, "office", None),
        getattr(event, "power", None),
    )


def counting(lines: Iterable[Event | Retracted]) -> list[Event]:
    """Give the events that count, those that no other line retracts, in their order.

    The order is that of the earliest possible day, then `seq`, then of the lines.
    """
    lines = list(lines)
    retracted = {line.retracts for line in lines if line.retracts is not None}
    events = [line for line in lines if not isinstance(line, Retracted) and line.id not in retracted]
    return sorted(events, key=lambda event: (event.on.earliest, event.seq))


def fold(pair: Pair, events: Iterable[Event]) -> Iterator[Change]:
    """Follow events, given in order, from the beginning; raise `Refused` at the first that the rules do not allow."""
    standing = Standing(pair)
    for event in events:
        after = step(standing, event)
        if after is None:
            raise Refused(event, standing)
        yield Change(event, standing, after)
        standing = after


def step(standing: Standing, event: Event) -> Standing | None:
    """Give the standing after an event; nothing where the rules refuse it."""
    moved = move(standing.status, standing.configuration, act(event))
    if moved is None:
        return None
    status, configuration = moved
    facts = list(standing.facts)
    for place, value in rules()[event.kind].changes(standing.configuration, act(event)):
        fact = facts[place]
        if value != fact.value:
            facts[place] = Fact(configuration[place], event)
        elif value != NONE:
            facts[place] = fact._replace(later=(*fact.later, event))
    since = standing.since if status == standing.status else event
    return Standing(standing.pair, status, since, tuple(facts))


def event_in_words(event: Event) -> str:
    """Name an event by its kind and actor: "mission closed by Canada (can-irn-…)"."""
    return f"{act_in_words(act(event), event.pair)} ({event.id})"


def act_in_words(of: Act, pair: Pair) -> str:
    """Name an act by its kind and actor: "mission closed by Canada"."""
    return words(of.kind) if of.side is None else f"{words(of.kind)} by {name(pair[of.side])}"


def fact_in_words(place: int, pair: Pair) -> str:
    """Name the fact of a slot: "talks", "the mission of Canada"."""
    fact, side = SLOTS[place]
    return words(fact) if side is None else f"the {words(fact)} of {name(pair[side])}"


def value_in_words(value: str) -> str:
    """Write the value of a fact: "in force", or the name of a protecting power."""
    return name(value) if is_code(value) else words(value)
