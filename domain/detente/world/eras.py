"""The eras of a packed world: runs of days, of each of which the file has a part, so that a day is looked up in one.

A part begins for each pair with where it stood before the era: the last event until then, again. What it says of a
day is all that is needed of it.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.world.columns import Days
from detente.world.day import Told

EVENTS = 8
"""How many events of a pair an era has on an average at least, so that few are there again."""


def eras(earliest: Days, counts: NDArray[np.int64], pairs: int) -> Days:
    """Return the first day of each era, as many events in each, of dates of which so many events each have.

    Their first possible days are given.
    """
    total = int(counts.sum())
    count = total // (EVENTS * max(pairs, 1))
    if count < 2:
        return np.zeros(1, np.int32)
    order = np.argsort(earliest)
    begin = np.searchsorted(np.cumsum(counts[order]), np.arange(1, count) * (total / count), "right")
    return np.unique(np.append(0, earliest[order[begin]])).astype(np.int32)


def parts(told: Told, first_days: Days, pairs: int) -> Iterator[NDArray[np.int64]]:
    """Return the events of each era, and those that are there again, by their places among what is told."""
    era = (np.searchsorted(first_days, told.earliest, "right") - 1).astype(np.int16)
    in_order = np.argsort(era, kind="stable")
    ends = np.cumsum(np.bincount(era, minlength=len(first_days))).tolist()
    starts = np.searchsorted(told.pair, np.arange(pairs))
    alone = np.flatnonzero(told.alone)
    last = starts - 1
    for first_day, begin, end in zip(first_days.tolist(), [0, *ends], ends, strict=False):
        undecided = alone[(told.earliest[alone] < first_day) & (told.latest[alone] > first_day)]
        first = last.copy()
        first[told.pair[undecided]] = undecided - 1
        again = _every(np.maximum(first, starts), last + 1)
        own = in_order[begin:end]
        yield np.sort(np.concatenate([again, own]))
        last[told.pair[own]] = own


def _every(begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return every number of some runs of them; there is none in one that ends where it begins, or before."""
    lengths = np.maximum(end - begin, 0)
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) + np.repeat(begin - before, lengths)
