"""Every pair of a log on Apache Spark: the same replay, on as many machines as it takes.

Each function takes a DataFrame of events, from whatever session and storage, and returns a DataFrame that is worked out
when somebody asks for its rows. Sessions of Spark itself and of Spark Connect serve alike, for a DataFrame's own
methods are all that is used. The machines that work need ``pip install 'detente[world]'``.

Beside the answer stands a `remark`. Of a pair that cannot be answered about there is a row with nothing but that:
whoever drops such rows takes what is not known for what is not there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from warnings import catch_warnings, simplefilter

import numpy as np

from detente.log.findings import Finding
from detente.log.form import PARQUET
from detente.log.record import Record
from detente.log.source import BOM
from detente.log.stamping import latest_moment
from detente.model.calling import asked
from detente.model.dates import Dated, beginning, between, last_day
from detente.model.errors import DetenteError
from detente.model.extras import needing
from detente.model.pairs import Pair
from detente.world.answers import spells_table
from detente.world.arrow import pa
from detente.world.columns import LeftOut
from detente.world.panel import Asked as PanelAsked
from detente.world.panel import Panel, reach
from detente.world.replay import world
from detente.world.sharing import LINES, ROWS, Asked, Share, brought_together, read
from detente.world.spells import spells as spells_of
from detente.world.turned import Part, Turned
from detente.world.turned_rows import part_of, rows_of

if TYPE_CHECKING:
    from detente import Rates

Frame: TypeAlias = Any
"""A DataFrame of Spark, of a classic session or of Spark Connect."""


class Remark(NamedTuple):
    """What is to be said beside an answer."""

    pair: str | None
    """None where it is of no pair that could be told."""
    kind: str
    """One of those below."""
    lines: Sequence[int]
    """The numbers of the lines in the log."""
    why: str


LEFT_OUT, PASSED_OVER, OF_NO_PAIR, NOT_COUNTED = "left out", "passed over", "of no pair", "without rows"
"""A pair that is not answered about; events that the rules refuse; a line that may be about any two; a state that is in
the list of a panel on none of its days."""

Made: TypeAlias = Callable[[Share], Any]
"""What makes an answer of the pairs of a share: a table of Arrow."""

_REMARK = pa.struct(
    [("pair", pa.string()), ("kind", pa.string()), ("lines", pa.list_(pa.int64())), ("why", pa.string())]
)
_TYPES: Mapping[Any, str] = {
    pa.string(): "string",
    pa.list_(pa.string()): "array<string>",
    pa.binary(): "binary",
    pa.bool_(): "boolean",
    pa.int8(): "tinyint",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.date32(): "date",
    _REMARK: "struct<pair: string, kind: string, lines: array<bigint>, why: string>",
}
"""How Spark calls the types of Arrow."""


class NoOrder(DetenteError):
    """Events that do not say in which order they stand in the log."""


class NoLines(DetenteError):
    """What was named as a log does not hold lines."""


def log(session: Any, path: str) -> Frame:
    """Return the lines of a log, numbered, from wherever the session of Spark reads: a path, a pattern, an address.

    Several files are one log, in the order of their names. Their lines are counted at once. What ends with `.parquet`
    has a column for each field of a line. Raises `NoLines` where a file of Parquet is named in another way.
    """
    if path.endswith(".parquet"):
        return _rows(session, path)
    lines = (
        session.read.option("lineSep", "\n")
        .text(path)
        .selectExpr(
            "concat(_metadata.file_path, ':', lpad(_metadata.file_block_start, 20, '0')) AS block",
            "_metadata.file_size AS size",
            f"CAST(startswith(value, '{PARQUET.decode()}') AS int) AS foreign",
            "CAST(concat(value, chr(10)) AS binary) AS text",
        )
    )
    sizes = lines.selectExpr("block", "size", "foreign", "1 AS lines", "octet_length(text) AS bytes")
    found = sizes.groupBy("block").agg({"lines": "sum", "bytes": "sum", "size": "max", "foreign": "sum"}).collect()
    if any(row["sum(foreign)"] for row in found):
        raise NoLines(
            f"{path} holds a file of Parquet: name such files in a way that ends with .parquet, and no others."
        )
    blocks = sorted((row["block"], row["sum(lines)"], row["sum(bytes)"], row["max(size)"]) for row in found)
    ends = np.cumsum([0, *(lines for _, lines, _, _ in blocks)]).tolist()
    firsts = {block: end + 1 for (block, *_), end in zip(blocks, ends, strict=False)}
    last = ends[-1] if _breaks_off(blocks) else None
    return _mapped(lines.select("block", "text"), partial(_numbered, firsts, last), LINES)


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


def statuses(events: Frame, day: Dated, how: Asked | None = None) -> Frame:
    """Return where every pair stands at the end of a day: the columns of `World.at`, and the remark.

    The events are what `log` returns, or have the fields of a log's lines as columns and a number for each, `line`, by
    which they are in order. Raises `BadDate` and `NoOrder`.
    """
    return answer(events, partial(_statuses, last_day(day)), how)


def changes(events: Frame, since: Dated, until: Dated, how: Asked | None = None) -> Frame:
    """Return which pairs changed from the end of one day to that of another: `World.changes`, and the remark.

    Raises `BadDate` and `NoOrder`.
    """
    return answer(events, partial(_changes, *between(beginning(since), until)), how)


def panel(events: Frame, asked: PanelAsked | None = None, how: Asked | None = None) -> Frame:
    """Return a panel of all pairs, as `World.panel` has it, its rows in no order, and the remark.

    Where it is not said from which day to which, the events are read twice. Raises `NoSuchPanel`, `BadDate`, `NoOrder`.
    """
    wanted = asked or PanelAsked()
    if wanted.first is None or wanted.last is None:
        (found,) = answer(events, _span, how).agg({"first": "min", "last": "max"}).collect()
        first, last = wanted.days((found["min(first)"], found["max(last)"]) if found["min(first)"] else None)
        wanted = wanted._replace(first=first, last=last)
    return answer(events, partial(_panel, wanted), how, partial(_not_counted, wanted))


def spells(events: Frame, until: Dated, how: Asked | None = None) -> Frame:
    """Return the spells of every pair up to the end of a day, a row each, of which base rates are made; and the remark.

    Raises `BadDate` and `NoOrder`.
    """
    return answer(events, partial(_spells, last_day(until)), how)


@asked
def rates(
    events: Frame, status: str, *to: str, until: Dated | None = None, how: Asked | None = None, **options: Any
) -> "Rates":
    """Return how long pairs stayed on a rung and how that ended, as `World.rates` does: it is asked at once.

    Every change of a status is gathered here for that. Raises what `World.rates` does, and `NoOrder`.
    """
    with needing("rates", "To tell base rates"):
        from detente import Rates  # as the package offers it: an answer that can be had as data
        from detente.world.rates import Chosen, rates_until

        chosen = Chosen.named(status, *to, **options)
        turned = gathered(*told(answer(events, turns, how)), _known(how))
        return Rates(*rates_until(turned, chosen, until))


def told(frame: Frame) -> tuple[Any, list[Remark]]:
    """Ask for an answer; return its rows, as a table of Arrow and in no order, and what is to be said beside it."""
    found = frame.toArrow()
    is_said = found["remark"].is_valid()
    remarks = [Remark(**one) for one in found["remark"].filter(is_said).to_pylist()]
    return found.filter(found["remark"].is_null()).drop_columns(["remark"]), remarks


def turns(share: Share) -> Any:
    """Return what the pairs of a share tell of base rates: rows of which `gathered` makes one whole."""
    return rows_of(Part.of(share.world))


def gathered(rows: Any, remarks: Sequence[Remark], known: date | None = None) -> Turned:
    """Return what base rates are made of, from what all shares told and said of what was known on a day."""
    passed_over = [pair for kind, pair, one in _of_pairs(remarks) if kind == PASSED_OVER for _ in one.lines]
    part = part_of(rows)._replace(left_out=left_out(remarks), passed_over=passed_over, known=known)
    return Turned([part])


def left_out(remarks: Iterable[Remark]) -> list[LeftOut]:
    """Return the pairs that are not answered about, with what is wrong."""
    return sorted(LeftOut(pair, [*_findings(one)]) for kind, pair, one in _of_pairs(remarks) if kind == LEFT_OUT)


def _of_pairs(remarks: Iterable[Remark]) -> Iterator[tuple[str, Pair, Remark]]:
    return ((one.kind, Pair(*one.pair.split("-")), one) for one in remarks if one.pair is not None)


class _Said(Finding):
    """A finding in the words in which it was said where it was found."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.text


