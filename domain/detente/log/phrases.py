"""Events in words, as people type them: "mission opened by Canada", put into the fields of the log."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress

from detente.model.countries import country
from detente.model.errors import DetenteError
from detente.model.wording import identifier

COUNTRIES = ("by", "power", "ordered_by")
"""The fields that name a country."""

_PHRASE = re.compile(
    r"(?P<on>\S+)\s+(?P<kind>[a-z_ ]+?)(?:\s+by\s+(?P<by>.+?))?"
    r"(?:\s+with\s+(?P<field>[a-z_]+)\s+(?P<value>\S.*))?"
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
    for name in ("kind", "office"):
        if name in named:
            named[name] = identifier(str(named[name]))
    for name in COUNTRIES:
        if name in named:
            named[name] = country(str(named[name]))
    for name in {"seq", "resident"} & set(named):
        # What is no number and not true or false stays text, for the log to say so.
        with suppress(ValueError):
            named[name] = json.loads(str(named[name]))
    return named


def event_fields(text: str) -> dict[str, object]:
    """Return the fields of an event in one phrase: its date, its kind, who acted, one more field.

    Raises `BadPhrase` and `UnknownCountry`.

    >>> event_fields("2012-09-17 protecting power named by Canada with power Italy")
    {'on': '2012-09-17', 'kind': 'protecting_power_named', 'by': 'CAN', 'power': 'ITA'}
    """
    match = _PHRASE.fullmatch(text.strip())
    if match is None:
        raise BadPhrase(
            f"“{text}” says no event. Write its date, its kind and, if one country acts, who: "
            "“2026-03-01 sanctions_lifted by Canada”, “2012-09-17 protecting_power_named by Canada with power Italy”."
        )
    phrases: dict[str, object] = {name: match[name] for name in ("on", "kind", "by")}
    return fields(phrases | {match["field"]: match["value"]} if match["field"] else phrases)
