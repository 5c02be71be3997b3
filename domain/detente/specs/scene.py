"""What a scenario speaks about: a record, which grows as the scenario goes on, and what was refused."""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, NoReturn

from detente.history.history import History, State
from detente.history.hypotheses import Impossible
from detente.log.findings import Finding
from detente.log.hypothesis import supposed
from detente.log.phrases import fields as in_the_log
from detente.log.reading import Entry, entries
from detente.log.record import Record
from detente.model.dates import HistoricDate
from detente.model.errors import UnknownCountry
from detente.model.moves import LeftOut, Move, Moved
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed, Refused

PLACE = "scenario"
"""Where the events of a scenario are said to stand."""

LONG_AGO = "1800-01-01T00:00:00Z"
"""When an event of a scenario was recorded, where the scenario does not say."""


class Refusal(NamedTuple):
    """What was refused of what a scenario tried."""

    told: str
    """All that is said of it."""
    because: str
    """The reasons alone, without what is possible instead."""
    causes: tuple[NotAllowed, ...] = ()
    """What cannot be recorded; nothing where what was tried is no event that could be judged."""

    @property
    def is_event(self) -> bool:
        """Whether it is an event at all, that the rules could judge."""
        return bool(self.causes)


def fail(why: str) -> NoReturn:
    """Fail a step, in words: unlike an `assert`, this cannot be switched off."""
    raise AssertionError(why)


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
        self.refusal: Refusal | None = None
        self.is_given = False
        """Whether the scenario has said of what record it speaks."""
        self.is_tried = self.has_tried = False
        """Whether something was added or supposed, and no step has said yet whether it is allowed."""
        self._bytes: bytes | None = None

    def begin(self, record: Record) -> None:
        """Take a record as the one that is given."""
        self.record = self.given = record
        self.is_given, self.is_tried, self.has_tried = True, False, False
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
        self.is_tried = self.has_tried = True
        try:
            history.suppose(move)
        except Impossible as refused:
            self.refusal = Refusal(str(refused), refused.because, (refused.refused,))
        else:
            self.moves.append(move)

    def add(self, *events: Mapping[str, str]) -> None:
        """Add events together; where the rules refuse one the record stays as it was and the refusal is kept.

        So is what is no event at all.
        """
        self.expect_nothing_refused()
        if not events:
            fail("there are no events in the table")
        first = len(self.record.entries) + 1
        lines = [self._line(fields, place) for place, fields in enumerate(events, start=first)]
        read = [found for line in lines for found in entries(line, PLACE)]
        wrong = [found for found in read if isinstance(found, Finding)]
        self.is_tried = self.has_tried = True
        if wrong:
            told = "\n".join(map(str, wrong))
            self.refusal = Refusal(told, " ".join(found.message for found in wrong))
            return
        added = [
            found._replace(number=place) for place, found in enumerate(read, start=first) if isinstance(found, Entry)
        ]
        grown = Record(self.record.path, (*self.record.entries, *added))
        before = {(finding.message, finding.text) for finding in self.record.findings}
        refused = [one for one in grown.findings if (one.message, one.text) not in before]
        if refused:
            told = "\n".join(map(str, refused))
            because = [found.cause.because if isinstance(found.cause, Refused) else found.message for found in refused]
            self.refusal = Refusal(told, " ".join(because), tuple(found.cause for found in refused if found.cause))
        else:
            self.record = grown

    def about(self, pair: Pair) -> None:
        """Say whose relations what is added or supposed is about."""
        self.pair = pair
        self.is_given = True

    def expect_nothing_refused(self) -> None:
        """Fail if something was refused and no step has said that it is."""
        if self.refusal is not None:
            fail(f"what was added is {'refused' if self.refusal.is_event else 'no event'}:\n{self.refusal.told}")

    def history(self, one: str, other: str) -> History:
        """Give the history of two countries; an event refused without the scenario saying so fails it."""
        self.expect_nothing_refused()
        if not self.is_given:
            fail("of which record? Begin with Given the record, Given these events of …, or Given nothing …")
        pair = pair_said(one, other)
        moves = [move for move in self.moves if self._pair_of(move.id) == pair]
        recorded = _recorded(self.record, pair, self.known)
        return recorded.suppose(*recorded.not_void(moves)) if moves else recorded

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
        """Tell whose relations are meant: of an event that is named, else those spoken of, else the only recorded."""
        lines = [entry.line for entry in self.record.entries if entry.line.id == named]
        added = [one for one in self.moves if not isinstance(one, LeftOut | Moved) and one.id == named]
        spoken_of = [self.pair] if self.pair else [*self.record.by_pair]
        pairs = [event.pair for event in (*lines, *added)] or spoken_of
        if not pairs:
            fail("of which countries? Begin with Given these events of …, or Given nothing is recorded of …")
        if len({*pairs}) > 1:
            fail("of which countries? The record has several pairs: say When it is about …")
        return pairs[0]


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


def says(told: str, words: str) -> bool:
    """Whether some words, whole ones, stand in what is told."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", told) is not None


def rows(table: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Read a table of Gherkin: its first row names the fields of the others, each once."""
    head, *body = table
    if len(set(head)) != len(head):
        fail(f"a column stands twice in the table: {', '.join(head)}")
    return [dict(zip(head, row, strict=True)) for row in body]
