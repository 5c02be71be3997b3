"""Why a relation is where it is: the facts in force, and the events that put them there."""

from typing import NamedTuple

from detente.history.history import State
from detente.model.configuration import NONE, SLOTS
from detente.model.naming import fact_in_words, value_in_words
from detente.model.rules import holding
from detente.model.standing import Fact
from detente.model.wording import or_possibly


class Reason(NamedTuple):
    """One fact that is in force, or may be."""

    fact: str
    """Its name, in words: "the sanctions of Canada"."""
    holds_status: bool
    """Whether the status rests on it."""
    because: Fact
    """The fact in the world that is told."""
    possible: tuple[str, ...]
    """Every value that it can have, the one that is told first."""

    @property
    def in_words(self) -> str:
        """The value, and those that it may have as well: "open (embassy), or possibly closed"."""
        told, *others = map(value_in_words, self.possible)
        details = [detail for detail in map(self.because.latest, ("level", "head")) if detail and told == "open"]
        return or_possibly([f"{told} ({', '.join(details)})" if details else told, *others])


def reasons(state: State) -> list[Reason]:
    """List the facts that are or may be in force, those on which the status rests first."""
    resting = holding(state.status, state.standing.configuration)
    others = [place for place in range(len(SLOTS)) if place not in resting]
    return [
        Reason(fact_in_words(place, state.pair), place in resting, state.standing.facts[place], tuple(possible))
        for place in (*resting, *others)
        if (possible := state.possible_values(place)) != [NONE]
    ]
