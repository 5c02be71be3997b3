"""What a file is by what it holds: a log, a scenario, or neither, where no line says whose relations it is about."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from detente.log.outline import outlines
from detente.log.source import BOM, Source

SCENARIO = "a scenario"
"""What is supposed, kept in a file: it may be replaced where somebody asks for that."""

LOG = "a log, which is only ever added to"

_COMPRESSED = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
_ARCHIVED = slice(257, 262), b"ustar"
"""Where an archive of tar says that it is one."""
PARQUET = b"PAR1"
"""What a file of Parquet begins with."""
_ENCODED = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_LINES = "JSON Lines: a text in UTF-8 with one whole JSON object a line."

_MARKS = b"\xef\xbb\xbf\xff\xfe"
_JSON = re.compile(rb"^[ \t]*[\[{]", re.MULTILINE)
_OF_A_LOG = tuple(re.compile(rb'(?<!\\)"' + name + rb'"\s*:') for name in (b"parties", b"recorded"))
_HEADER = re.compile(rb'\s*\{[ \t]*"scenario"[ \t]*:')
_OF_A_MOVE = ({"scenario"}, {"without"}, {"move"})
"""What only a line of a scenario holds."""
_OF_AN_EVENT = {"kind", "parties"}
_WHITE = b" \t\r\n\xef\xbb\xbf"


def is_scenario(source: Source) -> bool:
    """Whether a file is a scenario: it says so, or it holds moves that no log has, and nothing recorded.

    One that only adds events, and does not say that it is one, may be a log that lacks a field.
    """
    return by_lines(source, _OF_A_MOVE) == SCENARIO


def not_a_log(source: Source) -> str | None:
    """Return why a file is none from which a log is read; nothing for a log, also one without any line.

    One that holds nothing but a line that breaks off is none either: it may be what is left of a long one.
    """
    if why := foreign(source):
        return why
    if is_begun(source):
        return (
            "nothing stands here but a line that breaks off before its end. If this was a log, bring it back from a "
            "copy; if a power cut broke off the first line that was ever added, detente check --repair moves that into "
            "a file beside the log."
        )
    return None


def is_begun(source: Source) -> bool:
    """Whether a file holds nothing but a line that breaks off, as of a log to which adding was begun."""
    last = source.last()
    if not last.strip(_WHITE).startswith(b"{") or source.read(0, min(2**12, source.size - len(last))).strip(_WHITE):
        return False
    from detente.log.reading import torn  # which comes with the validator, that other logs do not need

    return bool(torn(last))


def foreign(source: Source) -> str | None:
    """Return what a file seems to be that was never a log; nothing for a log, also one without any line.

    A file of one line is a log where the line breaks off, or is an object that says what kind of event it is.
    """
    start = source.read(0, 2**12).removeprefix(BOM)
    if _packed(start) is None:
        if is_scenario(source):
            return (
                "this is a scenario, and no log: it holds what is supposed. Name it with --suppose, and the log that "
                "it is about with --log."
            )
        if _has_an_event(source) or is_begun(source):
            return None
        if not start.strip() or (b"\n" not in start.strip() and not _binary(start) and _is_meant_as_an_event(start)):
            return None
    return f"this is no log: {_seems(start)} A log is {_LINES}"


def not_json_lines(data: bytes, what: str) -> str | None:
    """Return what some data seem to be that are compressed, or hold no object in any line; nothing otherwise.

    One line of text that is no object is none of these: what is wrong in it says more. `what` they are then is "no
    scenario", or the like.
    """
    start = data[: 2**12].removeprefix(BOM)
    if _packed(start) is None and (any(_members(data)) or not (_binary(start) or b"\n" in data.strip())):
        return None
    return f"this is {what}: {_seems(start)} It has to be {_LINES}"


def _has_an_event(source: Source) -> bool:
    """Whether some line, and not only a last one that breaks off, says what it is about."""
    for offset, data in source.chunks():
        if next((one for one in outlines(data, offset) if one.pair is not None or one.id is not None), None):
            return not is_begun(source)
    return False


def _is_meant_as_an_event(line: bytes) -> bool:
    """Whether the one line of a file breaks off, as of a log that was begun, or says what kind of event it is."""
    if not line.lstrip().startswith(b"{"):
        return False
    return next((not fields.isdisjoint(_OF_AN_EVENT) for fields in _members(line)), True)


def _binary(start: bytes) -> bool:
    return compression(start) is not None or start.startswith(tuple(_ENCODED)) or b"\0" in start


def compression(start: bytes) -> str | None:
    """Return how a file is compressed that begins so; nothing where it is not."""
    return next((name for mark, name in _COMPRESSED.items() if start.startswith(mark)), None)


def _packed(start: bytes) -> str | None:
    """Return that a file is packed that begins so, and what to do about it; nothing where it is not."""
    place, mark = _ARCHIVED
    if start[place] == mark:
        return "it is an archive of tar; take the log out of it first, as tar -xf does."
    name = compression(start)
    return name and f"it is compressed with {name}; unpack it first."


def _seems(start: bytes) -> str:
    """Return what a file seems to be by its beginning, and what to do about it."""
    if packed := _packed(start):
        return packed
    encoding = next((name for mark, name in _ENCODED.items() if start.startswith(mark)), None)
    if encoding is None and _has_letters_of_two_bytes(start):
        encoding = "UTF-16"
    if encoding is not None:
        return f"it is no UTF-8, but may be {encoding}; save it as UTF-8."
    if start.startswith(PARQUET):
        return "it is a file of Parquet, from which every pair at once is answered, and no pair by itself."
    if b"\0" in start:
        return "it is no text, but data of some program."
    if start.lstrip()[:1] in (b"[", b"{"):
        way = "jq -c '.[]'" if start.lstrip()[:1] == b"[" else "jq -c ."
        return f"it seems to be JSON in another form; put each event on one line, as {way} does."
    return "it may be a table or another text."


def _has_letters_of_two_bytes(start: bytes) -> bool:
    """Whether of a file nearly every second byte is a zero, and no other: Latin letters in UTF-16 without a mark."""
    zeros = sorted(half.count(0) for half in (start[::2], start[1::2]))
    return zeros[0] == 0 and zeros[1] * 4 > len(start)


def by_lines(source: Source, supposed: Iterable[Collection[str]] = (*_OF_A_MOVE, _OF_AN_EVENT)) -> str | None:
    """Return whether a file holds events that were recorded, `LOG`, or what is only supposed, `SCENARIO`.

    What is supposed has names of one of the sets that are given. Nothing is returned for another file.
    """
    missing = {*_OF_A_LOG}
    has_moves = is_json = False
    for offset, data in source.chunks():
        text = data.replace(b"\0", b"")  # of UTF-16 what ASCII has stays
        text = text if offset else text.lstrip(_MARKS)
        if not offset and _HEADER.match(text):
            return SCENARIO
        is_json = is_json or _JSON.search(text) is not None
        missing -= {name for name in missing if name.search(text)}
        if is_json and not missing:
            return LOG
        has_moves = has_moves or any(fields.issuperset(names) for fields in _members(text) for names in supposed)
    return SCENARIO if has_moves else None


def _members(text: bytes) -> Iterator[set[str]]:
    """Return the names of the members of each line that is an object."""
    for line in text.split(b"\n"):
        if line.lstrip().startswith(b"{"):
            try:
                fields: Any = json.loads(line.decode())
            except (ValueError, RecursionError):
                continue
            yield {*fields}
