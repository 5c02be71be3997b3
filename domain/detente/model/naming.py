"""Events, acts and facts, named as people name them."""

from detente.model.configuration import SLOTS
from detente.model.countries import is_code, name_in_sentence
from detente.model.events import Event, Line
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.wording import words


def event_in_words(event: Event) -> str:
    """Return the kind, actor and id of an event, if it has one: "mission closed by Canada (can-irn-…)"."""
    if event.id_in_log is None:
        return act_in_words(Act.of(event), event.pair)
    hypothetical = ", hypothetical" if event.is_supposed else ""
    return f"{act_in_words(Act.of(event), event.pair)} ({event.id}{hypothetical})"


def line_in_words(line: Line) -> str:
    """Return what a line of the log is, with its date and its id: "mission closed by Canada, 2012 (can-irn-…)"."""
    if not isinstance(line, Event):
        return f"{words(line.kind)} ({line.id})"
    return f"{act_in_words(Act.of(line), line.pair)}, {line.on.in_words()} ({line.id})"


def act_in_words(act: Act, pair: Pair) -> str:
    """Return the kind and actor of an act: "mission closed by Canada"."""
    return words(act.kind) if act.side is None else f"{words(act.kind)} by {name_in_sentence(pair[act.side])}"


def fact_in_words(slot: int, pair: Pair) -> str:
    """Return the name of the fact in a slot: "talks", "the mission of Canada"."""
    fact, side = SLOTS[slot]
    return words(fact) if side is None else f"the {words(fact)} of {name_in_sentence(pair[side])}"


def value_in_words(value: str) -> str:
    """Return the value of a fact in words: "in force", or the name of a protecting power."""
    return name_in_sentence(value) if is_code(value) else words(value)
