"""Reading the words of a step: countries, statuses, kinds of event, facts and tables."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import wraps
from typing import Concatenate, NoReturn, ParamSpec, TypeVar

from detente.history.goals import Goal, values
from detente.model.configuration import NONE, SLOT_OF, SLOTS
from detente.model.countries import Code, country
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate, DetenteError, UnknownCountry
from detente.model.naming import fact_in_words, value_in_words
from detente.model.pairs import Pair
from detente.model.rules import Act, NoSuchKind, rules
from detente.model.rules import kind as kind_of
from detente.model.statuses import NoSuchStatus, Status
from detente.model.table import FAMILIES
from detente.model.wording import OR_POSSIBLY, did_you_mean, identifier, listing, nearest, words

_BETWEEN_FACTS = re.compile(r", | and (?=the |relations|talks)")

DATES = frozenset({"on", "announced", "from", "to"})
"""The fields of an event, and of a survey, that are dates."""

Identifier = TypeVar("Identifier", bound=str)
Read = TypeVar("Read")
More = ParamSpec("More")


class WrongValue(DetenteError):
    """Words in a step that name nothing, although the step is one that there is."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(why)
        self.text = text
        """The words, as they stand in the step."""


def fail(why: str) -> NoReturn:
    """Fail a step, in words: unlike an `assert`, this cannot be switched off."""
    raise AssertionError(why)


def _of_a_step(read: Callable[Concatenate[str, More], Read]) -> Callable[Concatenate[str, More], Read]:
    """Make what reads words of a step raise `WrongValue`, which knows them, so that their place can be shown."""

    @wraps(read)
    def reading(text: str, *more: More.args, **named: More.kwargs) -> Read:
        try:
            return read(text, *more, **named)
        except WrongValue:
            raise
        except (DetenteError, AssertionError) as error:
            raise WrongValue(text, str(error)) from error

    return reading


@_of_a_step
def country_named(text: str) -> Code:
    """Return the country that a name or code names; fail with the nearest names."""
    return country(text)


@_of_a_step
def day(text: str) -> HistoricDate:
    """Return the date that is written as the log or as people write it; fail with what is wrong and what to write.

    >>> day("7 September 2012").text, day("2012-09").text
    ('2012-09-07', '2012-09')
    """
    try:
        return HistoricDate.typed(text)
    except BadDate as error:
        fail(f"there is no such date. {error}")


def pair_named(one: str, other: str) -> Pair:
    """Return the pair of "one and other", which were parted at the first “and”: a name may have one of its own.

    >>> pair_named("Trinidad", "Tobago and Peru")
    Pair(first='PER', second='TTO')
    """
    parts = f"{one} and {other}".split(" and ")
    ways = ((" and ".join(parts[:index]), " and ".join(parts[index:])) for index in range(1, len(parts)))
    first, second = max(ways, key=lambda way: sum(map(_is_known, way)))
    country_named(first)
    country_named(second)
    return Pair.of(first, second)


def _is_known(name: str) -> bool:
    try:
        country(name)
    except UnknownCountry:
        return False
    except DetenteError:
        pass  # a name of several
    return True


@_of_a_step
def statuses(text: str) -> list[Status]:
    """Return the statuses of "established, or possibly strained", the certain or plainest one first.

    >>> [status.value for status in statuses("embassy closed, or possibly strained")]
    ['embassy_closed', 'strained']
    """
    return [status(part) for part in text.split(OR_POSSIBLY)]


@_of_a_step
def status(text: str) -> Status:
    """Return the status that words name; fail where they name none."""
    return _exactly(Status.of, "status", text)


@_of_a_step
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
    return _side(by, pair) if by else None


@_of_a_step
def _side(by: str, pair: Pair) -> int:
    return pair.side(country_named(by))


@_of_a_step
def slot(fact: str, whose: str | None, pair: Pair) -> int:
    """Return the slot of a fact, of one country or shared; fail where there is none."""
    named = (identifier(fact), side_of(whose, pair))
    if named in SLOT_OF:
        return SLOT_OF[named]
    known = sorted({words(name) for name, side in SLOTS if (side is None) == (whose is None)})
    if any(name == named[0] for name, _ in SLOTS):
        fail(f"“{fact}” is a fact of {'both countries' if whose else 'one country: say whose'}")
    kind = " of one country" if whose else ""
    near = did_you_mean(nearest(fact, known))
    fail(f"there is no fact “{fact}”{kind}.{near} It is {listing(known, 'or')}.")


