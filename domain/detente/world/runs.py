"""Runs of days, and how they are cut, joined and looked up: whole columns at once."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.world.columns import ENDLESS, Days, Numbers, Runs, arrays

_PAIR = 2**22
"""More than there are days: a pair and a day are one number, by which runs of all pairs are in order."""

NOT_KNOWN = -1
"""What is found on a day that lies in no run."""


class Pieces(NamedTuple):
    """The parts of spans of days that lie in runs, span by span."""

    span: NDArray[np.int64]
    """The index of the span."""
    run: NDArray[np.int64]
    """The index of the run."""
    first: Days
    last: Days


class Lookup:
    """Runs in which days are looked up."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self._starts = _keys(runs.pair, runs.first)
        self._ends = _keys(runs.pair, runs.last)

    def on(self, pair: Numbers, day: Days) -> NDArray[np.int64]:
        """Return the value on a day of a pair, for each of many; `NOT_KNOWN` where the day lies in no run."""
        found = np.full(pair.size, NOT_KNOWN, np.int64)
        if self._ends.size:
            keys = _keys(pair, day)
            run = np.minimum(np.searchsorted(self._ends, keys), self._ends.size - 1)
            is_in = (self._starts[run] <= keys) & (keys <= self._ends[run])
            found[is_in] = self.runs.value[run[is_in]]
        return found

    def pieces(self, pair: Numbers, first: Days, last: Days) -> Pieces:
        """Return the parts of spans, each of days of one pair, that lie in runs."""
        begin = np.searchsorted(self._ends, _keys(pair, first))
        end = np.searchsorted(self._starts, _keys(pair, last), "right")
        span, run = spread(begin, end)
        return Pieces(
            span, run, np.maximum(first[span], self.runs.first[run]), np.minimum(last[span], self.runs.last[run])
        )


def spread(begin: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every number from a beginning to before an end, for each of many, with the index of whose it is.

    >>> [each.tolist() for each in spread(np.array([5, 7, 2]), np.array([7, 7, 3]))]
    [[0, 0, 2], [5, 6, 2]]
    """
    counts = np.maximum(end - begin, 0)
    whose = np.repeat(np.arange(counts.size), counts)
    return whose, np.arange(whose.size) - np.repeat(np.cumsum(counts) - counts, counts) + begin[whose]


def made(rows: Iterable[tuple[int, int, int, int]]) -> Runs:
    """Return runs of rows: pair, first and last day, value."""
    return Runs(*arrays(list(rows), Runs._fields))


def with_values(runs: Any, value: NDArray[Any]) -> Runs:
    """Return the runs, or stretches, of some things with another value; those of one value that meet are one."""
    pair, first, last = runs.pair, runs.first, runs.last
    if not pair.size:
        return Runs(pair, first, last, value.astype(np.int8))
    goes_on = (pair[1:] == pair[:-1]) & (first[1:] == last[:-1] + 1) & (value[1:] == value[:-1])
    begins = np.flatnonzero(np.append(True, ~goes_on))
    ends = np.append(begins[1:], pair.size) - 1
    return Runs(pair[begins], first[begins], last[ends], value[begins].astype(np.int8))


def chosen(runs: Runs, which: NDArray[np.bool_]) -> Runs:
    """Return some of the runs."""
    return Runs(runs.pair[which], runs.first[which], runs.last[which], runs.value[which])


def together(*several: Runs) -> Runs:
    """Return runs that share no day as one, in order."""
    pair, first, last, value = (np.concatenate(columns) for columns in zip(*several, strict=True))
    order = np.argsort(_keys(pair, first), kind="stable")
    return Runs(pair[order], first[order], last[order], value[order])


def from_the_beginning(runs: Runs, pairs: int, value: int) -> Runs:
    """Return runs with one more for each of so many pairs: a value on all days before its first run."""
    first = np.full(pairs, ENDLESS + 1, np.int32)
    np.minimum.at(first, runs.pair, runs.first)
    before = Runs(
        np.arange(pairs, dtype=np.int32),
        np.ones(pairs, np.int32),
        (first - 1).astype(np.int32),
        np.full(pairs, value, np.int8),
    )
    return together(chosen(before, before.last >= before.first), runs)


def within(runs: Runs, others: Runs) -> Runs:
    """Return the parts of runs that lie in others."""
    pieces = Lookup(others).pieces(runs.pair, runs.first, runs.last)
    return Runs(runs.pair[pieces.span], pieces.first, pieces.last, runs.value[pieces.span])


def _keys(pair: Numbers, day: Days) -> NDArray[np.int64]:
    return pair.astype(np.int64) * _PAIR + day
