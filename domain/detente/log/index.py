"""An index beside the log: where each id and each pair's lines stand, so that nobody need read all of it.

It is derived from the log and may lag behind it: it knows the seal up to which it is good, and is not believed where
that does not lead to the log's seal. `detente.log.indexing` writes it.
"""

import re
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from detente.log.outline import Outline, outlines
from detente.log.paths import index_of
from detente.log.seal import Seal, SealFile, checkpoints, whole_lines
from detente.log.source import Source
from detente.model.pairs import Pair

LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""When the latest line of a log without lines was recorded."""

FORM = 4
"""What number an index of this form has: another is made anew."""
_RECORDED = re.compile(rb'"recorded"\s*:\s*"([^"\\]+)"')
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

BrokenIndex = sqlite3.DatabaseError
"""What is raised where the index cannot be read or made."""


class Kept(NamedTuple):
    """What the index knows of a line: its CRC-32, and its id if it has one."""

    sum: int
    id: str | None


Extents: TypeAlias = list[tuple[int, int]]
"""Where lines stand in a log: the offset and the length of each."""


def offsets_of(source: Source, log: Path, pair: Pair) -> tuple[Extents, Extents] | None:
    """Return where the lines of a pair stand in a log, in their order, and those whose pair nobody can tell.

    Nothing is returned where the log, as it was when it was opened, is not just what was sealed, or the index does not
    lead to its seal. It only reads, and takes no lock of the log.
    """
    head = SealFile(log).head()
    if head is None or (head.seal.size, head.changed) != (source.size, source.changed):
        return None
    with suppress(BrokenIndex, OSError, ValueError, TypeError):
        address = f"file:{quote(str(index_of(log)))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as database:
            database.execute("BEGIN")  # so that all is of one moment
            covers, _ = covered(database)
            tail = source.read(covers.size, max(0, head.seal.size - covers.size))
            after = unindexed(tail, covers, head.seal)
            if after is None or database.execute("PRAGMA user_version").fetchone() != (FORM,):
                return None
            query = "SELECT offset, length FROM lines WHERE pair {} AND number <= ? ORDER BY number"
            of_pair: Extents = database.execute(query.format("= ?"), (str(pair), covers.lines)).fetchall()
            of_none: Extents = database.execute(query.format("IS NULL"), (covers.lines,)).fetchall()
        of_pair += [(one.offset, one.length) for one in after if one.pair == pair]
        of_none += [(one.offset, one.length) for one in after if one.pair is None]
        return of_pair, of_none
    return None


def kept_lines(log: Path, marks: Collection[Seal], first: int, last: int) -> dict[int, Kept] | None:
    """Return what stood in some lines when they were sealed, by their numbers; blank ones are left out.

    Nothing is returned where the index does not reach so far, or is good for none of the seals of the log.
    """
    with suppress(BrokenIndex, OSError, ValueError, TypeError):
        address = f"file:{quote(str(index_of(log)))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as database:
            database.execute("BEGIN")
            covers, _ = covered(database)
            is_ours = database.execute("PRAGMA user_version").fetchone() == (FORM,)
            if is_ours and covers in marks and covers.lines >= last:
                query = "SELECT number, sum, id FROM lines WHERE number BETWEEN ? AND ?"
                return {number: Kept(*row) for number, *row in database.execute(query, (first, last))}
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


def covered(database: sqlite3.Connection) -> tuple[Seal, datetime]:
    """Return the seal up to which an index is good, and the latest moment of recording until there."""
    lines, size, digest, recorded = database.execute("SELECT lines, bytes, digest, recorded FROM covers").fetchone()
    return Seal(int(lines), int(size), bytes.fromhex(digest).hex()), datetime.fromisoformat(recorded)
