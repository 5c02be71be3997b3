"""Events as people give them, in words ("mission opened by Canada") or as data, put into the fields of the log."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import pairwise
from typing import cast

from detente.model.countries import country
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate, DetenteError
from detente.model.events import DATES
from detente.model.wording import identifier

COUNTRIES = ("by", "power", "ordered_by")
"""The fields that name a country."""
_IDENTIFIERS = ("kind", "office", "level", "head", "confidence")
_PLAIN = frozenset(("seq", "resident", "major", "sources"))

_MUTUAL = "both"
"""Who acts in what the two do together, as answers say it: nobody alone."""

_ACT = re.compile(
    r"(?P<kind>[a-z_ ]+?)(?:\s+by\s+(?P<by>.+?))?(?:\s+with\s+(?P<field>[a-z_]+)\s+(?P<value>\S.*))?", re.IGNORECASE
)
_NAMED = r"\s+[A-Za-z_-]+="
_FIELD = re.compile(
    r"\s+(?P<name>[A-Za-z_-]+)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\"'\s].*?|))"
    rf"(?={_NAMED}|\s*$)"
)
_WRITE = (
    "Write its date, its kind and, if one country acts, who; then what else is to be said of it: "
    "“2026-03-01 sanctions_lifted by Canada”, “7 September 2012 mission_closed by Iran ordered_by=Canada”, "
    "“2026-03-01 sanctions_imposed by Iran measure='A decree'”."
)


class BadPhrase(DetenteError):
    """Words in which no event can be read."""


def fields(phrases: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of the log for phrases: names and kinds in words, countries by name; empty ones are left out.

    Raises `UnknownCountry`.

    >>> fields({"kind": "mission closed", "by": "Iran", "ordered by": "Canada", "seq": "2"})
    {'kind': 'mission_closed', 'by': 'IRN', 'ordered_by': 'CAN', 'seq': 2}
    """
    named = as_logged({identifier(name): value for name, value in phrases.items() if value not in (None, "")})
    # What is no number, no list and not true or false stays text, for the log to say so.
    for name in _PLAIN & set(named):
        with suppress(ValueError):
            named[name] = json.loads(str(named[name]))
    return named


def as_logged(said: Mapping[str, object]) -> dict[str, object]:
    """Return data with its values as the log has them: kinds in words, countries by name, whatever means a date.

    What is of another kind of value stays, for the log to say so. Raises `UnknownCountry`, `AmbiguousCountry`, and
    `BadDate` for a date that is no text.

    >>> as_logged({"parties": ["Iran", "Canada"], "kind": "mission closed", "by": "Iran", "on": 2012})
    {'parties': ['IRN', 'CAN'], 'kind': 'mission_closed', 'by': 'IRN', 'on': '2012'}
    """
    return {name: _READ[name](value) if name in _READ else value for name, value in said.items()}


def event_fields(text: str) -> dict[str, object]:
    """Return the fields of an event in one phrase: its date, its kind, who acted, and any other field by its name.

    Raises `BadPhrase` and `UnknownCountry`.

    >>> event_fields("17 September 2012 protecting power named by Canada power=Italy")
    {'on': '2012-09-17', 'kind': 'protecting_power_named', 'by': 'CAN', 'power': 'ITA'}
    >>> event_fields("2012-09 mission opened by Iran level=legation resident=false note='A note'")["note"]
    'A note'
    """
    found = list(_FIELD.finditer(text))
    head = text[: found[0].start()] if found else text
    if re.search(_NAMED, head) or any(one.end() != other.start() for one, other in pairwise(found)):
        raise BadPhrase(f"“{text}” has a quotation mark that is not closed, or opens within a word. {_WRITE}")
    empty = next((one["name"] for one in found if not (one["double"] or one["single"] or one["bare"])), None)
    if empty:
        raise BadPhrase(f"“{text}” does not say what “{empty}” is: write it after the sign, or leave it out.")
    on, words = _dated(head.split())
    if on and not any(map(str.isdigit, on)):
        raise BadPhrase(f"“{text}” does not begin with a date. {_WRITE}")
    act = _ACT.fullmatch(" ".join(words))
    if act is None:
        raise BadPhrase(f"“{text}” says no event. {_WRITE}")
    by = [("by", act["by"])] if act["by"] and identifier(act["by"]) != _MUTUAL else []
    said = [("on", on), ("kind", act["kind"]), *by]
    said += [(act["field"], act["value"])] if act["field"] else []
    said += [(one["name"].replace("-", "_"), one["double"] or one["single"] or one["bare"] or "") for one in found]
    names = [identifier(name) for name, _ in said]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadPhrase(f"“{text}” says “{twice}” twice: say it once.")
    return fields(dict(said))


def _dated(typed: list[str]) -> tuple[str, list[str]]:
    """Return the date with which words begin, which may be words itself, and the words after it."""
    for count in (3, 2, 1):
        with suppress(BadDate):
            return HistoricDate.typed(" ".join(typed[:count])).text, typed[count:]
    return " ".join(typed[:1]), typed[1:]


def _identifier(value: object) -> object:
    return identifier(value) if isinstance(value, str) else value


def _country(value: object) -> object:
    return country(value) if isinstance(value, str) else value


def _each(read: Callable[[object], object]) -> Callable[[object], object]:
    """Return what reads each of several values; what is no list of them stays."""

    def read_each(value: object) -> object:
        return [read(one) for one in cast("list[object]", value)] if isinstance(value, list | tuple) else value

    return read_each


def _date(value: object) -> object:
    if value is None:
        return None
    try:
        return HistoricDate.of(value).text
    except BadDate:
        if isinstance(value, str):
            return value  # the log says where it stands
        raise


def _source(value: object) -> object:
    return as_logged(cast("Mapping[str, object]", value)) if isinstance(value, Mapping) else value


_READ: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(_IDENTIFIERS, _identifier),
    **dict.fromkeys(COUNTRIES, _country),
    **dict.fromkeys(DATES, _date),
    "families": _each(_identifier),
    "parties": _each(_country),
    "sources": _each(_source),
}
"""What reads the value of a field."""
