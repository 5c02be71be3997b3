"""The columns of a record, made from its lines one pair after the other: right, and slow."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np

from detente.history.history import History
from detente.log.record import Record
from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES, Survey, is_known_on
from detente.model.happening import Happening, effective
from detente.model.pairs import Pair
from detente.model.refusal import Refused
from detente.model.rules import Act
from detente.world.columns import Columns, Happened, Judging, LeftOut, Rank, arrays, joined, taken

Thing = TypeVar("Thing")


def gathered(record: Record, known: date | None = None, pairs: Iterable[Pair] | None = None) -> Columns:
    """Return the columns of a record, or of some of its pairs; as known at the end of a day, if one is given."""
    answered: list[Pair] = []
    surveys: list[tuple[Survey, ...]] = []
    left_out: list[LeftOut] = []
    distinct = _Distinct({}, {}, {})
    rows: list[tuple[int, ...]] = []
    for pair in record.pairs if pairs is None else sorted(pairs):
        found = record.findings_of(pair, known)
        if not all(isinstance(finding.cause, Refused) for finding in found):
            left_out.append(LeftOut(pair, found))
            continue
        entries = [
            one for one in record.entries_of(pair, numbered=True) if known is None or is_known_on(one.line, known)
        ]
        lines = [entry.line for entry in entries]
        numbers = {entry.line.id: entry.number for entry in entries}
        retracted = {line.retracts for line in lines}
        rows += [_row(len(answered), one, numbers[one.id], distinct) for one in effective(lines)]
        surveys.append(tuple(one for one in lines if isinstance(one, Survey) and one.id not in retracted))
        answered.append(pair)
    return Columns(
        pairs=answered,
        kinds=tuple(distinct.kinds),
        dates=tuple(distinct.dates),
        ranks=tuple(distinct.ranks),
        happened=Happened(*arrays(rows, Happened._fields)),
        surveys=surveys,
        left_out=left_out,
        findings=judged_by(record, known),
    )


def judged_by(record: Record, known: date | None) -> Judging:
    """Return what says what is wrong with a pair, as known at the end of a day: the record, out of all of its lines."""
    return lambda pair, _: record.findings_of(pair, known)


def supposing(columns: Columns, histories: Sequence[History]) -> Columns:
    """Return columns with what happens in some histories in place of what they say of those pairs."""
    instead = {history.pair: history for history in histories}
    pairs = sorted({*columns.pairs, *instead})
    number = {pair: index for index, pair in enumerate(pairs)}
    surveys = dict(zip(columns.pairs, columns.surveys, strict=True))
    of_pair = np.array([number[pair] for pair in columns.pairs], np.int32)
    is_kept = np.array([pair not in instead for pair in columns.pairs], np.bool_)[columns.happened.pair]
    rest = taken(columns.happened, is_kept)
    distinct = _Distinct(_numbered(columns.kinds), _numbered(columns.dates), _numbered(columns.ranks))
    rows = [_row(number[pair], one, 0, distinct) for pair, history in instead.items() for one in history.happenings]
    every = joined(rest._replace(pair=of_pair[rest.pair]), Happened(*arrays(rows, Happened._fields)))
    return columns._replace(
        pairs=pairs,
        kinds=tuple(distinct.kinds),
        dates=tuple(distinct.dates),
        ranks=tuple(distinct.ranks),
        happened=taken(every, np.argsort(every.pair, kind="stable")),
        surveys=[instead[pair].surveys if pair in instead else surveys[pair] for pair in pairs],
        kept=None,
    )


class _Distinct(NamedTuple):
    """The acts, dates and ranks of events, each with its index."""

    kinds: dict[Act, int]
    dates: dict[HistoricDate, int]
    ranks: dict[Rank, int]


def _row(pair: int, happening: Happening, line: int, distinct: _Distinct) -> tuple[int, ...]:
    event, (kinds, dates, ranks) = happening.event, distinct
    return (
        pair,
        kinds.setdefault(happening.act, len(kinds)),
        dates.setdefault(event.on, len(dates)),
        happening.earliest.toordinal(),
        happening.latest.toordinal(),
        CONFIDENCES.index(event.confidence),
        ranks.setdefault(Rank(event.level, event.head, event.resident), len(ranks)),
        line,
    )


def _numbered(things: Sequence[Thing]) -> dict[Thing, int]:
    return {thing: index for index, thing in enumerate(things)}
