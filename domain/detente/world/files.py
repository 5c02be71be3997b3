"""Tables of Arrow as files: CSV, Parquet, Stata, JSON Lines and Arrow's own; part by part where the form has parts."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple

from detente.model.extras import needing
from detente.world.arrow import csv as arrow_csv
from detente.world.arrow import pa, pc, pq

LONGEST = 2045
"""How many bytes a text of Stata can have."""
NO_YES = {0: "no", 1: "yes"}


class Table(NamedTuple):
    """A table to be written: its schema, its parts in order, and what its columns are called for people."""

    schema: Any
    parts: Iterable[Any]
    labels: Mapping[str, str] = {}


def csv(table: Table, file: IO[bytes]) -> None:
    """Write rows as CSV with a heading: empty where nothing is known, `true` and `false`."""
    schema = pa.schema([(field.name, _plain(field.type)) for field in table.schema])
    with arrow_csv.CSVWriter(file, schema, write_options=arrow_csv.WriteOptions(quoting_style="needed")) as writer:
        for part in table.parts:
            writer.write(part.cast(schema))


def parquet(table: Table, file: IO[bytes]) -> None:
    """Write rows as Parquet: a row group for each part."""
    with pq.ParquetWriter(file, table.schema, compression="zstd") as writer:
        for part in table.parts:
            writer.write_batch(part)


def arrow(table: Table, file: IO[bytes]) -> None:
    """Write rows as a file of Arrow."""
    with pa.ipc.new_file(file, table.schema) as writer:
        for part in table.parts:
            writer.write_batch(part)


def json_lines(table: Table, file: IO[bytes]) -> None:
    """Write rows as JSON Lines: an object a row, days as ISO 8601 has them."""
    for row in objects(table.parts):
        file.write(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")


def stata(table: Table, file: IO[bytes]) -> None:
    """Write rows as a file of Stata: variables with labels, words that have an order as numbers with labels.

    Longer texts than Stata has are cut. The whole table is held in memory. Raises `NotInstalled`.
    """
    with needing("stata", "A file of Stata"):
        write_dta: Any = import_module("pyreadstat").write_dta
        pl: Any = import_module("polars")  # which the writer takes

    parts = list(table.parts)
    whole = pa.Table.from_batches(parts, table.schema)
    frame = pl.DataFrame({name: pl.from_arrow(_for_stata(whole.column(name))) for name in whole.column_names})
    words = {
        field.name: NO_YES if pa.types.is_boolean(field.type) else dict(enumerate(_words(parts, field.name)))
        for field in table.schema
        if pa.types.is_boolean(field.type) or _is_ordered(field.type)
    }
    with TemporaryDirectory() as folder:  # the library writes to a path, and goes back in what it has written
        path = Path(folder, "table.dta")
        write_dta(frame, path, column_labels=dict(table.labels), variable_value_labels=words)
        with path.open("rb") as made:
            while data := made.read(2**20):
                file.write(data)


def objects(parts: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Return rows as objects of JSON."""
    for part in parts:
        yield from part.to_pylist()


WRITERS: Mapping[str, Callable[[Table, IO[bytes]], None]] = {
    ".csv": csv,
    ".parquet": parquet,
    ".dta": stata,
    ".jsonl": json_lines,
    ".arrow": arrow,
}
"""What writes each form, by the ending of the name of its file."""


def _plain(type_: Any) -> Any:
    return type_.value_type if pa.types.is_dictionary(type_) else type_


def _is_ordered(type_: Any) -> bool:
    return pa.types.is_dictionary(type_) and type_.ordered


def _words(parts: Sequence[Any], name: str) -> list[str]:
    return parts[0].column(name).dictionary.to_pylist() if parts else []


def _for_stata(column: Any) -> Any:
    """Return a column as Stata can have it: numbers, or texts that are not too long, empty where nothing is known."""
    if _is_ordered(column.type):
        return pa.chunked_array([chunk.indices.cast(pa.int8()) for chunk in column.chunks], pa.int8())
    if pa.types.is_boolean(column.type):
        return column.cast(pa.int8())
    plain = column.cast(_plain(column.type))
    if pa.types.is_string(plain.type):
        is_long = pc.greater(pc.binary_length(plain), LONGEST)
        return pc.if_else(
            is_long, pc.binary_join_element_wise(pc.utf8_slice_codeunits(plain, 0, LONGEST - 3), "…", ""), plain
        )
    return plain
