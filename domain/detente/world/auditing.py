"""Everything that is wrong in a log, found in bulk.

Every line and every pair is judged in columns. Line by line are read only the pairs in which something may be wrong, or
could be said better, and the lines of which no pair can be told: `detente.log.auditing` says what it is. The columns
wait on disk, and of a long log one part of the pairs is looked at after the other: memory does not grow with it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

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
from detente.world.shelves import Shelves
from detente.world.values import microseconds

TOGETHER = 2**28
"""Of about how many bytes of a log the pairs are looked at together."""
_DAY = 24 * 60 * 60 * 10**6
"""In microseconds."""
_EPOCH = date(1970, 1, 1).toordinal()


def audit(source: Source, path: str, limit: datetime | None = None, workers: int | None = None) -> Audit:
    """Return everything that is wrong in a log, as `detente.log.auditing.audit` does, by so many workers at a time.

    With a limit also each line that says it was recorded later. Without a number there are as many workers as cores.
    Raises `NoRoom`.
    """
    lines = _Lines(source, workers)
    is_suspect = lines.suspects(limit)
    closely = [np.array(lines.unread, np.int64), lines.doubted.line]
    events = pairs = withdrawn = 0
    for rows in lines.parts():
        is_close = is_suspect[rows.pair]
        closely.append(rows.line[is_close])
        rest = rows.at(~is_close)
        events += int(np.count_nonzero(rest.act != SURVEY))
        pairs += len(np.unique(rest.pair))
        withdrawn += int(np.count_nonzero(rest.retracts))
    found = read_closely(source, path, limit, listed(np.sort(np.concatenate(closely))))
    return found._replace(
        events=found.events + events, pairs=found.pairs + pairs, withdrawn=found.withdrawn + withdrawn
    )


def parts_needed(size: int) -> int:
    """Return in how many parts the pairs of a log of so many bytes are looked at."""
    return size // TOGETHER + 1


class _Lines:
    """What the lines of a log say, on disk: those of some pairs together, and which ids are whose."""

    def __init__(self, source: Source, workers: int | None) -> None:
        """Read a log."""
        self._count = parts_needed(source.size)
        self._reader = Reader()
        self._rows = Shelves.of_rows(self._count)
        self._ids = Shelves(self._count, {"id": np.uint64, "pair": np.int32})
        for part in said(source, is_vouched_for=False, workers=workers):
            rows = self._reader.take(part, is_vouched_for=False)
            self._rows.put(rows.pair % self._count, rows._asdict())
            self._ids.put(rows.id % np.uint64(self._count), {"id": rows.id, "pair": rows.pair})
        self.doubted = Rows.all(self._reader.doubted)
        """The lines in which something may be wrong."""
        self.unread = self._reader.unread
        """The numbers of the lines that hold nothing that a log can hold."""

    def parts(self) -> Iterator[Rows]:
        """Return all other lines, those of a pair in one part."""
        return (Rows(**self._rows.rows(shelf)) for shelf in range(self._count))

    def suspects(self, limit: datetime | None) -> NDArray[np.bool_]:
        """Return of each pair whether it has to be read line by line."""
        pairs = self._reader.pairs.things
        found = np.array([pair in self._reader.suspects for pair in pairs], np.bool_)
        ids = np.sort(self.doubted.id)
        for of_shelf in self._owners():
            every = np.sort(np.concatenate((of_shelf["id"], ids)))
            found[of_shelf["pair"][np.isin(of_shelf["id"], every[1:][every[1:] == every[:-1]])]] = True
        named = [self.doubted.retracts]
        for shelf, rows in enumerate(self.parts()):
            found[_untimely(self._reader, rows, limit)] = True
            mine = pairs[shelf :: self._count]
            out = {mine[place] for place in listed(np.flatnonzero(found[shelf :: self._count]))}
            number = {pair: place for place, pair in enumerate(mine)}
            of_mine = [(line, survey) for line, survey in self._reader.surveys if survey.pair in number]
            own = rows._replace(pair=rows.pair // self._count)
            lines = of_reader(self._reader, own, out)._replace(pairs=mine, surveys=of_mine)
            columns, suspects = sound(lines, None, _nothing)
            more = [number[pair] for pair in (*suspects, *_of_columns(columns, own))]
            found[np.array(more, np.int64) * self._count + shelf] = True
            named.append(rows.retracts[found[rows.pair]])
        # What a line retracts is held against the line that has the id, whatever pair that is about.
        retracted = np.concatenate(named)
        for of_shelf in self._owners():
            found[of_shelf["pair"][np.isin(of_shelf["id"], retracted)]] = True
        return found

    def _owners(self) -> Iterator[dict[str, NDArray[Any]]]:
        """Return which ids the lines of which pairs have, all lines of one id together."""
        return map(self._ids.rows, range(self._count))


def _nothing(*_: object) -> tuple[()]:
    """Say nothing of a pair: what is wrong is found line by line."""
    return ()


def _untimely(reader: Reader, rows: Rows, limit: datetime | None) -> NDArray[np.int32]:
    """Return the pairs that have a line which was recorded when it cannot have been."""
    earliest, _ = days(reader.dates.things)
    is_untimely = earliest[rows.on] > rows.recorded // _DAY + _EPOCH
    if limit is not None:
        is_untimely |= rows.recorded > microseconds(limit)
    return rows.pair[is_untimely]


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
