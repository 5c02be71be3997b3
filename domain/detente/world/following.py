"""Following the events of every pair over the tables: the next event of all pairs at once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from detente.model.configuration import Configuration
from detente.world.columns import Columns, Kept, Numbers
from detente.world.compiling import REFUSED, UNCONCERNED, UNKNOWN, Table, tables

FEW = 64
"""Of how many pairs at least the next events are followed at once: those of fewer one by one, which is quicker then."""

Rows: TypeAlias = NDArray[np.int64]
"""Where events stand in the columns."""


class Part(NamedTuple):
    """What became of one part of the facts."""

    table: Table
    after: Numbers
    """The number of the values after each event that is told of it."""
    rows: Rows | None = None
    """Which events these are, in order; None if they are all."""

    def at(self, rows: Rows, starts: Rows) -> Numbers:
        """Return the numbers after some events, of each of which is said where the events of its pair begin.

        One before that is none: it says how things are before the first.
        """
        if self.rows is None:
            return np.where(rows >= starts, np.append(self.after, np.int32(0))[rows], np.int32(0))
        known = np.append(self.rows, -1)
        last = np.searchsorted(self.rows, rows, "right") - 1
        return np.where(known[last] >= starts, np.append(self.after, np.int32(0))[last], np.int32(0))


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
    begun = _begun(columns)
    found = [_followed(ladder, columns, begun)]
    rows = _speaking_of(others, columns, found[0].refused)
    found += [_followed(table, columns, begun, rows) for table in others]
    return Followed(tuple(one.part for one in found), np.sort(np.concatenate([one.refused for one in found])))


class _Led(NamedTuple):
    """What became of one part of the facts, and the events that the rules refused for its sake."""

    part: Part
    refused: Rows


def _begun(columns: Columns) -> dict[int, Configuration]:
    """Return the first event of each pair that begins with more than nothing, and the facts that hold then."""
    number = {pair: index for index, pair in enumerate(columns.pairs)} if columns.begun else {}
    return {
        int(np.searchsorted(columns.happened.pair, number[pair])): begun.standing.configuration
        for pair, begun in columns.begun.items()
        if begun.standing is not None
    }


def _followed(table: Table, columns: Columns, begun: Mapping[int, Configuration], among: Rows | None = None) -> _Led:
    """Follow every event for a part of the facts, or those among some that concern it."""
    happened, of_kind = columns.happened, table.columns(columns.kinds)
    first = {row: table.number(facts) for row, facts in begun.items()}
    if among is None:
        after, refused = _fold(table, happened.pair, of_kind.take(happened.act), first)
        return _Led(Part(table, after), refused)
    rows = among[of_kind[happened.act[among]] != UNCONCERNED] if _changes(table, columns) else among[:0]
    rows = np.union1d(rows, np.array([*first], np.int64)) if first else rows
    places = {int(np.searchsorted(rows, row)): number for row, number in first.items()}
    after, refused = _fold(table, happened.pair[rows], of_kind[happened.act[rows]], places)
    return _Led(Part(table, after, rows), rows[refused])


def _changes(table: Table, columns: Columns) -> bool:
    """Whether some kind of event leads the facts of a part away from how they are at the beginning."""
    if columns.begun:
        return True  # not all pairs begin with nothing
    of_kind = table.columns(columns.kinds)
    return bool(table.after(np.zeros(len(of_kind), np.int32), of_kind).any())


def _speaking_of(others: Sequence[Table], columns: Columns, refused: Rows) -> Rows:
    """Return the events that speak of other facts than those of the ladder, and are not refused: they are few."""
    changed = [table.columns(columns.kinds) != UNCONCERNED for table in others if _changes(table, columns)]
    rows = np.flatnonzero(np.any(changed, 0)[columns.happened.act]) if changed else refused[:0]
    return rows[~np.isin(rows, refused)] if len(refused) else rows


def led(table: Table, state: Numbers, columns: "NDArray[np.int16]") -> Numbers:
    """Return where rows of acts lead by a table, from some state each; `REFUSED` where the rules refuse one of them."""
    is_refused = np.zeros(len(state), np.bool_)
    for column in columns.T:
        after = table.after(state, column)
        is_refused |= after == REFUSED
        state = np.where(after == REFUSED, state, after)
    return np.where(is_refused, np.int32(REFUSED), state)


def _part(table: Table, kept: Kept) -> Part:
    """Return what became of a part of the facts as it is kept."""
    numbers = np.array([table.number(configuration) for configuration in kept.configurations], np.int32)
    return Part(table, numbers[kept.after])


def _fold(table: Table, pair: Numbers, column: "NDArray[np.int16]", begun: Mapping[int, int]) -> tuple[Numbers, Rows]:
    """Return the number after each event, and which of them were refused; of some first ones the number before."""
    after: Numbers = np.empty(len(pair), np.int32)
    starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1])[: len(pair)])
    lengths = np.diff(starts, append=len(pair))
    longest_first = np.argsort(-lengths, kind="stable")
    rows, lengths = starts[longest_first], lengths[longest_first]
    ends = rows + lengths
    state: Numbers = np.zeros(len(rows), np.int32)
    for row, number in begun.items():
        state[rows == row] = number
    refused: list[Rows] = []
    step, active = 0, len(rows)
    while active >= FEW:
        rows = rows[:active]
        found = table.after(state[:active], column[rows])
        if found.min() == REFUSED:
            is_refused = found == REFUSED
            refused.append(rows[is_refused])
            found = np.where(is_refused, state[:active], found)
        after[rows] = state = found
        rows += 1
        step += 1
        active = int(np.searchsorted(-lengths, -step))
    cells = Cells(table)
    for number in range(active):
        first, last = int(rows[number]), int(ends[number])
        after[first:last], wrong = cells.fold(int(state[number]), column[first:last])
        refused.append(np.array(wrong, np.int64) + first)
    return after, np.concatenate([*refused, np.empty(0, np.int64)])


class Cells:
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