@_of_a_step
def fact_values(text: str, slot: int) -> list[str]:
    """Return the values in words of "closed, or possibly open"; fail where the fact can have none such."""
    parts = text.split(OR_POSSIBLY)
    name = SLOTS[slot][0]
    if name == "protecting_power":
        return [part if part == NONE else value_in_words(country_named(part)) for part in parts]
    known = [words(value) for value in dict.fromkeys(values(name))]
    unknown = next((part for part in parts if part not in known), None)
    if unknown is not None:
        near = did_you_mean(nearest(unknown, known))
        fail(f"“{unknown}” is no value of {words(name)}.{near} It is {listing(known, 'or')}.")
    return parts


@_of_a_step
def families(text: str) -> list[str]:
    """Return the families of "sanctions and talks", none of "nothing"; fail where there is none such."""
    named = [] if text == "nothing" else text.replace(" and ", ", ").split(", ")
    for family in named:
        if family not in FAMILIES:
            near = did_you_mean(nearest(family, FAMILIES))
            raise WrongValue(
                family, f"there is no family of facts “{family}”.{near} It is {listing([*FAMILIES], 'or')}."
            )
    return named


@_of_a_step
def rungs(text: str) -> list[Status]:
    """Return the statuses of "sanctioned, embassy closed", parted by commas."""
    return [status(part) for part in text.split(", ")]


@_of_a_step
def goal(text: str, pair: Pair) -> Goal:
    """Return the goal that words name: a status, or a fact and its value."""
    return Goal.of(text, pair)


@_of_a_step
def way(text: str, pair: Pair) -> list[Act]:
    """Return the acts of "sanctions lifted by Peru, then relations restored"."""
    return [act(part, pair) for part in text.split(", then ")]


def facts(text: str, pair: Pair) -> list[str]:
    """Return the facts of "relations, the mission of Peru and talks", with countries by their usual names."""
    return [] if text == "nothing" else [_fact(part, pair) for part in _BETWEEN_FACTS.split(text)]


@_of_a_step
def kind(text: str) -> str:
    """Return the words of a kind of event; fail where there is none such."""
    return words(_exactly(kind_of, "kind of event", text))


def wrong_value(kind_of_event: str, on: str) -> WrongValue | None:
    """Return what is wrong with the kind or the date of an event that may be expected to be none."""
    try:
        kind(kind_of_event)
        day(on)
    except WrongValue as wrong:
        return wrong
    return None


def event_fields(kind: str, by: str | None, day: str, field: str | None, value: str | None) -> dict[str, str]:
    """Return the fields of an event that a step names."""
    fields = {"kind": kind, "by": (by and country_named(by)) or "", "on": day}
    return fields | {field: value} if field and value else fields


def with_dates(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of an event with dates as the log has them; what is no date stays, for it to say so."""
    found = dict(fields)
    for name in DATES & fields.keys():
        with suppress(BadDate):
            found[name] = HistoricDate.typed(fields[name]).text
    return found


def table_fields(table: Sequence[Sequence[str]]) -> list[Mapping[str, str]]:
    """Return each row of a table as fields, which its first row names; fail where it names one twice."""
    head, *body = table
    if len(set(head)) != len(head):
        fail(f"a column stands twice in the table: {', '.join(head)}")
    return [dict(zip(head, row, strict=True)) for row in body]


@_of_a_step
def has_words(phrase: str, text: str) -> bool:
    """Return whether a phrase stands in a text, as whole words; fail where it has no word.

    >>> has_words("relations none", "it needs “relations none”"), has_words("it need", "it needs that")
    (True, False)
    """
    if not re.search(r"\w", phrase):
        fail("which reason? Some of its words stand between the quotation marks")
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


@_of_a_step
def _fact(text: str, pair: Pair) -> str:
    what, _, whose = text.removeprefix("the ").partition(" of ")
    return fact_in_words(slot(what, whose or None, pair), pair)
