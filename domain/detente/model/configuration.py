"""What is in force between two countries, as plain values: all that the rules look at.

The facts of a relation lie in `SLOTS`: two that the countries share and ten for either side. Their values, in
that order, are a `Configuration`.
"""

from typing import TypeAlias

from detente.model.errors import DetenteError
from detente.model.wording import called, did_you_mean, identifier, listing, nearest, words

NONE = "none"
"""The value of a fact that is not in force."""

SHARED = ("relations", "talks")
OFFICES = ("interests_section", "liaison_office", "consulate", "trade_office")
SIDED = ("mission", "recall", "grievance", "sanctions", "offer", "protecting_power", *OFFICES)

SLOTS: tuple[tuple[str, int | None], ...] = (
    *((fact, None) for fact in SHARED),
    *((fact, side) for side in (0, 1) for fact in SIDED),
)
"""The name of the fact in each slot, and the side whose it is (0 and 1; none where it is shared)."""

SLOT_OF: dict[tuple[str, int | None], int] = {fact: slot for slot, fact in enumerate(SLOTS)}


class NoSuchFact(DetenteError):
    """Words that name no fact, or one of a side where no side is named, or a shared one of a side."""


def slot_of(named: str, side: int | None) -> int:
    """Return the slot of the fact that words name, of a side or shared; raise `NoSuchFact`, saying which there are.

    >>> SLOTS[slot_of("Protecting power", 1)]
    ('protecting_power', 1)
    """
    if not isinstance(named, str):  # pyright: ignore[reportUnnecessaryIsInstance] - who programs may give anything
        raise NoSuchFact(f"A fact is named by a text, and this is {called(named)}. {_KNOWN}")
    fact = identifier(named)
    if (fact, side) in SLOT_OF:
        return SLOT_OF[fact, side]
    if fact in SIDED:
        raise NoSuchFact(f"Each side has its own fact “{words(fact)}”: name the country whose is meant.")
    if fact in SHARED:
        raise NoSuchFact(f"The two share the fact “{words(fact)}”: name no country with it.")
    near = did_you_mean(nearest(words(fact), map(words, (*SHARED, *SIDED))))
    raise NoSuchFact(f"There is no fact “{named}”.{near} {_KNOWN}")


_KNOWN = (
    f"Shared are {listing([words(fact) for fact in SHARED])}; "
    f"of either side there are {listing([words(fact) for fact in SIDED])}."
)

Configuration: TypeAlias = tuple[str, ...]
"""The values of all facts, in the order of `SLOTS`."""

NOTHING: Configuration = (NONE,) * len(SLOTS)
"""Two countries between which nothing has happened."""
