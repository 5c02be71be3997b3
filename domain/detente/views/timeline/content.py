"""What a timeline shows, as plain values: statuses and facts on spans of days, and events."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from detente.model.dates import day_in_words
from detente.model.statuses import Status
from detente.model.wording import opening


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
        return days_in_words(self.first, self.last)


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


class Held(NamedTuple):
    """Days, one after the other, on which a fact has a value, or may have it."""

    first: date
    last: date
    fact: str
    """The name of the fact, of either side: "mission"."""
    value: str
    is_certain: bool
    in_words: str
    """What there is, in a word or two: "closed", "offer of Iran"."""
    remarks: tuple[str, ...]
    """What is shown to who points at it, each a line: the value, since when, by which event, what leaves it open."""
    share: int = 0
    shares: int = 1
    """Which share of the height of its lane it has, of how many: other facts and values have the rest."""

    @property
    def days_in_words(self) -> str:
        """The days: "from 7 September 2012 to 28 March 2016"."""
        return days_in_words(self.first, self.last)


class Lane(NamedTuple):
    """The facts of one kind, of one side or shared."""

    name: str
    """Its name: "sanctions of Canada"."""
    tracks: Sequence[Sequence[Held]]
    """What is in force, or may be: as recorded, and beside that as supposed, if anything is."""


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
    """The lines under the title: where the pair stands and how sure that is, or that nothing is recorded."""
    window: Window
    tracks: Sequence[Track] = ()
    """One, or the recorded and the supposed one; none where there is nothing to draw."""
    lanes: Sequence[Lane] = ()
    """The facts, each lane with as many tracks; none where the ladder is drawn alone."""
    points: Sequence[Point] = ()
    """In the order of time; those that are supposed come last."""
    suppositions: Sequence[str] = ()
    """What a hypothesis supposes, a sentence each."""


def bands(spans: Iterable[Span]) -> list[Band]:
    """Return a band for every status that is possible in a span."""
    return [Band(status, span) for span in spans for status in span.possible]


def days_in_words(first: date, last: date) -> str:
    """Return days, both ends included, in words.

    >>> days_in_words(date(2012, 9, 7), date(2012, 9, 7))
    'on 7 September 2012'
    """
    if first == last:
        return f"on {day_in_words(first)}"
    return f"from {day_in_words(first)} to {day_in_words(last)}"


def in_sentences(spans: Sequence[Span] | Sequence[Held]) -> str:
    """Return a sentence for each span."""
    sentences = [f"{span.days_in_words}: {_as_sure(span)}." for span in spans] or ["nothing."]
    return " ".join(map(opening, sentences))


def _as_sure(span: Span | Held) -> str:
    """Return what is so in a span; of a fact, that it is only possible if it is. The words of statuses say so."""
    return f"possibly {span.in_words}" if isinstance(span, Held) and not span.is_certain else span.in_words
