"""Adding to a log: all or nothing, judged first, durable before it is acknowledged.

Beside ``events.jsonl`` lie ``events.jsonl.lock``, held while something is added, ``events.jsonl.seal`` and
``events.jsonl.index``. The last two are derived: they are made again from the log when they are lost.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.log.admission import Judge
from detente.log.catching_up import Contents
from detente.log.incoming import Incoming, NewLine, NotAdded, read_all, to_come
from detente.log.index import BrokenIndex
from detente.log.locking import WAIT, Lock
from detente.log.writing import NotWritten
from detente.model.errors import DetenteError
from detente.model.events import Line
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed

if TYPE_CHECKING:
    from typing import Self

Answer = TypeVar("Answer")

AHEAD = timedelta(days=1)
"""How far a clock may be ahead of ours: a line cannot have been recorded later than now."""


class Log:
    """A log that can be added to. One may be used by several threads, and several by many processes.

    >>> import tempfile
    >>> event = {"kind": "relations_established", "parties": ["CAN", "IRN"], "on": "1955", "summary": "They begin.",
    ...          "sources": [{"title": "Canada-Iran Relations", "publisher": "Government of Canada"}]}
    >>> with tempfile.TemporaryDirectory() as folder, Log(Path(folder) / "events.jsonl") as log:
    ...     ids = log.append([event])
    >>> len(ids)
    1
    """

    def __init__(
        self, path: str | Path, *, wait: float = WAIT, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.path = Path(path)
        self._wait = wait
        self._clock = clock
        self._open_nothing()

    def _open_nothing(self) -> None:
        self._process = os.getpid()
        self._lock = Lock(self.path, self._wait)
        self._contents: Contents | None = None
        self._judges: dict[Pair, Judge] = {}

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring the index up to date, and close what is open."""
        self._leave_what_is_inherited()
        if self._contents is not None:
            with suppress(DetenteError), self.locked():
                self._contents.index.keep()
            self._contents.close()
            self._contents = None
        self._judges.clear()
        self._lock.close()

    def append(self, events: Iterable[Incoming]) -> list[str]:
        """Add events, as values, data or lines of JSON: all of them or none. Return their ids once they are durable.

        What lacks `id` and `recorded` is given them. An event that is in the log already, with the same content
        under the same id, is acknowledged and not added again. Raises `NotAdded`, with a reason for every line
        that is refused, `TornTail`, `Locked`, `NotWritten` and `NotAsSealed`.
        """
        incoming = list(events)  # which may take its time, and others need the lock
        with self.locked():
            try:
                contents, (lines, ids) = self._asked(lambda contents: self._admitted(incoming, contents))
                if lines:
                    contents.append(lines)
                elif ids:
                    # Whoever wrote them may have been killed before they were durable.
                    contents.file.sync()
            except NotWritten:
                self._judges.clear()
                raise
            finally:
                if self._contents is not None:
                    self._contents.file.remove_new()
            return ids

    def lines_of(self, pair: Pair) -> list[Line]:
        """Return what the log holds of a pair, in its order, without reading all of it.

        Raises as `append` does; there is nothing where there is no log.
        """
        if not self.path.exists():
            return []
        with self.locked():
            try:
                _, judge = self._asked(lambda contents: self._judge(pair, contents))
            except NotAllowed as wrong:
                raise NotAdded([str(wrong)]) from wrong
            return list(judge.lines.values())

    def locked(self) -> Lock:
        """Return the lock of the log, to be held in a ``with`` statement. It raises `Locked` and `NotWritten`."""
        self._leave_what_is_inherited()
        return self._lock

    def _leave_what_is_inherited(self) -> None:
        """Open everything anew in a process that was forked off: with what it inherits it would share the lock."""
        if self._process != os.getpid():
            self._open_nothing()

    def _asked(self, ask: Callable[[Contents], Answer]) -> tuple[Contents, Answer]:
        """Return the log as it stands now, and what is asked of it; an index that turns out broken is made again."""
        if self._contents is None:
            self._contents = Contents(self.path, self._limit)
        contents = self._contents
        try:
            self._catch_up(contents)
            return contents, ask(contents)
        except BrokenIndex:
            self._judges.clear()
        try:
            contents.forget()
            self._catch_up(contents)
            return contents, ask(contents)
        except (BrokenIndex, OSError) as error:
            raise NotWritten(f"The index beside {self.path} cannot be made: {error}. Nothing was added.") from error

    def _catch_up(self, contents: Contents) -> None:
        changed = contents.catch_up()
        for pair in list(self._judges) if changed is None else changed:
            self._judges.pop(pair, None)

    def _limit(self) -> datetime:
        return self._clock().astimezone(UTC) + AHEAD

    def _admitted(self, incoming: Sequence[Incoming], contents: Contents) -> tuple[list[NewLine], list[str]]:
        """Judge what comes in against the log and what stands before it; return what is to be added, and all ids.

        Raises `NotAdded` if something is refused.
        """
        now = self._clock().astimezone(UTC).replace(microsecond=0)
        # A clock that goes back would have a correction known before what it corrects.
        lines, reasons = read_all(incoming, max(now, contents.index.recorded))
        recorded = contents.index.find([line.event.id for line in lines])
        added: dict[str, NewLine] = {}
        for line in lines:
            event = line.event
            if event.id in added or event.id in recorded:
                same = added[event.id].event if event.id in added else contents.line(recorded[event.id])
                if same is None:
                    why = f": the id “{event.id}” stands in a line that is no event: mend it first."
                    reasons.append((line.number, why))
                elif not line.says_as_much_as(same):
                    why = f": the id “{event.id}” is that of another event: an id is used once."
                    reasons.append((line.number, why))
                continue
            try:
                self._judge(event.pair, contents).add(event)
            except NotAllowed as refused:
                reasons.append((line.number, f": {refused}"))
                continue
            if line.is_dated and event.recorded > now + AHEAD:
                reasons.append((line.number, f": {to_come(event.recorded)}"))
            added[event.id] = line
        if reasons:
            # What was judged together with them may stand no longer.
            self._judges.clear()
            raise NotAdded([f"line {number}{reason}" for number, reason in sorted(reasons)])
        return list(added.values()), [line.event.id for line in lines]

    def _judge(self, pair: Pair, contents: Contents) -> Judge:
        """Return the judge of a pair; raise `NotAllowed` where one of its lines is no event."""
        if pair not in self._judges:
            lines: dict[str, Line] = {}
            for outline in contents.index.of_pair(pair):
                line = contents.line(outline)
                if line is None:
                    where = f"line {outline.number} of {self.path}"
                    raise NotAllowed(f"{where} is about {pair.names} and no event: mend it first.")
                lines.setdefault(line.id, line)
            self._judges[pair] = Judge(pair, lines.values())
        return self._judges[pair]
