"""What a file is over which no answer is written, told by what it holds and by what lies beside it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.log.index import beside
from detente.log.seal import SealFile, is_seal
from detente.log.source import Source

SCENARIO = "a scenario"
"""What is supposed, kept in a file: it may be replaced where somebody asks for that."""

_LOG = "a log, which is only ever added to"
_SUFFIX = re.compile(r"(?P<log>.+)\.(?:seal|index|index-journal|lock|torn-.*)", re.DOTALL)
_MARKS = b"\xef\xbb\xbf\xff\xfe"
_JSON = re.compile(rb"^[\[{]", re.MULTILINE)
_OF_A_LOG = tuple(re.compile(rb'(?<!\\)"' + name + rb'"\s*:') for name in (b"parties", b"recorded"))
_HEADER = re.compile(rb'\{ *"scenario" *:')
_OF_A_MOVE = ({"without"}, {"move"}, {"kind", "parties"})


def kept(path: Path) -> str | None:
    """Return what a file is over which no answer is written: nothing where it may be replaced, or is not there.

    A log is one whatever is wrong in it, also one that was saved as UTF-16 or laid out over several lines.
    """
    real = path.resolve()
    if found := _SUFFIX.fullmatch(real.name):
        log = real.with_name(found["log"])
        if log.is_file() and (kept(log) or not log.stat().st_size):
            return f"what detente keeps beside {log.name}"
    if not real.is_file():
        return None
    source = Source.open(real)
    start = source.read(0, 2**12)
    if is_seal(start):
        return "the seal of a log"
    if start.startswith(b"SQLite format 3\0") and b"CREATE TABLE covers" in start:
        return "the index of a log"
    if SealFile(real).path.exists() or beside(real).exists():
        return _LOG
    return _by_lines(source)


def _by_lines(source: Source) -> str | None:
    """Return whether a file holds events that were recorded, or what is only supposed."""
    missing = {*_OF_A_LOG}
    is_scenario = is_json = False
    for offset, data in source.chunks():
        text = data.replace(b"\0", b"")  # of UTF-16 what ASCII has stays
        text = text if offset else text.lstrip(_MARKS)
        if not offset and _HEADER.match(text):
            return SCENARIO
        is_json = is_json or _JSON.search(text) is not None
        missing -= {name for name in missing if name.search(text)}
        if is_json and not missing:
            return _LOG
        is_scenario = is_scenario or any(names <= fields for fields in _members(text) for names in _OF_A_MOVE)
    return SCENARIO if is_scenario else None


def _members(text: bytes) -> Iterator[set[str]]:
    """Return the names of the members of each line that is an object."""
    for line in text.split(b"\n"):
        if line.startswith(b"{"):
            try:
                fields: Any = json.loads(line)
            except (ValueError, RecursionError):
                continue
            yield {*fields}
