"""Where one pair stands at the end of a day, and what the dates leave open of it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from detente.model.blame import Outcomes, outcomes
from detente.model.configuration import SLOTS
from detente.model.courses import Courses
from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES, Event
from detente.model.extent import Extent, unsurveyed
from detente.model.following import Change, changes
from detente.model.happening import Happening
from detente.model.machine import Position
from detente.model.pairs import Pair
from detente.model.plainest import taken
from detente.model.rules import STATUS, holding, rungs, touched
from detente.model.standing import Standing
from detente.model.statuses import Status
from detente.model.wording import or_possibly, shown

if TYPE_CHECKING:
    from detente.history.history import History


Turning = TypeVar("Turning")

NOTHING_RECORDED = "nothing is recorded"
"""What stands in place of a status of which nothing is known."""


@dataclass(frozen=True)
class State:
    """Where a pair stands at the end of a day."""

    history: "History"
    day: date

    def __repr__(self) -> str:
        since = f" since {self.since}" if self.since else ""
        supposed = ", supposed" if self.is_hypothetical else ""
        return shown("State", f"of {self.pair} on {self.day}{supposed}: {self.in_words}{since}")

    @property
    def pair(self) -> Pair:
        """The two countries."""
        return self.history.pair

    @property
    def known_on(self) -> date | None:
        """The last day whose lines of the log are used; all of them if none."""
        return self.history.known_on

    @property
    def is_hypothetical(self) -> bool:
        """Whether it is so in a hypothesis only."""
        return bool(self.history.moves)

    @cached_property
    def is_recorded(self) -> bool:
        """Whether anything is recorded or supposed of the relations of the pair, of any date: else there is no status.

        Relations that were looked for on the day, without any event, are recorded as none.
        """
        is_surveyed = self.unsurveyed is not None and "relations" not in self.unsurveyed
        return self.history.has_events or is_surveyed

    @property
    def recorded(self) -> Extent | None:
        """From when to when something is recorded of the pair; nothing where nothing is."""
        return self.history.extent

    @property
    def is_within_record(self) -> bool:
        """Whether the day lies between the first and the last that is recorded."""
        extent = self.recorded
        return extent is not None and not (extent.begins_after(self.day) or extent.ends_before(self.day))

    @cached_property
    def unsurveyed(self) -> tuple[str, ...] | None:
        """The families of facts that were not looked for on the day; nothing where no survey of the pair says."""
        return unsurveyed(self.history.surveys, self.day)

    @property
    def status(self) -> Status | None:
        """The status in the plainest course: the events in their order, as few undecided ones as can be.

        It is the highest of the rungs. None where nothing is recorded, for then nothing is known.
        """
        return self._position.status if self.is_recorded else None

    @property
    def rungs(self) -> tuple[Status, ...]:
        """Every rung that holds in the plainest course, the highest first; none where nothing is recorded."""
        return rungs(self._position.configuration) if self.is_recorded else ()

    @cached_property
    def possible(self) -> tuple[Status, ...]:
        """Every status that the dates leave open, the highest rung first; more than one if it is uncertain."""
        found = {position.status for position in self._reached[0][1]} if self._reached else set[Status]()
        plainest = self.status
        return tuple(status for status in Status if status in found or status == plainest)

    @property
    def confidence(self) -> str | None:
        """How sure the events are that hold the rungs: as sure as the least sure of them; none without events."""
        slots = {slot for rung in self.rungs for slot in holding(rung, self._position.configuration)}
        found = {event.confidence for slot in slots for event in self.standing.facts[slot].events[:1]}
        return min(found, key=CONFIDENCES.index, default=None)

    @property
    def complete(self) -> bool:
        """Whether every order that the dates leave open was followed: where too many are open at once, not all are."""
        return all(courses.complete(self.day.toordinal()) for courses in self._courses)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Where the pair can stand: first in the plainest course, then with each part of the facts as it can be else.

        The rules look at the facts of one part only, whatever act they are asked about.
        """
        plainest = self._position
        others = (
            courses.within(position, plainest.configuration) for courses, found in self._reached for position in found
        )
        return tuple(dict.fromkeys((plainest, *others)))

    @property
    def standing(self) -> Standing:
        """The facts in the plainest course."""
        return self._plainest[-1].after if self._plainest else self.history.begun

    @cached_property
    def since(self) -> HistoricDate | None:
        """The date of the event with which the status began; none if there has been no other.

        A status that was left and come back to on one calendar day is as old as it was.
        """
        turns = ((change.after.status, change.event.on) for change in self._plainest if change.of_status)
        begun = self.history.begun
        return status_began(((status, on, on) for status, on in turns), begun.status, begun.since and begun.since.on)

    @cached_property
    def undecided(self) -> tuple[Event, ...]:
        """The events on whose day some fact, or the status, depends: which values it can have."""
        return self._depending(STATUS, *range(len(SLOTS)))

    @cached_property
    def to_blame(self) -> tuple[Event, ...]:
        """The events on whose day it depends which statuses are possible; where that is none, all that are undecided.

        The days after the one asked for are one. Nothing is to blame for a status that is certain.
        """
        if len(self.possible) == 1:
            return ()
        return self._depending(STATUS) or self.undecided

    @property
    def in_words(self) -> str:
        """The status, and those that it may be as well: "established, or possibly strained"."""
        status = self.status
        if status is None:
            return NOTHING_RECORDED
        return or_possibly([status.words, *(other.words for other in self.possible if other != status)])

    def possible_values(self, slot: int) -> list[str]:
        """Return every value that the fact of a slot can have, that of the plainest course first."""
        found = (
            position.configuration[slot]
            for courses, positions in self._reached
            if slot in courses.slots
            for position in positions
        )
        return list(dict.fromkeys((self._position.configuration[slot], *found)))

    def behind(self, slot: int) -> tuple[Event, ...]:
        """Return the events behind the fact of a slot: those it rests on, and those on whose day it depends."""
        resting = self.standing.facts[slot].events
        return (*resting, *(event for event in self._depending(slot) if event not in resting))

    def amending(self, slot: int) -> tuple[Event, ...]:
        """Return the events that speak of the fact of a slot, and may have happened by the day or not yet."""
        return tuple(happening.event for happening in self._open if slot in touched(happening.act))

    def possible_details(self, slot: int) -> frozenset[tuple[str | bool | None, ...]]:
        """Return the details that the fact of a slot can have: in the plainest course, and by what may amend it."""
        fact = self.standing.facts[slot]
        more = (event for event in self.amending(slot) if event not in fact.events)
        return frozenset((fact.details, *(fact._replace(repeats=(event, fact.repeats)).details for event in more)))

    @property
    def _courses(self) -> tuple[Courses, ...]:
        """What the dates leave open, part by part; nothing if all that has begun by the day was of one day."""
        happenings, first = self.history.happenings, self.history.first_open
        return self.history.courses if first < len(happenings) and happenings[first].earliest <= self.day else ()

    @cached_property
    def _reached(self) -> tuple[tuple[Courses, list[Position]], ...]:
        """Every position at which each part of the facts can be."""
        day = self.day.toordinal()
        return tuple(
            (courses, [courses.positions[number] for number in dict.fromkeys(number for number, _ in courses.at(day))])
            for courses in self._courses
        )

    @cached_property
    def _outcomes(self) -> tuple[tuple[Courses, Outcomes], ...]:
        return tuple((courses, outcomes(courses, self.day.toordinal())) for courses in self._courses)

    def _depending(self, *asked: int | str) -> tuple[Event, ...]:
        """Return the events on whose day one of several things depends, in order."""
        found = {
            courses.happenings[index].id
            for courses, possible in self._outcomes
            for what in asked
            for index in possible.depending(what)
        }
        since = self.history.happenings[self.history.first_open :] if found else ()
        return tuple(happening.event for happening in since if happening.id in found)

    @cached_property
    def _plainest(self) -> tuple[Change, ...]:
        """What each event did in the plainest course."""
        certain = self.history.course[: self._before]
        start = certain[-1].after if certain else self.history.begun
        return (*certain, *changes(start, self._happened))

    @cached_property
    def _position(self) -> Position:
        """Where things stand in the plainest course."""
        standing = Standing(self.pair, self.history.position_before(self._before))
        for change in changes(standing, self._happened):
            standing = change.after
        return standing.position

    @cached_property
    def _happened(self) -> list[Happening]:
        """What has happened in the plainest course since the first event that is undecided."""
        chosen = {courses.happenings[index].id for courses in self._courses for index in taken(courses, self.day)}
        since = self.history.happenings[self._before : self._past]
        return [happening for happening in since if happening.latest <= self.day or happening.id in chosen]

    @cached_property
    def _open(self) -> list[Happening]:
        """What may have happened by the day or not yet."""
        since = self.history.happenings[self._before : self._past]
        return [happening for happening in since if happening.latest > self.day]

    @cached_property
    def _past(self) -> int:
        """How many events can have happened by the day."""
        return bisect_right(self.history.happenings, self.day, key=lambda happening: happening.earliest)

    @cached_property
    def _before(self) -> int:
        """How many events come before the first that is undecided."""
        happenings, past = self.history.happenings, self._past
        found = (index for index in range(self.history.first_open, past) if happenings[index].latest > self.day)
        return next(found, past)


def possible_after(history: "History", change: Change) -> tuple[Status, ...]:
    """Return the status after an event in plain order, and those that the dates leave open besides on its last day."""
    is_certain = history.first_open == len(history.happenings)
    possible = () if is_certain else history.at(change.event.on.latest).possible
    return tuple(dict.fromkeys((change.after.status, *(possible if len(possible) > 1 else ()))))


def status_began(
    turns: Iterable[tuple[Status, HistoricDate, Turning]],
    status: Status = Status.NO_RELATIONS,
    because: Turning | None = None,
) -> Turning | None:
    """Return what began the last status of a course, out of its turns: each a status, the date on which it began, why.

    The course begins with a status, and what began that. Nothing did if there has been no other. A status that was left
    and come back to on one calendar day goes on as if it had not been left.
    """
    began, left = {status: because}, dict[Status, date | None]()
    for after, on, turning in turns:
        day = on.earliest if on.earliest == on.latest else None
        left[status], status = day, after
        if day is None or left.get(status) != day:
            began[status] = turning
    return began[status]
