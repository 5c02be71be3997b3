"""Words that were typed where they have no place: the line that says with them what must have been meant."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from shlex import join

from detente.cli.dates import is_date
from detente.model.countries import country
from detente.model.errors import AmbiguousCountry, UnknownCountry
from detente.model.statuses import Status
from detente.model.wording import identifier

LONGEST = 6
"""Of how many words the name of a country, or a date, can be that somebody typed without quotation marks."""


def is_country(text: str) -> bool:
    """Whether a text names a country, or several."""
    with suppress(UnknownCountry, AmbiguousCountry):
        return bool(country(text))
    return False


def _is_status(text: str) -> bool:
    return identifier(text) in set(Status)


_FITS: dict[str, Callable[[str], bool]] = {
    "DATE": is_date,
    "COUNTRY": is_country,
    "STATUS": _is_status,
    "GOAL": _is_status,
}
"""What can be told of a word: what it is, by what the help calls it."""


def right_line(
    command: str,
    actions: Sequence[argparse.Action],
    asked: argparse.Namespace,
    arguments: Sequence[str],
    left: Sequence[str],
) -> str:
    """Return the line that puts every word where the command has a place for it; nothing where one finds none.

    `arguments` are those that were typed after the command, and `left` those of them that found no place; `asked`
    has the others.
    """
    places = [action for action in actions if not action.option_strings]
    placed = [getattr(asked, place.dest) for place in places]
    if any(isinstance(value, list) for value in placed):
        return ""
    rest = list(arguments)
    words = [word for word in (*placed, *left) if word is not None]
    for word in words:
        if word in rest:
            rest.remove(word)
    words = list(_joined(words))
    line = [_taken(place, words) or str(place.metavar) for place in places]
    free = [one for one in actions if one.option_strings and getattr(asked, one.dest, None) in (None, one.default)]
    for option in _meant(free, len(words)):
        if word := _taken(option, words):
            rest += [option.option_strings[-1], word]
    return "" if words else f"{command} {join((*line, *rest))}"


def _meant(free: Sequence[argparse.Action], count: int) -> list[argparse.Action]:
    """Return the options that so many words can be meant for: two dates are a beginning and an end."""
    if count == 2:
        named = {option: action for action in free for option in action.option_strings}
        return [named[option] for option in ("--from", "--to") if option in named]
    # A recording day is meant by nobody who does not say so.
    return [action for action in free if action.dest != "known"] if count == 1 else []


def _taken(place: argparse.Action, words: list[str]) -> str:
    """Take the first word that fits a place out of some words, and return it; nothing where none does."""
    word = next((word for word in words if _fits(place, word)), "")
    if word:
        words.remove(word)
    return word


def _fits(place: argparse.Action, word: str) -> bool:
    fits = _FITS.get(str(place.metavar))
    return fits is not None and fits(word)


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Return the words, those that make the name of a country or a date only together as one."""
    start = 0
    while start < len(words):
        stops = range(min(len(words), start + LONGEST), start + 1, -1)
        together = (stop for stop in stops if is_date(text := " ".join(words[start:stop])) or is_country(text))
        stop = next(together, start + 1)
        yield " ".join(words[start:stop])
        start = stop
