"""Events, acts and facts, named as people name them."""

from detente.model.configuration import SLOTS
from detente.model.countries import is_code, name
from detente.model.events import Event
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.wording import words


def event_in_words(event: Event) -> str:
    """Name an event by its kind and actor: "mission closed by Canada (can-irn-…)"."""
    hypothetical = ", hypothetical" if event.is_supposed else ""
    return f"{act_in_words(Act.of(event), event.pair)} ({event.id}{hypothetical})"


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
