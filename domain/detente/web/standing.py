"""Where a pair stands, as a page shows it: its rungs, and the facts in force or possible, of both and of each side."""

from collections.abc import Iterator
from typing import NamedTuple

from detente.history.reasons import Reason, reason
from detente.history.state import State
from detente.model.configuration import NONE, SLOTS
from detente.model.countries import name
from detente.model.naming import event_in_words
from detente.model.wording import opening, words
from detente.views.sentences import fact_since, heading, not_known_to_the_day, nothing_recorded
from detente.views.verdicts import absences, remarks, verdict
from detente.web.words import WORDS


class Fact(NamedTuple):
    """One fact."""

    name: str
    value: str
    since: str
    holds_status: bool
    event: str | None
    """The id of the event that put it in force."""
    because: str
    """That event, in words."""


class Side(NamedTuple):
    """The facts that both share, or those of one side."""

    name: str
    facts: list[Fact]


def statement(state: State) -> str:
    """Return where a pair stands, as a sentence."""
    if state.status is None:
        return nothing_recorded(state.history)
    return f"{heading(state)}: {verdict(state)}."


def caveats(state: State) -> list[str]:
    """Return what limits that: which countries did not exist, which events are undecided, what was not surveyed."""
    if state.status is None:
        return absences(state)
    return [*absences(state), *not_known_to_the_day(state), *remarks(state)]


def sides(state: State) -> Iterator[Side]:
    """Return the facts of both, and of each side; of whom nothing is in force, none."""
    for side, named in ((None, WORDS["both_sides"]), (0, name(state.pair[0])), (1, name(state.pair[1]))):
        slots = [slot for slot, (_, whose) in enumerate(SLOTS) if whose == side]
        facts = [_fact(slot, reason(state, slot)) for slot in slots if state.possible_values(slot) != [NONE]]
        yield Side(named, facts if state.status else [])


def _fact(slot: int, found: Reason) -> Fact:
    event = found.because.event if found.because.in_force else None
    return Fact(
        opening(words(SLOTS[slot][0])),
        found.in_words,
        fact_since(found),
        found.holds_status,
        event and event.id,
        event_in_words(event) if event else "",
    )
