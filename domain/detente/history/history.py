"""The history of one pair, and the answers that it gives."""

from dataclasses import dataclass, replace
from datetime import UTC, date
from functools import cached_property
from typing import NamedTuple

from detente.history.worlds import undecided, worlds
from detente.log.findings import Finding
from detente.log.record import Record
from detente.model.dates import HistoricDate, day_in_words, last_day
from detente.model.errors import DetenteError
from detente.model.events import Event, Retracted
from detente.model.fold import Change, counting, fold
from detente.model.pairs import Pair
from detente.model.refusal import Refused
from detente.model.standing import Standing
from detente.model.statuses import Status


class SpoiledRecord(DetenteError):
    """What the log holds about a pair cannot be answered from until it is mended."""

    def __init__(self, pair: Pair, findings: list[Finding]) -> None:
        super().__init__(pair, findings)
        self.pair = pair
        self.findings = findings

    def __str__(self) -> str:
        listed = "\n".join(map(str, self.findings))
        return f"The record of {self.pair.names} cannot be answered from until this is mended:\n{listed}"


class IllegalHistory(DetenteError):
    """Events that the rules do not allow in their order, as they were known on some day."""


class State(NamedTuple):
    """Where a pair stands at the end of a day."""

    pair: Pair
    day: date
    known_on: date | None
    """The last day whose lines of the log are used; all of them if none."""
    standing: Standing
    """The facts, in the world with the fewest undecided events."""
    possible: tuple[Status, ...]
    """Every status that the dates leave open, the highest rung first; more than one if it is uncertain."""
    to_blame: tuple[Event, ...]
    """The events whose dates leave it open."""

    @property
    def status(self) -> Status:
        """The status, in the world with the fewest undecided events."""
        return self.standing.status

    @property
    def since(self) -> HistoricDate | None:
        """The date of the event with which the status began; none if there has been no other."""
        return self.standing.since and self.standing.since.on

    @property
    def in_words(self) -> str:
        """The status, and those that it may be as well: "no relations, or possibly established"."""
        others = [status.words for status in self.possible if status != self.status]
        return ", or possibly ".join([self.status.words, *others])


@dataclass(frozen=True)
class History:
    """The events of one pair. It never changes: whatever is asked of it gives a new value."""

    pair: Pair
    lines: tuple[Event | Retracted, ...]
    """Everything that the log holds about the pair, in its order."""
    known_on: date | None = None
    """The last day whose lines of the log are used; all of them if none."""

    @classmethod
    def of(cls, record: Record, one: str, other: str) -> "History":
        """Take the history of two countries, by code or name, out of a record.

        A pair that the record does not have has an empty history. Raises `UnknownCountry`, `SameCountry`, and
        `SpoiledRecord` where something is wrong in the pair's own lines or the rules refuse one of its events.
        """
        pair = Pair.of(one, other)
        spoiling = [finding for finding in record.findings if finding.pair == pair]
        if spoiling:
            raise SpoiledRecord(pair, spoiling)
        return cls(pair, tuple(entry.line for entry in record.by_pair.get(pair, ())))

    def known(self, asked: "str | date | HistoricDate") -> "History":
        """Give the history as it was known at the end of a day (UTC), retractions included."""
        return replace(self, known_on=last_day(asked))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that count, in order."""
        return tuple(
            counting(
                line
                for line in self.lines
                if self.known_on is None or line.recorded.astimezone(UTC).date() <= self.known_on
            )
        )

    @cached_property
    def course(self) -> tuple[Change, ...]:
        """What each event did, every event taken as happened; raises `IllegalHistory`."""
        try:
            return tuple(fold(self.pair, self.events))
        except Refused as refused:
            known = f"As known on {day_in_words(self.known_on)}, the" if self.known_on else "The"
            raise IllegalHistory(f"{known} record of {self.pair.names} was against the rules: {refused}") from refused

    def at(self, asked: "str | date | HistoricDate") -> State:
        """Replay to the end of a day; of an imprecise date, of its last. Raises `BadDate` and `IllegalHistory`."""
        day = last_day(asked)
        _ = self.course
        left = worlds(self.pair, self.events, day)
        possible = {world.standing.status for world in left}
        return State(
            self.pair,
            day,
            self.known_on,
            left[0].standing,
            tuple(status for status in Status if status in possible),
            self._to_blame(day) if len(possible) > 1 else (),
        )

    def _to_blame(self, day: date) -> tuple[Event, ...]:
        """Find the undecided events of which it depends what is possible; all, if it is none of them alone."""
        open_ones = undecided(self.events, day)
        guilty: list[Event] = []
        for event in open_ones:
            happened, not_happened = (
                {world.standing.status for world in worlds(self.pair, self.events, day, {event.id: so})}
                for so in (True, False)
            )
            if happened and not_happened and happened != not_happened:
                guilty.append(event)
        return tuple(guilty or open_ones)
