"""Which pair or country an address names, by codes or names: ``CAN-IRN``, ``Canada-Iran``, ``Iran``."""

from collections.abc import Iterator

from detente.model.countries import Code, country
from detente.model.errors import AmbiguousCountry, DetenteError, UnknownCountry
from detente.model.pairs import Pair
from detente.web.errors import NoPage
from detente.web.words import WORDS

LONGEST = 120
"""How long a name can be."""


def named(text: str) -> Pair | Code:
    """Return the pair or the country that a text names; raise `NoPage`, and `SameCountry` for a pair of one.

    >>> named("Iran-Canada"), named("guinea-bissau-senegal"), named("United Kingdom")
    (Pair(first='CAN', second='IRN'), Pair(first='GNB', second='SEN'), 'GBR')
    """
    wrong: list[DetenteError] = []
    if len(text) <= LONGEST:
        for one, other in (*_splits(text), (text, None)):
            try:
                return _country(one) if other is None else Pair.of(_country(one), _country(other))
            except (UnknownCountry, AmbiguousCountry) as error:
                wrong.append(error)
    several = [error for error in wrong if isinstance(error, AmbiguousCountry)]
    near = f" {(several or wrong)[0]}" if wrong else ""
    raise NoPage(f"{WORDS['no_page'].format(path=text[:LONGEST], near=near)} {WORDS['name_a_pair']}")


def _splits(text: str) -> Iterator[tuple[str, str]]:
    parts = text.split("-")
    for at in range(1, len(parts)):
        yield "-".join(parts[:at]), "-".join(parts[at:])


def _country(text: str) -> Code:
    """Return a country by its code in capitals or not, or by its name."""
    return country(text.upper() if len(text) == 3 else text)
