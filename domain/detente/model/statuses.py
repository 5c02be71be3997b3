"""The rungs of the ladder: where the relations of two countries stand."""

from enum import StrEnum

from detente.model.wording import words


class Status(StrEnum):
    """A rung of the ladder, from the highest down; `detente.model.table.LADDER` says when each holds."""

    TALKS_OFFERED = "talks_offered"
    SEVERED = "severed"
    SANCTIONED = "sanctioned"
    EMBASSY_CLOSED = "embassy_closed"
    STRAINED = "strained"
    ESTABLISHED = "established"
    NO_RELATIONS = "no_relations"

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
        return len(Status) - 1 - list(Status).index(self)