def _findings(remark: Remark) -> Iterator[Finding]:
    said = remark.why.split("\n")
    for number, line in enumerate(remark.lines):
        why = said[number * _LINES_OF_A_FINDING : (number + 1) * _LINES_OF_A_FINDING]
        yield _Said("", line, 1, why[0], "\n".join(why))


_LINES_OF_A_FINDING = 3
"""What is wrong, what stands there, and the place in it."""


def answer(
    events: Frame,
    made: Made,
    how: Asked | None = None,
    more: Callable[[Share], Iterable[Remark]] = lambda _: (),
) -> Frame:
    """Return what is made of the pairs of each share of some events, and what is to be said beside it.

    Both are made where the share is, by functions that can be imported there. Raises `NoOrder`. Where rows were lost
    on the way to a share, asking for the answer fails.
    """
    schema = pa.schema([*_plain(made(_nobody())).schema, ("remark", _REMARK)])
    rows = _mapped(_lines(events), read, ROWS)
    wanted = how or Asked()
    wanted = wanted._replace(known=_known(how), limit=wanted.limit or latest_moment())
    # Which rows come together is all that is relied on: not in which order, nor how many shares at a time.
    return _mapped(rows.repartition("share"), partial(_answered, made, more, wanted, schema), schema)


def _known(how: Asked | None) -> date | None:
    return None if how is None or how.known is None else last_day(how.known)


