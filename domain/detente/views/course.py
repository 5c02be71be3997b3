"""What a timeline shows of a history: bands of days in the lanes of the statuses, and a mark for each event."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from detente.history.differences import Span
from detente.history.history import History
from detente.model.dates import day_in_words
from detente.model.events import Event
from detente.model.following import Change
from detente.model.statuses import Status


class Window(NamedTuple):
    """The days that are shown, both ends included."""

    first: date
    last: date

    def has(self, event: Event) -> bool:
        """Whether an event can have happened on one of the days."""
        return event.on.earliest <= self.last and event.on.latest >= self.first


class Run(NamedTuple):
    """Days of the window on which the same statuses are possible."""

    first: date
    last: date
    possible: tuple[Status, ...]
    in_words: str

    @property
    def is_certain(self) -> bool:
        """Whether only one status is possible."""
        return len(self.possible) == 1

    @property
    def days_in_words(self) -> str:
        """The days: "from 7 September 2012 to 28 March 2016"."""
        if self.first == self.last:
            return f"on {day_in_words(self.first)}"
        return f"from {day_in_words(self.first)} to {day_in_words(self.last)}"


class Course(NamedTuple):
    """One course of a drawing: the recorded one, or beside it the supposed one."""

    runs: list[Run]
    is_supposed: bool

    @property
    def name(self) -> str:
        """What it is called beside another: "as recorded", or "supposed"."""
        return Fate.SUPPOSED if self.is_supposed else Fate.KEPT


class Band(NamedTuple):
    """Days on which a status holds, or may."""

    status: Status
    run: Run


class Fate(StrEnum):
    """What a hypothesis makes of an event."""

    KEPT = "as recorded"
    LEFT_OUT = "left out"
    MOVED = "moved"
    OVERTAKEN = "overtaken"
    SUPPOSED = "supposed"


class Mark(NamedTuple):
    """An event to be shown, on the lane of the status after it."""

    event: Event
    before: Status
    after: Status
    fate: Fate = Fate.KEPT

    @property
    def changes_status(self) -> bool:
        """Whether it led to another rung."""
        return self.before != self.after

    @property
    def tells(self) -> bool:
        """Whether it deserves a label: it changed the status, or is supposed."""
        return self.changes_status or self.is_supposed

    @property
    def is_supposed(self) -> bool:
        """Whether it belongs to the supposed course only."""
        return self.fate == Fate.SUPPOSED


def runs(spans: Iterable[Span], window: Window) -> list[Run]:
    """Cut the spans of a history to a window."""
    cut = [
        Run(
            max(span.first, window.first),
            min(span.last or window.last, window.last),
            span.state.possible,
            span.state.in_words,
        )
        for span in spans
    ]
    return [run for run in cut if run.first <= run.last]


def bands(course: Iterable[Run]) -> list[Band]:
    """Give a band for every status that is possible in a run."""
    return [Band(status, run) for run in course for status in run.possible]


def marks(history: History, window: Window) -> list[Mark]:
    """Mark every recorded event that changed a fact; of a hypothesis also what it supposes and what it overtakes."""
    overtaken = {refused.event.id for refused in history.overtaken}
    counting = {event.id: event for event in history.events}

    def fate(event: Event) -> Fate:
        if event.id in overtaken:
            return Fate.OVERTAKEN
        if event.id not in counting:
            return Fate.LEFT_OUT
        return Fate.MOVED if counting[event.id].is_supposed else Fate.KEPT

    recorded = [
        _mark(change, fate(change.event))
        for change in history.recorded.course
        if change.of_facts or change.event.id in overtaken
    ]
    supposed = [_mark(change, Fate.SUPPOSED) for change in history.course if change.event.is_supposed]
    return [mark for mark in (*recorded, *supposed) if window.has(mark.event)]


def in_sentences(course: Sequence[Run]) -> str:
    """Tell a course, a sentence for each run."""
    told = [f"{run.days_in_words}: {run.in_words}." for run in course] or ["nothing."]
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in told)


def _mark(change: Change, fate: Fate) -> Mark:
    return Mark(change.event, change.before.status, change.after.status, fate)
