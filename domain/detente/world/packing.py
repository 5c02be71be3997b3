"""The lines of a log in one file of Parquet, with what is told of every event: none need be read or followed again.

The events that count come era by era, in each pair by pair, each pair's in plain order; what is retracted, and what
retracts it, comes after them, since it counts in what was known on some day. `detente.world.packed` reads it again.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.log.seal import Seal
from detente.log.writing import replacing
from detente.model.configuration import SLOTS
from detente.model.events import to_json
from detente.world.buffers import column_of, pa
from detente.world.columns import ENDLESS, dated, listed
from detente.world.day import NONE, Told
from detente.world.eras import eras, parts
from detente.world.lines import HASHED_BY
from detente.world.meaning import VERSION, Meaning, sum_of, told
from detente.world.packed import EPOCH, NotPacked
from detente.world.reading import Lines
from detente.world.rows import RETRACTION
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
        "rungs": pa.int16(),
        "since": pa.int32(),
        "certainty": pa.int8(),
    }
)
_ALL_DIFFERENT = ("line", "recorded", "id", "retracts")
_WRITTEN = {"compression": "lz4", "use_dictionary": [name for name in _SCHEMA.names if name not in _ALL_DIFFERENT]}


def pack(lines: Lines, world: World, of: Seal, path: Path) -> None:
    """Write what the lines of a log say, and the world that they make, into a file.

    Raises `NotWritten`; `NotPacked` where an event was read that is not among the lines, since something was wrong.
    """
    rows, kept = lines.rows, world.kept
    counting = np.searchsorted(rows.line, world.happened.line)
    if not np.array_equal(np.append(rows.line, 0)[counting], world.happened.line):
        raise NotPacked(
            "Something is wrong in lines that are answered from all the same: mend the log first (detente check)."
        )
    number = {pair: index for index, pair in enumerate(world.pairs)}
    pairs = np.array([*(number.get(pair, NONE) for pair in lines.pairs), NONE], np.int32)
    is_other = pairs[rows.pair] >= 0
    is_other[counting] = False
    dates, first_days = dated(lines.dates), eras(world.happened.earliest, len(world.pairs))
    on_day, until_day = dates.days

    def groups() -> Iterator[dict[str, NDArray[Any]]]:
        """Return the columns of each group of rows."""
        for events in parts(world.told, first_days, len(world.pairs)):
            yield of_lines(counting[events]) | of_told(events) | {"after": kept.after[events]}
        others = np.flatnonzero(is_other)
        nothing = {name: np.full(len(others), value, kind) for name, (value, kind) in _OF_OTHERS.items()}
        yield of_lines(others) | nothing

    def of_lines(chosen: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        found = rows.at(chosen)
        days = {"earliest": on_day[found.on] - EPOCH, "latest": until_day[found.on] - EPOCH}
        return found._replace(pair=pairs[found.pair])._asdict() | days

    def of_told(events: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        return {name: getattr(world.told, name)[events] for name in _OF_OTHERS if name in Told._fields}

    sums: dict[str, list[int]] = {}
    with replacing(path) as file, parquet.ParquetWriter(file, _SCHEMA, **_WRITTEN) as writer:
        for group in groups():
            for name, column in group.items():
                sums.setdefault(name, []).append(sum_of(column))
            is_dated = group["on"] >= 0
            of_days = {"earliest": is_dated, "latest": is_dated}
            columns = [column_of(group[field.name], of_days.get(field.name), field.type) for field in _SCHEMA]
            writer.write_table(pa.Table.from_arrays(columns, schema=_SCHEMA), row_group_size=max(len(is_dated), 1))
        standing = {survey for surveys in world.surveys for survey in surveys}
        surveys = [(line, survey) for line, survey in lines.surveys if survey.pair in number]
        meaning = Meaning(
            VERSION,
            of.lines,
            of.size,
            of.digest,
            HASHED_BY,
            len(counting),
            world.pairs,
            lines.acts,
            dates.texts,
            [listed(days) for days in dates.days],
            lines.ranks,
            listed(first_days),
            sums,
            SLOTS,
            kept.configurations,
            [listed(ends) for ends in world.first_and_last],
            [(pair, int(world.open_since[pair])) for pair in listed(np.flatnonzero(world.open_since < ENDLESS))],
            [(line, to_json(survey)) for line, survey in surveys],
            [line for line, survey in surveys if survey not in standing],
            [(pair, [finding[:5] for finding in found]) for pair, found in world.left_out],
        )
        writer.add_key_value_metadata(told(meaning))


_OF_OTHERS: dict[str, tuple[int, Any]] = {
    "alone": (0, np.bool_),
    "rungs": (0, np.int16),
    "since": (NONE, np.int32),
    "certainty": (NONE, np.int8),
    "after": (RETRACTION, np.int32),
}
"""What is told of lines that do not count."""
