"""What a timeline shows, as plain values: spans of days in the lanes of the statuses, and events."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from detente.model.dates import day_in_words
from detente.model.statuses import Status


class Window(NamedTuple):
    """The days that are shown, both ends included."""

    first: date
    last: date


class Span(NamedTuple):
    """Days, one after the other, on which the same statuses are possible."""

    first: date
    last: date
    possible: tuple[Status, ...]
    """From the highest rung; more than one where the dates of events leave it open."""
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


class Fate(StrEnum):
    """What a hypothesis makes of an event."""

    KEPT = "as recorded"
    LEFT_OUT = "left out"
    MOVED = "moved"
    OVERTAKEN = "overtaken"
    SUPPOSED = "supposed"


class Track(NamedTuple):
    """How the statuses follow each other: as recorded, or beside that as supposed."""

    spans: Sequence[Span]
    is_supposed: bool

    @property
    def name(self) -> str:
        """What it is called beside another: "as recorded", or "supposed"."""
        return Fate.SUPPOSED if self.is_supposed else Fate.KEPT


class Band(NamedTuple):
    """Days on which a status holds, or may."""

    status: Status
    span: Span


class Point(NamedTuple):
    """An event, on the lane of the status after it."""

    id: str
    earliest: date
    latest: date
    what: str
    """What was done, in a few words: "mission closed by Canada"."""
    when: str
    remarks: tuple[str, ...]
    """What is shown besides to who points at it, each a line."""
    before: Status
    after: Status
    fate: Fate = Fate.KEPT

    @property
    def changes_status(self) -> bool:
        """Whether it led to another rung."""
        return self.before != self.after

    @property
    def is_labelled(self) -> bool:
        """Whether it deserves a label: it changed the status, or is supposed."""
        return self.changes_status or self.is_supposed

    @property
    def is_supposed(self) -> bool:
        """Whether it belongs to the supposed track only."""
        return self.fate == Fate.SUPPOSED


class Content(NamedTuple):
    """Everything that one timeline shows."""

    name: str
    """What the ids of its drawing begin with."""
    title: str
    statement: str
    """A sentence under the title: where the pair stands, or that nothing is recorded."""
    window: Window
    tracks: Sequence[Track] = ()
    """One, or the recorded and the supposed one; none where there is nothing to draw."""
    points: Sequence[Point] = ()
    """In the order of time; those that are supposed come last."""
    suppositions: Sequence[str] = ()
    """What a hypothesis supposes, a sentence each."""


def cut(spans: Iterable[Span], window: Window) -> list[Span]:
    """Return spans cut to a window; those that lie outside are left out."""
    inside = [span._replace(first=max(span.first, window.first), last=min(span.last, window.last)) for span in spans]
    return [span for span in inside if span.first <= span.last]


def bands(spans: Iterable[Span]) -> list[Band]:
    """Return a band for every status that is possible in a span."""
    return [Band(status, span) for span in spans for status in span.possible]


def in_sentences(spans: Sequence[Span]) -> str:
    """Return a sentence for each span."""
    sentences = [f"{span.days_in_words}: {span.in_words}." for span in spans] or ["nothing."]
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)
