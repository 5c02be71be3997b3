"""Which of a log's lines count, and in what order they come: retractions, replacements and the plain order, in columns.

`detente.model.happening.effective` and `detente.model.retraction` say the same of the lines of one pair.
"""

from datetime import UTC, date, datetime, time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.world.rows import NO_SEQ, RETRACTION, SURVEY, Rows
from detente.world.values import microseconds


class Retracted(NamedTuple):
    """The lines that retract another, and those that they name: both by their rows."""

    by: NDArray[np.int64]
    row: NDArray[np.int64]


EVER = int(np.iinfo(np.int64).max)
"""The moment until which every line was recorded."""


def known_until(known: date | None) -> int:
    """Return the moment until which is recorded what was known at the end of a day, in microseconds since 1970."""
    return EVER if known is None else microseconds(datetime.combine(known, time.max, UTC))


def retracted(rows: Rows, until: int = EVER) -> tuple[Retracted, NDArray[np.int32]]:
    """Return which lines retract which, and the pairs in which an id is used twice, or what cannot be is retracted.

    Only what was recorded until a moment retracts; that an id is used twice is told from all lines.
    """
    # Ids are looked for within the pair: a line of another one cannot be retracted.
    of_pair = rows.pair.astype(np.uint64) * _ODD
    keys = rows.id ^ of_pair
    by = np.flatnonzero(rows.retracts.astype(np.bool_) & (rows.recorded <= until))
    if not len(by) and not _repeats(np.sort(keys)).any():
        return Retracted(by, by), rows.pair[:0]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    repeated = rows.pair[order[1:][_repeats(keys)]]
    wanted = rows.retracts[by] ^ of_pair[by]
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    row = order[place]
    is_there = (keys[place] == wanted) & (row < by)
    may_be = (rows.act[row] != RETRACTION) & (rows.recorded[row] <= rows.recorded[by])
    is_first = np.zeros(len(by), np.bool_)
    is_first[np.unique(wanted, return_index=True)[1]] = True
    is_right = is_there & may_be & is_first
    return Retracted(by[is_right], row[is_right]), np.union1d(repeated, rows.pair[by[~is_right]])


def _repeats(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which of some keys, in order, are those before them."""
    return keys[1:] == keys[:-1]


def counting(rows: Rows, named: Retracted, until: int = EVER) -> NDArray[np.int64]:
    """Return the rows of events, recorded until a moment, that no other line retracts."""
    counts = (rows.act != RETRACTION) & (rows.act != SURVEY) & (rows.recorded <= until)
    counts[named.row] = False
    return np.flatnonzero(counts)


def placed(rows: Rows, earliest: NDArray[np.int32], named: Retracted) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the order of each row among those of one earliest day: its `seq`, and after that its place in the log.

    A replacement of the same earliest day, without `seq` of its own, stands where the event stood that it replaces.
    """
    seq = np.where(rows.seq == NO_SEQ, 0, rows.seq)
    place = np.arange(len(seq))
    replacing = (rows.act[named.by] >= 0) & (rows.act[named.row] >= 0) & (rows.seq[named.by] == NO_SEQ)
    replacing &= earliest[named.by] == earliest[named.row]
    # In the order of the log, since what is replaced may itself stand where another stood.
    for by, row in zip(named.by[replacing].tolist(), named.row[replacing].tolist(), strict=True):
        seq[by], place[by] = seq[row], place[row]
    return seq, place


def in_plain_order(
    pair: NDArray[np.int32], earliest: NDArray[np.int32], seq: NDArray[np.int64], place: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the rows by pair, earliest day, `seq` and place in the log.

    Where the four fit into 64 bits they are sorted as one number each, which is ten times as quick.
    """
    if not len(pair):
        return place
    _, seqs = np.unique(seq, return_inverse=True) if seq.any() else (seq, seq)
    columns = [pair, earliest - earliest.min(), seqs, place]
    sizes = [int(column.max()).bit_length() for column in columns]
    index = len(pair).bit_length()
    if sum(sizes) + index > _BITS:
        return np.lexsort(columns[::-1])
    packed = np.zeros(len(pair), np.uint64)
    for column, size in zip(columns, sizes, strict=True):
        packed = packed << np.uint64(size) | column.astype(np.uint64)
    packed = packed << np.uint64(index) | np.arange(len(pair), dtype=np.uint64)
    packed.sort()
    return (packed & np.uint64((1 << index) - 1)).astype(np.int64)


_BITS = 64
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""By which the number of a pair is spread over a hash."""
