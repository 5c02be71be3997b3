"""The events of one pair, put in order and followed one after the other."""

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from detente.model.configuration import NONE
from detente.model.events import Event, Retracted
from detente.model.machine import move
from detente.model.refusal import Refused
from detente.model.rules import Act, touched
from detente.model.standing import Fact, Standing


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
        """Whether a fact came into force, ended, or was repeated or amended."""
        return self.before.facts != self.after.facts


def counting(lines: Iterable[Event | Retracted]) -> list[Event]:
    """Give the events that count, those that no other line retracts, in their order.

    The order is that of the earliest possible day, then `seq`, then of the lines.
    """
    lines = list(lines)
    retracted = {line.retracts for line in lines if line.retracts is not None}
    events = [line for line in lines if not isinstance(line, Retracted) and line.id not in retracted]
    return sorted(events, key=order)


def order(event: Event) -> tuple[date, float]:
    """Give what events are ordered by: the earliest possible day, then `seq`; a supposed one without comes last."""
    comes_last = event.is_supposed and "seq" not in event.model_fields_set
    return (event.on.earliest, math.inf if comes_last else event.seq)


def fold(standing: Standing, events: Iterable[Event]) -> Iterator[Change]:
    """Follow events, given in order, from a standing; raise `Refused` at the first that the rules do not allow."""
    for event in events:
        after = step(standing, event)
        if after is None:
            raise Refused(event, standing)
        yield Change(event, standing, after)
        standing = after


def step(standing: Standing, event: Event) -> Standing | None:
    """Give the standing after an event; nothing where the rules refuse it."""
    act = Act.of(event)
    moved = move(standing.status, standing.configuration, act)
    if moved is None:
        return None
    status, configuration = moved
    facts = list(standing.facts)
    for place in touched(act):
        value, fact = configuration[place], facts[place]
        if value != fact.value:
            facts[place] = Fact(value, event)
        elif value != NONE:
            facts[place] = fact._replace(later=(*fact.later, event))
    since = standing.since if status == standing.status else event
    return Standing(standing.pair, status, since, tuple(facts), configuration)
