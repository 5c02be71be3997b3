"""Everything that is wrong in a log of any length, found while little of each line is kept.

The log is gone through once for where its lines stand, then pair by pair. Only the pairs in which something is wrong,
and the lines that share an id or retract something, are read again to say what and why.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from detente.log.checking import advise, in_order, is_sound, refused, wrong_ids
from detente.log.entry import Entry
from detente.log.findings import Finding
from detente.log.form import foreign
from detente.log.layout import Layout
from detente.log.reading import read_one
from detente.log.source import Source
from detente.log.stamping import recorded_later
from detente.model.events import Event, Line, Survey
from detente.model.telling import told

MANY = 10_000
"""Of how many lines about one pair the words are not kept while it is looked at."""


class Audit(NamedTuple):
    """What was found in a log."""

    findings: tuple[Finding, ...]
    """Everything that is wrong, in the order of the lines."""
    advice: tuple[Finding, ...]
    """What is not wrong and could be said better: dates that leave open an order that matters."""
    events: int
    """How many lines hold an event, or withdraw one."""
    pairs: int
    """How many pairs they are about."""
    withdrawn: int = 0
    """How many events other lines withdraw."""


def audit(source: Source, path: str, limit: datetime | None = None, only: Sequence[int] | None = None) -> Audit:
    """Return everything that is wrong in a log: in its lines, with ids and retractions, against the rules.

    With a limit also each line that says it was recorded later. Only the lines of some numbers, which rise, are looked
    at if these are given: all lines about a pair, all that have one id, and those that another of them retracts.
    """
    if why := foreign(source):
        return Audit((Finding(path, 1, 1, why, ""),), (), 0, 0)
    lines = _Lines(source, path, only)
    layout = lines.layout
    repeated = layout.repeated_ids()
    again = lines.not_the_first(layout.with_ids(repeated))
    found = [one for index in layout.of_no_pair for one in lines.read(index) if isinstance(one, Finding)]
    advice: list[Finding] = []
    retracting: list[int] = []
    named: set[int] = set()
    events = pairs = 0
    for pair, indexes in sorted(layout.of_pair.items()):
        held: list[Line] = []
        for index in indexes:
            for one in lines.read(index):
                if isinstance(one, Finding):
                    found.append(one)
                    continue
                events += not isinstance(one.line, Survey)
                found += recorded_later(path, [one], limit)
                if one.line.retracts is not None:
                    retracting.append(index)
                    named.add(hash(one.line.retracts))
                if index not in again:
                    held.append(one.line if len(indexes) < MANY else _without_words(one.line))
        pairs += bool(held)
        if not is_sound(pair, held):
            entries = {pair: lines.entries(index for index in indexes if index not in again)}
            found += refused(path, entries)
            advice += advise(path, entries)
    with_ids = {*layout.with_ids(repeated | named), *retracting} if repeated or named else ()
    found += wrong_ids(path, lines.entries(sorted(with_ids)))
    return Audit(tuple(in_order(found)), tuple(advice), events, pairs, len(named))


class _Lines:
    """The lines of a log, read when they are asked for."""

    def __init__(self, source: Source, path: str, only: Sequence[int] | None) -> None:
        self.layout = Layout(source, only)
        self._source = source
        self._path = path

    def read(self, index: int) -> Iterator[Entry | Finding]:
        """Return the entry of one line, or everything that is wrong in it."""
        offset, length = self.layout.offsets[index], self.layout.lengths[index]
        is_last = offset + length == self._source.size
        return read_one(self._source.read(offset, length), self._path, self.layout.numbers[index], is_last=is_last)

    def entries(self, indexes: Iterable[int]) -> list[Entry]:
        """Return the entries of some lines."""
        return [one for index in indexes for one in self.read(index) if isinstance(one, Entry)]

    def not_the_first(self, indexes: Iterable[int]) -> set[int]:
        """Return those of some lines whose id stands already in one above."""
        seen: set[str] = set()
        again: set[int] = set()
        for index in indexes:
            for entry in self.entries([index]):
                if entry.line.id in seen:
                    again.add(index)
                seen.add(entry.line.id)
        return again


def _without_words(line: Line) -> Line:
    """Return a line with a number for the words that no rule looks at, so that many can be held and told apart."""
    if not isinstance(line, Event):
        return line
    return line._replace(summary=f"{hash(told(line))}", note=None, sources=())
