"""The content of a timeline, taken from a history."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import chain, islice

from detente.history.differences import turning_days
from detente.history.history import History
from detente.history.state import State
from detente.model.dates import between, day_in_words
from detente.model.events import Event
from detente.model.following import Change
from detente.model.naming import act_in_words
from detente.model.rules import Act, touched
from detente.model.wording import opening
from detente.views.sentences import as_known, source_in_words, supposition, when
from detente.views.timeline.content import Content, Fate, Point, Window
from detente.views.timeline.cutting import SLOTS_SHOWN, Answers, Day, Known, lanes, track
from detente.views.verdicts import remarks, verdict

_ASKED = 8
"""On how many days at most those events are looked for that leave a fact open."""


def content_of(
    history: History, until: date, since: date | None = None, name: str | None = None, *, with_facts: bool = True
) -> Content:
    """Return what a timeline shows of a history from one day to another, by default from its first event.

    Both days are included; events after `until` are left out. A hypothesis is shown beside what is recorded; without
    facts the ladder is shown alone. The drawing is known by `name`, or by the codes of the pair. Raises `BadDate` if
    `since` is later than `until`, and what the history raises if it cannot be followed.
    """
    between(since, until)
    name = name or "-".join(history.pair).lower()
    title = f"{'HYPOTHESIS: ' if history.moves else ''}{opening(history.pair.names)}"
    suppositions = [supposition(move, history) for move in history.moves]
    begun = min((event.on.earliest for event in (*history.recorded.events, *history.events)), default=date.max)
    if begun > until:
        return Content(name, title, _nothing(history, until), Window(until, until), suppositions=suppositions)
    window = Window(since or _a_little_before(begun, until), until)
    slots = SLOTS_SHOWN if with_facts else ()
    asked = [answers(one, window, slots) for one in ([history.recorded, history] if history.moves else [history])]
    return Content(
        name,
        title,
        _stands(history, until),
        window,
        [track(one, window) for one in asked],
        list(lanes(asked, window)) if with_facts else (),
        points(history, window),
        suppositions,
    )


def answers(history: History, window: Window, slots: Sequence[int] = ()) -> Answers:
    """Return what a history answers of the days of a window, each asked once; of facts, those of some slots."""
    turning = turning_days([history])
    begun = max(bisect_right(turning, window.first) - 1, 0)
    days = [_day(history.at(day), slots) for day in turning[begun : bisect_right(turning, window.last)]]
    asked = lru_cache(maxsize=4 * _ASKED)(history.at)  # what is open of one fact is often so of another
    return Answers(history.pair, bool(history.moves), days, partial(_left_open_by, history, asked))


def _day(state: State, slots: Sequence[int]) -> Day:
    facts = {slot: Known(state.possible_values(slot), state.standing.facts[slot]) for slot in slots}
    return Day(state.day, state.possible, state.in_words, facts)


def _left_open_by(history: History, at: Callable[[date], State], slot: int, days: Sequence[date]) -> list[Event]:
    """Return the events on whose day it depends what a fact is.

    Where it depends on none of them alone, but on their order, those are returned that speak of the fact. Only some
    of the days are asked about: the first, the last, and those with which the days of another event begin.
    """
    imprecise = [event for event in history.events if event.on.earliest != event.on.latest]
    begin = {event.on.earliest for event in imprecise}
    asked = dict.fromkeys((days[0], days[-1], *(day for day in days if day in begin)))
    found: set[str] = set()
    for state in map(at, islice(asked, _ASKED)):
        found |= {event.id for event in state.undecided} & {event.id for event in state.behind(slot)}
    if not found:
        found = {event.id for event in imprecise if slot in touched(Act.of(event)) and event.on.latest >= days[0]}
    return [event for event in imprecise if event.id in found and event.on.earliest <= days[-1]]


def points(history: History, window: Window) -> list[Point]:
    """Return every recorded event that changed a fact; of a hypothesis also what it supposes and what it overtakes."""
    overtaken = {refused.event.id for refused in history.overtaken}
    effective = {event.id: event for event in history.events}

    def fate(event: Event) -> Fate:
        if event.id in overtaken:
            return Fate.OVERTAKEN
        if event.id not in effective:
            return Fate.LEFT_OUT
        return Fate.MOVED if effective[event.id].is_supposed else Fate.KEPT

    recorded = [
        _point(change, fate(change.event))
        for change in history.recorded.course
        if change.of_facts or change.event.id in overtaken
    ]
    supposed = [_point(change, Fate.SUPPOSED) for change in history.course if change.event.is_supposed]
    return [point for point in (*recorded, *supposed) if point.earliest <= window.last and point.latest >= window.first]


def _point(change: Change, fate: Fate) -> Point:
    event = change.event
    return Point(
        event.id,
        event.on.earliest,
        event.on.latest,
        act_in_words(Act.of(event), event.pair),
        event.on.in_words(),
        tuple(_remarks(event)),
        change.before.status,
        change.after.status,
        fate,
    )


def _remarks(event: Event) -> Iterator[str]:
    yield when(event)
    yield event.summary + ("" if event.confidence == "confirmed" else f" [{event.confidence}]")
    yield from map(source_in_words, event.sources[:1])


def _nothing(history: History, until: date) -> str:
    by = f" by {day_in_words(until)}" if history.events or history.recorded.events else ""
    return f"Nothing is recorded of {history.pair.names}{by}{as_known(history)}."


def _stands(history: History, until: date) -> str:
    """Return where the pair stands on the last day, and how far that can be trusted."""
    on = f"On {day_in_words(until)}{as_known(history)}"
    states = [one.at(until) for one in (history.recorded, history)]
    recorded, supposed = map(verdict, states)
    stands = [f"{on}: {recorded}."]
    if history.moves and recorded == supposed:
        stands = [f"{on}, as recorded and as supposed: {recorded}."]
    elif history.moves:
        stands = [f"{on}, as recorded: {recorded}.", f"As supposed: {supposed}."]
    return "\n".join([*stands, *dict.fromkeys(chain.from_iterable(map(remarks, states)))])


def _a_little_before(day: date, until: date) -> date:
    """Return a day that leaves room before the first event."""
    room = max(1, (until - day).days // 60)
    return date.fromordinal(max(1, day.toordinal() - room))