def _answered(
    made: Made, more: Callable[[Share], Iterable[Remark]], asked: Asked, schema: Any, batches: Iterable[Any]
) -> Iterator[Any]:
    with brought_together(batches, asked) as share:
        remarks = [*_remarks(share)]
        if share.world.pairs:
            remarks += more(share)
            for part in _plain(made(share)).to_batches():
                yield pa.record_batch([*part.columns, pa.nulls(part.num_rows, _REMARK)], schema=schema)
        nothing = [pa.nulls(len(remarks), field.type) for field in list(schema)[:-1]]
        yield pa.record_batch([*nothing, pa.array([one._asdict() for one in remarks], _REMARK)], schema=schema)


def _remarks(share: Share) -> Iterator[Remark]:
    """Return what is to be said beside any answer of a share."""
    for pair, findings in share.world.left_out:
        why = "\n".join(str(found) for found in findings)
        yield Remark(str(pair), LEFT_OUT, [found.line for found in findings], why)
    passed_over = sorted((str(passed.pair), passed.phrase, passed.line) for passed in share.world.passed_over)
    for (pair, phrase), events in groupby(passed_over, lambda passed: passed[:2]):
        yield Remark(pair, PASSED_OVER, [line for _, _, line in events], phrase)
    if share.is_first:
        for found in share.record.findings_of_no_pair:
            yield Remark(None, OF_NO_PAIR, [found.line], found.summary)


def _lines(events: Frame) -> Frame:
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


def _statuses(day: date, share: Share) -> Any:
    return share.world.at(day)


def _changes(since: date, until: date, share: Share) -> Any:
    return share.world.changes(since, until)


def _span(share: Share) -> Any:
    days = [[day] for day in reach(share.world) or ()] or [[], []]
    return pa.table([pa.array(each, pa.date32()) for each in days], ["first", "last"])


def _panel(asked: PanelAsked, share: Share) -> Any:
    return Panel([share.world], asked).table()


def _not_counted(asked: PanelAsked, share: Share) -> Iterator[Remark]:
    return (Remark(None, NOT_COUNTED, (), code) for code in Panel([share.world], asked).not_counted)


def _spells(until: date, share: Share) -> Any:
    return spells_table(share.world, spells_of(share.world, until))


def _plain(table: Any) -> Any:
    """Return a table with words in place of their numbers: those of each share are its own."""
    types = [field.type.value_type if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    return table.cast(pa.schema(list(zip(table.column_names, types, strict=True))))


@cache
def _nobody() -> Share:
    """Return a share without pairs, whose answers have the columns of any, and no rows."""
    record = Record("", b"")
    return Share(world(record), record, is_first=False)


def _mapped(frame: Frame, function: Callable[[Iterable[Any]], Iterator[Any]], schema: Any) -> Frame:
    """Return what becomes of a frame by a function of batches of Arrow."""
    described = ", ".join(f"`{field.name}` {_TYPES[field.type]}" for field in schema)
    with catch_warnings():
        simplefilter("ignore", FutureWarning)  # of versions of pandas, of which nothing is used
        return frame.mapInArrow(function, described)
