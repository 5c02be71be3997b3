"""Writing the index of a log: the lines and the seal that they lead to in one transaction.

SQLite's journal lies on the disk, so that who is killed in the middle leaves both or neither. What was written stays as
it is until the index is made anew, which begins another file: lines up to what is known to be covered are right.
"""

import os
import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from detente.log.index import FORM, LONG_AGO, BrokenIndex, covered
from detente.log.outline import Outline
from detente.log.paths import index_of
from detente.log.seal import Seal
from detente.model.pairs import Pair

_AT_ONCE = 500
"""How many ids are looked up at once."""
_TABLES = f"""
    BEGIN;
    CREATE TABLE lines (number INTEGER PRIMARY KEY, offset INTEGER, length INTEGER, sum INTEGER, pair TEXT, id TEXT);
    CREATE TABLE covers (lines INTEGER, bytes INTEGER, digest TEXT, recorded TEXT);
    PRAGMA user_version = {FORM};
    COMMIT;
"""
# Made only at the end, they are sorted at once where there were no lines before.
_SORTED = (
    "CREATE INDEX IF NOT EXISTS by_id ON lines (id)",
    "CREATE INDEX IF NOT EXISTS by_pair ON lines (pair)",
)


class Index:
    """The index of one log, open for who holds the log's lock. What is added to it is in memory until it is kept."""

    def __init__(self, log: Path) -> None:
        self._path = index_of(log)
        self._pending: list[Outline] = []
        self._of_id: dict[str, Outline] = {}
        self._of_pair: dict[Pair, list[Outline]] = {}
        self._open()

    def _open(self) -> None:
        self._clear()
        self.covers = Seal()
        """How much of the log it knows."""
        self.recorded = LONG_AGO
        """The latest moment at which a line was recorded, in UTC."""
        self._connect()
        with suppress(BrokenIndex, ValueError, TypeError):
            if self._database.execute("PRAGMA user_version").fetchone() == (FORM,):
                self.covers, self.recorded = covered(self._database)
        self._kept = self.covers.lines
        """How many lines of the database are known to be right: others may have added to it since."""
        if not self._kept:
            self.forget()

    def _connect(self) -> None:
        self._database = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        # Nobody writes while the log's lock is held, so that looking something up needs none of its own.
        address = f"file:{quote(str(self._path))}?mode=ro&nolock=1"
        self._lookup = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        self._identity = _identity(self._path)

    def refresh(self) -> bool:
        """Open it anew where somebody else has made it anew; return whether that is so. Raises `BrokenIndex`."""
        if self._is_of_its_name():
            return False
        self.close()
        self._open()
        return True

    def _is_of_its_name(self) -> bool:
        return _identity(self._path) == self._identity

    def forget(self) -> None:
        """Forget everything, and begin a new file: the log is not the one that was indexed.

        Raises `BrokenIndex` and `OSError`.
        """
        self.close()
        # The journal goes last: it may be what makes sense of the file.
        self._path.unlink(missing_ok=True)
        self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
        self._clear()
        self.covers, self.recorded, self._kept = Seal(), LONG_AGO, 0
        self._connect()
        self._database.executescript(_TABLES)

    def add(self, found: Iterable[Outline], covers: Seal, recorded: datetime) -> None:
        """Add lines, with which it covers so much of the log; `recorded` is the latest moment among them."""
        for line in found:
            self._pending.append(line)
            if line.id is not None:
                self._of_id.setdefault(line.id, line)
            if line.pair is not None:
                self._of_pair.setdefault(line.pair, []).append(line)
        self.covers = covers
        self.recorded = max(self.recorded, recorded)

    @property
    def pending(self) -> int:
        """How many lines are in memory only."""
        return len(self._pending)

    def make(self, parts: Iterable[tuple[Iterable[Outline], Seal, datetime]]) -> None:
        """Add a long part of a log bit by bit, and keep it; raise `BrokenIndex`."""
        for found, covers, recorded in parts:
            self._insert(found)
            self.covers, self.recorded = covers, max(self.recorded, recorded)
        self._commit()

    def keep(self) -> bool:
        """Write what is in memory into the index; return whether it is still the file of its name, and can be kept.

        What could not be written stays in memory.
        """
        if not self._is_of_its_name():
            return False
        with suppress(BrokenIndex):
            self._insert(self._pending)
            self._commit()
            self._clear()
        return True

    def _insert(self, found: Iterable[Outline]) -> None:
        rows = (
            (one.number, one.offset, one.length, one.sum, one.pair and str(one.pair), _storable(one.id))
            for one in found
        )
        with self._rolled_back():
            if not self._database.in_transaction:
                self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("INSERT OR REPLACE INTO lines VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _commit(self) -> None:
        """End the transaction with what the index then covers."""
        with self._rolled_back():
            for statement in _SORTED:
                self._database.execute(statement)
            self._database.execute("DELETE FROM covers")
            self._database.execute("INSERT INTO covers VALUES (?, ?, ?, ?)", (*self.covers, self.recorded.isoformat()))
            if self._database.in_transaction:
                self._database.commit()
        self._kept = self.covers.lines

    @contextmanager
    def _rolled_back(self) -> Generator[None]:
        """Take everything back that is not committed where something fails."""
        try:
            yield
        except BrokenIndex:
            if self._database.in_transaction:
                self._database.rollback()
            raise

    def _clear(self) -> None:
        self._pending.clear()
        self._of_id.clear()
        self._of_pair.clear()

    def close(self) -> None:
        """Close the index, with what is in memory only lost."""
        self._lookup.close()
        self._database.close()

    def find(self, ids: Sequence[str]) -> dict[str, Outline]:
        """Return where the lines of some ids stand, the first of each, of those that there are."""
        found = {line_id: self._of_id[line_id] for line_id in ids if line_id in self._of_id}
        for start in range(0, len(ids) if self._kept else 0, _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            unknown = ",".join("?" * len(some))
            query = f"SELECT * FROM lines WHERE id IN ({unknown}) AND number <= ? ORDER BY number DESC"  # noqa: S608
            found |= {row[-1]: _outline(row) for row in self._lookup.execute(query, (*some, self._kept))}
        return found

    def has_an_id_twice(self) -> bool:
        """Whether an id stands in several of the lines that are kept."""
        query = "SELECT 1 FROM lines WHERE id IS NOT NULL AND number <= ? GROUP BY id HAVING count(*) > 1 LIMIT 1"
        return self._lookup.execute(query, (self._kept,)).fetchone() is not None

    def of_pair(self, pair: Pair) -> list[Outline]:
        """Return where the lines of a pair stand, in the order of the log."""
        query = "SELECT * FROM lines WHERE pair = ? AND number <= ? ORDER BY number"
        kept = self._lookup.execute(query, (str(pair), self._kept)).fetchall()
        return [*map(_outline, kept), *self._of_pair.get(pair, [])]


def _identity(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        status = os.stat(path)  # noqa: PTH116 - an append has few microseconds
        return status.st_dev, status.st_ino
    return None


def _outline(row: Any) -> Outline:
    number, offset, length, line_sum, pair, line_id = row
    return Outline(number, offset, length, line_sum, Pair(*pair.split("-")) if pair else None, line_id)


def _storable(line_id: str | None) -> str | None:
    """Return an id, unless it has half of a character in it, which no database holds."""
    if line_id is None or line_id.isascii():
        return line_id
    return line_id if line_id.encode(errors="replace").decode() == line_id else None
