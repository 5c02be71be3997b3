"""How a state is represented in another: by a mission, an office or nothing, in the order of their weight.

None < interests section < liaison office < consulate < legation < embassy, and at each level non-resident < resident.
A mission of which the level is not known stands below a legation.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from detente.model.configuration import NONE
from detente.model.standing import RANK, Standing
from detente.model.states import Code
from detente.model.wording import words

MISSION = "mission"
OFFICES = ("interests_section", "liaison_office", "consulate")
"""The offices that represent a state, the least first; a trade office does not."""

_ORDER = (NONE, *OFFICES, MISSION)
LEVELS = (None, "legation", "embassy")
"""The levels of a mission, the least first: none where it is not known."""
HEADS = (None, "charge", "envoy", "ambassador")
"""Who heads a mission, the least first: none where it is not known."""
_HEADED = {"charge": "a chargé d'affaires", "envoy": "an envoy", "ambassador": "an ambassador"}


class Representation(NamedTuple):
    """One way in which a state is represented in another."""

    by: str = NONE
    """``mission``, one of `OFFICES`, or ``none``."""
    level: str | None = None
    """Of a mission; none where it is not known."""
    head: str | None = None
    """Of a mission; none where it is not known."""
    is_resident: bool = True

    @property
    def weight(self) -> tuple[int, int, bool, int]:
        """What ways of being represented are ordered by.

        >>> Representation("consulate").weight < Representation("mission", "legation", is_resident=False).weight
        True
        """
        return (
            _ORDER.index(self.by),
            LEVELS.index(self.level),
            self.is_resident,
            HEADS.index(self.head),
        )

    @property
    def in_words(self) -> str:
        """What it is, for a sentence: "a legation", "a non-resident embassy", "a mission under an envoy".

        >>> Representation("mission", "embassy", "ambassador").in_words
        'an embassy under an ambassador'
        """
        what = words(self.level or self.by)
        article = "a non-resident" if not self.is_resident else "an" if what[0] in "aeiou" else "a"
        return f"{article} {what}" + (f" under {_HEADED[self.head]}" if self.head else "")


NOTHING = Representation()
"""No mission and no office."""

REPRESENTATIONS = (
    NOTHING,
    *sorted(
        (
            *(Representation(office, is_resident=resident) for office, resident in product(OFFICES, (False, True))),
            *(Representation(MISSION, *rank) for rank in product(LEVELS, HEADS, (False, True))),
        ),
        key=lambda one: one.weight,
    ),
)
"""Every way of being represented, the least first."""


def representations(standing: Standing, country: Code) -> Iterator[Representation]:
    """Return how a country is represented in the other, the weightiest first; nothing where it is not.

    Raises `NotAParty`.
    """
    mission = standing.fact(MISSION, country)
    if mission.value == "open":
        level, head = (str(found) if (found := mission.latest(rank)) else None for rank in RANK)
        yield Representation(MISSION, level, head, mission.latest("resident") is not False)
    for office in reversed(OFFICES):
        fact = standing.fact(office, country)
        if fact.in_force:
            yield Representation(office, is_resident=fact.latest("resident") is not False)
