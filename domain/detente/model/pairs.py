"""A pair of countries: whose relations are spoken of."""

from typing import NamedTuple

from detente.model.calling import asked, expected
from detente.model.countries import Code, country, name, name_in_sentence
from detente.model.dates import Dated, last_day
from detente.model.errors import NotAParty, SameCountry


class Pair(NamedTuple):
    """Two countries, unordered: written in the alphabetical order of their codes.

    >>> str(Pair.of("Iran", "Canada"))
    'CAN-IRN'
    """

    first: Code
    second: Code

    @classmethod
    @asked
    def of(cls, one: str, other: str, on: Dated | None = None) -> "Pair":
        """Return the pair of two countries given by code or name; of several of one name, those that existed on a day.

        Raises `UnknownCountry`, `AmbiguousCountry`, `SameCountry` and `BadDate`.
        """
        day = None if on is None else last_day(on)
        first, second = sorted((country(one, day), country(other, day)))
        if first == second:
            raise SameCountry(
                f"“{one}” and “{other}” are one country, {name(first)}: a pair needs two different countries."
            )
        return cls(first, second)

    def __str__(self) -> str:
        return f"{self.first}-{self.second}"

    @property
    def names(self) -> str:
        """The two names, for a sentence: "Canada and Iran", "Iran and the United Kingdom"."""
        return f"{name_in_sentence(self.first)} and {name_in_sentence(self.second)}"

    @asked
    def side(self, of: str) -> int:
        """Return which side a country is, by code or name, 0 or 1; raise `UnknownCountry` and `NotAParty`."""
        code = of if of in self else country(of)
        if code not in self:
            raise NotAParty(f"{name(code)} is not one of the two: the pair is {self.names}.")
        return self.index(code)


def expected_pair(given: object) -> Pair:
    """Return a value that is a pair; raise `WrongCall`, saying how to get one, if it is not."""
    return expected(Pair, given, 'Pair.of("Canada", "Iran") returns one')
