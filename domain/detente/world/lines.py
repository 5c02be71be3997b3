"""The lines of a log in bulk: what each says in its fields, as JSON, before anybody asks whether it may say so.

Lines are told apart as wherever a log is read, and DuckDB takes their fields. What its reader of JSON forgives (commas
before a bracket, numbers that are none, names that stand twice) is looked for; a line in which something like it may
be, or that is not in a plain form, is handed on as it is, for the reader that says what is wrong.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

import duckdb
import numpy as np
from numpy.typing import NDArray

from detente.log.seal import Seal
from detente.log.source import BOM, Source
from detente.world.buffers import bits, column_of, numbers_in, pa
from detente.world.columns import listed

FIELDS = (
    "kind", "parties", "by", "on", "seq", "recorded", "confidence", "office", "power",
    "level", "head", "resident", "ordered_by", "announced", "major",
)  # fmt: skip
"""The fields of events that are read, beside the id of a line and that of the event which it retracts."""
WORDS = ("summary", "sources", "note", "measure", "conditions")
"""The fields that hold words, which move no relation."""

ABSENT = -1
"""The code of a field that a line does not have."""


_BEGINNING = Seal()


class Coded(NamedTuple):
    """One field of many lines: the number of its value in each, `ABSENT` where it has none, and the values."""

    codes: NDArray[np.int32]
    texts: list[str]
    """Values as JSON."""


class Said(NamedTuple):
    """What the lines of one part of a log say."""

    number: NDArray[np.int64]
    """Of each line that is in a plain form, from 1."""
    id: NDArray[np.uint64]
    """A hash of its id."""
    retracts: NDArray[np.uint64]
    """That of the id that it retracts; 0 where it retracts none."""
    fields: Mapping[str, Coded]
    """Of those that some line has; of lines that are vouched for without those that hold words."""
    offset: NDArray[np.int64]
    """How many bytes of the log stand before it."""
    length: NDArray[np.int64]
    """In bytes, without the line feed."""
    others: "list[Line]"
    """All lines in another form, blank ones left out, and what was surveyed."""


class Line(NamedTuple):
    """One line of a log, as it stands there."""

    number: int
    offset: int
    raw: bytes


def said(
    source: Source, *, is_vouched_for: bool, workers: int | None = None, after: Seal = _BEGINNING
) -> Iterator[Said]:
    """Return what the lines of a log say, a part after the other, as many at a time as there are workers, or cores.

    Of lines that are vouched for it is not asked whether something is wrong in them. With a seal they are the lines
    that come after those of which it is.
    """
    workers = workers or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        parts = _parts(source, after, max(LEAST, TOGETHER // workers))
        running = [
            pool.submit(_said, _connection().cursor(), *part, is_vouched_for=is_vouched_for)
            for part in islice(parts, workers + 1)
        ]
        while running:
            done = running.pop(0).result()
            running += [
                pool.submit(_said, _connection().cursor(), *part, is_vouched_for=is_vouched_for)
                for part in islice(parts, 1)
            ]
            yield done


TOGETHER, LEAST = 2**25, 2**22
"""How many bytes all workers look at together, and how many each at least: what is made of them takes more memory."""


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET threads = 1")  # of each part: several are looked at at one time
    return connection


def _parts(source: Source, after: Seal, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Return the log in parts of whole lines, each with the number of its first line and how much stands before it."""
    number = after.lines + 1
    for offset, data in source.chunks(after.size, size=size):
        text = data if offset else data.removeprefix(BOM)
        yield text, number, offset + len(data) - len(text)
        number += data.count(b"\n")


def _said(connection: duckdb.DuckDBPyConnection, data: bytes, first: int, before: int, *, is_vouched_for: bool) -> Said:
    starts, ends = _lines(data)
    table = _table(data, starts, ends)
    connection.register("lines", table)
    found: Any = connection.sql(_query(is_vouched_for=is_vouched_for)).to_arrow_table()
    connection.close()
    is_plain = numbers_in(found["is_plain"]).astype(np.bool_)
    rows = None if is_plain.all() else np.flatnonzero(is_plain)
    taken = found if rows is None else found.filter(column_of(is_plain))
    counted = np.arange(first, first + len(starts), dtype=np.int64)
    return Said(
        number=counted if rows is None else counted[rows],
        id=numbers_in(taken["id"]),
        retracts=numbers_in(taken["retracts"]),
        fields={name: coded for name in _fields(is_vouched_for) if (coded := _coded(taken[name])) is not None},
        offset=(starts if rows is None else starts[rows]) + before,
        length=(ends - starts) if rows is None else (ends - starts)[rows],
        others=[
            Line(first + row, before + int(starts[row]), line)
            for row in listed(np.flatnonzero(~is_plain))
            if (line := data[starts[row] : ends[row]]).strip()
        ],
    )


