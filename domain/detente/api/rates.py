"""Base rates, for those who program; they take the extra ``detente[rates]``."""

from typing import Any

from detente.model.wording import shown
from detente.views.rates.data import rates_data
from detente.views.rates.words import counts, title
from detente.world import rates


class Rates(rates.Rates):
    """How long spells of a status lasted, and how they ended, as `World.rates` returns it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return shown("Rates", f"of {title(self)}: {counts(self)}")

    def to_dict(self) -> dict[str, Any]:
        """Return them as data, as ``detente rates STATUS --json`` prints them (docs/json.md)."""
        return rates_data(self)
