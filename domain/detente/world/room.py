"""Room on disk for what is worked on: temporary files, which are gone when nobody needs them any more."""

from collections.abc import Generator
from contextlib import contextmanager
from tempfile import gettempdir

from detente.model.errors import DetenteError


class NoRoom(DetenteError):
    """What is worked on does not fit into the folder for temporary files."""


@contextmanager
def within_room() -> Generator[None]:
    """Write temporary files; raise `NoRoom` where they cannot be written."""
    try:
        yield
    except OSError as error:
        raise NoRoom(
            f"What is worked on cannot be kept for a while in {gettempdir()}: {error.strerror}. Make room there, or "
            "name another folder in TMPDIR."
        ) from error
