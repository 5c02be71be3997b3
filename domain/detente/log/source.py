"""The bytes of a log, as many as there were when it was opened, read in parts: no log is too long."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path

BOM = b"\xef\xbb\xbf"
"""The byte order mark that some editors put before a text: it is passed over."""
CHUNK = 2**16
"""How many bytes are read at once: few enough that no page of memory need be asked for anew."""


_READ: ContextVar[dict[tuple[int, int], bytes] | None] = ContextVar("_READ", default=None)
"""What was read of pipes and the like while each is read once, by device and number."""


@contextmanager
def reading_once() -> Generator[None]:
    """Read what can be read only once, such as a pipe, only once for a while, whoever asks for it by whatever name."""
    before = _READ.set({})
    try:
        yield
    finally:
        _READ.reset(before)


class Source:
    """The bytes of a log, in memory or in an open file. Whoever adds to the file meanwhile changes nothing of them."""

    def __init__(self, data: bytes = b"", file: int | None = None) -> None:
        self._data = data
        self._file = file
        status = None if file is None else os.fstat(file)
        self.size = len(data) if status is None else status.st_size
        self.changed = None if status is None else status.st_mtime_ns
        """When the file was last changed, in nanoseconds; nothing of bytes in memory."""

    @classmethod
    def of(cls, data: "bytes | Source") -> "Source":
        """Return a source of some bytes, or the source itself that was given."""
        return data if isinstance(data, Source) else cls(data)

    @classmethod
    def open(cls, path: Path) -> "Source":
        """Return the bytes of a file; what is no file on a disk, such as a pipe, is read at once. Raises `OSError`."""
        if path.is_file():
            return cls(file=os.open(path, os.O_RDONLY))
        read = _READ.get()
        if read is None:
            return cls(path.read_bytes())
        status = path.stat()
        stream = status.st_dev, status.st_ino
        if stream not in read:
            read[stream] = path.read_bytes()
        return cls(read[stream])

    def whole(self) -> bytes:
        """Return all bytes."""
        return self.read(0, self.size)

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)

    def read(self, offset: int, length: int) -> bytes:
        """Return so many bytes, or as many as there are."""
        if self._file is None:
            return self._data[offset : offset + length]
        return os.pread(self._file, min(length, self.size - offset), offset)

    def chunks(self, start: int = 0, stop: int | None = None, size: int = CHUNK) -> Iterator[tuple[int, bytes]]:
        """Return all bytes, or those between two offsets, in parts of whole lines, about so many bytes at once.

        With each part comes how many bytes stand before it. The first offset is where a line begins.
        """
        stop = self.size if stop is None else min(stop, self.size)
        offset, rest, wanted = start, b"", size
        while (reached := offset + len(rest)) < stop and (more := self.read(reached, min(wanted, stop - reached))):
            end = more.rfind(b"\n") + 1
            if end:
                data = rest + more[:end]
                yield offset, data
                offset, rest, wanted = offset + len(data), more[end:], size
            else:
                rest, wanted = rest + more, wanted * 2
        if rest:
            yield offset, rest

    def lines(self) -> Iterator[bytes]:
        """Return every line with its end, which the last may lack."""
        for _, data in self.chunks():
            yield from BytesIO(data)

    def last(self) -> bytes:
        """Return what stands after the last end of a line: nothing in a log that is whole."""
        rest = b""
        while len(rest) < self.size:
            length = min(CHUNK, self.size - len(rest))
            part = self.read(self.size - len(rest) - length, length)
            if b"\n" in part or not part:
                return part[part.rfind(b"\n") + 1 :] + rest
            rest = part + rest
        return rest

    def unended(self) -> list[tuple[int, int]]:
        """Return where the last line stands if it lacks its end: its offset and its length."""
        length = len(self.last())
        return [(self.size - length, length)] if length else []

    def is_end(self, offset: int) -> bool:
        """Whether so many bytes are all that there are."""
        return offset == self.size

    def numbers(self, offsets: list[int]) -> list[int]:
        """Return the numbers of the lines, from 1, that begin at some offsets, which rise."""
        numbers: list[int] = []
        number, counted = 1, 0
        for offset in offsets:
            while counted < offset and (part := self.read(counted, min(CHUNK, offset - counted))):
                number += part.count(b"\n")
                counted += len(part)
            numbers.append(number)
        return numbers
