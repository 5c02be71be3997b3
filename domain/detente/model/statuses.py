"""The rungs of the ladder: where the relations of two countries stand."""

from enum import StrEnum
from functools import cache

from detente.model.calling import asked
from detente.model.errors import DetenteError
from detente.model.wording import called, did_you_mean, identifier, listing, nearest, words


class NoSuchStatus(DetenteError):
    """Words that name no status."""


class Status(StrEnum):
    """A rung of the ladder, from the highest down; `detente.model.table.LADDER` says when each holds."""

    TALKS_OFFERED = "talks_offered"
    SEVERED = "severed"
    SANCTIONED = "sanctioned"
    EMBASSY_CLOSED = "embassy_closed"
    STRAINED = "strained"
    ESTABLISHED = "established"
    NO_RELATIONS = "no_relations"

    @classmethod
    @asked
    def of(cls, text: str) -> "Status":
        """Return the status that words name, in capitals or not; raise `NoSuchStatus`, naming the nearest.

        >>> Status.of("embassy closed")
        <Status.EMBASSY_CLOSED: 'embassy_closed'>
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - who programs may give anything
            known = listing([status.words for status in cls], "or")
            raise NoSuchStatus(f"A status was asked for, and this is {called(text)}. It is {known}.")
        named = identifier(text).replace("no_diplomatic_", "no_")
        if named not in list(cls):
            known = [status.words for status in cls]
            near = did_you_mean(nearest(words(named), known))
            raise NoSuchStatus(f"There is no status “{text}”.{near or ' It is ' + listing(known, 'or') + '.'}")
        return cls(named)

    @property
    def words(self) -> str:
        """The status as people read it: "embassy closed"."""
        return words(self)

    @property
    def height(self) -> int:
        """How high the rung is, 0 for the lowest.

        >>> Status.NO_RELATIONS.height, Status.TALKS_OFFERED.height
        (0, 6)
        """
        return _heights()[self]


@cache
def _heights() -> dict[Status, int]:
    return {status: height for height, status in enumerate(reversed(Status))}
