"""A log as DataFrames of Spark: its lines, from wherever a session reads them, and what functions make of frames."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias
from warnings import catch_warnings, simplefilter

import numpy as np

from detente.log.form import PARQUET
from detente.log.source import BOM
from detente.model.errors import DetenteError
from detente.world.arrow import pa
from detente.world.sharing import LINES

Frame: TypeAlias = Any
"""A DataFrame of Spark, of a classic session or of Spark Connect."""

_TYPES: Mapping[Any, str] = {
    pa.string(): "string",
    pa.binary(): "binary",
    pa.bool_(): "boolean",
    pa.int8(): "tinyint",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.date32(): "date",
}
"""How Spark calls the types of Arrow."""


class NoOrder(DetenteError):
    """Events that do not say in which order they stand in the log."""


class NoLines(DetenteError):
    """What was named as a log does not hold lines."""


ONE_IN = 2**12
"""Of how many lines one is in a sample."""


class Log(NamedTuple):
    """The lines of a log, from wherever a session of Spark reads."""

    events: Frame
    sample: Sequence[bytes]
    """About one in `ONE_IN` of them, whichever pairs they are of."""


def log(session: Any, path: str) -> Frame:
    """Return the lines of a log, numbered, from wherever the session of Spark reads: a path, a pattern, an address.

    Several files are one log, in the order of their names. Their lines are counted at once. What ends with `.parquet`
    has a column for each field of a line. Raises `NoLines` where a file of Parquet is named in another way.
    """
    return _rows(session, path) if path.endswith(".parquet") else opened(session, path).events


def opened(session: Any, path: str) -> Log:
    """Return the same with a sample of the lines. Raises `NoLines`."""
    if path.endswith(".parquet"):
        events = _rows(session, path)
        return Log(events, [bytes(row["text"]) for row in lines_of(events.where(_some("line"))).collect()])
    files = session.read.option("lineSep", "\n").text(path)
    if not files.inputFiles():
        raise NoLines(
            f"Spark finds no file at {path}: it passes over those whose names begin with a dot or an underscore."
        )
    lines = files.selectExpr(
        "concat(_metadata.file_path, ':', lpad(_metadata.file_block_start, 20, '0')) AS block",
        "_metadata.file_size AS size",
        f"CAST(startswith(value, '{PARQUET.decode()}') AS int) AS foreign",
        "CAST(concat(value, chr(10)) AS binary) AS text",
    )
    some = f"if({_some('text')}, text, NULL) AS some"
    sizes = lines.selectExpr("block", "size", "foreign", "1 AS lines", "octet_length(text) AS bytes", some)
    wanted = {"lines": "sum", "bytes": "sum", "size": "max", "foreign": "sum", "some": "collect_list"}
    found = sizes.groupBy("block").agg(wanted).collect()
    if any(row["sum(foreign)"] for row in found):
        raise NoLines(
            f"{path} holds a file of Parquet: name such files in a way that ends with .parquet, and no others."
        )
    blocks = sorted((row["block"], row["sum(lines)"], row["sum(bytes)"], row["max(size)"]) for row in found)
    ends = np.cumsum([0, *(lines for _, lines, _, _ in blocks)]).tolist()
    firsts = {block: end + 1 for (block, *_), end in zip(blocks, ends, strict=False)}
    last = ends[-1] if _breaks_off(blocks) else None
    sample = [bytes(line) for row in found for line in row["collect_list(some)"]]
    return Log(mapped(lines.select("block", "text"), partial(_numbered, firsts, last), LINES), sample)


def _rows(session: Any, path: str) -> Frame:
    """Return the rows of files of Parquet, each with the number of the line that it would be."""
    rows = (
        session.read.parquet(path)
        .drop("line")
        .selectExpr("*", "_metadata.file_path AS _in", "_metadata.row_index AS _at")
    )
    counted = sorted(tuple(row) for row in rows.groupBy("_in").count().collect())
    firsts = np.cumsum([1, *(count for _, count in counted)]).tolist()
    beginning = [(file, first) for (file, _), first in zip(counted, firsts, strict=False)]
    numbered = rows.join(session.createDataFrame(beginning, "_in string, _first bigint"), "_in")
    return numbered.selectExpr("*", "_first + _at AS line").drop("_in", "_at", "_first")


def _some(column: str) -> str:
    """Return the condition under which a line is in a sample."""
    return f"pmod(hash({column}), {ONE_IN}) = 0"


def _breaks_off(blocks: Sequence[tuple[str, int, int, int]]) -> bool:
    """Whether the last line has no line feed: then more bytes were read, of lines with one each, than the file has."""
    if not blocks:
        return False
    file = blocks[-1][0].rpartition(":")[0]
    read_of = sum(size for block, _, size, _ in blocks if block.rpartition(":")[0] == file)
    return read_of - blocks[-1][3] in (1, 1 - len(BOM))


def _numbered(firsts: Mapping[str, int], last: int | None, batches: Iterable[Any]) -> Iterator[Any]:
    """Number lines, which come as they lie in their file, each part of it with the number of its first line."""
    read_of = Counter[str]()
    for batch in batches:
        blocks = batch.column("block").dictionary_encode()
        of, numbers = blocks.indices.to_numpy(), np.zeros(batch.num_rows, np.int64)
        for index, block in enumerate(blocks.dictionary.to_pylist()):
            rows = np.flatnonzero(of == index)
            numbers[rows] = firsts[block] + read_of[block] + np.arange(len(rows))
            read_of[block] += len(rows)
        text = batch.column("text")
        if last is not None and last in numbers:
            text = pa.array(
                [one[:-1] if at == last else one for at, one in zip(numbers, text.to_pylist(), strict=True)]
            )
        yield pa.record_batch([pa.array(numbers), text.cast(pa.binary())], schema=LINES)


def lines_of(events: Frame) -> Frame:
    """Return events as lines of a log."""
    names: list[str] = events.columns
    if "line" not in names:
        raise NoOrder("These events have no column “line”, a number for each: without it nobody knows their order.")
    if "text" in names:
        return events.selectExpr("CAST(line AS bigint) AS line", "CAST(text AS binary) AS text")
    fields = ", ".join(_field(name, kind) for name, kind in events.dtypes if name != "line")
    text = f"concat(to_json(struct({fields}), map('ignoreNullFields', 'true')), chr(10))"
    return events.selectExpr("CAST(line AS bigint) AS line", f"CAST({text} AS binary) AS text")


def _field(name: str, kind: str) -> str:
    """Return a field as JSON is made of it: whole numbers as such ones, which columns hold that lack some."""
    if kind not in ("double", "float"):
        return f"`{name}`"
    whole = f"CAST(`{name}` AS bigint)"
    number = f"if(`{name}` = {whole}, CAST({whole} AS string), CAST(`{name}` AS string))"
    return f"if(isnan(`{name}`), NULL, parse_json({number})) AS `{name}`"


def mapped(frame: Frame, function: Callable[[Iterable[Any]], Iterator[Any]], schema: Any) -> Frame:
    """Return what becomes of a frame by a function of batches of Arrow."""
    described = ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)
    with catch_warnings():
        simplefilter("ignore", FutureWarning)  # of versions of pandas, of which nothing is used
        return frame.mapInArrow(function, described)


def _type(kind: Any) -> str:
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{field.name}: {_type(field.type)}' for field in kind)}>"
    return f"array<{_type(kind.value_type)}>" if pa.types.is_list(kind) else _TYPES[kind]
