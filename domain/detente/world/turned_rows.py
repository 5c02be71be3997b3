"""What parts of a log tell of base rates, in rows of Arrow, so that it can be counted elsewhere than it was followed.

There is a row for each pair, and one for each of its events that bring it to another status, in any order.
"""

from collections.abc import Iterator, Sequence
from json import dumps, loads
from typing import Any

import numpy as np

from detente.log.reading import read_line
from detente.model.dates import HistoricDate
from detente.model.events import Survey, to_json
from detente.model.extent import Extent
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.arrow import pa, pc
from detente.world.buffers import column_of
from detente.world.turned import Part, Turning

_BITS = 32
"""How many bits the place of an act has among those of one part."""
_NUMBERS = {"earliest": pa.int32(), "latest": pa.int32(), "confidence": pa.int8(), "height": pa.int8()}
ROWS = pa.schema(
    [
        ("pair", pa.string()),
        ("start", pa.string()),
        ("end", pa.string()),
        ("surveys", pa.list_(pa.string())),
        ("last", pa.int32()),
        ("place", pa.int64()),
        ("act", pa.string()),
        *_NUMBERS.items(),
    ]
)
"""Of a pair: from when to when something is recorded, its surveys as lines, and `Part.last`. Of an act: its place among
those of its pair, what it is to the rules, and the other columns of `Turning`. What does not apply is null."""


def rows_of(part: Part, since: int = 0) -> Any:
    """Return what a part tells, without what is supposed, left out or passed over: a table of `ROWS`.

    It is said `since` which day, as its ordinal, the part tells of pairs of which others tell as well.
    """
    names, acts = pa.array([str(pair) for pair in part.pairs], pa.string()), part.acts
    of_pairs = {
        "pair": names,
        "start": [extent and extent.start.text for extent in part.extents],
        "end": [extent and extent.end and extent.end.text for extent in part.extents],
        "surveys": [[to_json(survey) for survey in surveys] for surveys in part.surveys],
        "last": part.last,
    }
    of_acts = {
        "pair": names.take(column_of(acts.pair)),
        "place": np.arange(len(acts.pair)) + (since << _BITS),
        "act": pa.array(map(dumps, part.kinds), pa.string()).take(column_of(acts.act)),
        **{name: getattr(acts, name) for name in _NUMBERS},
    }
    return pa.concat_tables(_table(columns, len(columns["pair"])) for columns in (of_pairs, of_acts))


def _table(columns: dict[str, Any], count: int) -> Any:
    """Return a table of `ROWS` of some of its columns; the others are null."""
    return pa.table(
        [
            pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(count, field.type)
            for field in ROWS
        ],
        schema=ROWS,
    )


def part_of(rows: Any) -> Part:
    """Return the part that such rows tell of, in whatever order they come."""
    is_act = pc.is_valid(rows["act"])
    of_pairs, acts = rows.filter(pc.invert(is_act)), rows.filter(is_act).sort_by("place")
    names = of_pairs["pair"].combine_chunks().dictionary_encode().indices.to_numpy()
    _, first = np.unique(
        names, return_index=True
    )  # several parts can tell of one pair: the same, but for what came last
    last = np.zeros(len(first), np.int32)
    np.maximum.at(last, names, of_pairs["last"].to_numpy())
    of_pairs = of_pairs.take(pa.array(first))
    kinds = acts["act"].combine_chunks().dictionary_encode()
    number = pc.index_in(acts["pair"], value_set=of_pairs["pair"].combine_chunks())
    pair, *numbers = (column.to_numpy() for column in (number, *(acts[name] for name in _NUMBERS)))
    order = np.argsort(pair, kind="stable")
    columns = (pair, kinds.indices.to_numpy(), *numbers)
    starts, ends = of_pairs["start"].to_pylist(), of_pairs["end"].to_pylist()
    return Part(
        pairs=[Pair(*name.split("-")) for name in of_pairs["pair"].to_pylist()],
        surveys=[tuple(_surveys(lines)) for lines in of_pairs["surveys"].to_pylist()],
        extents=[*map(_extent, starts, ends)],
        last=last,
        kinds=[Act(*loads(act)) for act in kinds.dictionary.to_pylist()],
        acts=Turning(*(column[order] for column in columns)),
    )


def _extent(start: str | None, end: str | None) -> Extent | None:
    if start is None:
        return None
    return Extent(HistoricDate.parse(start), None if end is None else HistoricDate.parse(end))


def _surveys(lines: Sequence[str]) -> Iterator[Survey]:
    return (survey for line in lines if isinstance(survey := read_line(line.encode()), Survey))
