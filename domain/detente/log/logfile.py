"""The file of a log, open for adding: read from any offset, added to durably, and cut back where that fails."""

import os
from contextlib import suppress
from pathlib import Path

from detente.log.source import Source
from detente.log.writing import NotWritten, sync_folder

UNSEEN = (-1, -1)
"""The version of a log that was not read yet."""


class LogFile:
    """A log as a file, and which version of it was read last: its size and its time of change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = os.path.realpath(path)
        self._file: int | None = None
        self._identity = (-1, -1)
        """Device and number of the file that is open."""
        self._is_new = False
        """Whether it was not there before."""
        self.seen = UNSEEN
        """The version that was read last, in bytes and nanoseconds."""

    @property
    def exists(self) -> bool:
        """Whether there is such a file."""
        return os.path.exists(self._name)  # noqa: PTH110 - an append has few microseconds

    def is_as_seen(self) -> bool:
        """Whether it is open, still the file of its name, and what was read last."""
        if self._file is None:
            return False
        try:
            status = os.stat(self._name)  # noqa: PTH116 - as above
        except OSError:
            return False
        return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns) == (*self._identity, *self.seen)

    def open(self) -> tuple[int, int]:
        """Open it, anew where it is no longer the file of its name, and return its version. Raises `NotWritten`."""
        try:
            if self._file is None or not self._is_of_its_name():
                self.close()
                self._is_new = not self.exists
                self._file = os.open(self._name, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
                status = os.fstat(self._file)
                self._identity = (status.st_dev, status.st_ino)
                if not status.st_size:
                    sync_folder(Path(self._name).parent)
            return self.version()
        except OSError as error:
            raise NotWritten(f"{self.path} cannot be written: {error.strerror}. Nothing was added.") from error

    def _is_of_its_name(self) -> bool:
        with suppress(FileNotFoundError):
            status = os.stat(self._name)  # noqa: PTH116 - as above
            return (status.st_dev, status.st_ino) == self._identity
        return False

    def close(self) -> None:
        """Close it, if it is open."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        self.seen = UNSEEN

    def remove_new(self) -> None:
        """Take a file away again that was made for something of which nothing came."""
        if self._is_new and self._file is not None and not os.fstat(self._file).st_size:
            with suppress(OSError):
                os.unlink(self._name)  # noqa: PTH108 - as above

    def version(self) -> tuple[int, int]:
        """Return its size and its time of change."""
        status = os.fstat(self._opened)
        return status.st_size, status.st_mtime_ns

    def read(self, offset: int, length: int) -> bytes:
        """Return so many bytes from an offset, or as many as there are."""
        parts: list[bytes] = []
        while length > 0 and (part := os.pread(self._opened, length, offset)):
            parts.append(part)
            offset += len(part)
            length -= len(part)
        return b"".join(parts)

    def source(self) -> Source:
        """Return what stands in it now, to be read in parts."""
        return Source(file=os.dup(self._opened))

    def append(self, data: bytes) -> None:
        """Add bytes at the end and make them durable; raise `NotWritten`, with all as before, where that fails."""
        size = os.lseek(self._opened, 0, os.SEEK_END)
        try:
            done = os.write(self._opened, data)
            while done < len(data):
                done += os.write(self._opened, data[done:])
            seen = self.version()
            os.fsync(self._opened)
        except OSError as error:
            self.seen = UNSEEN
            why = f"{self.path} could not be written: {error.strerror}. Nothing was added."
            raise NotWritten(f"{why} {self._cut_back(size)}") from error
        self.seen = seen

    def sync(self) -> None:
        """Make durable what stands in it."""
        os.fsync(self._opened)

    def _cut_back(self, size: int) -> str:
        """Undo a write that failed, and return in words how that went."""
        try:
            os.ftruncate(self._opened, size)
            os.fsync(self._opened)
        except OSError:
            return "Part of a line may have been left at its end: run detente check --repair."
        return "It is as it was before."

    @property
    def _opened(self) -> int:
        if self._file is None:
            raise ValueError(f"{self.path} is not open")
        return self._file
