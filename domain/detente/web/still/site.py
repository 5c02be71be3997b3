"""A log as it is at one moment, to be shown where nobody answers."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from detente.model.countries import Code, name
from detente.model.dates import day_in_words
from detente.model.pairs import Pair
from detente.web.addresses import Address
from detente.web.commands import command, elsewhere
from detente.web.later import Found, Later
from detente.web.site import Edition, Site
from detente.web.words import WORDS


class Command(NamedTuple):
    """What gives an answer that is not written."""

    said: str
    line: str


class Still(Site):
    """A log that stays as it is while its pages are written, and whose last day stands in the place of today."""

    is_written = True

    def __init__(self, log: Path, features: Path | None = None, countries: Collection[Code] = ()) -> None:
        """Read the log, check it and run the features; raise `Unreadable`, `NothingToRun` and `DetenteError`."""
        super().__init__(log, features, countries)
        self.checked = _once(self.checked)
        self.specs = self.specs and _once(self.specs)

    @property
    def edition(self) -> Edition:
        """The log as it was at that moment."""
        return self._edition

    @property
    def today(self) -> date:
        """The last day on which something happened by now; today where nothing has."""
        return min(self.edition.everywhere().last_day or date.max, super().today)

    @property
    def spoken(self) -> str:
        """That day in words."""
        return day_in_words(self.today)

    def a_page(self, usual: int) -> int:
        """Return how many rows a page has: all of them."""
        del usual
        return ALL

    def view_at(self, view: Address) -> Address:
        """Return the address of a view: of a country there are the table and the map alone, of all there is each."""
        return view if view.path in OF_A_COUNTRY else view.but(country=None)

    def data_at(self, here: Address) -> Address:
        """Return the address of a page on its last day, of which there are data."""
        return here.but(on=None)

    def commands(self, pair: Pair | None) -> list[Command]:
        """Return what gives the answers about a pair, or about every pair, that are not written."""
        who = [name(code) for code in pair] if pair else []
        day = self.today.isoformat()
        lines = [(WORDS["another_day"], ["at", day, *who]), (WORDS["as_known_then"], ["at", day, *who, "--known", day])]
        if pair:
            act = f"{day} sanctions_lifted by {who[0]}"
            lines.append((WORDS["what_if"], ["suppose", *who, "--add", act]))
            lines.append((WORDS["how_to"], ["route", *who, "--to", "established"]))
        lines.append((WORDS["all_of_it"], ["serve", "--open"]))
        return [Command(said, command(*line, *elsewhere(self.log, self.log.name))) for said, line in lines]


OF_A_COUNTRY = ("/", "/map")
"""The views that are written of each country, too."""
ALL = 10**9
"""More rows than any page has."""


def _once(later: Later[Found]) -> Later[Found]:
    """Return an answer that was waited for, and stays whatever changes."""
    found = cast("Found", later.found(None))
    once = Later(lambda: found)
    once.found(None)
    return once
