"""The lines of a log in one file of Parquet, with what is told of every event: none need be read or followed again.

The events that count come era by era, in each pair by pair, each pair's in plain order; what is retracted, and what
retracts it, comes after them, since it counts in what was known on some day. `detente.world.packed` reads it again.
Of a log that was cut, each part is followed by itself, and of its rows those of an era wait for those of other parts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.log.seal import Seal
from detente.log.writing import replacing
from detente.model.configuration import SLOTS, Configuration
from detente.model.events import Survey, to_json
from detente.model.pairs import Pair
from detente.world.buffers import column_of, pa
from detente.world.columns import LeftOut, Numbers, dated, listed
from detente.world.day import NONE, Told
from detente.world.eras import eras
from detente.world.eras import parts as parts_of
from detente.world.lines import HASHED_BY
from detente.world.meaning import VERSION, Meaning, sum_of, told
from detente.world.packed import EPOCH, NotPacked
from detente.world.reading import Lines
from detente.world.rows import RETRACTION, Rows
from detente.world.shelves import Shelves
from detente.world.values import Numbering
from detente.world.world import World

parquet: Any = import_module("pyarrow.parquet")  # it says nothing of its types

_SCHEMA = pa.schema(
    {
        "pair": pa.int32(),
        "act": pa.int32(),
        "on": pa.int32(),
        "earliest": pa.date32(),
        "latest": pa.date32(),
        "seq": pa.int64(),
        "recorded": pa.int64(),
        "confidence": pa.int8(),
        "rank": pa.int32(),
        "line": pa.int64(),
        "id": pa.uint64(),
        "retracts": pa.uint64(),
        "after": pa.int32(),
        "alone": pa.bool_(),
        "known_again": pa.int32(),
        "rungs": pa.int16(),
        "since": pa.int32(),
        "certainty": pa.int8(),
    }
)
_ALL_DIFFERENT = ("line", "recorded", "id", "retracts")
_TYPES = {field.name: np.int32 if field.type == pa.date32() else field.type.to_pandas_dtype() for field in _SCHEMA}
_WRITTEN = {"compression": "lz4", "use_dictionary": [name for name in _SCHEMA.names if name not in _ALL_DIFFERENT]}


class Parts(Sized, Iterable[Lines], Protocol):
    """What the lines of a log say, in one part or more, each of pairs that are in no other."""


def pack(parts: Parts, followed: Callable[[Lines], World], of: Seal, path: Path) -> None:
    """Write what the lines of a log say, and the worlds that they make, into a file.

    The parts are gone through twice, and of several none is held longer than it takes.
    Raises `NotWritten`, `NoRoom`; `NotPacked` where an event was read that is not among the lines, since something was
    wrong.
    """
    packing = _Packing(parts)
    with replacing(path) as file, parquet.ParquetWriter(file, _SCHEMA, **_WRITTEN) as writer:
        for group in packing.groups(parts, followed):
            is_dated = group["on"] >= 0
            of_days = {"earliest": is_dated, "latest": is_dated}
            columns = [column_of(group[field.name], of_days.get(field.name), field.type) for field in _SCHEMA]
            writer.write_table(pa.Table.from_arrays(columns, schema=_SCHEMA), row_group_size=max(len(is_dated), 1))
        writer.add_key_value_metadata(told(packing.meaning(of)))


class _Packing:
    """What becomes of a log that is packed: the rows that are written, and what the numbers in them mean."""

    def __init__(self, parts: Iterable[Lines]) -> None:
        """Go through the parts of the log, to tell where eras begin."""
        pairs, counts = 0, list[NDArray[np.int64]]()
        for lines in parts:
            on = lines.rows.on
            counts.append(np.bincount(on[on >= 0], minlength=len(lines.dates)))
            pairs += len(lines.pairs)
            self._said = lines._replace(rows=Rows.of(()))  # what the numbers mean is the same in all parts
        self._dates = dated(self._said.dates)
        self._first_days = eras(self._dates.days[0][:-1], np.sum(counts, axis=0), pairs)
        self._counting = 0
        self._pairs: list[Pair] = []
        """As they come; the rest is in the same order."""
        self._first_and_last: list[tuple[Numbers, Numbers]] = []
        self._configurations = Numbering[Configuration]()
        self._surveys: list[tuple[int, Survey]] = []
        self._gone: list[int] = []
        self._left_out: list[LeftOut] = []
        self._sums: dict[str, list[int]] = {}

    def groups(self, parts: Parts, followed: Callable[[Lines], World]) -> Iterator[dict[str, NDArray[Any]]]:
        """Return the columns of each group of rows, in the order in which they stand in the file."""
        for group in (self._of_one if len(parts) == 1 else self._of_several)(parts, followed):
            for name, column in group.items():
                self._sums.setdefault(name, []).append(sum_of(column))
            yield group

    def meaning(self, of: Seal) -> Meaning:
        """Return what the numbers mean, once all groups are made."""
        order = self._order
        number = {self._pairs[place]: index for index, place in enumerate(order)}
        return Meaning(
            VERSION,
            of.lines,
            of.size,
            of.digest,
            HASHED_BY,
            self._counting,
            [*number],
            self._said.acts,
            self._dates.texts,
            [listed(days) for days in self._dates.days],
            self._said.ranks,
            listed(self._first_days),
            self._sums,
            SLOTS,
            self._configurations.things,
            [listed(np.concatenate(ends)[order]) for ends in zip(*self._first_and_last, strict=True)],
            [(line, to_json(survey)) for line, survey in sorted(self._surveys, key=itemgetter(0))],
            sorted(self._gone),
            [(pair, [finding[:5] for finding in found]) for pair, found in sorted(self._left_out, key=itemgetter(0))],
        )

    @property
    def _order(self) -> list[int]:
        """The places of the pairs as they come, in alphabetical order of the pairs."""
        return sorted(range(len(self._pairs)), key=self._pairs.__getitem__)

    def _of_several(self, parts: Parts, followed: Callable[[Lines], World]) -> Iterator[dict[str, NDArray[Any]]]:
        """Return the groups of several parts: what each has of a group is put into a temporary file first."""
        of_eras = len(self._first_days)
        shelves = Shelves(of_eras + len(parts), _TYPES)
        for number, lines in enumerate(parts):
            for era, group in enumerate(self._of_one([lines], followed)):
                shelves.put(np.full(len(group["pair"]), min(era, of_eras + number)), group)
        order = self._order
        pairs = np.empty(len(order), np.int32)
        pairs[order] = np.arange(len(order))
        for shelf in range(of_eras + len(parts)):
            if shelf < of_eras or shelves.count(shelf):
                group = shelves.rows(shelf)
                group["pair"] = pairs[group["pair"]]
                in_order = np.argsort(group["pair"], kind="stable")
                yield {name: column[in_order] for name, column in group.items()}

    def _of_one(self, parts: Parts, followed: Callable[[Lines], World]) -> Iterator[dict[str, NDArray[Any]]]:
        """Return the groups of one part: one for each era, and one for the lines that do not count, if there are any.

        Its pairs are numbered as they come.
        """
        (lines,) = parts
        world, rows, before = followed(lines), lines.rows, len(self._pairs)
        counting = np.searchsorted(rows.line, world.happened.line)
        if not np.array_equal(np.append(rows.line, 0)[counting], world.happened.line):
            raise NotPacked(
                "Something is wrong in lines that are answered from all the same: mend the log first (detente check)."
            )
        number = {pair: before + index for index, pair in enumerate(world.pairs)}
        pairs = np.array([*(number.get(pair, NONE) for pair in lines.pairs), NONE], np.int32)
        on_day, until_day = self._dates.days
        self._note(lines, world, number)
        configurations = np.array([self._configurations.number(one) for one in world.kept.configurations], np.int32)
        after = configurations[world.kept.after]

        def of_lines(chosen: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
            found = rows.at(chosen)
            days = {"earliest": on_day[found.on] - EPOCH, "latest": until_day[found.on] - EPOCH}
            return found._replace(pair=pairs[found.pair])._asdict() | days

        for events in parts_of(world.told, self._first_days, len(world.pairs)):
            of_told = {name: getattr(world.told, name)[events] for name in _OF_OTHERS if name in Told._fields}
            yield of_lines(counting[events]) | of_told | {"after": after[events]}
        is_other = pairs[rows.pair] >= 0
        is_other[counting] = False
        if is_other.any():
            others = np.flatnonzero(is_other)
            nothing = {name: np.full(len(others), value, kind) for name, (value, kind) in _OF_OTHERS.items()}
            yield of_lines(others) | nothing

    def _note(self, lines: Lines, world: World, number: Mapping[Pair, int]) -> None:
        """Note what stands beside the rows."""
        self._counting += len(world.happened.pair)
        self._pairs += world.pairs
        self._first_and_last.append(world.first_and_last)
        standing = {survey for surveys in world.surveys for survey in surveys}
        surveys = [(line, survey) for line, survey in lines.surveys if survey.pair in number]
        self._surveys += surveys
        self._gone += (line for line, survey in surveys if survey not in standing)
        self._left_out += world.left_out


_OF_OTHERS: dict[str, tuple[int, Any]] = {
    "alone": (0, np.bool_),
    "known_again": (0, np.int32),
    "rungs": (0, np.int16),
    "since": (NONE, np.int32),
    "certainty": (NONE, np.int8),
    "after": (RETRACTION, np.int32),
}
"""What is told of lines that do not count."""
