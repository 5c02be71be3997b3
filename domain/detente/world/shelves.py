"""Rows in a temporary file without a name, which are put there bit by bit and read again shelf by shelf.

Few of them need no file: they stay in memory.
"""

from collections.abc import Mapping
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from detente.world.columns import listed
from detente.world.room import within_room
from detente.world.rows import Rows

FEW = 2**24
"""How many bytes stay in memory at most."""


class Shelves:
    """Rows of columns of numbers, on shelves that are numbered from 0.

    >>> kept = Shelves(2, {"line": np.int64})
    >>> kept.put(np.array([1, 0, 1]), {"line": np.array([10, 20, 30])})
    >>> kept.put(np.array([1]), {"line": np.array([40])})
    >>> kept.rows(1)["line"].tolist(), kept.count(0)
    ([10, 30, 40], 1)
    """

    def __init__(self, count: int, types: Mapping[str, Any]) -> None:
        """Take how many shelves there are, and the types of the columns."""
        self._kind = np.dtype(list(types.items()))
        self._extents: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        """Where the rows of each shelf stand in the file, and how many."""
        self._file = SpooledTemporaryFile(FEW)  # noqa: SIM115 - it is read as long as anybody has this
        finalize(self, self._file.close)

    @classmethod
    def of_rows(cls, count: int) -> "Shelves":
        """Return shelves for `Rows`."""
        return cls(count, {name: column.dtype for name, column in Rows.of(())._asdict().items()})

    def put(self, shelf: NDArray[Any], rows: Mapping[str, NDArray[Any]]) -> None:
        """Put each of some rows on the shelf that is named for it, behind those that are there. Raises `NoRoom`."""
        order = np.argsort(shelf, kind="stable")
        packed = np.empty(len(order), self._kind)
        for name in self._kind.names or ():
            packed[name] = rows[name][order]
        ends = listed(np.searchsorted(shelf[order], np.arange(len(self._extents) + 1)))
        with within_room():
            self._file.seek(0, SEEK_END)
            for extents, first, end in zip(self._extents, ends[:-1], ends[1:], strict=True):
                if end > first:
                    extents.append((self._file.tell(), end - first))
                    self._file.write(packed[first:end].tobytes())

    def count(self, shelf: int) -> int:
        """Return how many rows are on a shelf."""
        return sum(count for _, count in self._extents[shelf])

    def rows(self, shelf: int) -> dict[str, NDArray[Any]]:
        """Return the rows of a shelf in the order in which they were put there. Raises `NoRoom`."""
        parts = [np.empty(0, self._kind)]
        with within_room():
            for offset, count in self._extents[shelf]:
                self._file.seek(offset)  # which also writes what waits to be written
                parts.append(np.frombuffer(self._file.read(count * self._kind.itemsize), self._kind))
        return {name: np.concatenate([part[name] for part in parts]) for name in self._kind.names or ()}
