"""How each value of a fact looks in its lane: the colour of the rung that rests on it, and a texture."""

from enum import StrEnum
from typing import NamedTuple

from detente.model.statuses import Status


class Texture(StrEnum):
    """How much of a band is coloured."""

    FULL = "full"
    STRIPED = "striped"
    HOLLOW = "hollow"


class Look(NamedTuple):
    """How a value is shown."""

    rung: Status
    texture: Texture
    legend: str
    """What the legend says of it."""
    is_named: bool = True
    """Whether the value is written on the band, its lane having others."""


LOOKS = {
    ("mission", "open"): Look(Status.ESTABLISHED, Texture.FULL, "mission open"),
    ("mission", "closed"): Look(Status.EMBASSY_CLOSED, Texture.HOLLOW, "mission closed"),
    ("sanctions", "in_force"): Look(Status.SANCTIONED, Texture.FULL, "sanctions in force", is_named=False),
    ("recall", "open"): Look(Status.STRAINED, Texture.FULL, "ambassador recalled", is_named=False),
    ("grievance", "open"): Look(Status.STRAINED, Texture.FULL, "grievance open", is_named=False),
    ("talks", "open"): Look(Status.TALKS_OFFERED, Texture.STRIPED, "talks open"),
    ("talks", "agreed"): Look(Status.TALKS_OFFERED, Texture.FULL, "agreed, not yet carried out"),
    ("offer", "standing"): Look(Status.TALKS_OFFERED, Texture.HOLLOW, "offer of talks"),
}
"""Every value of a fact that has a lane has its row here."""
