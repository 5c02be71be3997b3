"""A log as it stands now: open, with its seal and its index, brought up to date with what others have done to it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import accumulate
from pathlib import Path

from detente.log.auditing import audit
from detente.log.findings import Finding
from detente.log.form import foreign
from detente.log.incoming import NewLine, NotAdded
from detente.log.index import BrokenIndex, latest, unindexed
from detente.log.indexing import Index
from detente.log.logfile import UNSEEN, LogFile
from detente.log.outline import Outline, line_sum, outlines
from detente.log.reading import HoldsNoEvent, read_line, torn
from detente.log.seal import Seal, SealFile, checkpoints, whole_lines
from detente.log.soundness import is_faultless
from detente.log.source import BOM
from detente.log.typed_in import wrong_in
from detente.log.vouching import leads_to
from detente.log.writing import NotWritten
from detente.model.errors import DetenteError
from detente.model.events import Line
from detente.model.pairs import Pair
from detente.model.refusal import Refused

PENDING = 1_000
"""How many lines the index may lag behind the log."""


SHOWN = 20
"""How many lines that have to be mended are shown at once."""

_MEND = "Mend this line first, for adding seals it: "


def _to_be_mended(wrong: Sequence[Finding]) -> list[str]:
    return [f"{_MEND}{one}" for one in wrong[:SHOWN]]


class TornTail(DetenteError):
    """The last line of the log breaks off; it has to be repaired before anything is added."""


class NotAsSealed(DetenteError):
    """The log is no longer what was sealed, or its seal cannot be read."""


class Contents:
    """What a log holds: how far it is sealed, where it ends, and an index of its lines. The caller holds its lock.

    It is opened with it; `limit` returns the moment after which no line can have been recorded. Raises `NotWritten`.
    """

    def __init__(self, path: Path, limit: Callable[[], datetime]) -> None:
        self.path = path
        self.file = LogFile(path)
        self._limit = limit
        self._seal_file = SealFile(path)
        self._reached = [Seal()]
        """The seal, and the checkpoints since then; the last one is where the log ends."""
        self._lacks = b""
        """What the last line lacks of its end."""
        self._is_validated = True
        """Whether every line was validated before it was sealed."""
        self.illegal: list[Finding] = []
        """Events not yet sealed that the rules refuse: before they are withdrawn nothing is sealed, nor else added."""
        self.file.open()
        try:
            self.index = Index(path)
        except (BrokenIndex, OSError) as error:
            self.file.remove_new()
            self.file.close()
            raise NotWritten(f"The index beside {path} cannot be made: {error}. Nothing was added.") from error

    def close(self) -> None:
        """Close what is open."""
        self.index.close()
        self.file.close()
        self._seal_file.close()

    def forget(self) -> None:
        """Forget what is known of it: the index turned out to be broken."""
        self.file.seen = UNSEEN
        self.index.forget()

    def catch_up(self) -> Collection[Pair] | None:
        """Read what others have done to the log; return the pairs of which there are new lines, or nothing for all.

        Raises `NotAsSealed`, `TornTail`, `NotAdded`, `NotWritten` and `BrokenIndex`.
        """
        if self.file.is_as_seen():
            return ()
        is_another = self.index.refresh()
        now = self.file.open()
        head = self._seal_file.head()
        if head is None:
            raise NotAsSealed(
                f"The seal of {self.path} cannot be read. Hold the log against a copy (detente check --against), "
                "then seal it anew with detente check --reseal."
            )
        sealed, changed, self._is_validated = head
        new = self._appended(sealed) if now == (sealed.size, changed) else None
        if new is None:
            self._start_again(sealed, now[0])
        else:
            self._reached, self._lacks = [sealed], b""
        self.file.seen = self.file.version()
        return None if new is None or is_another else {line.pair for line in new if line.pair is not None}

    def _appended(self, sealed: Seal) -> list[Outline] | None:
        """Index what others have appended, and return it; nothing where it does not lead to the seal."""
        covers = self.index.covers
        tail = self.file.read(covers.size, sealed.size - covers.size)
        new = unindexed(tail, covers, sealed)
        if new is not None:
            self.index.add(new, sealed, latest(tail))
        return new

    def _start_again(self, sealed: Seal, size: int) -> None:
        """Read the whole log, which somebody has changed by other means: what was sealed must still be there.

        Lines that were typed in after the sealed part are sealed by the next append, so that they must be legal.
        """
        if why := foreign(self.file.source()):
            raise NotAdded([f"{self.path}:1:1: {why}"])
        rest = self.file.source().last()
        breaks_off = bool(torn(rest))
        if rest.strip() and not breaks_off and size + 1 == sealed.size:
            self.file.append(b"\n")  # which an editor took away
            size, rest = sealed.size, b""
        self.illegal = []
        self._lacks = b"\n" if rest else b""
        whole = size - len(rest) if breaks_off else size
        if sealed != Seal() and not leads_to(self.file.source(), Seal(), sealed):
            # The index is kept as it is: it knows what stood where.
            raise NotAsSealed(
                f"{self.path} is no longer what was sealed: detente check says where. Bring back what was lost before "
                "adding more. If the log was put there on purpose, as by Git when it changes branches, seal it anew "
                "with detente check --reseal."
            )
        self.index.forget()
        self._reached = [Seal()]
        self.index.make(self._parts(sealed.size or whole))
        if breaks_off:
            raise TornTail(
                f"The last line of {self.path} breaks off: mend it first. "
                "detente check --repair moves what a power cut left of a line into a file beside the log."
            )
        if sealed == Seal() and whole:
            # As in a clone that Git has just made: what was there before is sealed with what is added.
            self._is_validated = True
            source, limit = self.file.source(), self._limit()
            if not is_faultless(source, self.index, limit):
                self._withhold(audit(source, str(self.path), limit).findings)
        if sealed != Seal() and size > sealed.size:
            self._reached = [sealed]
            typed_in = self.file.read(sealed.size, size - sealed.size)
            self._withhold(wrong_in(typed_in, self, self._limit()))
            self.index.make(self._parts(size))

    def _withhold(self, wrong: Sequence[Finding]) -> None:
        """Seal nothing in which something is wrong: what the rules refuse can be withdrawn.

        All else has to be mended: raises `NotAdded`.
        """
        if not all(isinstance(found.cause, Refused) for found in wrong):
            raise NotAdded(_to_be_mended(wrong))
        self.illegal = [*wrong]

    def to_be_mended(self) -> list[str]:
        """Return the events, in words, that the rules refuse and nobody has withdrawn yet."""
        return _to_be_mended(self.illegal)

    def _parts(self, stop: int) -> Iterator[tuple[Iterator[Outline], Seal, datetime]]:
        """Go on to an offset from where the log was read to, and return its lines for the index."""
        for _, data in self.file.source().chunks(self._reached[-1].size, stop):
            lines = data if data.endswith(b"\n") else data + b"\n"
            start = self._reached[-1]
            self._reached += checkpoints(whole_lines(lines), start)
            yield outlines(lines, start.size, start.lines + 1), self._reached[-1], latest(lines)

    def append(self, lines: Sequence[NewLine]) -> None:
        """Write lines at once, make them durable, and carry seal and index on. Raises `NotWritten`.

        Where the rules refuse an event that is not yet sealed, nothing is: the next append reads on from the seal.
        """
        end = self._reached[-1]
        passed = checkpoints([line.data for line in lines], end)
        offsets = accumulate((len(line.data) for line in lines), initial=end.size)
        new = [
            Outline(number, offset, len(line.data) - 1, line_sum(line.data[:-1]), line.event.pair, line.event.id)
            for number, (offset, line) in enumerate(zip(offsets, lines, strict=False), start=end.lines + 1)
        ]
        recorded = max(line.event.recorded for line in lines)
        # As little as may be is left for afterwards: while the disk is waited for, the processor's caches grow cold.
        self.file.append(self._lacks + b"".join([line.data for line in lines]))
        self._lacks = b""
        if self.illegal:
            self.file.seen = UNSEEN
            return
        self._reached += passed
        with suppress(OSError):
            # The events are safe. A seal that lags is carried on by the next append.
            changed = self.file.seen[1]
            self._seal_file.carry(self._reached[0], self._reached[1:], changed, is_validated=self._is_validated)
            del self._reached[:-1]
        self.index.add(new, passed[-1], recorded)
        if self.index.pending >= PENDING and not self.index.keep():
            self.file.seen = UNSEEN

    def line(self, outline: Outline) -> Line | None:
        """Return what stands in a line of the log; nothing where it holds no event."""
        with suppress(HoldsNoEvent):
            return read_line(self.file.read(outline.offset, outline.length).removeprefix(BOM))
        return None
