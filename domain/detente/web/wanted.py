"""Which pairs are asked for, in whatever view: of which countries, and how they stand on the day looked at."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from detente.history.state import State
from detente.model.countries import Code, country
from detente.model.events import CONFIDENCES
from detente.model.statuses import Status
from detente.web.parameters import Parameters, naming
from detente.web.words import WORDS

CERTAIN, OPEN = CERTAINTIES = ("certain", "open")
"""Whether the dates of events leave one status possible, or several."""
SORTS = ("pair", "status", "since", "certainty", "confidence")
"""What pairs can be sorted by; with a minus before it from the other end."""
FILTERS = ("country", "status", "certainty", "confidence")
"""The parameters that say which pairs are asked for; every view has them."""
MOST = 60
"""How many countries can be named."""


class Wanted(NamedTuple):
    """Which pairs are asked for, and in which order."""

    countries: tuple[Code, ...] = ()
    """Of one country its pairs, of several those between them; of none all."""
    status: Status | None = None
    certainty: str | None = None
    confidence: str | None = None
    sort: str = SORTS[0]

    @property
    def country(self) -> Code | None:
        """The country of whose pairs all are, if it is one."""
        return self.countries[0] if len(self.countries) == 1 else None

    @property
    def is_filtered(self) -> bool:
        """Whether it also matters how they stand."""
        return (self.status, self.certainty, self.confidence) != (None, None, None)


def wanted(asked: Parameters, day: date, code: Code | None = None, sorts: Sequence[str] = ()) -> Wanted:
    """Return which pairs an address asks for, those of a country if one is given; raise `BadQuestion`.

    They are sorted by one of `sorts`, if any are given.
    """
    named: tuple[Code, ...] = ()
    if code is None:
        with naming(WORDS["country"]):
            named = tuple(dict.fromkeys(country(text, day) for text in asked.many("country", MOST)))
    status = asked.choice("status", list(Status))
    sort = asked.choice("sort", (*sorts, *(f"-{by}" for by in sorts))) if sorts else None
    return Wanted(
        named if code is None else (code,),
        Status(status) if status else None,
        asked.choice("certainty", CERTAINTIES),
        asked.choice("confidence", CONFIDENCES[::-1]),
        sort or SORTS[0],
    )


def is_certain(state: State) -> bool:
    """Whether no more than one status is possible."""
    return len(state.possible) < 2
