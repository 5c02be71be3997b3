"""Tables of Arrow as files: CSV, JSON Lines, Parquet, and Arrow's own."""

import io
import json
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

pa: Any = import_module("pyarrow")  # it says nothing of its types


def csv(table: Any) -> bytes:
    """Return a table as CSV with a heading: empty where nothing is known, `true` and `false`."""
    made, file = import_module("pyarrow.csv"), io.BytesIO()
    made.write_csv(_plain(table), file, made.WriteOptions(quoting_style="needed"))
    return file.getvalue()


def json_lines(table: Any) -> bytes:
    """Return a table as JSON Lines: an object a row, dates as ISO 8601 has them."""
    rows = (json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist())
    return "".join(f"{row}\n" for row in rows).encode()


def parquet(table: Any) -> bytes:
    """Return a table as Parquet."""
    file = io.BytesIO()
    import_module("pyarrow.parquet").write_table(table, file, compression="zstd")
    return file.getvalue()


def arrow(table: Any) -> bytes:
    """Return a table as a file of Arrow."""
    file = io.BytesIO()
    with pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    return file.getvalue()


FORMS: Mapping[str, Callable[[Any], bytes]] = {
    ".csv": csv,
    ".parquet": parquet,
    ".jsonl": json_lines,
    ".arrow": arrow,
}
"""What makes each form, by the ending of the name of its file."""


def _plain(table: Any) -> Any:
    """Return a table with the words themselves where it has them by number."""
    types = (field.type for field in table.schema)
    plain = [type_.value_type if pa.types.is_dictionary(type_) else type_ for type_ in types]
    return table.cast(pa.schema(list(zip(table.column_names, plain, strict=True))))
