"""What differs: between two days, two records, what was known on two days, or a record and a hypothesis on it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, zip_longest
from typing import NamedTuple, TypeVar

from detente.history.history import History
from detente.history.reasons import Reason, reason
from detente.history.state import State
from detente.model.configuration import SLOTS
from detente.model.events import Event
from detente.model.naming import event_in_words
from detente.model.wording import shown

Answer = TypeVar("Answer")


class Difference(NamedTuple):
    """One fact that is not the same in two states, or rests on other events."""

    slot: int
    before: Reason
    after: Reason
    by: tuple[Event, ...]
    """What made the difference, of the events behind the fact: they had not happened before, or only perhaps."""
    without: tuple[Event, ...]
    """The events behind the fact before that have not happened after: they do not count there, or come later."""

    def __repr__(self) -> str:
        return shown("Difference", self.in_words)

    @property
    def in_words(self) -> str:
        """What it was and is, and because of what: "relations: in force → severed, by …"."""
        one, other = self.before.in_words, self.after.in_words
        because = "".join(
            f", {how} {event_in_words(events[0])}, {events[0].on.in_words()}{_and_later(events)}"
            for how, events in (("by", self.by), ("without", self.without))
            if events
        )
        return f"{self.after.fact}: {f'{one} → {other}' if one != other else f'still {other}'}{because}"


class Span(NamedTuple):
    """Days, one after the other, on which an answer stays the same: what the state is on the first of them."""

    first: date
    last: date | None
    """None if it stays so from then on."""
    state: State

    def __repr__(self) -> str:
        return shown("Span", f"{self.first} to {self.last or 'this day'}: {self.state.in_words}")


class Contrast(NamedTuple):
    """Days, one after the other, on which two histories differ, and how."""

    first: date
    last: date | None
    """None if they differ from then on."""
    one: State
    other: State

    def __repr__(self) -> str:
        days = f"{self.first} to {self.last or 'this day'}"
        return shown("Contrast", f"{days}: {self.one.in_words} → {self.other.in_words}")

    @property
    def of_status(self) -> bool:
        """Whether the status differs, and not the facts alone."""
        return self.one.in_words != self.other.in_words

    @property
    def of_facts(self) -> bool:
        """Whether facts differ, and not only the events that they rest on."""
        return _facts(self.one) != _facts(self.other)


def differences(one: State, other: State) -> list[Difference]:
    """Return the facts that differ, in the order of the slots: in their possible values, or in what they rest on."""
    certain = {_key(event) for event in one.history.events if event.on.latest <= one.day}
    there = {_key(event) for event in other.history.events if event.on.earliest <= other.day}
    return [
        Difference(
            slot,
            reason(one, slot),
            reason(other, slot),
            tuple(event for event in other.behind(slot) if _key(event) not in certain),
            tuple(event for event in one.behind(slot) if _key(event) not in there),
        )
        for slot in range(len(SLOTS))
        if one.possible_values(slot) != other.possible_values(slot) or _resting(one, slot) != _resting(other, slot)
    ]


def spans(history: History) -> list[Span]:
    """Cut a history, from its first event on, into spans of one status or of the same possible ones."""
    days = turning_days([history])
    return [Span(first, last, state) for first, last, state in runs(days, history.at, lambda state: state.in_words)]


def contrasts(one: History, other: History) -> list[Contrast]:
    """Return the spans of days on which two histories differ: in status, in facts, or in what those rest on."""

    def both(day: date) -> tuple[State, State]:
        return one.at(day), other.at(day)

    def differ(states: tuple[State, State]) -> bool:
        return _compared(states[0]) != _compared(states[1])

    def key(states: tuple[State, State]) -> Hashable:
        return differ(states), _facts(states[0]) != _facts(states[1]), *(state.in_words for state in states)

    found = runs(turning_days([one, other]), both, key)
    return [Contrast(first, last, *states) for first, last, states in found if differ(states)]


def turning_days(histories: Iterable[History]) -> list[date]:
    """Return every day on which an answer can become another, in order."""
    dates = [event.on for history in histories for event in history.events]
    return sorted({day for on in dates for span in on.spans for day in span})


def runs(
    days: list[date], ask: Callable[[date], Answer], key: Callable[[Answer], Hashable]
) -> Iterator[tuple[date, date | None, Answer]]:
    """Return the first and the last day of each run of one answer, with the first answer of the run."""
    answers = [(day, ask(day)) for day in days]
    runs = [next(run) for _, run in groupby(answers, key=lambda answer: key(answer[1]))]
    ends = [_day_before(day) for day, _ in runs[1:]]
    for (first, answer), last in zip_longest(runs, ends):
        yield first, last, answer


def _facts(state: State) -> Hashable:
    can_be = ((frozenset(state.possible_values(slot)), state.possible_details(slot)) for slot in range(len(SLOTS)))
    return state.status, frozenset(state.possible), *can_be


def _compared(state: State) -> Hashable:
    """Return what two histories can differ in: the facts, and the events that they rest on, or may rest on."""
    may_rest = (tuple(map(_key, state.amending(slot))) for slot in range(len(SLOTS)))
    return _facts(state), tuple(_resting(state, slot) for slot in range(len(SLOTS))), *may_rest


def _resting(state: State, slot: int) -> tuple[Hashable, ...]:
    """Return what a fact rests on in the plainest course."""
    return tuple(_key(event) for event in state.standing.facts[slot].events)


def _key(event: Event) -> Hashable:
    """Return what an event is known by, also in another log or on another date."""
    return event.id, event.on


def _and_later(events: Sequence[Event]) -> str:
    return f" and {len(events) - 1} later (last {events[-1].on.in_words()})" if len(events) > 1 else ""


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
