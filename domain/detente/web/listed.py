"""Pairs on a day in other forms than a page: as data, as a table, and those of a country drawn along the years."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from detente.model.countries import Code
from detente.views.pairs.rows import draw
from detente.views.sheets import as_json
from detente.web.when import When

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere


class Listed(NamedTuple):
    """The pairs that are asked for, on all pages."""

    every: "Everywhere"
    asked: When
    pairs: Sequence[int]


Made = Callable[[Listed], str | bytes]

FORMS: Mapping[str, tuple[str, Made]] = {
    "json": ("application/json", lambda found: as_json(found.every.data(found.asked.day, found.pairs))),
    "csv": ("text/csv", lambda found: found.every.csv(found.asked.day, found.pairs)),
}
"""What writes each form of pairs, and what kind of file it is."""


def of_country(code: Code) -> Mapping[str, tuple[str, Made]]:
    """Return the forms of the pairs of a country: they can be drawn as well, each along the years."""
    return {**FORMS, "svg": ("image/svg+xml", lambda found: _drawn(found, code))}


def _drawn(found: Listed, code: Code) -> str:
    return draw(found.every.of_country(code, sorted(found.pairs), found.asked.end))
