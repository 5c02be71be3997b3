"""Everything that is wrong in a log, found in bulk.

Every line and every pair is judged in columns. Line by line are read only the pairs in which something may be wrong, or
could be said better, and the lines of which no pair can be told: `detente.log.auditing` says what it is.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from detente.log.auditing import Audit
from detente.log.auditing import audit as read_closely
from detente.log.source import Source
from detente.model.pairs import Pair
from detente.model.telling import told_twice
from detente.world.columns import Columns, listed
from detente.world.following import follow
from detente.world.lines import said
from detente.world.open_orders import in_open_order
from detente.world.reading import days, of_reader, sound
from detente.world.rows import SURVEY, Reader, Rows
from detente.world.values import microseconds

_DAY = 24 * 60 * 60 * 10**6
"""In microseconds."""
_EPOCH = date(1970, 1, 1).toordinal()


def audit(source: Source, path: str, limit: datetime | None = None, workers: int | None = None) -> Audit:
    """Return everything that is wrong in a log, as `detente.log.auditing.audit` does, by so many workers at a time.

    With a limit also each line that says it was recorded later. Without a number there are as many workers as cores.
    """
    reader = Reader()
    parts = said(source, is_vouched_for=False, workers=workers)
    rows = Rows.all(reader.take(part, is_vouched_for=False) for part in parts)
    doubted = Rows.all(reader.doubted)
    is_suspect = np.isin(np.arange(len(reader.pairs.things)), _suspects(reader, rows, doubted, limit))[rows.pair]
    closely = np.concatenate((np.array(reader.unread, np.int64), doubted.line, rows.line[is_suspect]))
    found = read_closely(source, path, limit, listed(np.sort(closely)))
    rest = rows.at(~is_suspect)
    return found._replace(
        events=found.events + int(np.count_nonzero(rest.act != SURVEY)),
        pairs=found.pairs + len(np.unique(rest.pair)),
        withdrawn=found.withdrawn + int(np.count_nonzero(rest.retracts)),
    )


def _suspects(reader: Reader, rows: Rows, doubted: Rows, limit: datetime | None) -> NDArray[np.int32]:
    """Return the numbers of the pairs that have to be read line by line."""
    number = {pair: index for index, pair in enumerate(reader.pairs.things)}

    def numbers(pairs: Iterable[Pair]) -> NDArray[np.int32]:
        return np.array([number[pair] for pair in pairs if pair in number], np.int32)

    found = np.concatenate((numbers(reader.suspects), *_of_lines(reader, rows, doubted, limit)))
    lines = of_reader(reader, rows, (reader.pairs.things[index] for index in listed(np.unique(found))))
    columns, suspects = sound(lines, None, _nothing)
    found = np.union1d(numbers(suspects), numbers(_of_columns(columns, rows)))
    # What a line retracts is held against the line that has the id, whatever pair that is about.
    named = np.concatenate((rows.retracts[np.isin(rows.pair, found)], doubted.retracts))
    return np.union1d(found, rows.pair[np.isin(rows.id, named)])


def _nothing(*_: object) -> tuple[()]:
    """Say nothing of a pair: what is wrong is found line by line."""
    return ()


def _of_lines(reader: Reader, rows: Rows, doubted: Rows, limit: datetime | None) -> Iterator[NDArray[np.int32]]:
    """Return the pairs that have a line whose id another line has, or that was recorded when it cannot have been."""
    ids = np.sort(np.concatenate((rows.id, doubted.id)))
    yield rows.pair[np.isin(rows.id, ids[1:][ids[1:] == ids[:-1]])]
    earliest, _ = days(reader.dates.things)
    yield rows.pair[earliest[rows.on] > rows.recorded // _DAY + _EPOCH]
    if limit is not None:
        yield rows.pair[rows.recorded > microseconds(limit)]


def _of_columns(columns: Columns, rows: Rows) -> Iterator[Pair]:
    """Return the pairs of which the rules refuse something, that may be told twice, or whose order matters and is open.

    None of their lines is wrong by itself.
    """
    followed = follow(columns)
    of_pair = columns.happened.pair
    several = (of_pair[followed.refused], _alike(columns), in_open_order(columns, followed, rows))
    for index in listed(np.unique(np.concatenate(several))):
        yield columns.pairs[index]
    for pair, surveys in zip(columns.pairs, columns.surveys, strict=True):
        if next(told_twice(surveys), None):
            yield pair


def _alike(columns: Columns) -> NDArray[np.int32]:
    """Return the pairs of which two events are one act on one day: they may tell the same."""
    happened = columns.happened
    follows = (happened.pair[1:] == happened.pair[:-1]) & (happened.earliest[1:] == happened.earliest[:-1])
    rows = np.flatnonzero(np.append(follows, False) | np.append(False, follows)[: len(happened.pair)])
    keys = [column[rows] for column in (happened.act, happened.earliest, happened.pair)]
    order = np.lexsort(keys)
    is_same = np.all([key[order][1:] == key[order][:-1] for key in keys], axis=0)
    return happened.pair[rows[order[1:][is_same]]]
