"""Lines on their way into a log: kept on disk, since there can be more than fit into memory, and given out by pair."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from tempfile import TemporaryDirectory
from typing import NamedTuple, Self

from detente.model.pairs import Pair

_TABLE = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE staged (
        pair TEXT, day INTEGER, number INTEGER PRIMARY KEY, place TEXT, needs TEXT, line TEXT, UNIQUE (line)
    );
"""


class Staged(NamedTuple):
    """One line on its way: the place in the source that says it, and the line without `recorded`."""

    where: str
    line: dict[str, object]
    needs: str | None = None
    """The id of the line without which it says nothing."""


class Staging:
    """Lines in a file that is gone with it. To be used in a ``with`` statement."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="detente-")
        self._database = sqlite3.connect(f"{self._folder.name}/staged", isolation_level=None)
        self._database.executescript(_TABLE)
        self._database.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._folder.cleanup()

    def add(self, pair: Pair, day: int, staged: Staged) -> bool:
        """Keep a line about a pair that is to be judged on a day; return whether it was not there word for word."""
        line = json.dumps(staged.line, ensure_ascii=False)
        row = (str(pair), day, staged.where, staged.needs, line)
        there = "INSERT OR IGNORE INTO staged (pair, day, place, needs, line) VALUES (?, ?, ?, ?, ?)"
        return self._database.execute(there, row).rowcount > 0

    def by_pair(self) -> Iterator[tuple[Pair, list[Staged]]]:
        """Return the lines of each pair, in the order of their days, and of one day as they came."""
        rows = self._database.execute("SELECT pair, place, needs, line FROM staged ORDER BY pair, day, number")
        for pair, found in groupby(rows, key=lambda row: row[0]):
            yield Pair(*pair.split("-")), [Staged(where, json.loads(line), needs) for _, where, needs, line in found]