def _lines(data: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each line begins, and where it ends."""
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    return np.concatenate(([0], ends[:-1] + 1)), ends


def _table(data: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Any:
    """Return lines as a column of texts, without copying; what is no UTF-8 as nothing."""
    offsets = np.append(starts, len(data)).astype(np.int64)
    is_text = _is_text(data, starts, ends)
    texts = pa.LargeStringArray.from_buffers(
        len(starts),
        pa.py_buffer(offsets),
        pa.py_buffer(data),
        None if is_text is None else bits(is_text),
    )
    return pa.Table.from_arrays([texts], names=["line"])


def _is_text(data: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_] | None:
    """Return whether each line is UTF-8; nothing where all are."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return np.array([_decodes(data[start:end]) for start, end in zip(starts, ends, strict=True)])
    return None


def _decodes(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _coded(values: Any) -> Coded | None:
    if values.null_count == len(values):
        return None
    encoded = values.combine_chunks().dictionary_encode("encode")
    codes, texts = numbers_in(encoded.indices), encoded.dictionary.to_pylist()
    if values.null_count:
        none = texts.index(None)
        del texts[none]
        codes = np.where(codes == none, ABSENT, codes - (codes > none)).astype(np.int32)
    return Coded(codes, texts)


HASHED_BY = str(duckdb.__version__)
"""What makes the hashes of ids: another version may make others."""


@lru_cache(maxsize=2**10)
def hash_of(name: str) -> int:
    """Return the hash of an id, as `Said` has it."""
    with _connection().cursor() as cursor:  # for several ask at a time, and a connection has one answer
        found = cursor.execute("SELECT hash(?)", [f'"{name}"']).fetchone()
    return int(found[0]) if found else 0


_WORDS = r'"[A-Za-z0-9][^"\\\x00-\x1f\x7f-\x9f]*"'
_PUBLISHED = r',"published":"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?)?"'
_SOURCE = rf'\{{"title":{_WORDS},"publisher":{_WORDS}(?:{_PUBLISHED})?(?:,"url":"https?://[!#-\[\]-~]+")?\}}'
_PLAIN = dict.fromkeys(WORDS, (_WORDS, '"x"')) | {
    "sources": (rf"\[{_SOURCE}(?:,{_SOURCE})*\]", '[{"title":"x","publisher":"x"}]')
}
"""What words and sources are like that are certainly right, and what is read in their place: all others are judged."""
_NAME = r"""regexp_full_match({}, '"[!#-\[\]-~]+"')"""
"""An id in a plain form: whoever reads the whole line looks at one with escapes, or letters beyond ASCII."""
_COMMA = r"regexp_matches(line, ',[ \t\r]*[\]}]')"
"""A comma before a bracket, which is no JSON. It may stand in words: the line is then only looked at closely."""


def _fields(is_vouched_for: bool) -> tuple[str, ...]:  # noqa: FBT001 - it is what the function is about
    return FIELDS if is_vouched_for else (*FIELDS, *WORDS)


_COMMON = ("id", "kind", "parties", "by", "on", "recorded", "summary", "sources")
"""The fields that most lines have: others are looked for in lines that have other names than these."""


@cache
def _query(*, is_vouched_for: bool) -> str:
    """Return the query that takes the fields of lines, and tells which are in a plain form."""
    fields = _fields(is_vouched_for)
    columns = [f'"{name}"' for name in fields if name not in _PLAIN]
    columns += ["hash(id) AS id", "if(retracts IS NULL, 0, hash(retracts)) AS retracts"]
    plain = [_NAME.format("id"), f"(retracts IS NULL OR {_NAME.format('retracts')})", "kind <> '\"surveyed\"'"]
    if is_vouched_for:
        taken = _taken("lines", ("id", "retracts", *fields))
    else:
        columns += [
            f"if(regexp_full_match({name}, '{plain}'), '{instead}', {name}) AS {name}"
            for name, (plain, instead) in _PLAIN.items()
        ]
        rest = [name for name in ("retracts", *fields) if name not in _COMMON]
        # As many names as there are fields: none stands twice, and none is unknown.
        looked_at = f"(SELECT line, len(try(json_keys(line))) AS names, {_COMMA} AS has_comma FROM lines)"  # noqa: S608
        common = f"(SELECT *, names = {_count(_COMMON)} AS is_all FROM ({_taken(looked_at, _COMMON)}))"  # noqa: S608
        taken = _taken(common, rest, unless="is_all")
        plain += [f"CASE WHEN is_all THEN true ELSE names = {_count((*_COMMON, *rest))} END", "NOT has_comma"]
    columns += [f"coalesce({' AND '.join(plain)}, false)::UTINYINT AS is_plain"]
    return f"SELECT {', '.join(columns)} FROM ({taken})"  # noqa: S608


def _taken(lines: str, names: Sequence[str], unless: str = "false") -> str:
    """Return the query that takes some fields of lines, unless something is true of a line."""
    paths = ", ".join(f"'$.{name}'" for name in names)
    said = f"CASE WHEN {unless} THEN NULL ELSE try(json_extract(line, [{paths}])) END AS said"
    columns = ", ".join(f'said[{place}] AS "{name}"' for place, name in enumerate(names, start=1))
    return f"SELECT * EXCLUDE said, {columns} FROM (SELECT *, {said} FROM {lines})"  # noqa: S608


def _count(names: Sequence[str]) -> str:
    """Return how many of some fields a line has, as a term of a query."""
    return "(" + " + ".join(f'("{name}" IS NOT NULL)::INT' for name in names) + ")"
