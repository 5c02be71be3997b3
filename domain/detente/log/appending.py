"""Adding to a log: all or nothing, judged first, durable before it is acknowledged.

Beside ``events.jsonl`` lie ``events.jsonl.lock``, held while something is added, ``events.jsonl.seal`` and
``events.jsonl.index``. The last two are derived: they are made again from the log when they are lost.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from uuid_utils import uuid7

from detente.log.checking import wrong
from detente.log.findings import Finding, newly_wrong
from detente.log.given import Given, Line, NotAdded, read_given
from detente.log.index import BrokenIndex, Index, Row, rows
from detente.log.judging import Judge
from detente.log.locking import WAIT, Lock
from detente.log.reading import BOM, Entry, HoldsNoEvent, ended, entries, read_line, torn
from detente.log.seal import Seal, SealFile, marks, seals, whole_lines
from detente.log.writing import NotWritten, sync_folder
from detente.model.errors import DetenteError
from detente.model.events import Line as LogLine
from detente.model.events import stamp
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed

if TYPE_CHECKING:
    from typing import Self

Answer = TypeVar("Answer")

PENDING = 1_000
"""How many lines the index may lag behind the log."""

AHEAD = timedelta(days=1)
"""How far a clock may be ahead of ours: a line cannot have been recorded later than now."""


class TornTail(DetenteError):
    """The last line of the log breaks off; it has to be repaired before anything is added."""


class NotAsSealed(DetenteError):
    """The log is no longer what was sealed, or its seal cannot be read."""


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
        self._real = Path(os.path.realpath(path))
        """One log has one lock and one seal, by whatever name it is called."""
        self._wait = wait
        self._clock = clock
        self._open_nothing()

    def _open_nothing(self) -> None:
        self._process = os.getpid()
        self._lock = Lock(self.path, self._wait)
        self._file: int | None = None
        self._identity = (-1, -1)
        """Device and number of the file that is open."""
        self._is_new = False
        """Whether the log was not there before."""
        self._seal_file = SealFile(self.path)
        self._seal = Seal()
        self._index: Index | None = None
        self._judges: dict[Pair, Judge] = {}
        self._seen = (-1, -1)
        """Size and time of change of the log when it was last looked at."""

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring the index up to date, and close what is open."""
        self._leave_what_is_inherited()
        if self._index is not None:
            with suppress(DetenteError), self.locked():
                self._index.keep()
            self._index.close()
            self._index = None
        if self._file is not None:
            os.close(self._file)
            self._file = None
        self._lock.close()
        self._seal_file.close()
        self._seen = (-1, -1)

    def append(self, events: Iterable[Given]) -> list[str]:
        """Add events, as models, data or lines of JSON: all of them or none. Give their ids once they are durable.

        What lacks `id` and `recorded` is given them. An event that is in the log already, with the same content
        under the same id, is acknowledged and not added again. Raises `NotAdded`, with a reason for every line
        that is refused, `TornTail`, `Locked`, `NotWritten` and `NotAsSealed`.
        """
        given = list(events)  # which may take its time, and others need the lock
        with self.locked():
            try:
                file, index, (added, acknowledged) = self._asked(lambda file, index: self._judged(given, file, index))
                if added:
                    self._write(file, added, index)
                elif acknowledged:
                    # Whoever wrote them may have been killed before they were durable.
                    os.fsync(file)
            finally:
                self._leave_nothing_new()
            return acknowledged

    def lines_of(self, pair: Pair) -> list[LogLine]:
        """Give what the log holds of a pair, in its order, without reading all of it.

        Raises as `append` does; there is nothing where there is no log.
        """
        if not self._real.exists():
            return []
        with self.locked():
            try:
                *_, judge = self._asked(lambda file, index: self._judge(pair, file, index))
            except NotAllowed as wrong:
                raise NotAdded([str(wrong)]) from wrong
            return list(judge.lines.values())

    def locked(self) -> Lock:
        """Give the lock of the log, to be held in a ``with`` statement. It raises `Locked` and `NotWritten`."""
        self._leave_what_is_inherited()
        return self._lock

    def _leave_what_is_inherited(self) -> None:
        """Open everything anew in a process that was forked off: with what it inherits it would share the lock."""
        if self._process != os.getpid():
            self._open_nothing()

    def _asked(self, ask: "Callable[[int, Index], Answer]") -> "tuple[int, Index, Answer]":
        """Give the log and its index, open, and what they answer; an index that turns out broken is made again."""
        file, index = self._look()
        try:
            return file, index, ask(file, index)
        except BrokenIndex:
            index.forget()
            self._judges.clear()
            self._seen = (-1, -1)
            file, index = self._look()
            return file, index, ask(file, index)

    def _look(self) -> tuple[int, Index]:
        """Give the log, open, and its index, up to date with whatever others have done to the log."""
        with suppress(OSError):
            status = os.stat(self._real)  # noqa: PTH116 - an append has few microseconds
            is_open = (status.st_dev, status.st_ino) == self._identity
            if is_open and (status.st_size, status.st_mtime_ns) == self._seen and self._file and self._index:
                return self._file, self._index
        file = self._open()
        if self._index is None:
            try:
                self._index = Index(self.path)
            except (BrokenIndex, OSError) as error:
                raise NotWritten(f"The index beside {self.path} cannot be made: {error}. Nothing was added.") from error
        status = os.fstat(file)
        now = (status.st_size, status.st_mtime_ns)
        if now != self._seen:
            kept = self._seal_file.head()
            if kept is None:
                raise NotAsSealed(
                    f"The seal of {self.path} cannot be read. Hold the log against a copy (detente check --against), "
                    "then seal it anew with detente check --reseal."
                )
            sealed, changed = kept
            if (sealed.size, changed) != now or not self._catch_up(file, self._index, sealed):
                self._start_again(file, self._index, sealed, now[0])
                status = os.fstat(file)
            self._seen = (status.st_size, status.st_mtime_ns)
        return file, self._index

    def _open(self) -> int:
        """Give the log, open; it is opened again when it is no longer the file of that name."""
        try:
            if self._file is not None:
                with suppress(FileNotFoundError):
                    if os.path.samestat(self._real.stat(), os.fstat(self._file)):
                        return self._file
                os.close(self._file)
                self._file = None
                self._seen = (-1, -1)
            self._is_new = not self._real.exists()
            self._file = os.open(self._real, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
            status = os.fstat(self._file)
            self._identity = (status.st_dev, status.st_ino)
            if not status.st_size:
                sync_folder(self._real.parent)
        except OSError as error:
            raise NotWritten(f"{self.path} cannot be written: {error.strerror}. Nothing was added.") from error
        return self._file

    def _catch_up(self, file: int, index: Index, sealed: Seal) -> bool:
        """Read what others have appended; give whether it leads to the seal."""
        start = index.covers
        tail = _read(file, start.size, sealed.size - start.size)
        *_, reached = start, *seals(whole_lines(tail), start)
        if reached != sealed:
            return False
        found, latest = rows(tail, start.size)
        index.add(found, sealed, latest)
        for row in found:
            self._judges.pop(Pair(row.pair[:3], row.pair[4:]), None)
        self._seal = sealed
        return True

    def _start_again(self, file: int, index: Index, sealed: Seal, size: int) -> None:
        """Read the whole log, which somebody has changed by other means: what was sealed must still be there.

        Lines that were typed in after the sealed part are sealed by the next append, so that they must be legal.
        """
        data = _read(file, 0, size)
        if ended(data) != data and len(data) + 1 == sealed.size:
            # An editor took the end of the last line away.
            try:
                os.write(file, b"\n")
            except OSError as error:
                self._take_back(file, size, error)
            data += b"\n"
        whole = whole_lines(data)
        covers = list(seals(whole))
        if sealed != Seal() and sealed not in covers[sealed.lines - 1 : sealed.lines]:
            raise NotAsSealed(
                f"{self.path} is no longer what was sealed: detente check says where. Bring back what was lost before "
                "adding more. If the log was put there on purpose, as by Git when it changes branches, seal it anew "
                "with detente check --reseal."
            )
        if torn(data):
            raise TornTail(
                f"The last line of {self.path} breaks off or is no event: mend it first. "
                "detente check --repair moves what a power cut left of a line into a file beside the log."
            )
        self._seal = sealed
        self._judges.clear()
        index.forget()
        typed_in = data[sealed.size :] if sealed != Seal() else b""
        found, latest = rows(data[: len(data) - len(typed_in)], 0)
        index.add(found, sealed, latest)
        if typed_in:
            self._hold_to_the_rules(data, sealed, index)
        found, latest = rows(typed_in, sealed.size)
        index.add(found, covers[-1] if covers else Seal(), latest)
        index.keep()

    def _hold_to_the_rules(self, data: bytes, sealed: Seal, index: Index) -> None:
        """Hold what was typed in after the sealed part to the rules, all together; raise `NotAdded`.

        The index has the sealed part alone.
        """
        # So many blank lines that the numbers are right, and a byte order mark is none.
        typed_in = list(entries(b"\n" * sealed.lines + data[sealed.size :], str(self.path)))
        new = [found for found in typed_in if isinstance(found, Entry)]
        pairs = {entry.line.pair for entry in new}
        before = [entry for pair in pairs for entry in _entries_at(index.of_pair(str(pair)), data)]
        path = str(self.path)
        found = newly_wrong(wrong(path, before), wrong(path, (*before, *typed_in)))
        elsewhere = index.find([entry.line.id for entry in new]).keys() - {entry.line.id for entry in before}
        limit = self._clock().astimezone(UTC) + AHEAD
        for entry in new:
            where = Finding(str(self.path), entry.number, 1, "", entry.text)
            if entry.line.id in elsewhere:
                found.append(where._replace(message=f"the id “{entry.line.id}” stands above already: it is used once."))
            if entry.line.recorded > limit:
                found.append(where._replace(message=_to_come(entry.line.recorded)))
        if found:
            raise NotAdded([f"Mend this line first, for adding seals it: {one}" for one in found])

    def _leave_nothing_new(self) -> None:
        """Take a log away again that was made for something of which nothing came."""
        if self._is_new and self._file is not None and not os.fstat(self._file).st_size:
            with suppress(OSError):
                self._real.unlink()

    def _judged(self, events: Iterable[Given], file: int, index: Index) -> tuple[list[Line], list[str]]:
        """Judge each event against the log and those before it; raise `NotAdded` if one is refused."""
        now = self._clock().astimezone(UTC).replace(microsecond=0)
        # A clock that goes back would have a correction known before what it corrects.
        read, reasons = _read_each(events, max(now, index.recorded))
        to_come = now + AHEAD
        recorded = index.find([line.event.id for _, line in read])
        added: dict[str, Line] = {}
        acknowledged: list[str] = []
        for number, line in read:
            event = line.event
            if event.id in added:
                before = added[event.id].event
            elif event.id in recorded:
                before = _event(file, recorded[event.id])
                if before is None:
                    reasons.append((number, f": the id “{event.id}” stands in a line that is no event: mend it first."))
                    continue
            else:
                try:
                    self._judge(event.pair, file, index).add(event)
                except NotAllowed as refused:
                    reasons.append((number, f": {refused}"))
                    continue
                if line.is_dated and event.recorded > to_come:
                    reasons.append((number, f": {_to_come(event.recorded)}"))
                    continue
                added[event.id] = line
                acknowledged.append(event.id)
                continue
            if line.says_as_much_as(before):
                acknowledged.append(event.id)
            else:
                reasons.append((number, f": the id “{event.id}” is that of another event: an id is used once."))
        if reasons:
            # What was judged together with them may stand no longer.
            self._judges.clear()
            raise NotAdded([f"line {number}{reason}" for number, reason in sorted(reasons)])
        return list(added.values()), acknowledged

    def _judge(self, pair: Pair, file: int, index: Index) -> Judge:
        if pair not in self._judges:
            lines: list[LogLine] = []
            for row in index.of_pair(str(pair)):
                line = _event(file, row)
                if line is None:
                    number = _read(file, 0, row.place).count(b"\n") + 1
                    raise NotAllowed(f"line {number} of {self.path} is about {pair.names} and no event: mend it first.")
                lines.append(line)
            self._judges[pair] = Judge(pair, lines)
        return self._judges[pair]

    def _write(self, file: int, added: list[Line], index: Index) -> None:
        """Write lines at once, make them durable, and carry seal and index on."""
        size = self._seen[0]
        typed_in = _read(file, self._seal.size, size - self._seal.size)
        end = b"" if not typed_in or typed_in.endswith(b"\n") else b"\n"
        whole = [*whole_lines(typed_in + end), *(line.data for line in added)]
        data = b"".join(whole)[len(typed_in) :]
        start, reached = self._seal, marks(whole, self._seal)
        place = reached[-1].size - sum(len(line.data) for line in added)
        rows: list[Row] = []
        for line in added:
            rows.append(Row(line.event.id, "-".join(line.event.parties), place, len(line.data) - 1))
            place += len(line.data)
        recorded = max(line.event.recorded for line in added)
        # As little as may be is left for afterwards: while the disk is waited for, the processor's caches grow cold.
        try:
            done = os.write(file, data)
            while done < len(data):
                done += os.write(file, data[done:])
            status = os.fstat(file)
            os.fsync(file)
        except OSError as error:
            self._seen = (-1, -1)
            self._judges.clear()
            self._take_back(file, size, error)
        self._seal, self._seen = reached[-1], (status.st_size, status.st_mtime_ns)
        index.add(rows, self._seal, recorded)
        if index.pending >= PENDING:
            index.keep()
        with suppress(OSError):
            # The events are safe. A seal that lags is carried on by the next append.
            self._seal_file.carry(start, reached, status.st_mtime_ns)

    def _take_back(self, file: int, size: int, error: OSError) -> NoReturn:
        """Undo a write that failed, and say so."""
        try:
            os.ftruncate(file, size)
            os.fsync(file)
        except OSError:
            left = "Part of a line may have been left at its end: run detente check --repair."
        else:
            left = "It is as it was before."
        raise NotWritten(f"{self.path} could not be written: {error.strerror}. Nothing was added. {left}") from error


def _to_come(recorded: datetime) -> str:
    why = "which by the clock here is yet to come: leave “recorded” out, and it is filled in"
    return f"it says that it was recorded on {stamp(recorded)}, {why}."


def _entries_at(rows: Iterable[Row], data: bytes) -> Iterator[Entry]:
    """Read what stands in the log at some rows of the index, in their order, where it is an event."""
    number, counted = 1, 0
    for row in rows:
        number += data.count(b"\n", counted, row.place)
        counted = row.place
        with suppress(HoldsNoEvent):
            raw = data[row.place : row.place + row.length].removeprefix(BOM)
            yield Entry(number, read_line(raw), raw.decode())


def _read_each(events: Iterable[Given], latest: datetime) -> tuple[list[tuple[int, Line]], list[tuple[int, str]]]:
    """Read what is given, with its numbers; of what cannot be read the reasons.

    What does not say when it was recorded was so at the latest moment, or that of a line before it which is later.
    """
    read: list[tuple[int, Line]] = []
    reasons: list[tuple[int, str]] = []

    def lacking() -> dict[str, str]:
        return {"id": str(uuid7()), "recorded": stamp(latest)}

    for number, given in enumerate(events, start=1):
        if isinstance(given, str | bytes) and not given.strip():
            continue
        try:
            line = read_given(given, lacking)
        except NotAdded as unread:
            reasons += [(number, reason) for reason in unread.reasons]
        else:
            read.append((number, line))
            latest = max(latest, line.event.recorded)
    return read, reasons


def _event(file: int, row: Row) -> LogLine | None:
    """Read the event of one row of the index; nothing where the line that stood there holds none."""
    with suppress(HoldsNoEvent):
        return read_line(_read(file, row.place, row.length).removeprefix(BOM))
    return None


def _read(file: int, place: int, length: int) -> bytes:
    """Read part of a file, wherever others are in it."""
    parts: list[bytes] = []
    while length > 0:
        part = os.pread(file, length, place)
        if not part:
            break
        parts.append(part)
        place += len(part)
        length -= len(part)
    return b"".join(parts)
