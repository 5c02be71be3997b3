"""The elementary segments of time: runs of days on each of which the very same events can have fallen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from detente.model.dates import Span
from detente.model.happening import Happening


class Stretch(NamedTuple):
    """Events, one after the other, whose possible days hang together: all before have happened before, for certain."""

    start: int
    """The index of the first of them."""
    stop: int
    last: date
    """The last day on which one of them can have fallen."""


class Segment(NamedTuple):
    """Some days, one after the other, and the events that can have fallen on each of them, a bit for each."""

    first: int
    """The first day, as its ordinal."""
    last: int
    base: int
    """The index of the event that has bit 0: all before it have happened before these days."""
    open: int
    """The events that can have fallen on these days."""
    ending: int
    """Those of them that must have happened by the end of the last day."""
    alike: Mapping[int, int]
    """The bit of each, with those of all that have the very same possible days."""


def stretches(happenings: Sequence[Happening]) -> Iterator[Stretch]:
    """Cut what happens, in its order, wherever all that came before has happened before anything that follows."""
    start, last = 0, date.min
    for index, happening in enumerate(happenings):
        if index > start and happening.earliest > last:
            yield Stretch(start, index, last)
            start = index
        last = max(last, happening.latest)
    if happenings:
        yield Stretch(start, len(happenings), last)


def segments(happenings: Sequence[Happening], stretch: Stretch) -> Iterator[Segment]:
    """Cut the days of a stretch wherever another event begins or ceases to be possible."""
    within = range(stretch.start, stretch.stop)
    spans = {index: happenings[index].event.on.spans for index in within}
    last_of = {index: happenings[index].latest.toordinal() for index in within}
    turning: defaultdict[int, set[int]] = defaultdict(set)
    for index in within:
        for first, last in spans[index]:
            turning[first.toordinal()] ^= {index}
            turning[last.toordinal() + 1] ^= {index}
    can_fall: set[int] = set()
    base = stretch.start
    for first, following in pairwise(sorted(turning)):
        can_fall ^= turning[first]
        while last_of[base] < first:
            base += 1
        bits = {index: 1 << index - base for index in can_fall}
        together: defaultdict[tuple[Span, ...], int] = defaultdict(int)
        for index, bit in bits.items():
            together[spans[index]] |= bit
        if bits:
            ending = sum(bit for index, bit in bits.items() if last_of[index] < following)
            alike = {bit: together[spans[index]] for index, bit in bits.items()}
            yield Segment(first, following - 1, base, sum(bits.values()), ending, alike)
