"""The events of a pair, as a page lists them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from detente.history.history import History
from detente.history.side_by_side import Fate
from detente.model.events import Event, Source
from detente.model.moves import LeftOut, Moved
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
    fate: str
    """What a scenario makes of it; empty where it is as recorded."""


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
        and (
            one.event.is_supposed
            or asked.with_noted
            or asked.kind
            or one.event.major
            or (one.change and one.change.of_facts)
        )
    ]


def with_scenario(recorded: Sequence[Told], made: History) -> list[Told]:
    """Return the events of a record and those that a scenario supposes, in order."""
    supposed = (one for one in listed(made) if one.event.is_supposed)
    return sorted((*recorded, *supposed), key=lambda one: one.event.on.earliest)


def fates(made: History) -> dict[tuple[str, bool], Fate]:
    """Return what a scenario makes of events, by their ids and whether they are supposed."""
    moves = [move for move in made.moves if isinstance(move, LeftOut | Moved)]
    touched = {(move.id, False): Fate.LEFT_OUT if isinstance(move, LeftOut) else Fate.MOVED_AWAY for move in moves}
    here = {(move.id, True): Fate.MOVED_HERE for move in moves if isinstance(move, Moved)}
    gone = {(refused.event.id, False): Fate.OVERTAKEN for refused in made.overtaken}
    return {**gone, **touched, **here}


def rows(events: Sequence[Told], day: date, become: Mapping[tuple[str, bool], Fate]) -> Iterator[Row]:
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
            become.get((event.id, event.is_supposed), Fate.SUPPOSED if event.is_supposed else ""),
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
