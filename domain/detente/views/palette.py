"""How each status looks, in drawings and on a terminal. Every status has its row here."""

from typing import NamedTuple

from detente.model.statuses import Status


class Look(NamedTuple):
    """How a status is shown."""

    colour: str
    """In drawings: one of the colours of Okabe and Ito, which the colour-blind can tell apart."""
    style: str
    """On a terminal, in the words of rich."""
    mark: str
    """A letter of its name that no other status has, where there is no room for words."""


LOOKS = {
    Status.TALKS_OFFERED: Look("#56b4e9", "cyan", "T"),
    Status.SEVERED: Look("#d55e00", "bold red", "V"),
    Status.SANCTIONED: Look("#cc79a7", "magenta", "S"),
    Status.EMBASSY_CLOSED: Look("#e69f00", "red", "C"),
    Status.STRAINED: Look("#f0e442", "yellow", "R"),
    Status.ESTABLISHED: Look("#009e73", "green", "E"),
    Status.NO_RELATIONS: Look("#a6a6a6", "dim", "N"),
}

UNKNOWN = "?"
"""The mark of what is not known to be of any status."""
_NEUTRAL = Look("#1a1a1a", "", UNKNOWN)


def look(status: Status) -> Look:
    """Return how a status is shown; a status without a row, which the tests report, in no colour."""
    return LOOKS.get(status, _NEUTRAL)
