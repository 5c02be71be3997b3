"""Choosing from a list: by a number in it, or by words."""

from collections.abc import Callable, Collection, Sequence

from detente.cli.questions import BadAnswer
from detente.model.wording import did_you_mean, identifier, listing, nearest, words

ALIKE = 4
"""How many first letters two forms of a word share: "closing" and "closed"."""

_SMALL = frozenset(("a", "an", "by", "in", "of", "off", "on", "the", "their", "to"))
_SAME = {"embassy": "mission", "legation": "mission"}
"""Words that people use, and what the rules say instead."""


def chosen(text: str, shown: Sequence[str], others: Collection[str] = ()) -> str:
    """Return which of some identifiers is meant: by its number among those shown, or by words that are of it alone.

    Of those shown it is before it is one of the others. Raises `BadAnswer`.

    >>> chosen("2", ["relations_severed", "mission_closed"])
    'mission_closed'
    >>> chosen("closing of the embassy", ["relations_severed", "mission_closed"])
    'mission_closed'
    """
    if text.isdecimal():
        if 1 <= int(text) <= len(shown):
            return shown[int(text) - 1]
        raise BadAnswer(f"There is no number {text} in the list.")
    for fits in (_is, _begins, _has_words):
        for known in (shown, others):
            found = [one for one in known if fits(one, text)]
            if len(found) == 1:
                return found[0]
            if found:
                raise BadAnswer(f"“{text}” can be {listing([f'“{words(one)}”' for one in found], 'or')}: say which.")
    near = did_you_mean([words(one) for one in nearest(identifier(text), [*shown, *others])])
    raise BadAnswer(f"“{text}” is none of these.{near or ' Write its number, or its words.'}")


def several(text: str, shown: Sequence[str]) -> list[str]:
    """Return the identifiers that are meant by words or numbers parted by commas; raise `BadAnswer`.

    >>> several("1, talks", ["relations", "sanctions", "talks"])
    ['relations', 'talks']
    """
    return list(dict.fromkeys(chosen(part.strip(), shown) for part in text.split(",") if part.strip()))


def numbered(items: Sequence[str], read: Callable[[str], str] = words) -> list[str]:
    """Return items as lines to choose from."""
    return [f"{number:>4}. {read(item)}" for number, item in enumerate(items, start=1)]


def _is(one: str, text: str) -> bool:
    return one == identifier(text)


def _begins(one: str, text: str) -> bool:
    return one.startswith(identifier(text))


def _has_words(one: str, text: str) -> bool:
    """Whether all words of a text that say something are words of an identifier, in one form or another."""
    typed = [_SAME.get(word, word) for word in identifier(text).split("_") if word and word not in _SMALL]
    return bool(typed) and all(any(_are_alike(word, part) for part in one.split("_")) for word in typed)


def _are_alike(word: str, part: str) -> bool:
    return part.startswith(word) or (len(word) >= ALIKE and part.startswith(word[:ALIKE]))
