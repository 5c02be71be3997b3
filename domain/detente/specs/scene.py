"""What a scenario speaks about: a record, which grows as the scenario goes on, and what was refused."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from detente.history.history import History, State
from detente.history.hypotheses import Impossible
from detente.log.overlay import supposed
from detente.log.reading import Entry, entries
from detente.log.record import Record
from detente.log.said import fields as in_the_log
from detente.model.dates import HistoricDate
from detente.model.errors import UnknownCountry
from detente.model.moves import LeftOut, Move, Moved
from detente.model.pairs import Pair

PLACE = "scenario"
"""Where the events of a scenario are said to stand."""

LONG_AGO = "1800-01-01T00:00:00Z"
"""When an event of a scenario was recorded, where the scenario does not say."""


class Scene:
    """A record as a scenario has built it up so far, and what of it was refused."""

    def __init__(self) -> None:
        self.record: Record = Record(PLACE, ())
        self.given: Record = self.record
        """The record as the scenario was given it."""
        self.moves: list[Move] = []
        """What is supposed on top of it."""
        self.known: HistoricDate | None = None
        self.pair: Pair | None = None
        self.refusal: str | None = None
        self._bytes: bytes | None = None

    def begin(self, record: Record) -> None:
        """Take a record as the one that is given."""
        self.record = self.given = record
        self._bytes = _bytes_of(record)

    def is_untouched(self) -> bool:
        """Whether the file of the record is still what it was when it was given."""
        return self._bytes == _bytes_of(self.given)

    def suppose(self, move: "Move | Mapping[str, str]") -> None:
        """Make a move on top of the record; where the rules refuse it the refusal is kept."""
        self.expect_nothing_refused()
        pair = self._pair_of(move.id if isinstance(move, LeftOut | Moved) else None)
        history = self.history(*pair)
        if isinstance(move, Mapping):
            move = supposed(pair, in_the_log(move), history.ids)
        try:
            history.suppose(move)
        except Impossible as refused:
            self.refusal = str(refused)
        else:
            self.moves.append(move)

    def add(self, *events: Mapping[str, str]) -> None:
        """Add events together; where the rules refuse one the record stays as it was and the refusal is kept."""
        self.expect_nothing_refused()
        first = len(self.record.entries) + 1
        lines = [self._line(fields, place) for place, fields in enumerate(events, start=first)]
        read = (entries(line, PLACE) for line in lines)
        added = [
            found._replace(number=place) if isinstance(found, Entry) else found._replace(line=place)
            for place, (found, *_) in enumerate(read, start=first)
        ]
        grown = Record(self.record.path, (*self.record.entries, *added))
        if grown.findings:
            self.refusal = "\n".join(map(str, grown.findings))
        else:
            self.record = grown

    def expect_nothing_refused(self) -> None:
        """Fail if an event was refused and no step has said that it is."""
        assert self.refusal is None, f"what was added is refused:\n{self.refusal}"

    def history(self, one: str, other: str) -> History:
        """Give the history of two countries; an event refused without the scenario saying so fails it."""
        self.expect_nothing_refused()
        pair = pair_said(one, other)
        history = _recorded(self.record, pair, self.known)
        moves = [move for move in self.moves if self._pair_of(move.id) == pair]
        return history.suppose(*moves) if moves else history

    def at(self, one: str, other: str, day: str) -> State:
        """Give where two countries stand at the end of a day."""
        return self.history(one, other).at(day)

    def _line(self, fields: Mapping[str, str], place: int) -> bytes:
        """Make a line of the log of what a scenario says of an event, and of plain values for the rest."""
        said = in_the_log(fields)
        kind = str(said.get("kind", ""))
        assumed: dict[str, object] = {
            "id": f"event-{place}",
            "parties": list(self._pair_of(said.get("retracts"))),
            "recorded": LONG_AGO,
            "summary": f"A scenario says: {kind.replace('_', ' ')}.",
        }
        if kind != "retracted":
            assumed["sources"] = [{"title": "A scenario", "publisher": "detente"}]
        return json.dumps(assumed | said | {"kind": kind}).encode()

    def _pair_of(self, named: object) -> Pair:
        """Tell whose relations are meant: of an event that is named, else those spoken of, else the first recorded."""
        lines = [entry.line for entry in self.record.entries]
        pairs = [line.pair for line in lines if line.id == named]
        pairs += [move.pair for move in self.moves if move.id == named and not isinstance(move, LeftOut | Moved)]
        pair = next(iter([*pairs, *([self.pair] if self.pair else []), *self.record.by_pair]), None)
        assert pair is not None, (
            "of which countries? Begin with Given these events of …, or Given nothing is recorded of …"
        )
        return pair


def pair_said(one: str, other: str) -> Pair:
    """Give the pair of "one and other", which were parted at the first “and”: a name may have one of its own."""
    words = f"{one} and {other}".split(" and ")
    for place in range(1, len(words)):
        with suppress(UnknownCountry):
            return Pair.of(" and ".join(words[:place]), " and ".join(words[place:]))
    return Pair.of(one, other)


@lru_cache(maxsize=32)
def _recorded(record: Record, pair: Pair, known: HistoricDate | None) -> History:
    """Give a history of a record: many scenarios ask for that of one and the same."""
    return History.of(record, *pair, known)


def _bytes_of(record: Record) -> bytes | None:
    path = Path(record.path)
    return path.read_bytes() if path.is_file() else None


def rows(table: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Read a table of Gherkin: its first row names the fields of the others."""
    head, *body = table
    return [dict(zip(head, row, strict=True)) for row in body]
