"""Courses side by side: what each event did in the course as recorded, and in those that are supposed."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from detente.history.history import History
from detente.model.events import Event
from detente.model.following import Change
from detente.model.happening import Happening, order


class Fate(StrEnum):
    """What has become of an event in one of several courses; its value is how people say it."""

    RECORDED = "recorded"
    SUPPOSED = "supposed"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"
    LEFT_OUT = "left out"
    OVERTAKEN = "overtaken"
    ELSEWHERE = "–"
    """It is part of another course only."""


class Row(NamedTuple):
    """One event: in each of the courses what it did, where it is part of it, and what has become of it."""

    event: Event
    changes: tuple[Change | None, ...]
    """That of the record first."""
    fates: tuple[Fate, ...]

    @property
    def differs(self) -> bool:
        """Whether it is part of some of the courses only."""
        return None in self.changes

    @property
    def turns(self) -> bool:
        """Whether it changed the status in any of the courses."""
        return any(change is not None and change.of_status for change in self.changes)


def side_by_side(recorded: History, *supposed: History) -> list[Row]:
    """Put the course of a record beside those of hypotheses on it, in the order of time.

    An event that is moved comes twice. What changes nothing and is part of every course is left out.
    """
    histories = (recorded, *supposed)
    courses = [{change.event: change for change in history.course} for history in histories]
    fates = [_Fates(history) for history in histories]
    happenings: dict[Event, Happening] = {}
    for history in histories:
        happenings = {one.event: one for one in history.happenings} | happenings
    rows = [
        Row(event, tuple(course.get(event) for course in courses), tuple(fate.of(event) for fate in fates))
        for event in sorted(happenings, key=lambda event: order(happenings[event]))
    ]
    return [row for row in rows if row.differs or any(change is not None and change.of_facts for change in row.changes)]


def parting(rows: Sequence[Row]) -> int:
    """Return how many rows come before the first in which the courses part."""
    return next((index for index, row in enumerate(rows) if row.differs), len(rows))


class _Fates:
    """What has become of events in one course."""

    def __init__(self, history: History) -> None:
        self._there = {event.id for event in history.events}
        self._events = set(history.events)
        self._overtaken = {refused.event for refused in history.overtaken}
        self._recorded = {event.id: event for event in history.recorded.events}

    def of(self, event: Event) -> Fate:
        if event in self._events:
            if not event.is_supposed:
                return Fate.RECORDED
            return Fate.MOVED_HERE if event.id in self._recorded else Fate.SUPPOSED
        if event in self._overtaken:
            return Fate.OVERTAKEN
        if self._recorded.get(event.id) != event:
            return Fate.ELSEWHERE
        return Fate.MOVED_AWAY if event.id in self._there else Fate.LEFT_OUT
