"""What a world is read from: a log, several, compressed ones, and events in Parquet. All of it becomes whole lines.

What is kept in another form is unpacked into a temporary file, which has no name and is gone when nobody reads it any
more; from there on its lines are read, judged and told of as those of any log.
"""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from detente.log.form import PARQUET, compression
from detente.log.named import NoSuchLogs, files_named, names
from detente.log.record import Record, Unreadable, must_be_a_log, opened, record_of
from detente.log.seal import is_seal
from detente.log.several import Part, SeveralLogs
from detente.log.source import Source
from detente.log.stamping import latest_moment
from detente.model.extras import needing
from detente.model.wording import listing
from detente.world.room import within_room

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

COMPRESSIONS = ("gzip", "zstd")
"""How logs may be compressed."""
KEPT_IN = (".gz", ".zst", ".parquet")
"""The endings of files in which events are kept in another form than as lines."""
NEEDED = ("id", "kind", "parties")
"""The columns without which the rows of a file of Parquet are no events."""
_PART = 2**20
"""How many bytes are unpacked at once."""


def record_from(named: object) -> Record:
    """Return the record of what is named, or each of what are: of a log as it is, or of all that several files hold.

    Raises `NoSuchLogs` where one of them is nothing that holds a log, `Unreadable` where it cannot be opened, is no
    log or is damaged, `NotInstalled`, and `NoRoom` where it cannot be unpacked.
    """
    files = files_named(named)
    sources = [_opened(path) for path in files]
    if len(files) == 1 and _form(sources[0]) is None:
        return record_of(sources[0], files[0])
    parts = [_part(source, path) for source, path in zip(sources, files, strict=True)]
    return SeveralLogs(listing([str(one) for one in names(named)]), parts, limit=latest_moment())


def _opened(path: Path) -> Source:
    source = opened(path)
    if is_seal(source.read(0, 2**12)):
        raise NoSuchLogs(f"{path} is the seal of a log, and no log: name the logs in a way that leaves it out.")
    if path.suffix in KEPT_IN and not source.read(0, 1):
        raise Unreadable(f"{path} is empty, as no file of its kind is: it was cut short. Bring it back from a copy.")
    return source


def _form(source: Source) -> str | None:
    """Return in which form events are kept that are no lines yet; nothing where they are, or are not to be had."""
    start = source.read(0, len(PARQUET))
    form = "Parquet" if start == PARQUET else compression(start)
    return form if form in ("Parquet", *COMPRESSIONS) else None


def _part(source: Source, path: Path) -> Part:
    """Return the lines that a file holds."""
    form = _form(source)
    if form == "Parquet":
        return Part(path, _unpacked(_rows(path)), "row")
    if form is not None:
        source = _unpacked(_decompressed(source, path, form))
    must_be_a_log(source, path)
    return Part(path, source)


def _unpacked(parts: Iterable[bytes]) -> Source:
    """Return bytes as those of a file, which can be read at any place; raise `NoRoom`."""
    with within_room(), TemporaryFile() as file:
        for part in parts:
            file.write(part)
        file.flush()
        return Source(file=os.dup(file.fileno()))


def _decompressed(source: Source, path: Path, form: str) -> Iterator[bytes]:
    with needing("world", "A compressed log"):
        from detente.world.arrow import pa
    try:
        with pa.input_stream(BufferedReader(_Reading(source), _PART), compression=form) as file:
            yield from iter(partial(file.read, _PART), b"")
    except (pa.ArrowException, OSError) as error:
        raise Unreadable(
            f"{path} cannot be unpacked: it begins as a file compressed with {form}, and is damaged or was cut short "
            f"({error}). Nothing of it is answered from; bring it back from a copy."
        ) from error


class _Reading(RawIOBase):
    """A source, read from its first byte to its last."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._offset = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        into = memoryview(buffer).cast("B")
        data = self._source.read(self._offset, len(into))
        into[: len(data)] = data
        self._offset += len(data)
        return len(data)


def _rows(path: Path) -> Iterator[bytes]:
    """Return the rows of a file of Parquet as lines, each without the columns in which it has no value."""
    with needing("world", "A log in Parquet"):
        import duckdb

        from detente.world.arrow import pa, pc, pq
        from detente.world.packed import is_packed
    try:
        with pq.ParquetFile(path) as file:
            if is_packed(path):
                raise NoSuchLogs(
                    f"{path} is a packed world, which is asked alone: name the log of which it is instead."
                )
            query = _query(file.schema_arrow, path)
            with duckdb.connect() as connection:
                for batch in file.iter_batches():
                    connection.register("rows", pa.table(batch.columns, schema=batch.schema))
                    lines: Any = connection.sql(query).to_arrow_table()["line"].combine_chunks()
                    whole = pa.ListArray.from_arrays([0, len(lines)], lines)
                    yield pc.binary_join(whole, "\n")[0].as_py().encode() + b"\n"
    except (pa.ArrowException, duckdb.Error, OSError) as error:
        raise Unreadable(
            f"{path} cannot be read: it begins as a file of Parquet, and is damaged or was cut short ({error}). "
            "Nothing of it is answered from; bring it back from a copy."
        ) from error


def _query(schema: Any, path: Path) -> str:
    """Return the query that makes a line of each row; raise `NoSuchLogs` where the columns are not those of events."""
    missing = [f"“{name}”" for name in NEEDED if name not in schema.names]
    if missing:
        raise NoSuchLogs(
            f"{path} is no packed world, and of events neither: it has no column {listing(missing, 'or')}. A file of "
            "Parquet has to have a column for each field of an event (detente schema)."
        )
    written = [
        _WRITTEN[form].format('"' + field.name.replace('"', '""') + '"') for field in schema if (form := _of(field))
    ]
    replaced = f"REPLACE ({', '.join(written)})" if written else ""
    return f"SELECT json_merge_patch('{{}}', to_json(event)) AS line FROM (SELECT * {replaced} FROM rows) AS event"  # noqa: S608


_WRITTEN = {
    "moments": "strftime({0} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') AS {0}",
    # Whole numbers are kept as such ones where some rows have none.
    "numbers": "CASE WHEN isnan({0}) THEN NULL WHEN {0} = try_cast({0} AS BIGINT) "
    "THEN to_json(try_cast({0} AS BIGINT)) ELSE to_json({0}) END AS {0}",
}
"""How columns are written that do not say in JSON what they say in a log."""


def _of(field: Any) -> str | None:
    if getattr(field.type, "tz", None):
        return "moments"
    return "numbers" if str(field.type) in ("float", "double") else None
