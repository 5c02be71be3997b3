"""Whether an event can be added to what is recorded of its pair."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import TypeAlias

from detente.model.configuration import NOTHING, Configuration
from detente.model.errors import DetenteError
from detente.model.events import Event, Retracted
from detente.model.fold import counting, fold, order
from detente.model.machine import move
from detente.model.pairs import Pair
from detente.model.refusal import Refused
from detente.model.rules import Act
from detente.model.standing import Standing
from detente.model.statuses import Status

_Here: TypeAlias = tuple[Status, Configuration]


class WrongRetraction(DetenteError):
    """A retraction of what cannot be retracted."""


class IllegalAlready(DetenteError):
    """What is recorded of a pair is against the rules before anything is added to it."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(
            f"what is recorded of {refused.event.pair.names} is against the rules already: {refused} "
            "detente check says in which line; withdraw the wrong event with detente retract."
        )


class Judge:
    """What is recorded of one pair, and where each of its events left it: enough to judge the next line.

    A line that comes last in time costs one look at the rules; one in the middle of the past is held against
    everything that comes after it. Where what is recorded is against the rules already, only what withdraws an
    event can be added.
    """

    def __init__(self, pair: Pair, lines: Iterable[Event | Retracted]) -> None:
        self.pair = pair
        self.lines = {line.id: line for line in lines}
        self._retracted = {line.retracts for line in self.lines.values() if line.retracts is not None}
        self._events: list[Event] = []
        self._left: list[_Here] = [(Status.NO_RELATIONS, NOTHING)]
        self._illegal: Refused | None = None
        events = counting(self.lines.values())
        try:
            self._follow(events, 0)
        except Refused as refused:
            self._events, self._illegal = events, refused

    def add(self, line: Event | Retracted) -> None:
        """Take a line in; raise `Refused` or `WrongRetraction` and stay as before if it cannot be."""
        if line.retracts is None and not isinstance(line, Retracted):
            if self._illegal is not None:
                raise IllegalAlready(self._illegal)
            self._insert(line)
        else:
            self._replace(line)
        self.lines[line.id] = line
        if line.retracts is not None:
            self._retracted.add(line.retracts)

    def _insert(self, event: Event) -> None:
        """Put an event among the others, and follow them until all is as it was before."""
        when = order(event)
        comes_last = not self._events or order(self._events[-1]) <= when
        place = len(self._events) if comes_last else bisect_right(self._events, when, key=order)
        left: list[_Here] = []
        following, here = place, self._step(self._left[place], event)
        while here is not None:
            left.append(here)
            if following == len(self._events) or here == self._left[following]:
                self._events.insert(place, event)
                self._left[place + 1 : following + 1] = left
                return
            here = self._step(here, self._events[following])
            following += 1
        raise self._refusal([*self._events[:place], event, *self._events[place:]])

    def _replace(self, line: Event | Retracted) -> None:
        """Take an event out, and put another in where there is one."""
        events, since = list(self._events), self._place_of(line.retracts or "")
        del events[since]
        if not isinstance(line, Retracted):
            place = bisect_right(events, order(line), key=order)
            events.insert(place, line)
            since = min(since, place)
        if self._illegal is None:
            self._follow(events, since)
            return
        try:
            self._follow(events, 0)
            self._illegal = None
        except Refused as refused:
            if not isinstance(line, Retracted):
                raise
            self._events, self._illegal = events, refused

    def _step(self, here: _Here, event: Event) -> _Here | None:
        return move(*here, Act.of(event))

    def _place_of(self, retracted: str) -> int:
        named = self.lines.get(retracted)
        if named is None:
            raise WrongRetraction(f"there is no event “{retracted}” of {self.pair.names} to retract.")
        if isinstance(named, Retracted):
            raise WrongRetraction(
                f"“{retracted}” is itself a retraction, which cannot be retracted; add the event anew."
            )
        if retracted in self._retracted:
            raise WrongRetraction(f"“{retracted}” is retracted already.")
        return next(place for place, event in enumerate(self._events) if event.id == retracted)

    def _follow(self, events: list[Event], since: int) -> None:
        left = self._left[: since + 1]
        for event in events[since:]:
            moved = self._step(left[-1], event)
            if moved is None:
                raise self._refusal(events)
            left.append(moved)
        self._events, self._left = events, left

    def _refusal(self, events: list[Event]) -> Refused:
        """Follow the events once more, with reasons."""
        try:
            for _ in fold(Standing(self.pair), events):
                pass
        except Refused as refused:
            return refused
        raise AssertionError("the rules refused what they allow")
