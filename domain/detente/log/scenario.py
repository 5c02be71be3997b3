"""The line with which a file of suppositions begins: what it is called, by whom it is, and on which log it was made.

``{"scenario": {"title": "…", "author": "…", "note": "…", "lines": 87, "digest": "…"}}``, every field optional: `lines`
is how many lines the log had, and `digest` is that of those lines, as ``detente check`` prints it.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from detente.log.columns import column
from detente.log.findings import Finding
from detente.log.reading import HoldsNoEvent
from detente.model.errors import DetenteError
from detente.model.wording import can_be_seen, did_you_mean, listing, nearest

NAME = "scenario"
"""The name of the one member of the line."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class NoHeader(DetenteError):
    """What was to be said of a scenario, and could not be read again."""


class Header(NamedTuple):
    """What a file of suppositions says of itself; what it does not say is none."""

    title: str | None = None
    author: str | None = None
    note: str | None = None
    lines: int | None = None
    """How many lines the log had on which it was made."""
    digest: str | None = None
    """The digest of those lines."""


def header(said: object, text: str) -> Header:
    """Return what the first line of a file says; raise `HoldsNoEvent` with all that is wrong in it."""
    if not isinstance(said, dict):
        raise HoldsNoEvent(text, [Finding("", 0, column(text, [NAME]), _whole("must be an object in braces"), text)])
    fields = cast("dict[str, Any]", said)  # of which the names are text, for it was read from JSON
    findings = [Finding("", 0, column(text, [NAME, *path]), why, text) for path, why in _wrong(fields)]
    if findings:
        raise HoldsNoEvent(text, findings)
    return Header(**fields)


def to_line(said: Header) -> str:
    """Return the line that says so, without its end; what is not said is left out. Raises `NoHeader`."""
    fields = {name: value for name, value in said._asdict().items() if value is not None}
    if wrong := [why for _, why in _wrong(fields)]:
        raise NoHeader(f"A scenario cannot be kept so: {' '.join(wrong)}")
    return json.dumps({NAME: fields}, ensure_ascii=False)


def _wrong(fields: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return what is wrong in a header: the names that lead to the place, and why."""
    for name, value in fields.items():
        if name not in _HOLDS:
            near = did_you_mean(nearest(name, _HOLDS)) or f" It can have {listing(list(_HOLDS))}."
            yield (name,), f"unknown field “{name}” of a scenario.{near}"
        elif not _HOLDS[name][0](value):
            yield (name,), f"“{name}” {_HOLDS[name][1]}."
    if ("lines" in fields) != ("digest" in fields):
        yield (), _whole("names both “lines” and “digest” of the log that it was made on, or neither")


def _whole(why: str) -> str:
    return f"“{NAME}” {why}."


def _is_text(value: object) -> bool:
    return isinstance(value, str) and can_be_seen(value) and value.isprintable()


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


_TEXT = (_is_text, "must be text with something to read in it, on one line")
_HOLDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "title": _TEXT,
    "author": _TEXT,
    "note": _TEXT,
    "lines": (_is_count, "must be a whole number, 0 or more"),
    "digest": (_is_digest, "must be the digest that detente check prints: 64 of 0 to 9 and a to f"),
}
