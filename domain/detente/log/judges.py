"""The judges of a log: each knows what is recorded of one pair; together they admit a batch or refuse it."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from detente.log.admission import BreaksLater, Judge, ToldAlready
from detente.log.catching_up import Contents
from detente.log.incoming import Incoming, NewLine, NotAdded, read_all
from detente.log.stamping import AHEAD, to_come
from detente.model.events import Line
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed


class Judges:
    """The judges of the pairs that were asked about, until somebody else adds to them."""

    def __init__(self) -> None:
        self._judges: dict[Pair, Judge] = {}

    def forget(self, pairs: Collection[Pair] | None = None) -> None:
        """Forget what is recorded of some pairs, or of all."""
        for pair in list(self._judges) if pairs is None else pairs:
            self._judges.pop(pair, None)

    def of(self, pair: Pair, contents: Contents) -> Judge:
        """Return the judge of a pair; raise `NotAllowed` where one of its lines is no event."""
        if pair not in self._judges:
            lines: dict[str, Line] = {}
            for outline in contents.index.of_pair(pair):
                line = contents.line(outline)
                if line is None:
                    where = f"line {outline.number} of {contents.path}"
                    raise NotAllowed(f"{where} is about {pair.names} and no event: mend it first.")
                lines.setdefault(line.id, line)
            self._judges[pair] = Judge(pair, lines.values())
        return self._judges[pair]

    def admit(
        self, incoming: Sequence[Incoming], contents: Contents, clock: datetime, *, again: bool
    ) -> tuple[list[NewLine], list[str]]:
        """Judge a batch, each line against the log and the lines before it; return what is to be added, and all ids.

        A line that puts later events against the rules waits for the rest of the batch, and so does what is refused
        after it: all of the batch is judged once more in the end. With `again` it may tell what is told already.
        Raises `NotAdded` if something is refused.
        """
        now = clock.astimezone(UTC).replace(microsecond=0)
        # A clock that goes back would have a correction known before what it corrects.
        lines, reasons = read_all(incoming, max(now, contents.index.recorded))
        recorded = contents.index.find([line.event.id for line in lines])
        added: dict[str, NewLine] = {}
        waiting: dict[Pair, list[tuple[NewLine, NotAllowed]]] = {}
        for line in lines:
            name, pair = line.event.id, line.event.pair
            why: object = ""
            if name in added:
                why = _difference(line, added[name].event)
            elif name in recorded:
                why = _difference(line, contents.line(recorded[name]))
            elif line.is_dated and line.event.recorded > now + AHEAD:
                why = to_come(line.event.recorded)
            elif refused := self._refusal(line, contents, again=again):
                if isinstance(refused, BreaksLater) or (pair in waiting and not isinstance(refused, ToldAlready)):
                    waiting.setdefault(pair, []).append((line, refused))
                    self.of(pair, contents).expect(line.event)
                    added[name] = line
                else:
                    why = refused
            else:
                added[name] = line
            if why:
                reasons.append((line.number, f": {why}"))
        for pair, held in waiting.items():
            self.forget([pair])
            try:
                # All of the pair's, since events of one day come in the order of their lines.
                self.of(pair, contents).add_together([one.event for one in added.values() if one.event.pair == pair])
            except NotAllowed:
                reasons += [(line.number, f": {refused}") for line, refused in held]
        contents.illegal = [one for one in contents.illegal if one.pair and not self.of(one.pair, contents).is_legal]
        withdraws = all(line.event.retracts is not None for line in lines)
        told = [f"line {number}{reason}" for number, reason in sorted(reasons)]
        if told := [*told, *([] if withdraws else contents.to_be_mended())]:
            # What was judged together with them may stand no longer.
            self.forget()
            raise NotAdded(told)
        return list(added.values()), [line.event.id for line in lines]

    def _refusal(self, line: NewLine, contents: Contents, *, again: bool) -> NotAllowed | None:
        """Add a line to what its judge knows; return why it cannot be added, if so."""
        try:
            judge = self.of(line.event.pair, contents)
            if not again and (already := judge.told_already(line.event)):
                raise already
            judge.add(line.event)
        except NotAllowed as refused:
            return refused
        return None


def _difference(line: NewLine, other: Line | None) -> str:
    """Return why a line cannot have the id of another, unless the two are the same event."""
    if other is None:
        return f"the id “{line.event.id}” stands in a line that is no event: mend it first."
    return (
        "" if line.says_as_much_as(other) else f"the id “{line.event.id}” is that of another event: an id is used once."
    )
