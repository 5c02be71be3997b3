"""The streams of a process: who reads them may leave early, and may not be able to show every letter."""

import os
import sys
from contextlib import suppress
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Pipe(FileIO):
    """A file that may be read by somebody who leaves when they have seen enough, as ``head`` does."""

    is_read = True

    def write(self, data: "ReadableBuffer", /) -> int | None:
        """Write to the reader; to nowhere, once they have left."""
        with suppress(BrokenPipeError):
            return super().write(data)
        self.is_read = False
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)
        return memoryview(data).nbytes


def prepare() -> None:
    """Make the streams of this process forgiving: nothing of what follows is an error.

    Where a stream is closed, nothing is printed or read. Where the reader of one has left, the rest goes nowhere, and
    the exit code is what it would have been. A terminal that cannot show a letter gets a question mark.
    """
    sys.stdout, sys.stderr = _forgiving(sys.stdout), _forgiving(sys.stderr)
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - to the end


def is_read(stream: TextIO) -> bool:
    """Whether nobody who was reading a stream is known to have left."""
    buffer = getattr(stream, "buffer", None)
    return getattr(getattr(buffer, "raw", buffer), "is_read", True)


def _forgiving(stream: TextIO | None) -> TextIO:
    if not isinstance(stream, TextIOWrapper):
        return stream or Path(os.devnull).open("w", encoding="utf-8")
    pipe = _Pipe(stream.fileno(), "wb", closefd=False)
    return TextIOWrapper(
        # Of what is written through, as with PYTHONUNBUFFERED, nothing is kept back.
        cast("BinaryIO", pipe) if stream.write_through else BufferedWriter(pipe),
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
