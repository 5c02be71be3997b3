"""Following the events of every pair over the tables: the next event of all pairs at once."""

from typing import NamedTuple, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from detente.world.columns import Columns, Kept, Numbers
from detente.world.compiling import REFUSED, UNKNOWN, Table, tables

FEW = 64
"""Of how many pairs at least the next events are followed at once: those of fewer one by one, which is quicker then."""

Rows: TypeAlias = NDArray[np.int64]
"""Where events stand in the columns."""


class Part(NamedTuple):
    """What became of one part of the facts."""

    table: Table
    rows: Rows
    """The events that concern it, in order."""
    after: Numbers
    """The number of the values after each."""

    def at(self, rows: Rows, starts: Rows) -> Numbers:
        """Return the numbers after some events, of each of which is said where the events of its pair begin.

        One before that is none: it says how things are before the first.
        """
        known = np.append(self.rows, -1)
        last = np.searchsorted(self.rows, rows, "right") - 1
        return np.where(known[last] >= starts, np.append(self.after, 0)[last], 0).astype(np.int32)


class Followed(NamedTuple):
    """What became of every pair."""

    parts: tuple[Part, ...]
    refused: Rows
    """The events that the rules refused, in order; what follows them was judged without them."""


def follow(columns: Columns) -> Followed:
    """Follow every event of every pair in plain order."""
    happened = columns.happened
    if columns.kept is not None:
        return Followed(tuple(_part(table, columns.kept) for table in tables()), np.empty(0, np.int64))
    taken: NDArray[np.bool_] = np.ones(len(happened.pair), np.bool_)
    parts: list[Part] = []
    for table in tables():
        of_kind = table.columns(columns.kinds)
        column = of_kind[happened.act]
        rows = np.flatnonzero((column >= 0) & taken)
        after, refused = _fold(table, happened.pair[rows], column[rows])
        taken[rows[refused]] = False
        parts.append(Part(table, rows, after))
    return Followed(tuple(parts), np.flatnonzero(~taken))


def _part(table: Table, kept: Kept) -> Part:
    """Return what became of a part of the facts as it is kept."""
    numbers = np.array([table.number(configuration) for configuration in kept.configurations], np.int32)
    return Part(table, np.arange(len(kept.after)), numbers[kept.after])


def _fold(table: Table, pair: Numbers, column: "NDArray[np.int16]") -> tuple[Numbers, Rows]:
    """Return the number after each event, and which of them were refused."""
    after: Numbers = np.zeros(len(pair), np.int32)
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    lengths = np.diff(starts, append=len(pair))
    longest_first = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[longest_first], lengths[longest_first]
    state: Numbers = np.zeros(len(starts), np.int32)
    refused: list[Rows] = []
    step, active = 0, len(starts)
    while active >= FEW:
        rows = starts[:active] + step
        found = table.after(state[:active], column[rows])
        is_refused = found == REFUSED
        if is_refused.any():
            refused.append(rows[is_refused])
            found = np.where(is_refused, state[:active], found)
        after[rows] = state[:active] = found
        step += 1
        active = int(np.searchsorted(-lengths, -step))
    cells = _Cells(table)
    for number in range(active):
        first, last = int(starts[number]) + step, int(starts[number] + lengths[number])
        after[first:last], wrong = cells.fold(int(state[number]), column[first:last])
        refused.append(np.array(wrong, np.int64) + first)
    return after, np.concatenate([*refused, np.empty(0, np.int64)])


class _Cells:
    """The cells of a table as plain lists, which are read one by one in less time."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: list[list[int]] = []

    def fold(self, state: int, column: "NDArray[np.int16]") -> tuple[list[int], list[int]]:
        """Return the number after each event of one pair, and which of them were refused."""
        after: list[int] = []
        refused: list[int] = []
        for index, at in enumerate(cast("list[int]", column.tolist())):
            found = self._rows[state][at] if state < len(self._rows) else UNKNOWN
            if found == UNKNOWN:
                found = self._ask(state, at)
            if found == REFUSED:
                refused.append(index)
            else:
                state = found
            after.append(state)
        return after, refused

    def _ask(self, state: int, at: int) -> int:
        found = int(self._table.after(np.array([state], np.int32), np.array([at], np.int16))[0])
        if len(self._rows) < len(self._table.cells):
            self._rows = self._table.cells.tolist()
        self._rows[state][at] = found
        return found
