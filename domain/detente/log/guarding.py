"""Whether a log still holds what was recorded: against its seal, or a digest kept elsewhere."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from detente.log.index import kept_lines
from detente.log.placing import placed
from detente.log.reading import ended
from detente.log.seal import Kept, Seal, SealFile, checkpoints
from detente.log.source import Source


class Held(NamedTuple):
    """A log held against its seal."""

    broken: tuple[str, ...]
    """In which lines the sealed part is no longer what it was; nothing, if it is or is not sealed."""
    unsealed: int | None
    """How many whole lines come after the sealed part; none, where there is no seal."""
    digest: str
    """The digest of the log, over its whole lines and a last one that lacks nothing but its end."""
    has_other_ends: bool = False
    """Whether the sealed lines are what they were, and other bytes stand around them: carriage returns, or a mark."""


def digest(data: bytes) -> str:
    """Return the digest of a log, over its whole lines and a last one that lacks nothing but its end."""
    return reached(Source(data)).digest


def reached(source: Source, lines: int | None = None) -> Seal:
    """Return the seal that a log, or the first of its lines, would have."""
    return checkpoints(islice(_sealable(source), lines), Seal())[-1]


class Guard:
    """What the seal of a log says, to hold the log against."""

    def __init__(self, path: Path) -> None:
        file = SealFile(path)
        self._path = path
        self._kept = file.read()
        self._is_spoiled = self._kept is None and file.path.exists()
        self._is_lost = self._is_spoiled and file.head() == Kept()

    @property
    def lines(self) -> int | None:
        """How many lines are sealed; none, where there is no seal that can be read."""
        return None if self._kept is None else self._kept[0].lines

    def hold(self, data: bytes | Source) -> Held:
        """Return what a log is when it is held against the seal, in one reading."""
        sealed, passed = self._kept or (None, [])
        marks = (*passed, sealed) if sealed else ()
        last = Seal()
        reached = {0: last}
        source = Source.of(data)
        lines = _sealable(source)
        for mark in sorted({mark.lines for mark in marks}):
            last = checkpoints(islice(lines, mark - last.lines), last)[-1]
            reached[last.lines] = last
        last = checkpoints(lines, last)[-1]
        broken = (*self._spoiled(), *self._changed(source, marks, reached, last.lines))
        unsealed = None if sealed is None else max(0, last.lines - sealed.lines)
        has_other_ends = sealed is not None and not broken and reached[sealed.lines].size != sealed.size
        return Held(broken, unsealed, last.digest, has_other_ends)

    def _spoiled(self) -> Iterator[str]:
        if self._is_spoiled:
            what = "was lost: its file is empty, as a power cut leaves it" if self._is_lost else "cannot be read"
            yield (
                f"{self._path}: its seal {what}. Hold the log against a copy (--against), then seal it anew (--reseal)."
            )

    def _changed(self, source: Source, marks: tuple[Seal, ...], reached: dict[int, Seal], lines: int) -> Iterator[str]:
        """Return where a log of so many lines first differs from the marks that it should have reached."""
        good = Seal()
        for mark in marks:
            there = reached.get(mark.lines)
            if there is not None and there.digest == mark.digest:
                good = mark
                continue
            where = f"lines {good.lines + 1} to {mark.lines}"
            if mark.lines > lines:
                where += f", of which {max(0, lines - good.lines)} are left"
            found = (
                f"{self._path}: what was sealed has changed: something was changed, removed or inserted in {where}. "
            )
            kept = kept_lines(self._path, marks, good.lines + 1, mark.lines)
            if kept is not None and (place := placed(source, reached[good.lines], mark, kept)):
                found = f"{self._path}:{place.line}:1: what was sealed has changed: {place.what}. "
            yield (
                f"{found}"
                "Bring them back from a copy; a wrong event is retracted, not changed. If the log was put there "
                "on purpose, as by Git when it changes branches, seal it anew (--reseal)."
            )
            return


def _sealable(source: Source) -> Iterator[bytes]:
    """Return the whole lines of a log with their ends, and a last one that lacks nothing but its end."""
    for line in source.lines():
        if line.endswith(b"\n"):
            yield line
        elif ended(line) != line:
            yield line + b"\n"
