"""Where each line of a log stands, which pair it is about and what its id is, without reading it as an event."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from detente.model.countries import is_code
from detente.model.pairs import Pair


class Outline(NamedTuple):
    """One line of a log: where it stands, in bytes, and what it is about as far as that can be told."""

    number: int
    offset: int
    length: int
    """Without the line feed."""
    pair: Pair | None
    id: str | None


def outlines(data: bytes, offset: int = 0, number: int = 1) -> Iterator[Outline]:
    """Return the outline of each line that is not blank, of bytes that begin a line at an offset of the log."""
    for count, line in enumerate(data.split(b"\n"), start=number):
        if line.strip():
            yield Outline(count, offset, len(line), *_pair_and_id(line))
        offset += len(line) + 1


def _pair_and_id(line: bytes) -> tuple[Pair | None, str | None]:
    fields: Any = None
    with suppress(ValueError, RecursionError):
        fields = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    pair = line_id = None
    with suppress(ValueError, TypeError, KeyError):
        line_id = fields["id"] if isinstance(fields["id"], str) else None
    with suppress(ValueError, TypeError, KeyError):
        first, second = sorted(fields["parties"])
        pair = Pair(first, second) if first != second and is_code(first) and is_code(second) else None
    return pair, line_id
