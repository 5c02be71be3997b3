"""Reading the words of a step: countries, statuses, kinds of event, facts and tables."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NoReturn, TypeVar

from detente.model.configuration import SLOT_OF
from detente.model.countries import country, name
from detente.model.errors import UnknownCountry
from detente.model.pairs import Pair
from detente.model.rules import Act, NoSuchKind, rules
from detente.model.rules import kind as kind_of
from detente.model.statuses import NoSuchStatus, Status
from detente.model.wording import OR_POSSIBLY, did_you_mean, identifier, listing, words

_BETWEEN_FACTS = re.compile(r", | and (?=the |relations|talks)")

Identifier = TypeVar("Identifier", bound=str)


def fail(why: str) -> NoReturn:
    """Fail a step, in words: unlike an `assert`, this cannot be switched off."""
    raise AssertionError(why)


def pair_named(one: str, other: str) -> Pair:
    """Return the pair of "one and other", which were parted at the first “and”: a name may have one of its own.

    >>> pair_named("Trinidad", "Tobago and Peru")
    Pair(first='PER', second='TTO')
    """
    parts = f"{one} and {other}".split(" and ")
    for index in range(1, len(parts)):
        with suppress(UnknownCountry):
            return Pair.of(" and ".join(parts[:index]), " and ".join(parts[index:]))
    return Pair.of(one, other)


def statuses(text: str) -> list[Status]:
    """Return the statuses of "established, or possibly strained", the certain or plainest one first.

    >>> [status.value for status in statuses("embassy closed, or possibly strained")]
    ['embassy_closed', 'strained']
    """
    return [status(part) for part in text.split(OR_POSSIBLY)]


def status(text: str) -> Status:
    """Return the status that words name; fail where they name none."""
    return _exactly(Status.of, "status", text)


def act(text: str, pair: Pair) -> Act:
    """Return the act of "mission opened by Peru"; fail where it does not say who acts, or names who cannot."""
    what, _, by = text.partition(" by ")
    kind = _exactly(kind_of, "kind of event", what)
    side = side_of(by, pair)
    sides = rules()[kind].sides
    if side not in sides:
        fail(f"“{what}” is an act of {'one country: say by whom' if side is None else 'both, or of nobody'}")
    return Act(kind, side)


def side_of(by: str | None, pair: Pair) -> int | None:
    """Return the side of a pair that a country is; none where none is named."""
    return pair.side(country(by)) if by else None


def slot(fact: str, whose: str | None, pair: Pair) -> int:
    """Return the slot of a fact, of one country or shared; fail where there is none."""
    named = (identifier(fact), side_of(whose, pair))
    if named not in SLOT_OF:
        known = {words(name) for name, side in SLOT_OF if (side is None) == (whose is None)}
        fail(f"there is no fact “{fact}”{' of one country' if whose else ''}: it is {listing(sorted(known), 'or')}")
    return SLOT_OF[named]


def facts(text: str, pair: Pair) -> list[str]:
    """Return the facts of "relations, the mission of Peru and talks", with countries by their usual names."""
    return [] if text == "nothing" else [_fact(part, pair) for part in _BETWEEN_FACTS.split(text)]


def event_fields(kind: str, by: str | None, day: str, field: str | None, value: str | None) -> dict[str, str]:
    """Return the fields of an event that a step names."""
    fields = {"kind": kind, "by": by or "", "on": day}
    return fields | {field: value} if field and value else fields


def table_fields(table: Sequence[Sequence[str]]) -> list[Mapping[str, str]]:
    """Return each row of a table as fields, which its first row names; fail where it names one twice."""
    head, *body = table
    if len(set(head)) != len(head):
        fail(f"a column stands twice in the table: {', '.join(head)}")
    return [dict(zip(head, row, strict=True)) for row in body]


def has_words(text: str, phrase: str) -> bool:
    """Return whether a phrase stands in a text, as whole words.

    >>> has_words("it needs “relations none”", "relations none"), has_words("it needs that", "it need")
    (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _exactly(parse: Callable[[str], Identifier], what: str, text: str) -> Identifier:
    """Return what words name; fail where they name nothing, or are not written as people read them."""
    try:
        found = parse(text)
    except (NoSuchStatus, NoSuchKind) as error:
        # Kinds are suggested as the log has them, with underscores.
        message = words(str(error))
        fail(message[0].lower() + message[1:])
    if text != words(found):
        fail(f"there is no {what} “{text}”.{did_you_mean([words(found)])}")
    return found


def _fact(text: str, pair: Pair) -> str:
    what, of, whose = text.partition(" of ")
    return f"{what} of {name(pair[pair.side(country(whose))])}" if of else text
