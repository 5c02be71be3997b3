"""Countries, present and former: their codes and the names people use for them.

Codes are ISO 3166-1 alpha-3, for former states ISO 3166-3 alpha-3 (``SUN``, ``DDR``). States that ISO
never coded have a code in `UNCODED`, from the range that ISO 3166-1 leaves to its users (``XAA``-``XZZ``).
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from detente.model.errors import UnknownCountry
from detente.model.wording import did_you_mean, nearest

if TYPE_CHECKING:
    from pycountry.db import Country

Code: TypeAlias = str
"""The three letters of a country."""

UNCODED: dict[Code, str] = {
    "XKX": "Kosovo",
    "XPR": "Prussia",
}
"""States that ISO never coded, by the codes they have here."""

READING_NAMES: dict[Code, str] = {
    "BRN": "Brunei",
    "BUR": "Burma (until 1989)",
    "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo",
    "CSK": "Czechoslovakia",
    "DDR": "East Germany",
    "FLK": "Falkland Islands",
    "FSM": "Micronesia",
    "HVO": "Upper Volta",
    "PSE": "Palestine",
    "RUS": "Russia",
    "SUN": "Soviet Union",
    "TMP": "East Timor (until 2002)",
    "VAT": "Holy See",
    "VDR": "North Vietnam",
    "VGB": "British Virgin Islands",
    "VIR": "United States Virgin Islands",
    "YMD": "South Yemen",
    "YUG": "Yugoslavia",
    "ZAR": "Zaire",
}
"""Names to be read, where those of ISO are written to be sorted or are not the ones in use."""

OTHER_NAMES: dict[str, Code] = {
    "America": "USA",
    "Britain": "GBR",
    "Burma": "MMR",
    "Cape Verde": "CPV",
    "Congo-Brazzaville": "COG",
    "Congo-Kinshasa": "COD",
    "DPRK": "PRK",
    "DR Congo": "COD",
    "East Timor": "TLS",
    "Federal Republic of Germany": "DEU",
    "GDR": "DDR",
    "Great Britain": "GBR",
    "Ivory Coast": "CIV",
    "Macedonia": "MKD",
    "Persia": "IRN",
    "Republic of Korea": "KOR",
    "Rhodesia": "RHO",
    "Swaziland": "SWZ",
    "Turkey": "TUR",
    "UAE": "ARE",
    "UK": "GBR",
    "US": "USA",
    "USSR": "SUN",
    "Union of Soviet Socialist Republics": "SUN",
    "Vatican": "VAT",
    "Vatican City": "VAT",
    "West Germany": "DEU",
}
"""Further names that find a country."""


def country(text: str) -> Code:
    """Give the code of a country from its code or any of its names; raise `UnknownCountry`, naming the nearest.

    >>> country("Iran"), country("Islamic Republic of Iran"), country("irn"), country("USSR")
    ('IRN', 'IRN', 'IRN', 'SUN')
    """
    code = text if is_code(text) else _codes_by_name().get(_folded(text))
    if code is None:
        candidates = [folded for folded in _codes_by_name() if (len(folded) > 3) == (len(text) > 3)]
        near = [_written(folded) for folded in nearest(_folded(text), candidates)]
        raise UnknownCountry(
            f"No country is known as “{text}”.{did_you_mean(near)} Give a name or a code of ISO 3166 (IRN, SUN)."
        )
    return code


@cache
def is_code(text: str) -> bool:
    """Whether the text is a code of a country.

    >>> is_code("DDR"), is_code("ddr"), is_code("EUE")
    (True, False, False)
    """
    return text in UNCODED or (text.isupper() and _iso(text) is not None)


@cache
def name(code: Code) -> str:
    """Give the name under which people read of a country.

    >>> name("IRN"), name("DDR"), name("XPR")
    ('Iran', 'East Germany', 'Prussia')
    """
    written = UNCODED.get(code) or READING_NAMES.get(code)
    if written is None:
        entry = _iso(code)
        written = code if entry is None else str(getattr(entry, "common_name", entry.name))
    return written


def codes() -> list[Code]:
    """List the codes of all countries, present ones first."""
    import pycountry

    present = [entry.alpha_3 for entry in pycountry.countries]
    former = [entry.alpha_3 for entry in pycountry.historic_countries if entry.alpha_3 not in present]
    return present + former + list(UNCODED)


def _iso(code: str) -> "Country | None":
    import pycountry

    return pycountry.countries.get(alpha_3=code) or pycountry.historic_countries.get(alpha_3=code)


def _names() -> Iterator[tuple[str, Code]]:
    """Give every name of every country, the one that should win a clash last."""
    import pycountry

    for database in (pycountry.historic_countries, pycountry.countries):
        for entry in database:
            for field in ("alpha_2", "alpha_3", "name", "official_name", "common_name"):
                written = getattr(entry, field, None)
                if written:
                    yield written, entry.alpha_3
    for code, written in (READING_NAMES | UNCODED).items():
        yield written, code
        yield code, code
    yield from OTHER_NAMES.items()


@cache
def _codes_by_name() -> dict[str, Code]:
    return {_folded(written): code for written, code in _names()}


@cache
def _written(folded: str) -> str:
    return next(written for written, _ in _names() if _folded(written) == folded)


def _folded(text: str) -> str:
    """Reduce a name to what tells it from others: no case, accents, commas, dots or article."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    undotted = plain.casefold().replace(".", "").replace("'", "").replace("’", "")
    folded = " ".join("".join(char if char.isalnum() else " " for char in undotted).split())
    return folded.removeprefix("the ")
