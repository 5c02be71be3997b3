"""The history of one pair, and the answers that it gives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from detente.history.worlds import World, undecided, worlds
from detente.log.findings import Finding
from detente.log.record import Record
from detente.model.configuration import Configuration
from detente.model.dates import HistoricDate, day_in_words, last_day
from detente.model.errors import DetenteError
from detente.model.events import Event, Retracted
from detente.model.fold import Change, counting, fold
from detente.model.pairs import Pair
from detente.model.refusal import Refused
from detente.model.rules import rules
from detente.model.standing import Standing
from detente.model.statuses import Status
from detente.model.wording import or_possibly


class SpoiledRecord(DetenteError):
    """What the log holds about a pair cannot be answered from until it is mended."""

    def __init__(self, pair: Pair, findings: Sequence[Finding]) -> None:
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
    """The facts in the world that is told: the one with the fewest undecided events."""
    worlds: tuple[World, ...]
    """Every world that the dates leave open, the one that is told first."""
    undecided: tuple[Event, ...]
    """The events that may or may not have happened by then, and on which some fact depends."""
    to_blame: tuple[Event, ...]
    """Those of them on which it depends what the status can be."""
    is_recorded: bool
    """Whether anything is recorded of the pair at all, of any date."""
    is_again: bool
    """Whether the pair had that status once before, and another in between."""

    @property
    def status(self) -> Status:
        """The status in the world that is told."""
        return self.standing.status

    @property
    def possible(self) -> tuple[Status, ...]:
        """Every status that the dates leave open, the highest rung first; more than one if it is uncertain."""
        found = {world.status for world in self.worlds}
        return tuple(status for status in Status if status in found)

    @property
    def since(self) -> HistoricDate | None:
        """The date of the event with which the status began; none if there has been no other."""
        return self.standing.since and self.standing.since.on

    @property
    def in_words(self) -> str:
        """The status, and those that it may be as well: "no relations, or possibly established"."""
        return or_possibly([self.status.words, *(other.words for other in self.possible if other != self.status)])

    def possible_values(self, place: int) -> list[str]:
        """Give every value that the fact of a slot can have, that of the world that is told first."""
        return list(dict.fromkeys(world.configuration[place] for world in self.worlds))


@dataclass(frozen=True)
class History:
    """The events of one pair. It never changes: whatever is asked of it gives a new value."""

    pair: Pair
    lines: tuple[Event | Retracted, ...]
    """Everything that the log holds about the pair, in its order."""
    known_on: date | None = None
    """The last day whose lines of the log are used; all of them if none."""

    @classmethod
    def of(cls, record: Record, one: str, other: str, known: "str | date | HistoricDate | None" = None) -> "History":
        """Take the history of two countries, by code or name, out of a record; as known on a day, if one is given.

        A pair that the record does not have has an empty history. Raises `UnknownCountry`, `SameCountry`, and
        `SpoiledRecord` where something is wrong in the pair's own lines or the rules refuse one of its events.
        """
        pair = Pair.of(one, other)
        known_on = None if known is None else last_day(known)
        asked = record if known_on is None else record.known(known_on)
        if pair in asked.spoiled:
            raise SpoiledRecord(pair, asked.spoiled[pair])
        return cls(pair, tuple(entry.line for entry in record.by_pair.get(pair, ())), known_on)

    def known(self, asked: "str | date | HistoricDate") -> "History":
        """Give the history as it was known at the end of a day (UTC), retractions included."""
        return replace(self, known_on=last_day(asked))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that count, in order."""
        return tuple(counting(self._known_lines))

    @cached_property
    def withdrawn(self) -> tuple[tuple[Event, Event | Retracted], ...]:
        """The events that no longer count, in order, each with the line that retracted it."""
        by = {line.retracts: line for line in self._known_lines if line.retracts is not None}
        events = [line for line in self._known_lines if not isinstance(line, Retracted) and line.id in by]
        return tuple((event, by[event.id]) for event in sorted(events, key=lambda event: event.on.earliest))

    @cached_property
    def _known_lines(self) -> list[Event | Retracted]:
        return [line for line in self.lines if self.known_on is None or line.recorded.date() <= self.known_on]

    @property
    def last_day(self) -> date:
        """The day by which everything that counts has happened; the end of time where nothing has."""
        return max((event.on.latest for event in self.events), default=date.max)

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
        day, course = last_day(asked), self.course
        open_worlds = tuple(worlds(self.events, day))
        told, *others = open_worlds
        *_, standing = Standing(self.pair), *(change.after for change in fold(self.pair, told.events))
        open_events, to_blame = self._open_on(day) if others else ((), ())
        before = [change.event for change in course if change.of_status and change.after.status == told.status]
        return State(
            self.pair,
            day,
            self.known_on,
            standing,
            open_worlds,
            open_events,
            to_blame if len({world.status for world in open_worlds}) > 1 else (),
            is_recorded=bool(self.events),
            is_again=bool(before) and before[0] != standing.since,
        )

    def _open_on(self, day: date) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
        """Find the undecided events on which the facts depend, and those on which the status does.

        Where it depends on none of them alone, it depends on all together.
        """
        facts: list[Event] = []
        status: list[Event] = []
        for event in undecided(self.events, day):
            if not rules()[event.kind].effects:
                continue
            with_it, without_it = (worlds(self.events, day, {event.id: so}) for so in (True, False))
            if _configurations(with_it) != _configurations(without_it):
                facts.append(event)
            if with_it and without_it and _statuses(with_it) != _statuses(without_it):
                status.append(event)
        return tuple(facts), tuple(status or facts)


def _configurations(found: list[World]) -> set[Configuration]:
    return {world.configuration for world in found}


def _statuses(found: list[World]) -> set[Status]:
    return {world.status for world in found}
