"""What a line of a log is about, told from its bytes: its pair and its id, without reading the rest of it.

Nearly every line begins with members that are plain text, among them its id, and then its parties: a regular
expression tells those apart at the speed of a search. A line in any other form is read whole. Only the members of
the line itself count, never what a source or a note holds. Of a name that stands twice, the first counts: such a
line holds no event anyway.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any, NamedTuple
from zlib import crc32

from detente.log.source import BOM
from detente.model.countries import codes, current, name
from detente.model.errors import AmbiguousCountry, SameCountry, UnknownCountry
from detente.model.pairs import Pair


class Outline(NamedTuple):
    """Where a line stands, and what it is about as far as that can be told."""

    number: int
    """Counted from 1, blank lines included."""
    offset: int
    """How many bytes stand before it."""
    length: int
    """In bytes, without the line feed."""
    sum: int
    """By which a line that was changed by accident is told from what it was (see `line_sum`)."""
    pair: Pair | None
    id: str | None


def outlines(data: bytes, offset: int = 0, number: int = 1) -> Iterator[Outline]:
    """Return the outline of each line in some bytes, the first of which have this offset and number in the log.

    Blank lines are passed over, and so is a byte order mark at the beginning of the log.

    >>> list(outlines(b'{"id": "a", "parties": ["IRN", "CAN"]}'))
    [Outline(number=1, offset=0, length=38, sum=2802866959, pair=Pair(first='CAN', second='IRN'), id='a')]
    """
    start = len(BOM) if not offset and data.startswith(BOM) else 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        begins = _BEGINS.match(data, start, end)
        if begins is not None:
            about = _pair_of_texts(begins[2]), _decoded(begins[1])
            yield Outline(number, offset + start, end - start, line_sum(data[start:end]), *about)
        elif line := data[start:end].strip():
            yield Outline(number, offset + start, end - start, line_sum(data[start:end]), *_read_whole(line))
        start = end + 1
        number += 1


def may_name(line: str, pair: Pair) -> bool:
    """Whether both countries of a pair stand somewhere in a line, by code or name: it may be about them.

    >>> may_name('{"parties": "CAN-IRN"}', Pair("CAN", "IRN")), may_name('{"by": "CAN"}', Pair("CAN", "IRN"))
    (True, False)
    """
    line = line.replace("\0", "")  # which UTF-16 has between its letters
    named = set(map(current, _CODE.findall(line)))
    return all(code in named or name(code) in line for code in pair)


def line_sum(line: bytes) -> int:
    """Return the CRC-32 of a line, without any carriage return at its end, as the seal has it."""
    return crc32(line.rstrip(b"\r"))


def lines_to_read(data: bytes, pair: Pair) -> Iterator[tuple[int, int]]:
    """Return where the lines begin and end that may be about a pair, or whose pair takes more than a look.

    All others are certainly about other pairs. The bytes begin with a line.
    """
    for found in _not_about(pair).finditer(b"\n" + data):
        start = found.start()  # of the line, for one byte was put before all
        if start < len(data):
            end = data.find(b"\n", start)
            yield start, len(data) if end < 0 else end


_TEXT = rb'"[^"\\\n]*+"'


def _members(names: bytes) -> bytes:
    """Return what matches members of some names that are plain text, as many as there are."""
    return rb'(?:"(?:' + names + rb')": ?' + _TEXT + rb", ?)*+"


_NAMES = rb"kind|on|by|recorded|summary|announced|note"
_ID = rb'"id": ?"([^"\\\n]++)", ?'
_PARTIES = rb'"parties": ?\['
_BEGINS = re.compile(
    rb"\{" + _members(_NAMES) + _ID + _members(_NAMES) + _PARTIES + rb"(" + _TEXT + rb", ?" + _TEXT + rb")\]"
)

_STRING = rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"'
_TOKEN = _STRING + rb"|[{}\[\]:]"
_TWO = rb"\s*\[\s*" + _STRING + rb"\s*,\s*" + _STRING + rb"[\s,]*\]"
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


@lru_cache(maxsize=64)
def _not_about(pair: Pair) -> re.Pattern[bytes]:
    """Return what finds every line but those that begin plainly and name two countries, not both of a pair."""
    one, other = (code.encode() for code in pair)
    these = one + rb'", ?"' + other + rb'"|' + other + rb'", ?"' + one + rb'"'
    two = rb"(?P<one>" + _any_code() + rb')", ?"(?!(?P=one))' + _any_code() + rb'"\]'
    before = rb"\{" + _members(rb"id|" + _NAMES) + _PARTIES
    return re.compile(rb"\n(?!" + before + rb'"(?!' + these + rb")" + two + rb")")


@cache
def _any_code() -> bytes:
    """Return what matches the code of any country, its letters taken one after the other so that it is quick."""
    thirds: dict[str, dict[str, str]] = {}
    for first, second, third in codes():
        letters = thirds.setdefault(first, {})
        letters[second] = letters.get(second, "") + third
    seconds = {first: "|".join(f"{two}[{three}]" for two, three in rest.items()) for first, rest in thirds.items()}
    return "(?:{})".format("|".join(f"{first}(?:{rest})" for first, rest in seconds.items())).encode()


def _read_whole(line: bytes) -> tuple[Pair | None, str | None]:
    try:
        fields: Any = _DECODER.decode(line.decode())
    except (ValueError, RecursionError):
        return _pair_of_broken(line), None
    match fields:
        case {"parties": [str(one), str(other)], **rest}:
            return _pair(one, other), _writable(rest.get("id"))
        case {"id": named}:
            return None, _writable(named)
        case _:
            return None, None


def _pair_of_broken(line: bytes) -> Pair | None:
    """Return the pair of a line that is no JSON, if its brackets and quotation marks lead to its own parties."""
    if b'"parties"' not in line:
        return None
    depth, before = 0, b""
    for token in re.finditer(_TOKEN, line):
        sign = token[0]
        depth += (sign in b"{[") - (sign in b"}]")
        if sign == b":" and before == b'"parties"' and depth == 1 and (two := re.match(_TWO, line[token.end() :])):
            return _pair(two[1].decode(errors="replace"), two[2].decode(errors="replace"))
        before = sign
    return None


def _first_of_a_name(members: list[tuple[str, Any]]) -> dict[str, Any]:
    return dict(reversed(members))


# One number of a million digits is no reason to fail.
_DECODER = json.JSONDecoder(object_pairs_hook=_first_of_a_name, parse_int=float)


@lru_cache(maxsize=2**16)
def _pair_of_texts(two: bytes) -> Pair | None:
    _, one, _, other, _ = two.decode(errors="replace").split('"')
    return _pair(one, other)


@lru_cache(maxsize=2**12)
def _pair(one: str, other: str) -> Pair | None:
    try:
        return Pair.of(one, other)
    except (UnknownCountry, AmbiguousCountry, SameCountry):
        return None


def _decoded(named: bytes) -> str | None:
    try:
        return named.decode()
    except UnicodeDecodeError:
        return None


def _writable(named: object) -> str | None:
    """Return an id that is text and can be written as such: half of a surrogate cannot."""
    if isinstance(named, str):
        with suppress(UnicodeEncodeError):
            named.encode()
            return named
    return None
