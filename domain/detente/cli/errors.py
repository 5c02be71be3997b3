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


class NotInstalled(DetenteError):
    """Something takes libraries that only an extra brings, and they are not there."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} take libraries that are not installed here: pip install 'detente[{extra}]'.")


@contextmanager
def installed(what: str, extra: str) -> Generator[None]:
    """Raise `NotInstalled` where something takes a library that is not there, with the extra that brings it."""
    try:
        yield
    except ModuleNotFoundError as missing:
        raise NotInstalled(what, extra) from missing


@contextmanager
def wrong_usage(*errors: type[DetenteError]) -> Generator[None]:
    """Raise `WrongUsage` in place of some errors, with their words: they come from what was typed in."""
    try:
        yield
    except errors as error:
        raise WrongUsage(str(error)) from error
