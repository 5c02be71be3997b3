"""The judges of a log: each knows what is recorded of one pair; together they admit a batch or refuse it."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from detente.log.admission import Judge
from detente.log.catching_up import Contents
from detente.log.incoming import AHEAD, Incoming, NewLine, NotAdded, read_all, to_come
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

        With `again` it may tell what is told already. Raises `NotAdded` if something is refused.
        """
        now = clock.astimezone(UTC).replace(microsecond=0)
        # A clock that goes back would have a correction known before what it corrects.
        lines, reasons = read_all(incoming, max(now, contents.index.recorded))
        recorded = contents.index.find([line.event.id for line in lines])
        added: dict[str, NewLine] = {}
        for line in lines:
            name = line.event.id
            if name in added:
                why = _difference(line, added[name].event)
            elif name in recorded:
                why = _difference(line, contents.line(recorded[name]))
            elif not (why := self._refusal(line, contents, now + AHEAD, again=again)):
                added[name] = line
            if why:
                reasons.append((line.number, f": {why}"))
        if reasons:
            # What was judged together with them may stand no longer.
            self.forget()
            raise NotAdded([f"line {number}{reason}" for number, reason in sorted(reasons)])
        return list(added.values()), [line.event.id for line in lines]

    def _refusal(self, line: NewLine, contents: Contents, limit: datetime, *, again: bool) -> str:
        """Add a line to what its judge knows; return why it cannot be added, if so."""
        try:
            judge = self.of(line.event.pair, contents)
            if not again and (already := judge.told_already(line.event)):
                raise already
            judge.add(line.event)
        except NotAllowed as refused:
            return str(refused)
        return to_come(line.event.recorded) if line.is_dated and line.event.recorded > limit else ""


def _difference(line: NewLine, other: Line | None) -> str:
    """Return why a line cannot have the id of another, unless the two are the same event."""
    if other is None:
        return f"the id “{line.event.id}” stands in a line that is no event: mend it first."
    return (
        "" if line.says_as_much_as(other) else f"the id “{line.event.id}” is that of another event: an id is used once."
    )
