"""Errors of the command line: wrong usage, and answers that would be written over something else."""

from collections.abc import Generator
from contextlib import contextmanager

from detente.model.errors import DetenteError


class SameFile(DetenteError):
    """An answer that was to be written over something else."""


class WrongUsage(DetenteError):
    """Something that cannot be asked in this way; where that is known, with the line to type instead."""

    def __init__(self, message: str, instead: str = "") -> None:
        super().__init__(message)
        self.instead = instead


@contextmanager
def wrong_usage(*errors: type[DetenteError]) -> Generator[None]:
    """Raise `WrongUsage` in place of some errors, with their words: they come from what was typed in."""
    try:
        yield
    except errors as error:
        raise WrongUsage(str(error)) from error
