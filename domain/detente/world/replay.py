"""Following every pair of a log."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.history.history import History
from detente.log.record import Record
from detente.model.dates import Dated, last_day
from detente.model.machine import broken, settled
from detente.model.pairs import Pair
from detente.world.beside import keep_beside, lines_beside, packed_beside
from detente.world.columns import Columns, Kept, LeftOut, taken
from detente.world.compiling import whole
from detente.world.following import Followed, Rows, follow
from detente.world.gathering import judged_by, supposing
from detente.world.packed import NotPacked, Packed, Unpacked
from detente.world.world import PassedOver, World

if TYPE_CHECKING:
    from detente.world.reading import Lines


def world(
    record: Record, known: Dated | None = None, *, lenient: bool = False, supposed: Sequence[History] = ()
) -> World:
    """Return every pair of a record, followed; as known on a day, if one is given. Raises `BadDate`.

    A pair with an event that the rules refuse is left out, unless `lenient` passes such events over. Histories that
    are `supposed` stand in place of what the record has of their pairs.
    """
    day = None if known is None else last_day(known)
    packed = packed_beside(record, day, lenient=lenient)
    if day is None and not supposed and not lenient:
        return Unpacked(packed, lambda: _read(record).columns) if packed else _read(record)
    columns = _of_packed(packed, record, day) if packed else _of_lines(record, day)
    columns = supposing(columns, supposed) if supposed else columns
    return followed(columns, lenient=lenient, supposed=supposed, known=day)


def _read(record: Record) -> World:
    """Return every pair of a record out of its lines; the packed world beside it, if there is one, goes forward."""
    from detente.world.reading import of_lines  # with DuckDB, which a packed world does without

    said = _lines(record)
    found = followed(of_lines(said, record))
    keep_beside(record, said, found)
    return found


def _of_packed(packed: Packed, record: Record, day: date | None) -> Columns:
    """Return the columns in a packed world beside a record, or those of the record if it turns out to be damaged."""
    try:
        columns = packed.columns() if day is None else packed.known(day)
    except NotPacked:
        return _of_lines(record, day)
    return columns._replace(findings=judged_by(record, day))


def _of_lines(record: Record, day: date | None) -> Columns:
    from detente.world.reading import of_lines  # with DuckDB, which a packed world does without

    return of_lines(_lines(record), record, day)


def _lines(record: Record) -> "Lines":
    """Return what the lines of a record say: those that are packed beside it are not read again."""
    from detente.world.reading import lines  # as above

    return lines_beside(record) or lines(record)


def packed(path: Path, known: Dated | None = None, *, lenient: bool = False) -> World:
    """Return the world that was packed into a file; as known on a day, if one is given. Raises `NotPacked`."""
    found = Packed(path)
    if known is None:
        return Unpacked(found)
    day = last_day(known)
    return followed(found.known(day), lenient=lenient, known=day)


def followed(
    columns: Columns, *, lenient: bool = False, supposed: Sequence[History] = (), known: date | None = None
) -> World:
    """Return the world that columns hold, whoever made them; of some pairs what is supposed.

    The columns are those of what was `known` on a day, if one is given.
    """
    found, passed_over = follow(columns), tuple[PassedOver, ...]()
    if len(found.refused):
        passed_over = tuple(_passed_over(columns, found)) if lenient else ()
        columns = _without_events(columns, found.refused) if lenient else _without_pairs(columns, found.refused)
        found = follow(columns)
    return World(lambda: (columns, found), passed_over, supposed, known)


def _passed_over(columns: Columns, found: Followed) -> Iterator[PassedOver]:
    happened, starts = columns.happened, _starts(columns, found.refused)
    before = zip(*(part.at(found.refused - 1, starts).tolist() for part in found.parts), strict=True)
    for row, numbers in zip(found.refused.tolist(), before, strict=True):
        act = columns.kinds[int(happened.act[row])]
        phrase = broken(*settled(whole(numbers)), act)[0].phrase
        yield PassedOver(columns.pairs[int(happened.pair[row])], int(happened.line[row]), act, phrase)


def narrowed(found: World, pairs: Collection[Pair]) -> World:
    """Return some pairs of a world alone."""
    is_kept: NDArray[np.bool_] = np.array([pair in pairs for pair in found.pairs], np.bool_)
    left_out = [one for one in found.left_out if one.pair in pairs]
    return followed(_with_pairs(found.columns, is_kept)._replace(left_out=left_out), known=found.known)


def _starts(columns: Columns, rows: Rows) -> Rows:
    """Return where the events of the pair begin to which each of some events belongs."""
    return np.searchsorted(columns.happened.pair, columns.happened.pair[rows])


def _without_events(columns: Columns, refused: Rows) -> Columns:
    is_kept: NDArray[np.bool_] = np.ones(len(columns.happened.pair), np.bool_)
    is_kept[refused] = False
    return _only(columns, is_kept)


def _without_pairs(columns: Columns, refused: Rows) -> Columns:
    """Return columns without the pairs that have some events; those are left out, and named."""
    is_kept: NDArray[np.bool_] = np.ones(len(columns.pairs), np.bool_)
    is_kept[columns.happened.pair[refused]] = False
    lines: dict[Pair, list[int]] = {}
    for row in refused.tolist():
        lines.setdefault(columns.pairs[int(columns.happened.pair[row])], []).append(int(columns.happened.line[row]))
    out = [LeftOut(pair, columns.findings(pair, of_pair)) for pair, of_pair in lines.items()]
    return _with_pairs(columns, is_kept)._replace(left_out=sorted([*columns.left_out, *out]))


def _with_pairs(columns: Columns, is_kept: "NDArray[np.bool_]") -> Columns:
    rest = _only(columns, is_kept[columns.happened.pair])
    numbers = (np.cumsum(is_kept) - 1).astype(np.int32)
    return rest._replace(
        pairs=[pair for pair, kept in zip(columns.pairs, is_kept, strict=True) if kept],
        surveys=[surveys for surveys, kept in zip(columns.surveys, is_kept, strict=True) if kept],
        happened=rest.happened._replace(pair=numbers[rest.happened.pair]),
    )


def _only(columns: Columns, is_kept: "NDArray[np.bool_]") -> Columns:
    kept = columns.kept and Kept(columns.kept.configurations, columns.kept.after[is_kept])
    return columns._replace(happened=taken(columns.happened, is_kept), kept=kept)
