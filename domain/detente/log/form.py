"""What a file is that is no log: none of its lines says whose relations it is about."""

from detente.log.outline import BOM, outlines
from detente.log.source import Source

_COMPRESSED = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
_ENCODED = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x00\x00\xfe\xff": "UTF-32"}
_LINES = "A log is JSON Lines: a text in UTF-8 with one whole JSON object a line."


def not_a_log(source: Source) -> str | None:
    """Return what a file seems to be that holds no line of a log; nothing for a log, also one without any line.

    A file of one line is a log, whatever is wrong with the line.
    """
    for offset, data in source.chunks():
        if next((one for one in outlines(data, offset) if one.pair is not None or one.id is not None), None):
            return None
    start = source.read(0, 2**12).removeprefix(BOM)
    if not start.strip() or (b"\n" not in start.rstrip() and not _binary(start)):
        return None
    return f"this is no log: {_seems(start)} {_LINES}"


def _binary(start: bytes) -> bool:
    return any(start.startswith(mark) for mark in (*_COMPRESSED, *_ENCODED)) or b"\0" in start


def _seems(start: bytes) -> str:
    """Return what a file seems to be by its beginning, and what to do about it."""
    for mark, name in _COMPRESSED.items():
        if start.startswith(mark):
            return f"it is compressed with {name}; unpack it first."
    if any(start.startswith(mark) for mark in _ENCODED) or b"\0" in start:
        return "it is no UTF-8, but may be UTF-16; save it as UTF-8."
    if start.lstrip()[:1] in (b"[", b"{"):
        return "it is JSON that goes over several lines; put each event on one line, as jq -c '.[]' does."
    return "it may be a table or another text."
