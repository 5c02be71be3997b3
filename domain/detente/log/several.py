"""Several logs, or one that is kept in another form, as if their lines stood in one file, one log behind the other."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from detente.log.findings import Finding
from detente.log.record import Record
from detente.log.source import BOM, Source


class Part(NamedTuple):
    """One of several logs."""

    path: Path
    source: Source
    """Its lines, in whatever form they are kept."""
    unit: str = "line"
    """What one of them is called in the file."""


class SeveralLogs(Record):
    """The record of several logs: what is found in them is said of the file and the line in which it stands."""

    def __init__(self, name: str, parts: Sequence[Part], *, limit: datetime | None = None) -> None:
        self._joined = Joined([part.source for part in parts])
        super().__init__(name, self._joined, limit=limit)
        self.parts = parts

    is_for_check = False

    def place_of(self, found: Finding) -> str:
        """Return where something is found, in words: "line 3 of 2012.jsonl"."""
        part = next(part for part in self.parts if str(part.path) == found.path)
        called = f"{part.unit} {found.line}"
        return called if len(self.parts) == 1 else f"{called} of {part.path}"

    def _called(self, number: int) -> str:
        part, number = self._place(number)
        return f"{part.unit} {number} of {part.path}"

    def _told(self, found: Finding) -> Finding:
        part, number = self._place(found.line)
        return found._replace(path=str(part.path), line=number)

    @property
    def _kept_in(self) -> list[tuple[Source, Path]]:
        return [(part.source, part.path) for part in self.parts]

    def _place(self, number: int) -> tuple[Part, int]:
        index = bisect_right(self._firsts, number) - 1
        return self.parts[index], number - self._firsts[index] + 1

    @cached_property
    def _firsts(self) -> list[int]:
        """The number of the first line of each log: lines are counted only where something is said of one."""
        return self._joined.numbers(self._joined.begins)


class Joined(Source):
    """The bytes of several sources, one behind the other: each begins a line, and without a byte order mark."""

    def __init__(self, sources: Sequence[Source]) -> None:
        super().__init__()
        self._sources = sources
        self._skipped = [len(BOM) if source.read(0, len(BOM)) == BOM else 0 for source in sources]
        self._held = [source.size - skipped for source, skipped in zip(sources, self._skipped, strict=True)]
        self._last = [min(len(source.last()), held) for source, held in zip(sources, self._held, strict=True)]
        """How many bytes each has behind its last end of a line."""
        is_ended = [not last for last in self._last[:-1]] + [True] * bool(sources)
        lengths = [held + (not ended) for held, ended in zip(self._held, is_ended, strict=True)]
        *self.begins, self.size = accumulate(lengths, initial=0)
        """Where each of them begins."""

    def read(self, offset: int, length: int) -> bytes:
        """Return so many bytes, or as many as there are."""
        parts: list[bytes] = []
        stop = min(offset + length, self.size)
        while offset < stop:
            number = bisect_right(self.begins, offset) - 1
            inside = offset - self.begins[number]
            wanted = min(stop - offset, self._held[number] - inside)
            # Behind a last line without its end stands one.
            read = self._sources[number].read(self._skipped[number] + inside, wanted) if wanted else b"\n"
            if not read:
                break  # somebody has cut the file short
            parts.append(read)
            offset += len(read)
        return b"".join(parts)

    def unended(self) -> list[tuple[int, int]]:
        """Return where the last lines of sources stand that lack their end."""
        each = zip(self.begins, self._held, self._last, strict=True)
        return [(begin + held - last, last) for begin, held, last in each if last]

    def is_end(self, offset: int) -> bool:
        """Whether a source ends behind so many bytes."""
        return offset in self._ends

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(begin + held for begin, held in zip(self.begins, self._held, strict=True))
