"""A log read in bulk: what its lines say, in columns, as far as nothing is wrong; the rest is the record's to judge.

The values of the fields that move a relation are judged by the rules of `detente.model.lines`, each different one once.
A pair in whose lines something may be wrong (a value, an id used twice, a retraction of what is not there) is read
again by the record, line by line: it says what is found, in the words in which `check` says it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from detente.log.outline import may_name
from detente.log.record import Record
from detente.log.seal import Seal
from detente.model.dates import HistoricDate
from detente.model.events import Survey
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.world.columns import Columns, Happened, Judging, Rank, days, listed, surveys_of
from detente.world.gathering import gathered, judged_by
from detente.world.joining import joined
from detente.world.lines import said
from detente.world.ordering import EVER, counting, in_plain_order, known_until, placed, retracted
from detente.world.rows import Reader, Rows
from detente.world.values import microseconds


class Lines(NamedTuple):
    """What all lines of a log say, of the pairs in whose lines nothing is wrong as far as each line tells."""

    rows: Rows
    pairs: Sequence[Pair]
    acts: Sequence[Act]
    dates: Sequence[HistoricDate]
    ranks: Sequence[Rank]
    """What the numbers in the rows mean."""
    surveys: Sequence[tuple[int, Survey]]
    """What was surveyed, each with the number of its line."""
    suspects: frozenset[Pair] = frozenset()
    """The pairs in whose lines something may be wrong."""


def columns(record: Record, known: date | None = None) -> Columns:
    """Return the columns of a record, read in bulk; as known at the end of a day, if one is given."""
    return of_lines(lines(record), record, known)


def lines(record: Record) -> Lines:
    """Return what the lines of a record say, read in bulk."""
    reader = Reader()
    return of_reader(reader, Rows.all(taken(record, reader)), reader.suspects)


def going_on(record: Record, read: Lines, until: Seal) -> Lines | None:
    """Return what the lines of a record say, those until a seal out of what was read of them before.

    Its seal vouches for all of them. Nothing is returned where something may be wrong in the others all the same.
    """
    reader = Reader(read.pairs, read.acts, read.dates, read.ranks, read.surveys)
    parts = [reader.take(part, is_vouched_for=True) for part in said(record.source, is_vouched_for=True, after=until)]
    if reader.suspects or reader.of_no_pair:
        return None
    return of_reader(reader, Rows.all((read.rows, *parts)), reader.suspects)


def taken(record: Record, reader: Reader) -> Iterator[Rows]:
    """Return what the lines of a record say, part by part; when all are taken, the reader knows what may be wrong."""
    vouched = record.is_vouched_for
    for part in said(record.source, is_vouched_for=vouched):
        rows = reader.take(part, is_vouched_for=vouched)
        reader.suspects.update(late(rows, reader.pairs.things, record))
        yield rows
    record.tell(reader.of_no_pair)
    reader.suspects.update(unclear(reader.pairs.things, record))


def of_reader(reader: Reader, rows: Rows, suspects: Iterable[Pair]) -> Lines:
    """Return what the lines say that were read into some rows."""
    meaning = (reader.pairs.things, reader.acts.things, reader.dates.things, reader.ranks.things)
    return Lines(rows, *meaning, reader.surveys, frozenset(suspects))


def late(rows: Rows, pairs: Sequence[Pair], record: Record) -> Iterator[Pair]:
    """Return the pairs of which a line says that it was recorded in times to come."""
    limit = EVER if record.limit is None else microseconds(record.limit)
    return (pairs[number] for number in listed(np.unique(rows.pair[rows.recorded > limit])))


def unclear(pairs: Iterable[Pair], record: Record) -> Iterator[Pair]:
    """Return the pairs that a line of a record may be about of which no pair can be told."""
    return (pair for untold in record.untold for pair in pairs if may_name(untold.text, pair))


def of_lines(lines: Lines, record: Record, known: date | None = None) -> Columns:
    """Return the columns that lines of a record make; the record is asked where something may be wrong."""
    found, suspects = sound(lines, known, judged_by(record, known))
    return joined([found, gathered(record, known, suspects)]) if suspects else found


def sound(lines: Lines, known: date | None, findings: Judging) -> tuple[Columns, frozenset[Pair]]:
    """Return the columns of the pairs in which nothing is wrong, and those in which something may be."""
    rows = lines.rows
    until = known_until(known)
    named, wrong = retracted(rows, until)
    suspects = lines.suspects.union(lines.pairs[number] for number in listed(wrong))
    pairs = sorted({*lines.pairs} - suspects)
    earliest, latest = days(lines.dates)
    seq, place = placed(rows, earliest[rows.on], named)
    number = {pair: index for index, pair in enumerate(pairs)}
    numbers = np.array([number.get(pair, -1) for pair in lines.pairs], np.int32)[rows.pair]
    counts = counting(rows, named, until)
    counts = counts[numbers[counts] >= 0]
    order = counts[in_plain_order(numbers[counts], earliest[rows.on[counts]], seq[counts], place[counts])]
    found = Columns(
        pairs=pairs,
        kinds=tuple(lines.acts),
        dates=tuple(lines.dates),
        ranks=tuple(lines.ranks),
        happened=Happened(
            pair=numbers[order],
            act=rows.act[order],
            on=rows.on[order],
            earliest=earliest[rows.on[order]],
            latest=latest[rows.on[order]],
            confidence=rows.confidence[order],
            rank=rows.rank[order],
            line=rows.line[order],
        ),
        surveys=surveys_of(lines.surveys, pairs, {*listed(rows.line[named.row])}, known),
        left_out=[],
        findings=findings,
    )
    return found, suspects
