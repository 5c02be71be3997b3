"""A pair of countries: whose relations are spoken of."""

from typing import NamedTuple

from detente.model.countries import Code, country, name
from detente.model.errors import NotAParty, SameCountry


class Pair(NamedTuple):
    """Two countries, unordered: written in the alphabetical order of their codes.

    >>> str(Pair.of("Iran", "Canada"))
    'CAN-IRN'
    """

    first: Code
    second: Code

    @classmethod
    def of(cls, one: str, other: str) -> "Pair":
        """Return the pair of two countries given by code or name; raise `UnknownCountry` or `SameCountry`."""
        first, second = sorted((country(one), country(other)))
        if first == second:
            raise SameCountry(
                f"“{one}” and “{other}” are one country, {name(first)}: a pair needs two different countries."
            )
        return cls(first, second)

    def __str__(self) -> str:
        return f"{self.first}-{self.second}"

    @property
    def names(self) -> str:
        """The two names, for a sentence: "Canada and Iran"."""
        return f"{name(self.first)} and {name(self.second)}"

    def side(self, code: Code) -> int:
        """Return which side a country is, 0 or 1; raise `NotAParty`."""
        if code not in self:
            raise NotAParty(f"{name(code)} is not one of the two: the pair is {self.names}.")
        return self.index(code)
