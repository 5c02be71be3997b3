"""Whether an event can be added to what is recorded of its pair."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from detente.model.events import Event, Retracted
from detente.model.fold import counting, order, step
from detente.model.machine import START, Here, move
from detente.model.naming import event_in_words
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed, Refused
from detente.model.retraction import wrong_retraction
from detente.model.rules import Act
from detente.model.standing import Standing
from detente.model.wording import listing


class IllegalAlready(NotAllowed):
    """What is recorded of a pair is against the rules before anything is added to it."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(
            f"what is recorded of {refused.event.pair.names} is against the rules already: {refused} "
            "detente check says in which line; withdraw the wrong event with detente retract."
        )


class BreaksLater(NotAllowed):
    """A line that would put what is recorded of later days against the rules."""

    def __init__(self, line: Event | Retracted, refused: Sequence[Refused]) -> None:
        without = f"without “{line.retracts}”" if isinstance(line, Retracted) else f"with {event_in_words(line)}"
        events = listing([f"{event_in_words(one.event)}, {one.event.on.in_words()}" for one in refused])
        several = len(refused) > 1
        what = f"{len(refused)} later events" if several else "a later event"
        first = "The first" if several else "It"
        because = refused[0].because.removeprefix("it ")
        super().__init__(f"{without} {what} would be refused: {events}. {first} {because}.")
        self.refused = refused


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
        self._left: list[Here] = [START]
        self._illegal: Refused | None = None
        events = counting(self.lines.values())
        try:
            self._follow(events, 0)
        except Refused as refused:
            self._events, self._illegal = events, refused

    def add(self, line: Event | Retracted) -> None:
        """Take a line in; raise `NotAllowed` and stay as before if it cannot be."""
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
        left: list[Here] = []
        following, here = place, self._step(self._left[place], event)
        while here is not None:
            left.append(here)
            if following == len(self._events) or here == self._left[following]:
                self._events.insert(place, event)
                self._left[place + 1 : following + 1] = left
                return
            here = self._step(here, self._events[following])
            following += 1
        raise self._refusal(event, [*self._events[:place], event, *self._events[place:]])

    def _replace(self, line: Event | Retracted) -> None:
        """Take an event out, and put another in where there is one."""
        named = self.lines.get(line.retracts or "")
        if wrong := wrong_retraction(line, named, is_retracted=line.retracts in self._retracted):
            raise wrong
        since = next(place for place, event in enumerate(self._events) if event.id == line.retracts)
        events = [*self._events[:since], *self._events[since + 1 :]]
        if not isinstance(line, Retracted):
            place = bisect_right(events, order(line), key=order)
            events.insert(place, line)
            since = min(since, place)
        try:
            self._follow(events, 0 if self._illegal else since)
            self._illegal = None
        except Refused as refused:
            if self._illegal is None:
                raise self._refusal(line, events) from None
            if not isinstance(line, Retracted):
                raise
            self._events, self._illegal = events, refused

    def _step(self, here: Here, event: Event) -> Here | None:
        return move(*here, Act.of(event))

    def _follow(self, events: list[Event], since: int) -> None:
        left = self._left[: since + 1]
        for event in events[since:]:
            moved = self._step(left[-1], event)
            if moved is None:
                raise next(self._refused(events))
            left.append(moved)
        self._events, self._left = events, left

    def _refusal(self, line: Event | Retracted, events: list[Event]) -> NotAllowed:
        """Say why a line cannot be added: for its own sake, or for that of what comes after it."""
        refused = [*self._refused(events)]
        return refused[0] if refused[0].event is line else BreaksLater(line, refused)

    def _refused(self, events: list[Event]) -> Iterator[Refused]:
        """Follow events once more, with reasons; what the rules refuse leaves things as they stand."""
        standing = Standing(self.pair)
        for event in events:
            after = step(standing, event)
            if after is None:
                yield Refused(event, standing)
            standing = after or standing
