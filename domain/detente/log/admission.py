"""Admission: whether a line can be added to what is recorded of its pair."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain

from detente.model.events import Event, Line, Survey
from detente.model.following import Change, follow, refusals
from detente.model.happening import Happening, effective, order
from detente.model.machine import START, Position, move
from detente.model.naming import event_in_words
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed, Refused
from detente.model.retraction import wrong_retraction
from detente.model.standing import Standing
from detente.model.telling import Tellings
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

    def __init__(self, line: Line, refused: Sequence[Refused]) -> None:
        without = f"with {event_in_words(line)}" if isinstance(line, Event) else f"without “{line.retracts}”"
        events = listing([f"{event_in_words(one.event)}, {one.event.on.in_words()}" for one in refused])
        several = len(refused) > 1
        what = f"{len(refused)} later events" if several else "a later event"
        first = "The first" if several else "It"
        because = refused[0].because.removeprefix("it ")
        super().__init__(f"{without} {what} would be refused: {events}. {first} {because}.")
        self.refused = refused


class ToldAlready(NotAllowed):
    """A line that says what another says which counts, in all but its id and when it was recorded."""

    def __init__(self, other: Line) -> None:
        super().__init__(
            f"it is told already, by “{other.id}”, which says the same in all but its id and when it was recorded. "
            "If it truly happened twice, say so: --again on the command line, again=True in Python."
        )


class Judge:
    """What is recorded of one pair, and where each of its events left it: enough to judge the next line.

    A line that comes last in time costs one look at the rules; one in the middle of the past is held against
    everything that comes after it, and so are several that are allowed only together. Where what is recorded is
    against the rules already, only what withdraws an event can be added.
    """

    def __init__(self, pair: Pair, lines: Iterable[Line]) -> None:
        self.pair = pair
        self.lines = {line.id: line for line in lines}
        self._retracted = {line.retracts for line in self.lines.values() if line.retracts is not None}
        self._told = Tellings(line for line in self.lines.values() if line.id not in self._retracted)
        self._happenings: list[Happening] = []
        self._positions: list[Position] = [START]
        self._illegal: Refused | None = None
        happenings = effective(self.lines.values())
        try:
            self._follow(happenings, 0)
        except Refused as refused:
            self._happenings, self._illegal = happenings, refused

    @property
    def is_legal(self) -> bool:
        """Whether the rules allow what is recorded."""
        return self._illegal is None

    def told_already(self, line: Line) -> ToldAlready | None:
        """Return why a line should not be added that tells what another tells which counts; nothing, if none does."""
        other = self._told.find(line) if line.retracts is None else None
        return None if other is None else ToldAlready(other)

    def add(self, line: Line) -> None:
        """Add a line to what is recorded; raise `NotAllowed`, with all as before, if it cannot be added."""
        if isinstance(line, Event) and line.retracts is None:
            if self._illegal is not None:
                raise IllegalAlready(self._illegal)
            self._insert(line)
        elif not isinstance(line, Survey):  # of what was looked for no rule speaks
            self._replace([line])
        self._keep([line])

    def expect(self, line: Line) -> None:
        """Take a line as told that is to be added later, together with others."""
        self._told.add(line)

    def add_together(self, lines: Sequence[Line]) -> None:
        """Add lines that are allowed only together; raise `NotAllowed`, with all as before, if they are not."""
        self._replace(lines)
        self._keep(lines)

    def _keep(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.lines[line.id] = line
            self._told.add(line)
            if line.retracts is not None:
                self._retracted.add(line.retracts)
                self._told.discard(self.lines[line.retracts])

    def _insert(self, event: Event) -> None:
        """Put an event among the others, and follow them until all is as it was before."""
        new = Happening.of(event)
        if not self._happenings or order(self._happenings[-1]) <= order(new):
            self._add_last(new)
            return
        index = bisect_right(self._happenings, order(new), key=order)
        later = (self._happenings[following] for following in range(index, len(self._happenings)))
        positions: list[Position] = []
        steps = follow(Standing(self.pair, self._positions[index]), chain([new], later))
        for following, step in enumerate(steps, start=index):
            if not isinstance(step, Change):
                raise self._refusal(event, [*self._happenings[:index], new, *self._happenings[index:]])
            positions.append(step.after.position)
            if step.after.position == self._positions[following]:
                break
        self._happenings.insert(index, new)
        self._positions[index + 1 : index + len(positions)] = positions

    def _add_last(self, new: Happening) -> None:
        position = move(*self._positions[-1], new.act)
        if position is None:
            raise self._refusal(new.event, [*self._happenings, new])
        self._happenings.append(new)
        self._positions.append(position)

    def _replace(self, lines: Sequence[Line]) -> None:
        """Take events out, and put in those that there are, all at once."""
        known, retracted = dict(self.lines), set(self._retracted)
        for line in lines:
            if line.retracts is not None:
                is_retracted = line.retracts in retracted
                if wrong := wrong_retraction(line, known.get(line.retracts), is_retracted=is_retracted):
                    raise wrong
                retracted.add(line.retracts)
            known[line.id] = line
        happenings = effective(known.values())
        pairs = enumerate(zip(self._happenings, happenings, strict=False))
        since = next((index for index, (before, after) in pairs if before.id != after.id), len(happenings))
        try:
            self._follow(happenings, 0 if self._illegal else since)
            self._illegal = None
        except Refused as refused:
            if self._illegal is None:
                raise self._refusal(lines[0], happenings) from None
            if any(isinstance(line, Event) for line in lines):
                raise
            self._happenings, self._illegal = happenings, refused

    def _follow(self, happenings: list[Happening], since: int) -> None:
        positions = self._positions[: since + 1]
        for step in follow(Standing(self.pair, positions[-1]), happenings[since:]):
            if not isinstance(step, Change):
                raise next(refusals(Standing(self.pair), happenings))
            positions.append(step.after.position)
        self._happenings, self._positions = happenings, positions

    def _refusal(self, line: Line, happenings: list[Happening]) -> NotAllowed:
        """Return why a line cannot be added: for its own sake, or for that of what comes after it."""
        refused = [*refusals(Standing(self.pair), happenings)]
        return refused[0] if refused[0].event is line else BreaksLater(line, refused)
