"""Where in a line of JSON a value stands."""

import json
from collections.abc import Sequence

# Numbers stay text: one of a million digits is no reason to fail.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


def column(text: str, path: Sequence[str | int]) -> int:
    """Return the column, from 1, of the value to which a path of names and indexes leads in valid JSON.

    Of what the path names and the text does not hold, it is the column of the object or list in which it is missing.

    >>> column('{"id": "a", "sources": [{"title": 3}]}', ["sources", 0, "title"])
    35
    >>> column('{"id": "a"}', ["sources"])
    1
    """
    start = _skip(text, 0)
    for key in path:
        inside = _member(text, start, key)
        if inside is None:
            break
        start = inside
    return start + 1


def _member(text: str, start: int, key: str | int) -> int | None:
    """Return where one member of the object or list that begins at an index begins."""
    is_object = text[start] == "{"
    if not is_object and text[start] != "[":
        return None
    count = 0
    found: int | None = None
    start = _skip(text, start + 1)
    while text[start] not in "}]":
        name: object = count
        if is_object:
            name, end = _DECODER.raw_decode(text, start)
            start = _skip(text, _skip(text, end) + 1)
        if name == key:
            # Of several members of one name JSON readers take the last, and so do we.
            found = start
        _, end = _DECODER.raw_decode(text, start)
        start = _skip(text, end)
        start = _skip(text, start + 1) if text[start] == "," else start
        count += 1
    return found


def _skip(text: str, start: int) -> int:
    """Return the index of the next character that is no white space."""
    while text[start : start + 1] in (" ", "\t", "\r", "\n"):
        start += 1
    return start
