"""Adding to a log: all or nothing, judged first, durable before it is acknowledged.

Beside ``events.jsonl`` lie ``events.jsonl.lock``, held while something is added, ``events.jsonl.seal`` and
``events.jsonl.index``. The last two are derived: they are made again from the log when they are lost.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.log.catching_up import Contents
from detente.log.incoming import Incoming, NotAdded, each
from detente.log.index import BrokenIndex
from detente.log.judges import Judges
from detente.log.locking import WAIT, Lock
from detente.log.logfile import UNSEEN
from detente.log.paths import path_of
from detente.log.stamping import clock, latest_moment
from detente.log.writing import NotWritten
from detente.model.calling import asked
from detente.model.errors import DetenteError, WrongCall
from detente.model.events import Line
from detente.model.pairs import Pair, expected_pair
from detente.model.refusal import NotAllowed
from detente.model.wording import called, shown

if TYPE_CHECKING:
    from typing import Self

Answer = TypeVar("Answer")


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

    @asked
    def __init__(self, path: str | Path, *, wait: float = WAIT, clock: Callable[[], datetime] = clock) -> None:
        self.path = path_of(path)
        if not isinstance(wait, int | float):  # pyright: ignore[reportUnnecessaryIsInstance] - who programs may give anything
            raise WrongCall(f"How long to wait is a number of seconds, and this is {called(wait)}.")
        self._wait = wait
        self._clock = clock
        self._open_nothing()

    def _open_nothing(self) -> None:
        self._process = os.getpid()
        self._lock = Lock(self.path, self._wait)
        self._contents: Contents | None = None
        self._judges = Judges()

    def __repr__(self) -> str:
        return shown("Log", str(self.path))

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring the index up to date, and close what is open."""
        self._leave_what_is_inherited()
        if self._contents is not None:
            # Another thread may be adding, so that nothing is closed but by whoever holds the lock.
            with suppress(DetenteError), self.locked():
                self._close_contents()
        self._lock.close()

    def _close_contents(self) -> None:
        if self._contents is not None:
            self._contents.index.keep()
            self._contents.close()
            self._contents = None
        self._judges.forget()

    @asked
    def append(self, events: Incoming | Iterable[Incoming], *, again: bool = False) -> list[str]:
        """Add an event or several, as values, data or lines of JSON: all or none. Return their ids once durable.

        What lacks `id` and `recorded` is given them. An event that is in the log already, with the same content
        under the same id, is acknowledged and not added again; one that says under another id what an event in the log
        says is refused, unless it is to be told `again`. Raises `NotAdded`, with a reason for every line
        that is refused, `TornTail`, `Locked`, `NotWritten` and `NotAsSealed`.
        """
        incoming = each(events)  # which may take its time, and others need the lock
        with self.locked():
            try:
                contents, (lines, ids) = self._asked(
                    lambda contents: self._judges.admit(incoming, contents, self._clock(), again=again)
                )
                if lines:
                    contents.append(lines)
                elif ids:
                    # Whoever wrote them may have been killed before they were durable.
                    contents.file.sync()
            except BaseException:
                # Whatever came in between, as a signal: what was judged is not in the log.
                self._judges.forget()
                if self._contents is not None:
                    self._contents.file.seen = UNSEEN
                raise
            finally:
                if self._contents is not None:
                    self._contents.file.remove_new()
            return ids

    @asked
    def lines_of(self, pair: Pair) -> list[Line]:
        """Return what the log holds of a pair, in its order, without reading all of it.

        Raises as `append` does; there is nothing where there is no log.
        """
        expected_pair(pair)
        if not self.path.exists():
            return []
        with self.locked():
            try:
                _, judge = self._asked(lambda contents: self._judges.of(pair, contents))
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
            self._judges.forget()
        try:
            contents.forget()
            self._catch_up(contents)
            return contents, ask(contents)
        except (BrokenIndex, OSError) as error:
            raise NotWritten(f"The index beside {self.path} cannot be made: {error}. Nothing was added.") from error

    def _catch_up(self, contents: Contents) -> None:
        self._judges.forget(contents.catch_up())

    def _limit(self) -> datetime:
        return latest_moment(self._clock)
