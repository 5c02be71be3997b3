"""What is in force between two countries, as plain values: all that the rules look at.

The facts of a relation lie in `SLOTS`: two that the countries share and ten for either side. Their values, in
that order, are a `Configuration`.
"""

from typing import TypeAlias

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

Configuration: TypeAlias = tuple[str, ...]
"""The values of all facts, in the order of `SLOTS`."""

NOTHING: Configuration = (NONE,) * len(SLOTS)
"""Two countries between which nothing has happened."""
