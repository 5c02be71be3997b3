"""The lines of a log in one file of Parquet, with where every event leads: none need be read or followed again.

The events that count come first, pair by pair, each pair's in plain order, each with the configuration after it; its
possible days stand beside the index of its date for whoever reads the file with other tools. What is retracted, and
what retracts it, comes after them, since it counts in what was known on some day. What the numbers in the columns mean
stands in the file's metadata, under ``detente``, as JSON. Of a file of another version, or one that is damaged,
nothing is believed.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.log.findings import Finding
from detente.log.form import PARQUET
from detente.log.reading import read_line
from detente.log.seal import Seal
from detente.log.source import Source
from detente.log.writing import replacing
from detente.model.configuration import SLOTS
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.events import Survey, to_json
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.columns import Columns, Happened, Kept, LeftOut, Rank
from detente.world.reading import Lines, days, sound, surveys_of
from detente.world.rows import RETRACTION, Rows
from detente.world.world import World

pa: Any = import_module("pyarrow")  # it says nothing of its types
parquet: Any = import_module("pyarrow.parquet")

VERSION = 1
"""The form of the files that are written, and the only one that is read."""
_NAME = b"detente"
_SUM = b"detente.sum"
"""The CRC-32 of what stands under the name."""
_EPOCH = date(1970, 1, 1).toordinal()
"""The day from which Arrow counts."""
_OF_EVENTS = ("pair", "act", "on", "confidence", "rank", "line", "after")
"""What is read where nothing is asked about what was known on some day."""
_ALL_DIFFERENT = ("line", "recorded", "id", "retracts")


class NotPacked(DetenteError):
    """A file that is no packed world, or one that cannot be read: of another version, or damaged."""


class _Meaning(NamedTuple):
    """What the numbers in the columns mean, and of which log they are."""

    version: int
    lines: int
    bytes: int
    digest: str
    counting: int
    """How many of the rows, from the first on, are events that count."""
    pairs: Sequence[Pair]
    acts: Sequence[Act]
    dates: Sequence[str]
    ranks: Sequence[Rank]
    sums: Mapping[str, int]
    """The CRC-32 of the values of each column, by which damage is seen wherever in the file it is."""
    facts: Sequence[tuple[str, int | None]]
    """The name of each fact of a configuration, and the side whose it is."""
    configurations: Sequence[Sequence[str]]
    surveys: Sequence[tuple[int, str]]
    """The number of the line of each survey, and what it says."""
    gone: Sequence[int]
    """The lines of those that are retracted."""
    left_out: Sequence[tuple[Pair, Sequence[tuple[str, int, int, str, str]]]]
    """The pairs that cannot be answered about, with what is found in their lines."""


class Packed:
    """A world that was packed into a file."""

    def __init__(self, path: Path) -> None:
        """Open the file, without reading its columns. Raises `NotPacked`."""
        self._path = path
        try:
            self._file = parquet.ParquetFile(path, memory_map=True)
            self._meaning = _meaning(self._file.schema_arrow.metadata or {})
            self._lines = _lines(self._meaning)
        except (pa.ArrowException, OSError, LookupError, TypeError, ValueError) as error:
            raise NotPacked(
                f"{path} is no packed world of this version, or is damaged: pack the log anew (detente pack)."
            ) from error
        self.of = Seal(self._meaning.lines, self._meaning.bytes, self._meaning.digest)
        """The log that was packed: how many lines it had, how many bytes, and their digest."""

    @property
    def leaves_out(self) -> bool:
        """Whether there are pairs that cannot be answered about."""
        return bool(self._meaning.left_out)

    def columns(self, known: date | None = None) -> Columns:
        """Return the columns of the world; as known on a day, if one is given. Raises `NotPacked`."""
        meaning = self._meaning
        left_out = [_left_out(Pair(*pair), found) for pair, found in meaning.left_out]
        if known is not None:
            rows = Rows(**self._read(Rows._fields))
            found, _ = sound(self._lines._replace(rows=rows.at(np.argsort(rows.line))), known, self._refused)
            return found._replace(left_out=left_out)
        read = self._read(_OF_EVENTS, meaning.counting)
        earliest, latest = days(self._lines.dates)
        after = read.pop("after")
        return Columns(
            pairs=self._lines.pairs,
            kinds=self._lines.acts,
            dates=self._lines.dates,
            ranks=self._lines.ranks,
            happened=Happened(earliest=earliest[read["on"]], latest=latest[read["on"]], **read),
            surveys=surveys_of(self._lines, self._lines.pairs, {*meaning.gone}, None),
            left_out=left_out,
            findings=self._refused,
            kept=Kept([tuple(one) for one in meaning.configurations], after),
        )

    def _read(self, names: Sequence[str], count: int | None = None) -> "dict[str, NDArray[Any]]":
        """Return columns, or the first so many rows of them."""
        try:
            table = self._file.read(columns=list(names))
        except (pa.ArrowException, OSError) as error:
            raise NotPacked(f"{self._path} is damaged: pack the log anew (detente pack).") from error
        found = {name: table[name].combine_chunks().to_numpy() for name in names}
        if any(_sum(column) != self._meaning.sums[name] for name, column in found.items()):
            raise NotPacked(f"{self._path} is damaged: pack the log anew (detente pack).")
        return {name: column[:count] for name, column in found.items()}

    def _refused(self, pair: Pair) -> list[Finding]:
        """Return why a pair cannot be answered about as it was known on some day."""
        why = "the rules refused an event of this pair as it was known then; the log says which (detente check)."
        return [Finding(str(self._path), 1, 1, why, "", pair)]


def is_packed(path: Path) -> bool:
    """Whether a file is a packed world: one of Parquet that says so of itself, or is too damaged to say what it is."""
    if not path.is_file() or Source.open(path).read(0, len(PARQUET)) != PARQUET:
        return False
    try:
        return _NAME in (parquet.read_schema(path).metadata or {})
    except (pa.ArrowException, OSError):
        return True


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
    pairs = np.array([*(number.get(pair, -1) for pair in lines.pairs), -1], np.int32)[rows.pair]
    others = np.setdiff1d(np.flatnonzero(pairs >= 0), counting)
    order = np.concatenate([counting, others])
    columns: dict[str, Any] = rows._replace(pair=pairs).at(order)._asdict()
    columns["after"] = np.concatenate([kept.after, np.full(len(others), RETRACTION, np.int32)])
    sums = {name: _sum(column) for name, column in columns.items()}
    earliest, latest = days(lines.dates)
    is_dated = columns["on"] >= 0
    for name, day in (("earliest", earliest), ("latest", latest)):
        columns[name] = pa.array((day[columns["on"]] - _EPOCH).astype(np.int32), pa.date32(), mask=~is_dated)
    standing = {survey for surveys in world.surveys for survey in surveys}
    surveys = [(line, survey) for line, survey in lines.surveys if survey.pair in number]
    meaning = _Meaning(
        VERSION,
        of.lines,
        of.size,
        of.digest,
        len(counting),
        world.pairs,
        lines.acts,
        [on.text for on in lines.dates],
        lines.ranks,
        sums,
        SLOTS,
        kept.configurations,
        [(line, to_json(survey)) for line, survey in surveys],
        [line for line, survey in surveys if survey not in standing],
        [(pair, [finding[:5] for finding in found]) for pair, found in world.left_out],
    )
    told = json.dumps(meaning._asdict(), ensure_ascii=False).encode()
    described = {_NAME: told, _SUM: str(crc32(told)).encode()}
    table = pa.table(columns).replace_schema_metadata(described)
    dictionaries = [name for name in columns if name not in _ALL_DIFFERENT]
    with replacing(path) as file:
        parquet.write_table(table, file, compression="lz4", use_dictionary=dictionaries)


def _sum(column: "NDArray[Any]") -> int:
    return crc32(np.ascontiguousarray(column).data.cast("B"))


def _meaning(metadata: Mapping[bytes, bytes]) -> _Meaning:
    """Return what the metadata of a file say; raise `ValueError` or `LookupError` where that is nothing to believe."""
    told = metadata[_NAME]
    said: dict[str, Any] = json.loads(told)
    if crc32(told) != int(metadata[_SUM]) or said["version"] != VERSION:
        raise ValueError("it is not what was written, or not as it would be written now")
    return _Meaning(**said)


def _lines(meaning: _Meaning) -> Lines:
    surveys = ((line, read_line(text.encode())) for line, text in meaning.surveys)
    return Lines(
        rows=Rows.of(()),
        pairs=[Pair(*pair) for pair in meaning.pairs],
        acts=[Act(*act) for act in meaning.acts],
        dates=[HistoricDate.parse(on) for on in meaning.dates],
        ranks=[Rank(*rank) for rank in meaning.ranks],
        surveys=[(line, survey) for line, survey in surveys if isinstance(survey, Survey)],
    )


def _left_out(pair: Pair, found: Sequence[Sequence[Any]]) -> LeftOut:
    return LeftOut(pair, [Finding(path, line, column, why, text, pair) for path, line, column, why, text in found])
