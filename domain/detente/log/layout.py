"""Where the lines of a log stand, and what they are about: all that is kept of a log that is too long to be held."""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

from detente.log.outline import Outline, outlines
from detente.log.source import Source
from detente.model.pairs import Pair


class Places(NamedTuple):
    """The same of lines that somebody else has told apart: they need not lie in the order of the log."""

    numbers: Sequence[int]
    offsets: Sequence[int]
    """Where each begins, in rising order."""
    lengths: Sequence[int]
    of_pair: Mapping[Pair, Sequence[int]]
    """The indexes of the lines about each pair, in the order of the log."""
    of_no_pair: Sequence[int]


class Layout:
    """The lines of a log, or some of them, blank ones left out, in its order: a few numbers each.

    Some are those with some numbers, or those about some pairs and those of which no pair can be told.
    """

    def __init__(
        self, source: Source, only: Sequence[int] | None = None, about: Collection[Pair] | None = None
    ) -> None:
        self.numbers = array("q")
        self.offsets = array("q")
        self.lengths = array("q")
        self.of_pair: dict[Pair, array[int]] = {}
        """The indexes of the lines about each pair."""
        self.of_no_pair = array("q")
        """The indexes of the lines of which no pair can be told."""
        self._ids = array("q")
        found = _all(source) if only is None else _some(source, only)
        chosen = (one for one in found if about is None or one.pair is None or one.pair in about)
        for index, outline in enumerate(chosen):
            self.numbers.append(outline.number)
            self.offsets.append(outline.offset)
            self.lengths.append(outline.length)
            self._ids.append(_NO_ID if outline.id is None else hash(outline.id))
            if outline.pair is None:
                self.of_no_pair.append(index)
            else:
                self.of_pair.setdefault(outline.pair, array("q")).append(index)

    def with_ids(self, ids: "Collection[int]") -> Iterator[int]:
        """Return the indexes of the lines whose ids have these hashes."""
        return (index for index, line_id in enumerate(self._ids) if line_id in ids)

    def repeated_ids(self) -> set[int]:
        """Return the hashes of the ids that several lines have; hardly ever one that only two different ids share."""
        seen, repeated = {_NO_ID}, set[int]()
        for line_id in self._ids:
            (repeated if line_id in seen else seen).add(line_id)
        return repeated - {_NO_ID}


def _all(source: Source) -> Iterator[Outline]:
    number = 1
    for offset, data in source.chunks():
        yield from outlines(data, offset, number)
        number += data.count(b"\n")


def _some(source: Source, numbers: Sequence[int]) -> Iterator[Outline]:
    """Return the outlines of the lines with some numbers, which rise."""
    number, found = 1, 0
    for start, data in source.chunks():
        offset, after = start, number + data.count(b"\n")
        if found < len(numbers) and (numbers[found] < after or start + len(data) == source.size):
            for at, line in enumerate(BytesIO(data), start=number):
                if found < len(numbers) and at == numbers[found]:
                    yield from outlines(line, offset, at)
                    found += 1
                offset += len(line)
        number = after


_NO_ID = 0
