"""The machine as tables of numbers: configuration × act → configuration, filled by driving it when a cell is asked for.

There is a table for each part of the facts that has no bearing on another, so that a log however large meets few
numbers: the ladder's facts together, and each office and protecting power of either side on its own. An act asks for
facts of one part at most; on those of other parts its effect is the same wherever the rules allow it.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import count
from threading import RLock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.model.configuration import NONE, NOTHING, Configuration
from detente.model.machine import acts, changed, settled
from detente.model.parts import asked_of, parts_in_order
from detente.model.rules import STATUS, STAYS, Act, applied, rules, rungs, slots_of, touched
from detente.world.heights import heights

REFUSED = -1
"""Where an act leads that the rules refuse."""
UNKNOWN = -2
"""Where it leads if nobody has asked yet."""
UNCONCERNED = 0
"""The column of all acts that neither ask for the facts of a table nor speak of them: they leave them as they are."""

Numbers: TypeAlias = NDArray[np.int32]
Codes: TypeAlias = NDArray[np.int64]
"""The values of facts, packed into one whole number."""

_FILLING = RLock()


class Table:
    """What becomes of the facts of one part: one number for each of the values that they can have together."""

    def __init__(self, slots: Iterable[int], ladder: "Table | None" = None) -> None:
        """Take the slots of the facts, and the table of the ladder, which is filled first, if this is another one."""
        self.slots = tuple(sorted(slots))
        self._ladder = ladder
        self.cells: Numbers = _asked_of_none(2**6, range(2**8))
        self.codes: Codes = np.zeros(2**8, np.int64)
        """The values that have each number; those of 0 are the ones of two countries between which nothing was."""
        self._numbers: dict[int, int] = {0: 0}
        self._led: dict[tuple[int, int], int] = {}
        """Where acts lead, by their columns and the values at which they look."""
        self._columns: dict[Act, int] = {}
        self._acts: list[Act] = []
        self._values: list[dict[str, int]] = [{NONE: 0} for _ in self.slots]
        """How each value of a fact is written in a code."""
        self._bits = 56 // len(self.slots)
        self._rungs = np.zeros(2**8, np.int16)

    @property
    def masks(self) -> list[int]:
        """The bits in a code that hold the value of each slot."""
        return [self._mask((slot,)) for slot in self.slots]

    def columns(self, kinds: Sequence[Act]) -> "NDArray[np.int16]":
        """Return the column of each of some acts."""
        with _FILLING:
            return np.array([self._column(kind) for kind in kinds], np.int16)

    def configuration(self, number: int) -> Configuration:
        """Return the facts that have a number, all others being none."""
        code, all_bits = int(self.codes[number]), (1 << self._bits) - 1
        values = [list(known)[code >> index * self._bits & all_bits] for index, known in enumerate(self._values)]
        return applied(NOTHING, zip(self.slots, values, strict=True))

    def rungs(self, numbers: Numbers) -> "NDArray[np.int16]":
        """Return the rungs of a relation that has no other facts than these: a bit for each status by its height."""
        if not (found := self._rungs[numbers]).all():
            with _FILLING:
                for number in np.flatnonzero(np.bincount(numbers[found == 0])).tolist():
                    self._rungs[number] = sum(1 << rung.height for rung in rungs(self.configuration(number)))
            found = self._rungs[numbers]
        return found

    def heights(self, numbers: Numbers) -> "NDArray[np.int8]":
        """Return the height of the status on which a relation is that has no other facts than these."""
        return heights(self.rungs(numbers))

    def number(self, configuration: Configuration) -> int:
        """Return the number of the values that a configuration has."""
        with _FILLING:
            return int(self._numbered(np.array([self._code((slot, configuration[slot]) for slot in self.slots)]))[0])

    def after(self, numbers: Numbers, columns: "NDArray[np.int16]") -> Numbers:
        """Return where acts lead, by their columns; `REFUSED` where the rules do not allow one."""
        found = self._read(numbers, columns)
        if found.min(initial=0) == UNKNOWN:
            with _FILLING:
                unknown = np.flatnonzero(found == UNKNOWN)
                asked = np.unique(numbers[unknown].astype(np.int64) << 16 | columns[unknown])
                for column in np.unique(asked & 0xFFFF).tolist():
                    self._fill((asked[asked & 0xFFFF == column] >> 16).astype(np.int32), column)
            found = self._read(numbers, columns)
        return found

    def _read(self, numbers: Numbers, columns: "NDArray[np.int16]") -> Numbers:
        # Out of one flat row by indexes that need be neither made wider nor held against its end: the time is in this.
        cells = self.cells
        return cells.ravel().take(numbers * np.int64(cells.shape[1]) + columns, mode="clip")

    def allowing(self, act: Act) -> Configuration:
        """Return facts with which the rules allow an act: the first of those that the acts of all kinds lead to."""
        asked_about = self._column(act)
        if asked_about == UNCONCERNED:
            return self.configuration(0)
        every = self.columns(acts())
        led = (self.after(np.full(len(every), number, np.int32), every) for number in count())
        return self.configuration(next(number for number, after in enumerate(led) if after[every == asked_about] >= 0))

    def _fill(self, numbers: Numbers, column: int) -> None:
        """Ask the machine where an act leads: once for each of the values that it looks at."""
        act, codes = self._acts[column - 1], self.codes[numbers]
        looked_at = codes & self._mask(_looked_at(act))
        if any(condition.fact == STATUS for condition in rules()[act.kind].conditions):
            looked_at = looked_at << 3 | self.heights(numbers)
        led: list[int] = []
        for number, values in zip(numbers.tolist(), looked_at.tolist(), strict=True):
            if (column, values) not in self._led:
                self._led[column, values] = self._asked(number, act)
            led.append(self._led[column, values])
        values = np.array(led, np.int64)
        after = np.where(values == REFUSED, 0, codes & ~self._mask(touched(act)) | values)
        self.cells[numbers, column] = np.where(values == REFUSED, REFUSED, self._numbered(after))

    def _asked(self, number: int, act: Act) -> int:
        """Return the code of the facts of which an act speaks as they are afterwards; `REFUSED` where the rules do."""
        before = self.configuration(number)
        if self._ladder is not None and not asked_of(act) & {*self.slots}:
            before = applied(_allowing(self._ladder, act), ((slot, before[slot]) for slot in self.slots))
        changes = changed(*settled(before), act)
        if changes is None:
            return REFUSED
        after = applied(before, changes)
        return self._code((slot, after[slot]) for slot in touched(act) if slot in self.slots)

    def _code(self, values: Iterable[tuple[int, str]]) -> int:
        code = 0
        for slot, value in values:
            index = self.slots.index(slot)
            known = self._values[index]
            code |= known.setdefault(value, len(known)) << index * self._bits
        return code

    def _mask(self, slots: Iterable[int]) -> int:
        all_bits = (1 << self._bits) - 1
        return sum(all_bits << index * self._bits for index, slot in enumerate(self.slots) if slot in slots)

    def _numbered(self, codes: Codes) -> Numbers:
        numbers = np.array([self._numbers.setdefault(code, len(self._numbers)) for code in codes.tolist()], np.int32)
        while len(self._numbers) > len(self.codes):
            self.codes = np.concatenate([self.codes, np.zeros_like(self.codes)])
            more = range(len(self.cells), 2 * len(self.cells))
            self.cells = np.concatenate([self.cells, _asked_of_none(self.cells.shape[1], more)])
            self._rungs = np.concatenate([self._rungs, np.zeros_like(self._rungs)])
        self.codes[numbers] = codes
        return numbers

    def _column(self, act: Act) -> int:
        if not {*self.slots} & {*slots_of(act)}:
            return UNCONCERNED
        if act not in self._columns:
            self._acts.append(act)
            self._columns[act] = len(self._acts)
            if len(self._acts) >= self.cells.shape[1]:
                self.cells = np.concatenate([self.cells, np.full_like(self.cells, UNKNOWN)], 1)
        return self._columns[act]


def _asked_of_none(columns: int, numbers: range) -> Numbers:
    """Return the cells of some numbers while nobody has asked where acts lead."""
    cells = np.full((len(numbers), columns), UNKNOWN, np.int32)
    cells[:, UNCONCERNED] = numbers
    return cells


@cache
def tables() -> tuple[Table, ...]:
    """Return the table of each part of the facts, that of the ladder first."""
    ladder, *others = parts_in_order(acts())
    first = Table(ladder)
    return (first, *(Table(slots, first) for slots in others))


def whole(numbers: Sequence[int]) -> Configuration:
    """Return the facts of which each part has one of some numbers, in the order of the tables."""
    found = NOTHING
    for table, number in zip(tables(), numbers, strict=True):
        own = table.configuration(number)
        found = applied(found, ((slot, own[slot]) for slot in table.slots))
    return found


@cache
def _allowing(ladder: Table, act: Act) -> Configuration:
    return ladder.allowing(act)


@cache
def _looked_at(act: Act) -> frozenset[int]:
    """Return the slots whose values decide where an act leads: those that it asks for, and those that stay."""
    effects = (effect for effect in rules()[act.kind].effects if effect.value == STAYS)
    return asked_of(act) | {slot for effect in effects for slot, _ in effect.changes(NOTHING, act)}
