"""Where in a line of JSON a value stands."""

import json
from collections.abc import Sequence

# Numbers stay text: one of a million digits is no reason to fail.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


def column(text: str, path: Sequence[str | int]) -> int:
    """Give the column, from 1, of the value to which a path of names and positions leads in valid JSON.

    What the path names and the text does not hold is taken to stand where its nearest holder does.

    >>> column('{"id": "a", "sources": [{"title": 3}]}', ["sources", 0, "title"])
    35
    >>> column('{"id": "a"}', ["sources"])
    1
    """
    at = _skip(text, 0)
    for step in path:
        inside = _inside(text, at, step)
        if inside is None:
            break
        at = inside
    return at + 1


def _inside(text: str, at: int, step: str | int) -> int | None:
    """Give the place of one member of the object or array that begins at a place."""
    named = text[at] == "{"
    if not named and text[at] != "[":
        return None
    position = 0
    found: int | None = None
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        name: object = position
        if named:
            name, end = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, end) + 1)
        if name == step:
            # Of several members of one name JSON readers take the last, and so do we.
            found = at
        _, end = _DECODER.raw_decode(text, at)
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at
        position += 1
    return found


def _skip(text: str, at: int) -> int:
    """Give the place of the next character that is no white space."""
    while text[at : at + 1] in (" ", "\t", "\r", "\n"):
        at += 1
    return at
