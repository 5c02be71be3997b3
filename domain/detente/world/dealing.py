"""In which shares the lines of a log belong that is shared among machines."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.model.pairs import Pair
from detente.world.arrow import pa, pc
from detente.world.columns import Days
from detente.world.slices import Slice

Places: TypeAlias = NDArray[np.intp]
"""Some rows of a batch."""

SHARES = 2**10
"""In how many shares pairs are put: more than a cluster has cores, so that they can be dealt out evenly.

Slices have shares of their own behind these.
"""


def share_of(pair: str) -> int:
    """Return the share of a whole pair."""
    return crc32(pair.encode()) % SHARES


class Dealing:
    """The shares of whole pairs and of slices."""

    def __init__(self, slices: Sequence[Slice] = ()) -> None:
        self.every = range(SHARES + len(slices))
        """All shares that there are."""
        self._slices: dict[Pair, list[tuple[int, Slice]]] = {}
        for share, one in enumerate(slices, SHARES):
            self._slices.setdefault(one.pair, []).append((share, one))

    def shares(self, pair: str) -> list[int]:
        """Return the shares in which a line of a pair belongs of which no date can be told."""
        own = self._slices.get(Pair(*pair.split("-")))
        return [share for share, _ in own] if own else [share_of(pair)]

    def counted(self, rows: Any) -> dict[Pair, int]:
        """Return how many of some rows are of each pair that is cut."""
        return {pair: pc.sum(pc.equal(rows.column("pair"), str(pair))).as_py() or 0 for pair in self._slices}

    def dealt(self, rows: Any, days: Callable[[Places], Days]) -> Iterator[Any]:
        """Return batches of rows with the shares in which they belong, out of one with those of their whole pairs.

        `days` says of some of them, by their places, the first possible day; 0 of what has no date.
        """
        is_cut = {pair: np.array(pc.equal(rows.column("pair"), str(pair))) for pair in self._slices}
        whole = ~np.any([*is_cut.values()], axis=0) if is_cut else np.ones(rows.num_rows, np.bool_)
        yield rows if whole.all() else rows.filter(pa.array(whole))
        for pair, of in is_cut.items():
            place = np.flatnonzero(of)
            day = days(place)
            for share, one in self._slices[pair]:
                own = place[(day == 0) | ((day >= one.first) & (day < one.end))]
                shares = pa.array(np.full(len(own), share, np.int32))
                yield rows.take(pa.array(own)).set_column(0, "share", shares)

    @staticmethod
    def number(shares: "NDArray[np.int32]") -> "NDArray[np.int32]":
        """Return the number of the slice of each of some shares, the first being 1; 0 of whole pairs."""
        return np.maximum(shares - (SHARES - 1), 0)
