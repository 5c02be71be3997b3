"""Following the events of every pair over the tables: the next event of all pairs at once."""

from collections.abc import Sequence
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
    if columns.kept is not None:
        return Followed(tuple(_part(table, columns.kept) for table in tables()), np.empty(0, np.int64))
    ladder, *others = tables()
    found = [_followed(ladder, columns, None)]
    rows = _speaking_of(others, columns, found[0].refused)
    found += [_followed(table, columns, rows) for table in others]
    return Followed(tuple(one.part for one in found), np.sort(np.concatenate([one.refused for one in found])))


class _Led(NamedTuple):
    """What became of one part of the facts, and the events that the rules refused for its sake."""

    part: Part
    refused: Rows


def _followed(table: Table, columns: Columns, among: Rows | None) -> _Led:
    """Follow those of some events that concern a part of the facts; of all if none are given."""
    happened, of_kind = columns.happened, table.columns(columns.kinds)
    if among is not None and not _changes(table, columns):
        return _Led(Part(table, among[:0], np.zeros(0, np.int32)), among[:0])
    column = of_kind[happened.act if among is None else happened.act[among]]
    concerning = np.flatnonzero(column >= 0)
    rows = concerning if among is None else among[concerning]
    after, refused = _fold(table, happened.pair[rows], column[concerning])
    return _Led(Part(table, rows, after), rows[refused])


def _changes(table: Table, columns: Columns) -> bool:
    """Whether some kind of event leads the facts of a part away from how they are at the beginning."""
    of_kind = table.columns(columns.kinds)
    named = of_kind[of_kind >= 0]
    return bool(table.after(np.zeros(len(named), np.int32), named).any())


def _speaking_of(others: Sequence[Table], columns: Columns, refused: Rows) -> Rows:
    """Return the events that speak of other facts than those of the ladder, and are not refused: they are few."""
    changed = [table.columns(columns.kinds) >= 0 for table in others if _changes(table, columns)]
    rows = np.flatnonzero(np.any(changed, 0)[columns.happened.act]) if changed else refused[:0]
    return rows[~np.isin(rows, refused)] if len(refused) else rows


def _part(table: Table, kept: Kept) -> Part:
    """Return what became of a part of the facts as it is kept."""
    numbers = np.array([table.number(configuration) for configuration in kept.configurations], np.int32)
    return Part(table, np.arange(len(kept.after)), numbers[kept.after])


def _fold(table: Table, pair: Numbers, column: "NDArray[np.int16]") -> tuple[Numbers, Rows]:
    """Return the number after each event, and which of them were refused."""
    after: Numbers = np.zeros(len(pair), np.int32)
    starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1])[: len(pair)])
    lengths = np.diff(starts, append=len(pair))
    longest_first = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[longest_first], lengths[longest_first]
    state: Numbers = np.zeros(len(starts), np.int32)
    refused: list[Rows] = []
    step, active = 0, len(starts)
    while active >= FEW:
        rows = starts[:active] + step
        found = table.after(state[:active], column[rows])
        if found.min() == REFUSED:
            is_refused = found == REFUSED
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
