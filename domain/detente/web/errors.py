"""What is wrong with an address, and at which other addresses there is more."""

from collections.abc import Iterable

from detente.model.errors import DetenteError


class Unanswered(DetenteError):
    """An address that is not answered."""

    def __init__(self, message: str, instead: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.instead = tuple(instead)
        """Other addresses, each with what is there."""


class BadQuestion(Unanswered):
    """An address that asks what cannot be answered; it says what is wrong."""


class StillWorking(Unanswered):
    """An answer that takes longer than anybody should wait: it is worked out meanwhile."""


class NoPage(Unanswered):
    """An address at which there is nothing."""
