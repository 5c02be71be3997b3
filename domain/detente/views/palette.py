"""How each status looks, in drawings and on a terminal. Every status has its row here."""

from typing import NamedTuple

from detente.model.statuses import Status


class Look(NamedTuple):
    """How a status is shown."""

    colour: str
    """In drawings: one of the colours of Okabe and Ito, which the colour-blind can tell apart."""
    style: str
    """On a terminal, in the words of rich."""


LOOKS = {
    Status.TALKS_OFFERED: Look("#56b4e9", "cyan"),
    Status.SEVERED: Look("#d55e00", "bold red"),
    Status.SANCTIONED: Look("#cc79a7", "magenta"),
    Status.EMBASSY_CLOSED: Look("#e69f00", "red"),
    Status.STRAINED: Look("#f0e442", "yellow"),
    Status.ESTABLISHED: Look("#009e73", "green"),
    Status.NO_RELATIONS: Look("#a6a6a6", "dim"),
}

_NEUTRAL = Look("#1a1a1a", "")


def look(status: Status) -> Look:
    """Return how a status is shown; a status without a row, which the tests report, in no colour."""
    return LOOKS.get(status, _NEUTRAL)
