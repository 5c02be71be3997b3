"""Where every line of a log stands, and what it is about: all that is kept of a log that is too long to be held."""

from array import array
from collections.abc import Collection, Iterator

from detente.log.outline import outlines
from detente.log.source import Source
from detente.model.pairs import Pair


class Layout:
    """The lines of a log, blank ones left out, in its order: a few numbers each."""

    def __init__(self, source: Source) -> None:
        self.numbers = array("q")
        self.offsets = array("q")
        self.lengths = array("q")
        self.of_pair: dict[Pair, array[int]] = {}
        """The indexes of the lines about each pair."""
        self.of_no_pair = array("q")
        """The indexes of the lines of which no pair can be told."""
        self._ids = array("q")
        number = 1
        for offset, data in source.chunks():
            for outline in outlines(data, offset, number):
                index = len(self.numbers)
                self.numbers.append(outline.number)
                self.offsets.append(outline.offset)
                self.lengths.append(outline.length)
                self._ids.append(_NO_ID if outline.id is None else hash(outline.id))
                if outline.pair is None:
                    self.of_no_pair.append(index)
                else:
                    self.of_pair.setdefault(outline.pair, array("q")).append(index)
            number += data.count(b"\n")

    def with_ids(self, ids: "Collection[int]") -> Iterator[int]:
        """Return the indexes of the lines whose ids have these hashes."""
        return (index for index, line_id in enumerate(self._ids) if line_id in ids)

    def repeated_ids(self) -> set[int]:
        """Return the hashes of the ids that several lines have; hardly ever one that only two different ids share."""
        seen, repeated = {_NO_ID}, set[int]()
        for line_id in self._ids:
            (repeated if line_id in seen else seen).add(line_id)
        return repeated - {_NO_ID}


_NO_ID = 0
