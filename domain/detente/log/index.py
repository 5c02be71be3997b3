"""An index beside the log: where each id and each pair's lines stand, so that nobody need read all of it.

It is derived from the log and may lag behind it: it knows the seal up to which it is good, and is not believed where
that does not lead to the log's seal. `detente.log.indexing` writes it.
"""

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from detente.log.outline import Outline, outlines
from detente.log.seal import Seal, SealFile, checkpoints, whole_lines
from detente.model.pairs import Pair

LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""When the latest line of a log without lines was recorded."""

FORM = 3
"""What number an index of this form has: another is made anew."""
_RECORDED = re.compile(rb'"recorded"\s*:\s*"([^"\\]+)"')
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

BrokenIndex = sqlite3.DatabaseError
"""What is raised where the index cannot be read or made."""


def offsets_of(log: Path, pair: Pair) -> list[tuple[int, int]] | None:
    """Return offset and length of each line of a pair in the order of the log, and of those whose pair nobody can tell.

    Nothing is returned where the log is not just what was sealed, or the index does not lead to its seal. It only
    reads, and takes no lock of the log.
    """
    head = SealFile(log).head()
    with suppress(BrokenIndex, OSError, ValueError, TypeError), log.open("rb") as file:
        status = os.fstat(file.fileno())
        if head is None or (head[0].size, head[1]) != (status.st_size, status.st_mtime_ns):
            return None
        address = f"file:{quote(str(beside(log)))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as database:
            database.execute("BEGIN")  # so that all is of one moment
            covers, _ = covered(database)
            tail = os.pread(file.fileno(), max(0, head[0].size - covers.size), covers.size)
            after = unindexed(tail, covers, head[0])
            if after is None or database.execute("PRAGMA user_version").fetchone() != (FORM,):
                return None
            query = "SELECT offset, length FROM lines WHERE (pair = ? OR pair IS NULL) AND number <= ? ORDER BY number"
            kept: list[tuple[int, int]] = database.execute(query, (str(pair), covers.lines)).fetchall()
        return kept + [(one.offset, one.length) for one in after if one.pair in (pair, None)]
    return None


def unindexed(tail: bytes, covers: Seal, sealed: Seal) -> list[Outline] | None:
    """Return the lines of what comes after the part that is covered; nothing where they do not lead to the seal."""
    if checkpoints(whole_lines(tail), covers)[-1] != sealed:
        return None
    return list(outlines(tail, covers.size, covers.lines + 1))


def latest(data: bytes) -> datetime:
    """Return the latest moment at which one of some lines says that it was recorded."""
    moments = set(_RECORDED.findall(data))
    alike = {moment for moment in moments if _STAMP.fullmatch(moment)}
    # Of moments that are written alike the last in the alphabet is the latest.
    last = next((read for moment in sorted(alike, reverse=True) if (read := _read(moment)) > LONG_AGO), LONG_AGO)
    return max(last, *map(_read, moments - alike), LONG_AGO)


def _read(moment: bytes) -> datetime:
    with suppress(ValueError, OverflowError):
        return datetime.fromisoformat(moment.decode().upper()).astimezone(UTC)
    return LONG_AGO


def beside(log: Path) -> Path:
    """Return the file of the index of a log."""
    real = log.resolve()
    return real.with_name(f"{real.name}.index")


def covered(database: sqlite3.Connection) -> tuple[Seal, datetime]:
    """Return the seal up to which an index is good, and the latest moment of recording until there."""
    lines, size, digest, recorded = database.execute("SELECT lines, bytes, digest, recorded FROM covers").fetchone()
    return Seal(int(lines), int(size), bytes.fromhex(digest).hex()), datetime.fromisoformat(recorded)
