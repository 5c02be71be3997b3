"""Files are written so that they last: whole or not at all, and durable."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from detente.model.errors import DetenteError


class NotWritten(DetenteError):
    """A file could not be written: it is as it was before."""


def replace(path: Path, data: bytes) -> None:
    """Write a file in the place of another, as `replacing` does. Raises `NotWritten`."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Generator[IO[bytes]]:
    """Open a file to be written beside the one that it replaces; when all is written, it is durable and in its place.

    What is there and is no file on a disk, such as a pipe or ``/dev/stdout``, is written into. Raises `NotWritten`.
    """
    beside: Path | None = None
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            with path.open("wb") as file:
                yield file
            return
        must_have_folder(path)
        path = path.resolve()  # of a symbolic link the file that it names is replaced
        with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as file:
            beside = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        else:
            beside.chmod(0o666 & ~_umask())
        beside.replace(path)
        beside = None
        sync_folder(path.parent)
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror}. It is as it was before.") from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def must_have_folder(path: Path) -> None:
    """Raise `NotWritten` where there is no folder for a file that is to be written."""
    if not path.parent.is_dir():
        raise NotWritten(f"There is no folder {path.parent} to put {path.name} into. Make it, or name another.")


def sync_folder(folder: Path) -> None:
    """Make it durable that a folder has a new file in it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
