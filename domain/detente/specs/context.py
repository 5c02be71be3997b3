"""What a scenario speaks about: a record, which grows as the scenario goes on, and what was refused."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from detente.history.history import History
from detente.history.hypotheses import Impossible
from detente.history.state import State
from detente.log.findings import Finding, newly_wrong
from detente.log.hypothesis import supposed
from detente.log.phrases import fields as as_logged
from detente.log.reading import entries
from detente.log.record import Record
from detente.model.dates import HistoricDate
from detente.model.moves import LeftOut, Move, Moved
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed, Refused
from detente.model.wording import words
from detente.specs import phrases
from detente.specs.phrases import WrongValue, fail, pair_named

NAME = "scenario"
"""The name of a record that a scenario makes, which findings show in place of a file."""

LONG_AGO = "1800-01-01T00:00:00Z"
"""When an event of a scenario was recorded, where the scenario does not say."""


class Refusal(NamedTuple):
    """Why something that a scenario added or supposed was refused."""

    message: str
    """The whole message."""
    because: str
    """The reasons alone, without what is possible instead."""
    text: str | None = None
    """The words in a step that are no value, if that is why."""
    causes: tuple[NotAllowed, ...] = ()
    """What cannot be recorded; nothing where what was tried is no event that could be judged."""

    @property
    def is_event(self) -> bool:
        """Whether it is an event at all, that the rules could judge."""
        return bool(self.causes)


class RefusedUnawares(AssertionError):
    """Something that was added or supposed was refused, and no step has said that it is."""

    def __init__(self, refusal: Refusal) -> None:
        wrong = "what was added is refused" if refusal.is_event else "what was added is no event"
        super().__init__(f"{wrong}:\n{refusal.message}")
        self.text = refusal.text
        """The words of the step that are wrong, if some are by themselves."""


class Context:
    """A record as a scenario has built it up so far, and what of it was refused."""

    def __init__(self) -> None:
        self.record: Record = Record(NAME, b"")
        self.original: Record = self.record
        """The record before anything was added."""
        self.moves: list[Move] = []
        """What is supposed on top of it."""
        self.known: HistoricDate | None = None
        """The day as known on which it is looked at; all that is recorded if none."""
        self.pair: Pair | None = None
        self.refusal: Refusal | None = None
        self.has_record = False
        """Whether the scenario has named its record."""
        self.has_tried = False
        """Whether something was added or supposed."""
        self.is_pending = False
        """Whether something was, and no step has said yet what came of it."""
        self._bytes: bytes | None = None

    def begin(self, record: Record) -> None:
        """Begin with a record."""
        self.record = self.original = record
        self.has_record, self.has_tried, self.is_pending = True, False, False
        self._bytes = _bytes_of(record)

    def begin_with(self, pair: Pair, events: list[Mapping[str, str]]) -> None:
        """Begin with a record of these events alone; fail where one is refused."""
        self.about(pair)
        self.add(*events)
        self.expect_nothing_refused()
        self.begin(self.record)

    def about(self, pair: Pair) -> None:
        """Make a pair the one whose events are added or supposed next."""
        self.pair = pair
        self.has_record = True

    def is_untouched(self) -> bool:
        """Return whether the file of the record is still what it was at the beginning."""
        return self._bytes == _bytes_of(self.original)

    def suppose(self, move: "Move | Mapping[str, str]") -> None:
        """Make a move on top of the record; where the rules refuse it, keep the refusal."""
        self.expect_nothing_refused()
        pair = self._pair_meant(move.id if isinstance(move, LeftOut | Moved) else None)
        history = self.history(*pair)
        if isinstance(move, Mapping):
            move = supposed(pair, as_logged(phrases.with_dates(move)), history.ids)
        self.has_tried = self.is_pending = True
        try:
            history.suppose(move)
        except Impossible as refused:
            self.refusal = Refusal(str(refused), refused.because, causes=(refused.refused,))
        else:
            self.moves.append(move)

    def add(self, *events: Mapping[str, str], wrong: WrongValue | None = None) -> None:
        """Add events together; where one is refused or is no event, add none and keep the refusal.

        `wrong` is what in the words of a step is known to be no value.
        """
        self.expect_nothing_refused()
        if not events:
            fail("there are no events in the table")
        first = len(self.record.entries) + 1
        lines = [self._line(fields, number) for number, fields in enumerate(events, start=first)]
        read = [found for line in lines for found in entries(line, NAME)]
        self.has_tried = self.is_pending = True
        messages = [found.message for found in read if isinstance(found, Finding)]
        if messages:
            message, text = (str(wrong), wrong.text) if wrong else ("\n".join(messages), None)
            self.refusal = Refusal(message, " ".join(messages), text)
            return
        grown = self.record.grown(lines)
        self.refusal = _refusal(self.record, grown)
        if self.refusal is None:
            self.record = grown

    def expect_nothing_refused(self) -> None:
        """Fail if something was refused and no step has said that it is."""
        if self.refusal is not None:
            raise RefusedUnawares(self.refusal)

    def settle_refusal(self) -> None:
        """Take what was refused as expected, so that the scenario can go on."""
        self.refusal, self.is_pending = None, False

    def history(self, one: str, other: str) -> History:
        """Return the history of two countries; fail where an event was refused and no step has said so."""
        self.expect_nothing_refused()
        if not self.has_record:
            fail("of which record? Begin with Given the record, Given these events of …, or Given nothing …")
        pair = pair_named(one, other)
        moves = [move for move in self.moves if self._pair_meant(move.id) == pair]
        recorded = _recorded(self.record, pair, self.known)
        return recorded.suppose(*recorded.not_void(moves)) if moves else recorded

    def at(self, one: str, other: str, day: str) -> State:
        """Return the state of two countries at the end of a day."""
        return self.history(one, other).at(phrases.day(day))

    def _line(self, fields: Mapping[str, str], number: int) -> bytes:
        """Return a line of the log with the fields that a scenario names, and plain values for the rest."""
        named = as_logged(phrases.with_dates(fields))
        kind = str(named.get("kind", ""))
        assumed: dict[str, object] = {
            "id": f"event-{number}",
            "parties": list(self._pair_meant(named.get("retracts"))),
            "recorded": LONG_AGO,
            "summary": f"A scenario says: {words(kind)}.",
        }
        if kind != "retracted":
            assumed["sources"] = [{"title": "A scenario", "publisher": "detente"}]
        return json.dumps(assumed | named | {"kind": kind}).encode()

    def _pair_meant(self, named: object) -> Pair:
        """Return the pair of the event that is named, else the pair spoken of, else the only one recorded."""
        recorded = [self.record.pair_of[named]] if isinstance(named, str) and named in self.record.pair_of else []
        added = [one for one in self.moves if not isinstance(one, LeftOut | Moved) and one.id == named]
        spoken_of = [self.pair] if self.pair else self.record.pairs
        pairs = [*recorded, *(event.pair for event in added)] or spoken_of
        if not pairs:
            fail("of which countries? Begin with Given these events of …, or Given nothing is recorded of …")
        if len({*pairs}) > 1:
            unknown = f"there is no event “{named}” in the record. Or of" if named else "of"
            fail(f"{unknown} which countries? The record has several pairs: say When it is about …")
        return pairs[0]


def _refusal(before: Record, grown: Record) -> Refusal | None:
    """Return why a record cannot have grown so; none where nothing is wrong in it that was not before."""
    refused = newly_wrong(before.findings, grown.findings)
    if not refused:
        return None
    because = [found.cause.because if isinstance(found.cause, Refused) else found.message for found in refused]
    causes = tuple(found.cause for found in refused if found.cause)
    return Refusal("\n".join(map(str, refused)), " ".join(because), causes=causes)


@lru_cache(maxsize=32)
def _recorded(record: Record, pair: Pair, known: HistoricDate | None) -> History:
    """Return a history of a record: many scenarios ask for that of one and the same."""
    return History.of(record, *pair, known)


def _bytes_of(record: Record) -> bytes | None:
    path = Path(record.path)
    return path.read_bytes() if path.is_file() else None
