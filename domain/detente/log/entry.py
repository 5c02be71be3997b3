"""One line of a log that holds an event, and how it is read where the seal vouches for it."""

import json
from typing import Any, NamedTuple

from detente.model.events import Line, vouched


class Entry(NamedTuple):
    """One line of a log that holds an event."""

    number: int
    """Counted from 1, blank lines included."""
    line: Line
    text: str


def read_plainly(raw: bytes, number: int) -> Entry:
    """Return the entry of a line that was validated when it was added; raise what such a line does not raise.

    Raises `ValueError`, `TypeError` or `KeyError` for one that was sealed and is no event all the same.
    """
    text = raw.rstrip(b"\r").decode()
    return Entry(number, vouched(_DECODER.decode(text)), text)


def _named_once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(members)
    if len(fields) < len(members):
        raise ValueError("a name stands twice")
    return fields


_DECODER = json.JSONDecoder(object_pairs_hook=_named_once)
