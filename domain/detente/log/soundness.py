"""Whether `check` would find nothing wrong in a log, told in one reading in which little is kept of each line."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from typing import TypeAlias

from detente.log.checking import wrong
from detente.log.entry import Entry
from detente.log.indexing import Index
from detente.log.reading import HoldsNoEvent, read_line
from detente.log.source import BOM, Source
from detente.model.events import Event
from detente.model.machine import START, move
from detente.model.pairs import Pair
from detente.model.rules import Act, rules

Short: TypeAlias = tuple[date, int, int, Act]
"""What the rules look at in an event: its earliest day, its `seq`, its place in the log, and what was done."""


def is_faultless(source: Source, index: Index, limit: datetime) -> bool:
    """Whether in a log, of which this is the index, `check` finds nothing: in no line, and in none beside others.

    No line can have been recorded after `limit`. A pair in which something is retracted is read once more.
    """
    moving: dict[Pair, list[Short]] = {}
    mended: set[Pair] = set()
    try:
        for number, raw in enumerate(_raw_lines(source)):
            line = read_line(raw)
            if line.recorded > limit:
                return False
            if line.retracts is not None:
                mended.add(line.pair)
            elif isinstance(line, Event) and _is_judged(line.kind):
                short = line.on.earliest, line.seq or 0, number, Act.of(line)
                moving.setdefault(line.pair, []).append(short)
    except HoldsNoEvent:
        return False
    if index.has_an_id_twice():
        return False
    legal = (_is_legal(events) for pair, events in moving.items() if pair not in mended)
    return all(legal) and not any(wrong("", _entries(source, index, pair)) for pair in mended)


@cache
def _is_judged(kind: str) -> bool:
    """Whether an event of a kind can be refused, or can have others refused: one that is only noted cannot."""
    rule = rules()[kind]
    return bool(rule.conditions or rule.effects)


def _is_legal(events: list[Short]) -> bool:
    """Whether the rules allow some events of a pair, of which none is retracted, in their order."""
    position = START
    for *_, act in sorted(events, key=lambda event: event[:3]):
        after = move(*position, act)
        if after is None:
            return False
        position = after
    return True


def _entries(source: Source, index: Index, pair: Pair) -> Iterator[Entry]:
    for outline in index.of_pair(pair):
        raw = source.read(outline.offset, outline.length).removeprefix(BOM)
        yield Entry(outline.number, read_line(raw), raw.decode())


def _raw_lines(source: Source) -> Iterable[bytes]:
    """Return every line that is not blank, without its line feed; a byte order mark at the beginning is passed over."""
    for offset, data in source.chunks():
        for raw in (data if offset else data.removeprefix(BOM)).split(b"\n"):
            if raw.strip():
                yield raw
