"""The levels of American missions abroad, as lists of them name them, from the least to the greatest."""

from detente.model.representation import NOTHING, Representation
from detente.model.wording import did_you_mean, listing, nearest

AMERICA = "USA"
SOURCES = [
    {
        "title": "US Diplomatic Mission Status Data, v0.1",
        "publisher": "Brenton Kenkel",
        "published": "2026-03-15",
        "url": "https://github.com/brentonk/us_diplomatic_missions",
    }
]
"""The data set whose levels these are."""
LEVELS = {
    "None": NOTHING,
    "Interests": Representation("interests_section"),
    "Liaison": Representation("liaison_office"),
    "Consul Nonresident": Representation("consulate", is_resident=False),
    "Consulate": Representation("consulate"),
    "Envoy Nonresident": Representation("mission", "legation", is_resident=False),
    "Legation": Representation("mission", "legation"),
    "Ambassador Nonresident": Representation("mission", "embassy", is_resident=False),
    "Embassy": Representation("mission", "embassy"),
}
"""What each level is; of a mission only that it is there and its level, not who heads it."""


def level(representation: Representation) -> str | None:
    """Return the level that a representation has; none where it is a mission of which the level is not known.

    >>> level(Representation("mission", "embassy", "ambassador"))
    'Embassy'
    """
    bare = representation._replace(head=None)
    return next((name for name, each in LEVELS.items() if each == bare), None)


def unknown_level(text: str) -> str:
    """Return what is wrong with a text that is no level."""
    return f"“{text}” is no level of a mission.{did_you_mean(nearest(text, LEVELS))} There are: {listing([*LEVELS])}."
