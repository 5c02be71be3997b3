"""What differs: between two days, two records, what was known on two days, or a record and a hypothesis on it."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from itertools import groupby, zip_longest
from typing import NamedTuple, TypeVar

from detente.history.history import History, State
from detente.model.configuration import SLOTS
from detente.model.standing import Fact

Told = TypeVar("Told")


class Difference(NamedTuple):
    """One fact that is not the same in two states."""

    place: int
    """Its slot."""
    before: tuple[str, ...]
    """Every value that it can have in the one, the one that is told first."""
    after: tuple[str, ...]
    fact_before: Fact
    fact_after: Fact


class Span(NamedTuple):
    """Days, one after the other, on which an answer stays the same: what the state is on the first of them."""

    first: date
    last: date | None
    """None if it stays so from then on."""
    state: State


class Contrast(NamedTuple):
    """Days, one after the other, on which two histories differ, and how."""

    first: date
    last: date | None
    """None if they differ from then on."""
    one: State
    other: State

    @property
    def of_status(self) -> bool:
        """Whether the status differs, and not the facts alone."""
        return self.one.in_words != self.other.in_words

    @property
    def of_facts(self) -> bool:
        """Whether facts differ, and not only the events that they rest on."""
        return _facts(self.one) != _facts(self.other)


def differences(one: State, other: State) -> list[Difference]:
    """List the facts whose possible values differ, in the order of the slots."""
    found = [
        Difference(
            place,
            tuple(one.possible_values(place)),
            tuple(other.possible_values(place)),
            one.standing.facts[place],
            other.standing.facts[place],
        )
        for place in range(len(SLOTS))
    ]
    return [difference for difference in found if difference.before != difference.after]


def spans(history: History) -> list[Span]:
    """Cut a history, from its first event on, into spans of one status or of the same possible ones."""
    days = _turning_days([history])
    return [Span(first, last, state) for first, last, state in _runs(days, history.at, lambda state: state.in_words)]


def contrasts(one: History, other: History) -> list[Contrast]:
    """Find the spans of days on which two histories differ: in status, in facts, or in what those rest on."""

    def both(day: date) -> tuple[State, State]:
        return one.at(day), other.at(day)

    def differ(states: tuple[State, State]) -> bool:
        return _told(states[0]) != _told(states[1])

    def key(states: tuple[State, State]) -> Hashable:
        return differ(states), _facts(states[0]) != _facts(states[1]), *(state.in_words for state in states)

    runs = _runs(_turning_days([one, other]), both, key)
    return [Contrast(first, last, *states) for first, last, states in runs if differ(states)]


def _facts(state: State) -> Hashable:
    return state.status, frozenset(world.configuration for world in state.worlds)


def _told(state: State) -> Hashable:
    """Give what two histories can differ in: the facts, and the events that they rest on."""
    return _facts(state), tuple(fact.event and (fact.event.id, fact.event.on) for fact in state.standing.facts)


def _turning_days(histories: Iterable[History]) -> list[date]:
    """Give every day on which an answer can become another, in order."""
    dates = [event.on for history in histories for event in history.events]
    return sorted({day for on in dates for day in (on.earliest, on.latest)})


def _runs(
    days: list[date], ask: Callable[[date], Told], key: Callable[[Told], Hashable]
) -> Iterator[tuple[date, date | None, Told]]:
    """Give the first and the last day of each run of one answer, with the first answer of the run."""
    answers = [(day, ask(day)) for day in days]
    runs = [next(run) for _, run in groupby(answers, key=lambda answer: key(answer[1]))]
    ends = [_day_before(day) for day, _ in runs[1:]]
    for (first, told), last in zip_longest(runs, ends):
        yield first, last, told


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
