"""Countries, found by their codes and by the names people use for them."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from detente.model.errors import AmbiguousCountry, UnknownCountry
from detente.model.states import Code, current, former_codes, states
from detente.model.wording import called, did_you_mean, listing, nearest

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Code", "codes", "country", "current", "is_code", "name", "name_in_sentence"]


def country(text: str, on: "date | None" = None) -> Code:
    """Return the code of the country that has this code or name, today's code if the country was renamed.

    Where several have borne the name, it is the one that existed on the day asked about, if a day is given and only
    one did; else the one that people mean by the name alone ("Germany" is no question of which).

    Raises `UnknownCountry`, naming the nearest names, and `AmbiguousCountry`, naming those it can be.

    >>> country("Iran"), country("Islamic Republic of Iran"), country("irn"), country("USSR"), country("BUR")
    ('IRN', 'IRN', 'IRN', 'SUN', 'MMR')
    >>> from datetime import date
    >>> country("Yemen"), country("Yemen", on=date(1950, 1, 1))
    ('YEM', 'XNY')
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - who programs may give anything
        raise UnknownCountry(f"A country was asked for, and this is {called(text)}. {_FORMS}")
    if is_code(text):
        return current(text)
    if on is None and text in _by_own_name():
        return _by_own_name()[text]
    found = _by_name().get(_key(text))
    if found is None:
        raise _unknown(text)
    meant = _meant(found, on)
    if len(meant) > 1:
        raise _ambiguous(text, meant)
    return meant[0]


def is_code(text: str) -> bool:
    """Return whether the text is a code of a country, today's or that of before it was renamed.

    >>> is_code("DDR"), is_code("BUR"), is_code("ddr"), is_code("EUE")
    (True, True, False, False)
    """
    return text in states() or text in former_codes()


def name(code: Code) -> str:
    """Return the name under which people read of a country; the code itself if it is none.

    >>> name("IRN"), name("DDR"), name("GBR")
    ('Iran', 'East Germany', 'United Kingdom')
    """
    return name_in_sentence(code).removeprefix("the ")


def name_in_sentence(code: Code) -> str:
    """Return the name of a country as it stands within a sentence, with its article if it has one.

    >>> name_in_sentence("GBR"), name_in_sentence("SUN"), name_in_sentence("IRN")
    ('the United Kingdom', 'the Soviet Union', 'Iran')
    """
    state = states().get(current(code))
    return code if state is None else state.name


def codes() -> list[Code]:
    """Return the codes of all countries, present ones first."""
    return list(states())


@cache
def _by_own_name() -> dict[str, Code]:
    """Return the country of each own name, letter for letter: for most questions, all that needs to be made."""
    return {own: state.code for state in states().values() for own in state.own_names}


@cache
def _by_name() -> dict[str, dict[Code, bool]]:
    """Return the countries that each name finds, and whether it is the country's own before all others'."""
    found: dict[str, dict[Code, bool]] = {}
    for state in states().values():
        for other in state.other_names:
            found.setdefault(_key(other), {})[state.code] = False
        for own in state.own_names:
            found.setdefault(_key(own), {})[state.code] = True
    return found


def _meant(found: dict[Code, bool], on: "date | None") -> list[Code]:
    """Return the countries that a name means: those that existed on the day, and of these those whose own it is."""
    existing = list(found)
    if on is not None:
        from detente.model.existence import existed_on  # without a day, no dates are read

        existing = [code for code in found if existed_on(code, on)] or existing
    return [code for code in existing if found[code]] or existing


def _ambiguous(text: str, meant: list[Code]) -> AmbiguousCountry:
    from detente.model.existence import years

    which = [f"{name_in_sentence(code)} ({', '.join(filter(None, (code, years(code))))})" for code in meant]
    return AmbiguousCountry(
        f"“{text}” is the name of more than one country: {listing(which, 'or')}. "
        "Write the code or the full name of the one that you mean."
    )


def _unknown(text: str) -> UnknownCountry:
    written = {
        _plain(known): known.removeprefix("the ")
        for state in states().values()
        for known in (*state.other_names, *state.own_names)
    }
    near = nearest(_plain(text), [known for known in written if (len(known) > 3) == (len(text) > 3)])
    return UnknownCountry(
        f"No country is known as “{text}”.{did_you_mean([written[known] for known in near])} {_FORMS}"
    )


def _key(text: str) -> str:
    """Return what tells a name from others: its words in any order, "Korea, South" being "South Korea"."""
    return " ".join(sorted(_plain(text).split()))


def _plain(text: str) -> str:
    """Return a name without case, accents, punctuation and small words."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    words = text.casefold().translate(_PUNCTUATION).split()
    return " ".join([_LONG.get(word, word) for word in words if word not in _SMALL] or words)


_FORMS = "Give a name or a code of ISO 3166 (IRN, SUN)."
_PUNCTUATION = {ord(mark): None for mark in ".'’‘ʻ"} | {ord(mark): " " for mark in ",-–()/*&_"}
_SMALL = {"the", "of", "and"}
_LONG = {"st": "saint"}
