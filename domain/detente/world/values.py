"""Values of fields, as JSON, judged by what a line may hold: each different one once, however many lines have it."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic_core import ValidationError

from detente.log.reading import HoldsNoEvent, read_json
from detente.model.lines import fields, is_nullable, kinds, read_value
from detente.world.lines import ABSENT, FIELDS, WORDS, Coded

WRONG = -2
"""The number of a value that a field cannot have."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


Thing = TypeVar("Thing")


class Numbering(Generic[Thing]):
    """Different things, numbered from 0 as they come up."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        self.things = list(things)
        self._numbers = {thing: number for number, thing in enumerate(self.things)}

    def number(self, thing: Thing) -> int:
        """Return the number of a thing."""
        number = self._numbers.setdefault(thing, len(self.things))
        if number == len(self.things):
            self.things.append(thing)
        return number


class Values(Generic[Thing]):
    """The values of a field, numbered: as they are, or as what is made of them."""

    def __init__(self, field: str, numbering: Numbering[Thing], made: Callable[[Any], Thing] | None = None) -> None:
        self._field = field
        self._numbering = numbering
        self._made = made
        self._numbers: dict[str, int] = {}

    def numbers(self, coded: Coded | None, count: int) -> NDArray[np.int32]:
        """Return for each of so many lines the number of its value: `ABSENT` for none or null, or `WRONG`."""
        if coded is None:
            return np.full(count, ABSENT, np.int32)
        known = self._numbers
        found = [known[text] if text in known else self._new(text) for text in coded.texts]
        return np.array([*found, ABSENT], np.int32)[coded.codes]  # the last, where a line has none

    def _new(self, text: str) -> int:
        try:
            value = read_value(self._field, text)
        except ValidationError:
            number = WRONG
        else:
            number = ABSENT if value is None else self._numbering.number(self._made(value) if self._made else value)
        self._numbers[text] = number
        return number


def microseconds(moment: datetime) -> int:
    """Return a moment as the microseconds since the beginning of 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def moments(coded: Coded) -> NDArray[np.int64]:
    """Return the moment of each line in microseconds since the beginning of 1970, or `WRONG_MOMENT`."""
    return np.append(_moments(coded.texts), WRONG_MOMENT)[coded.codes]


WRONG_MOMENT = np.iinfo(np.int64).min
_PLAIN = re.compile(
    r'(?:"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ"\n)*+', re.ASCII
)
"""Moments in the form in which they are added."""


def _moments(texts: Sequence[str]) -> NDArray[np.int64]:
    """Read moments; where all are in the form in which they are added, at once."""
    if _PLAIN.fullmatch("".join(f"{text}\n" for text in texts)):
        with suppress(ValueError):  # a day that is not in the calendar
            return np.array([text[1:20] for text in texts], "datetime64[us]").astype(np.int64)
    return np.array([_moment(text) for text in texts], np.int64)


@lru_cache(maxsize=2**12)
def _moment(text: str) -> int:
    try:
        return microseconds(read_value("recorded", text))
    except ValidationError:
        return int(WRONG_MOMENT)


def wrong_words(field: str, coded: Coded | None, count: int) -> NDArray[np.bool_]:
    """Return which of so many lines have words in a field that it cannot have."""
    if coded is None:
        return np.zeros(count, np.bool_)
    wrong = [not _may_hold(field, text) for text in coded.texts]
    return np.array([*wrong, False], np.bool_)[coded.codes]


def _may_hold(field: str, text: str) -> bool:
    try:
        read_value(field, text)
        read_json(text)  # which finds names that stand twice
    except (ValidationError, HoldsNoEvent, RecursionError):
        return False
    return True


PRESENCE = {name: 1 << place for place, name in enumerate(("id", "retracts", *FIELDS, *WORDS))}
"""The bit that says that a line has a field."""


@lru_cache(maxsize=2**12)
def may_have(kind: str, there: int, null: int) -> bool:
    """Whether a line of a kind may have just these fields, of which some are null: a bit for each.

    >>> may_have("retracted", sum(map(PRESENCE.get, ("id", "kind", "parties", "recorded", "summary", "retracts"))), 0)
    True
    """
    if kind not in kinds():
        return False
    known = fields(kind)
    allowed = sum(PRESENCE[name] for name in known)
    needed = sum(PRESENCE[name] for name, required in known.items() if required)
    may_be_null = sum(PRESENCE[name] for name, required in known.items() if not required and is_nullable(name))
    return not there & ~allowed and not needed & ~there and not null & ~may_be_null
