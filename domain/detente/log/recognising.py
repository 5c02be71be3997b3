"""What a file is over which no answer is written, told by what it holds and by what lies beside it."""

import re
from pathlib import Path

from detente.log.form import LOG, by_lines
from detente.log.paths import index_of
from detente.log.seal import SealFile, is_seal
from detente.log.source import Source

_SUFFIX = re.compile(r"(?P<log>.+)\.(?:seal|index|index-journal|lock|torn-.*|world\.parquet)", re.DOTALL)


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
    if SealFile(real).path.exists() or index_of(real).exists():
        return LOG
    return by_lines(source)
