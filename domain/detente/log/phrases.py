"""Events in words, as people type them: "mission opened by Canada", put into the fields of the log."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise

from detente.model.countries import country
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate, DetenteError
from detente.model.wording import identifier

COUNTRIES = ("by", "power", "ordered_by")
"""The fields that name a country."""
_IDENTIFIERS = frozenset(("kind", "office", "level", "head", "confidence"))
_DATES = frozenset(("on", "announced"))
_PLAIN = frozenset(("seq", "resident", "major"))

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
    named = {identifier(name): value for name, value in phrases.items() if value not in (None, "")}
    for name in _IDENTIFIERS & set(named):
        named[name] = identifier(str(named[name]))
    for name in COUNTRIES:
        if name in named:
            named[name] = country(str(named[name]))
    # What is no date, no number and not true or false stays text, for the log to say so.
    for name in _DATES & set(named):
        with suppress(BadDate):
            named[name] = HistoricDate.typed(str(named[name])).text
    for name in _PLAIN & set(named):
        with suppress(ValueError):
            named[name] = json.loads(str(named[name]))
    return named


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
    on, words = _dated(head.split())
    act = _ACT.fullmatch(" ".join(words))
    if act is None:
        raise BadPhrase(f"“{text}” says no event. {_WRITE}")
    said = [("on", on), *((name, act[name]) for name in ("kind", "by") if act[name])]
    said += [(act["field"], act["value"])] if act["field"] else []
    said += [(one["name"].replace("-", "_"), one["double"] or one["single"] or one["bare"] or "") for one in found]
    names = [identifier(name) for name, _ in said]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadPhrase(f"“{text}” says “{twice}” twice: say it once.")
    return fields(dict(said))


def _dated(typed: list[str]) -> tuple[str, list[str]]:
    """Return the date with which words begin, which may be words itself, and the words after it."""
    for count in (3, 2):
        with suppress(BadDate):
            return HistoricDate.typed(" ".join(typed[:count])).text, typed[count:]
    return " ".join(typed[:1]), typed[1:]
