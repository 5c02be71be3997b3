"""An index beside the log: where each id and each pair's lines stand, so that an append need not read it all.

It is derived from the log, may lag behind it, and is made anew when it does not lead to the log's seal.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from detente.log.seal import Seal
from detente.model.countries import current
from detente.model.pairs import Pair

LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""When the latest line of a log without lines was recorded."""

_FORM = 3
_AT_ONCE = 500
"""How many ids are looked up at once."""
_TABLES = """
    CREATE TABLE lines (id TEXT PRIMARY KEY, pair TEXT, place INTEGER, length INTEGER) WITHOUT ROWID;
    CREATE INDEX by_pair ON lines (pair, place);
    CREATE TABLE log (lines INTEGER, bytes INTEGER, digest TEXT, recorded TEXT);
"""


BrokenIndex = sqlite3.DatabaseError
"""What is raised where the index cannot be read or made."""


class Row(NamedTuple):
    """Where one line stands in the log, in bytes, and what it is about."""

    id: str
    pair: str
    place: int
    length: int


class Index:
    """The index of one log, open. What is added to it is in memory until it is kept."""

    def __init__(self, log: Path) -> None:
        real = log.resolve()
        self._path = real.with_name(f"{real.name}.index")
        self._database = self._open()
        self._is_empty = False
        """Whether it has nothing but what is in memory."""
        self._ids: dict[str, Row] = {}
        self._pairs: dict[str, list[Row]] = {}
        self.covers = Seal()
        """How much of the log it knows."""
        self.recorded = LONG_AGO
        """The latest moment at which a line was recorded, in UTC."""
        with suppress(BrokenIndex, ValueError):
            kept = self._database.execute("SELECT lines, bytes, digest, recorded FROM log").fetchone()
            if kept is not None:
                self.covers, self.recorded = Seal(*kept[:3]), datetime.fromisoformat(kept[3])

    def _open(self) -> sqlite3.Connection:
        database = self._connect()
        with suppress(BrokenIndex):
            _set_up(database)
            if database.execute("PRAGMA user_version").fetchone() == (_FORM,):
                return database
        database.close()
        return self._empty()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)

    def _empty(self) -> sqlite3.Connection:
        self._path.unlink(missing_ok=True)
        database = self._connect()
        try:
            _set_up(database)
            database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORM}; COMMIT;")
        except BrokenIndex:
            database.close()
            raise
        return database

    def forget(self) -> None:
        """Forget everything: the log is not the one that was indexed."""
        self._database.close()
        self._database = self._empty()
        self._is_empty = True
        self._ids.clear()
        self._pairs.clear()
        self.covers, self.recorded = Seal(), LONG_AGO

    def add(self, rows: Iterable[Row], covers: Seal, recorded: datetime) -> None:
        """Add lines, with which it covers so much of the log; `recorded` is the latest moment among them."""
        for row in rows:
            if self._ids.setdefault(row.id, row) is row:
                self._pairs.setdefault(row.pair, []).append(row)
        self.covers = covers
        self.recorded = max(self.recorded, recorded)

    @property
    def pending(self) -> int:
        """How many lines are in memory only."""
        return len(self._ids)

    def keep(self) -> None:
        """Write what is in memory into the index; what fails is done by whoever opens it next."""
        with suppress(BrokenIndex), self._database:
            self._database.execute("BEGIN")
            self._database.executemany("INSERT OR IGNORE INTO lines VALUES (?, ?, ?, ?)", self._ids.values())
            self._database.execute("DELETE FROM log")
            self._database.execute("INSERT INTO log VALUES (?, ?, ?, ?)", (*self.covers, self.recorded.isoformat()))
            self._database.execute("COMMIT")
            self._is_empty = False
            self._ids.clear()
            self._pairs.clear()

    def close(self) -> None:
        """Close the index, with what is in memory only lost."""
        self._database.close()

    def find(self, ids: Sequence[str]) -> dict[str, Row]:
        """Give where the lines of some ids stand, those of them that there are."""
        found = {line_id: self._ids[line_id] for line_id in ids if line_id in self._ids}
        if self._is_empty:
            return found
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            for row in self._database.execute(f"SELECT * FROM lines WHERE id IN ({marks})", some):  # noqa: S608 - marks
                found[row[0]] = Row(*row)
        return found

    def of_pair(self, pair: str) -> Iterator[Row]:
        """Give where the lines of a pair stand, in the order of the log."""
        for row in self._database.execute("SELECT * FROM lines WHERE pair = ? ORDER BY place", (pair,)):
            yield Row(*row)
        yield from self._pairs.get(pair, [])


def offsets_of(log: Path, pair: Pair) -> list[tuple[int, int]] | None:
    """Return the offset and the length of each line about a pair, in order; none where the index cannot be believed."""
    del log, pair
    return None


def _set_up(database: sqlite3.Connection) -> None:
    # A lost index is made again: nothing about it has to be durable. The log's own lock guards it.
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA journal_mode = MEMORY")


def rows(data: bytes, start: int) -> tuple[list[Row], datetime]:
    """Give the rows of the lines in some bytes that stand at a place, and the latest moment of recording.

    Lines that name no id or no pair that could be kept have none.
    """
    found: list[Row] = []
    place, latest = start, LONG_AGO
    for line in data.split(b"\n"):
        with suppress(ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            fields = json.loads(line)
            row = Row(str(fields["id"]), "-".join(sorted(map(current, fields["parties"]))), place, len(line))
            f"{row.id}{row.pair}".encode()
            found.append(row)
            latest = max(latest, datetime.fromisoformat(fields["recorded"].upper()).astimezone(UTC))
        place += len(line) + 1
    return found, latest
