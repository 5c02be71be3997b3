"""Why a relation is where it is: the facts in force, and the events that put them there."""

from typing import NamedTuple

from detente.model.configuration import SLOTS
from detente.model.naming import fact_in_words
from detente.model.rules import holding
from detente.model.standing import Fact, Standing


class Reason(NamedTuple):
    """One fact in force."""

    fact: str
    """Its name, in words: "the sanctions of Canada"."""
    holds_status: bool
    """Whether the status rests on it."""
    because: Fact


def reasons(standing: Standing) -> list[Reason]:
    """List the facts in force, those on which the status rests first."""
    resting = holding(standing.status, standing.configuration)
    others = [place for place in range(len(SLOTS)) if place not in resting]
    return [
        Reason(fact_in_words(place, standing.pair), place in resting, standing.facts[place])
        for place in (*resting, *others)
        if standing.facts[place].in_force
    ]
