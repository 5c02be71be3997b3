"""What a file is over which no answer is written, told by what it holds and by what lies beside it."""

import re
from pathlib import Path

from detente.log.form import LOG, by_lines, compression, is_begun
from detente.log.paths import index_of
from detente.log.seal import SealFile, is_seal
from detente.log.source import Source
from detente.log.unpacking import beginnings

_SUFFIX = re.compile(r"(?P<log>.+)\.(?:seal|index|index-journal|lock|torn-.*|world\.parquet)", re.DOTALL)
_BEGUN = re.compile(rb'\s*\{\s*"(?:id|kind|parties|by|on|recorded|summary)"\s*:')
"""How a line of a log begins, also where it soon breaks off."""


def kept(path: Path) -> str | None:
    """Return what a file is over which no answer is written: nothing where it may be replaced, or is not there.

    A log is one whatever is wrong in it, also one that was saved as UTF-16, laid out over several lines or compressed.
    """
    real = path.resolve()
    if found := _SUFFIX.fullmatch(real.name):
        log = real.with_name(found["log"])
        if log.is_file() and (kept(log) or not log.stat().st_size):
            return f"what detente keeps beside {log.name}"
    if not real.is_file():
        return None
    return _kept_in_file(real)


def _kept_in_file(real: Path) -> str | None:
    source = Source.open(real)
    start = source.read(0, 2**12)
    if is_seal(start):
        return "the seal of a log"
    if start.startswith(b"SQLite format 3\0") and b"CREATE TABLE covers" in start:
        return "the index of a log"
    if SealFile(real).path.exists() or index_of(real).exists():
        return LOG
    if packed := compression(start):
        return _kept_packed(source, packed)
    return by_lines(source) or (LOG if _BEGUN.match(start) and is_begun(source) else None)


def _kept_packed(source: Source, packed: str) -> str | None:
    """Return what a compressed file is: nothing where it can be seen that what is compressed may be replaced."""
    found = beginnings(source, packed)
    if found is None:
        return f"a file compressed with {packed}, and may hold a log"
    held = next((what for beginning in found if (what := by_lines(Source(beginning)))), None)
    return held and f"{held.partition(',')[0]}, compressed with {packed}"
