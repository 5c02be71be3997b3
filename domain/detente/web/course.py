"""The events of a pair, as a page lists them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from detente.history.history import History
from detente.model.events import Event, Source
from detente.model.statuses import Status
from detente.model.wording import or_possibly, words
from detente.views.course import Told, told
from detente.views.sentences import details, doubt, source_in_words, when, who
from detente.web.asking import Question

A_PAGE = 500
"""How many events are listed at most."""


class Read(NamedTuple):
    """A source that can be read."""

    text: str
    url: str | None


class Row(NamedTuple):
    """An event."""

    event: Event
    when: str
    kind: str
    who: str
    doubt: str
    status: Status | None
    in_words: str
    """The status after it, and what is possible besides."""
    turns: bool
    """Whether it changed the status."""
    place: str
    """"past", "later", or "open" where it may have happened by the day looked at."""
    details: Sequence[str]
    sources: Sequence[Read]
    is_last: bool
    """Whether it is the last that has happened by the day looked at."""


class Stop(NamedTuple):
    """A day on which something has happened for certain, for who goes from event to event."""

    earlier: date | None
    later: date | None
    first: date | None
    last: date | None


def listed(history: History) -> tuple[Told, ...]:
    """Return every event of a history with what was possible after it."""
    return tuple(told(history, history.course))


def chosen(events: Sequence[Told], asked: Question) -> list[Told]:
    """Return the events that are asked for."""
    return [
        one
        for one in events
        if asked.kind in (None, one.event.kind)
        and asked.confidence in (None, one.event.confidence)
        and (asked.with_noted or asked.kind or one.event.major or (one.change and one.change.of_facts))
    ]


def rows(events: Sequence[Told], day: date) -> Iterator[Row]:
    """Return what is shown of events, at the end of a day."""
    happened = [one.event for one in events if one.event.on.latest <= day]
    last = max(reversed(happened), key=lambda event: event.on.latest, default=None)
    for one in events[:A_PAGE]:
        event = one.event
        yield Row(
            event,
            when(event),
            words(event.kind),
            who(event),
            doubt(event),
            one.possible[0] if one.possible else None,
            or_possibly([status.words for status in one.possible]),
            bool(one.change and one.change.of_status),
            "past" if event.on.latest <= day else "open" if event.on.earliest <= day else "later",
            list(details(event)),
            [_read(source) for source in event.sources],
            event == last,
        )


def _read(source: Source) -> Read:
    return Read(source_in_words(source), source.url)


def stops(events: Sequence[Told]) -> list[date]:
    """Return the days by which events have happened, one after the other."""
    return sorted({one.event.on.latest for one in events})


def stop(days: Sequence[date], day: date) -> Stop:
    """Return which days of some lie before and after a day."""
    earlier, later = [one for one in days if one < day], [one for one in days if one > day]
    return Stop(
        earlier[-1] if earlier else None, later[0] if later else None, *(days[:1] or [None]), *(days[-1:] or [None])
    )
