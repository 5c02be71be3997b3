"""What is asked in a way in which it cannot be answered."""

from collections.abc import Generator
from contextlib import contextmanager

from detente.model.errors import DetenteError


class SameFile(DetenteError):
    """An answer that was to be written over something else."""


class WrongUsage(DetenteError):
    """Something that cannot be asked in this way."""


@contextmanager
def wrong_usage(*errors: type[DetenteError]) -> Generator[None]:
    """Raise `WrongUsage` in place of some errors, with their words: what was typed in is to blame for them."""
    try:
        yield
    except errors as error:
        raise WrongUsage(str(error)) from error
