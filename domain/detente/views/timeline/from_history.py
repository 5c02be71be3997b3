"""The content of a timeline, taken from a history."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby, islice, zip_longest
from typing import NamedTuple

from detente.history.differences import turning_days
from detente.history.history import History
from detente.history.state import State
from detente.model.configuration import NONE, SLOT_OF, SLOTS
from detente.model.dates import day_in_words
from detente.model.errors import DetenteError
from detente.model.events import Event
from detente.model.following import Change
from detente.model.naming import act_in_words, event_in_words, fact_in_words, value_in_words
from detente.model.pairs import Pair
from detente.model.rules import Act, touched
from detente.model.standing import Fact
from detente.model.statuses import Status
from detente.model.wording import or_possibly
from detente.views.sentences import as_known, source_in_words, supposition, when
from detente.views.timeline.content import Content, Fate, Held, Lane, Point, Span, Track, Window

_LANES = (
    *((SLOT_OF[fact, side],) for fact in ("mission", "sanctions", "recall", "grievance") for side in (0, 1)),
    (SLOT_OF["talks", None], SLOT_OF["offer", 0], SLOT_OF["offer", 1]),
)
"""The slots whose facts share a lane, from the top; the lane is called by the first."""
_SLOTS = tuple(chain.from_iterable(_LANES))
_MOST, _ASKED = 6, 12
"""How many events are named that leave one fact open, and on how many days they are looked for."""


class BackwardsWindow(DetenteError):
    """A timeline that is to end before it begins."""


def content_of(
    history: History, until: date, since: date | None = None, name: str | None = None, *, with_facts: bool = True
) -> Content:
    """Return what a timeline shows of a history from one day to another, by default from its first event.

    Both days are included; events after `until` are left out. A hypothesis is shown beside what is recorded; without
    facts the ladder is shown alone. The drawing is known by `name`, or by the codes of the pair. Raises
    `BackwardsWindow` if `since` is later than `until`, and what the history raises if it cannot be followed.
    """
    if since is not None and since > until:
        raise BackwardsWindow(
            f"A timeline cannot end on {day_in_words(until)}, before it begins on {day_in_words(since)}."
        )
    name = name or "-".join(history.pair).lower()
    title = f"{'HYPOTHESIS: ' if history.moves else ''}{history.pair.names}"
    suppositions = [supposition(move, history) for move in history.moves]
    begun = min((event.on.earliest for event in (*history.recorded.events, *history.events)), default=date.max)
    if begun > until:
        return Content(name, title, _nothing(history, until), Window(until, until), suppositions=suppositions)
    window = Window(since or _a_little_before(begun, until), until)
    shown = [history.recorded, history] if history.moves else [history]
    asked = [(one, days(one, window, _SLOTS if with_facts else ())) for one in shown]
    tracks = [track(found, window, is_supposed=bool(one.moves)) for one, found in asked]
    facts = list(lanes(asked, window)) if with_facts else []
    return Content(name, title, _stands(history, until), window, tracks, facts, points(history, window), suppositions)


class _Known(NamedTuple):
    """What is known of a fact on a day."""

    possible: tuple[str, ...]
    """Its value in the plainest course, then every other that it may have."""
    fact: Fact
    """The fact in the plainest course."""


class Day(NamedTuple):
    """What a history answers of one day."""

    day: date
    possible: tuple[Status, ...]
    in_words: str
    facts: dict[int, _Known]
    """By their slots."""


def days(history: History, window: Window, slots: Sequence[int] = ()) -> list[Day]:
    """Return what a history answers within a window, and of which facts: for each day on which that can change."""
    turning = turning_days([history])
    begun = max(bisect_right(turning, window.first) - 1, 0)
    return [_asked(history.at(day), slots) for day in turning[begun : bisect_right(turning, window.last)]]


def track(days: Sequence[Day], window: Window, *, is_supposed: bool) -> Track:
    """Return how the statuses follow each other within a window."""
    runs = _runs(days, window, lambda day: day.in_words)
    return Track([Span(first, last, run[0].possible, run[0].in_words) for first, last, run in runs], is_supposed)


def lanes(asked: Sequence[tuple[History, Sequence[Day]]], window: Window) -> Iterator[Lane]:
    """Return a lane for each fact of either side that is in force within a window, or may be, and one for talks."""
    for slots in _LANES:
        held = [list(_held(history, days, slots, window)) for history, days in asked]
        if any(held):
            yield Lane(_named(slots[0], asked[0][0].pair), held)


def _asked(state: State, slots: Sequence[int]) -> Day:
    facts = {slot: _Known(tuple(state.possible_values(slot)), state.standing.facts[slot]) for slot in slots}
    return Day(state.day, state.possible, state.in_words, facts)


def _held(history: History, days: Sequence[Day], slots: Sequence[int], window: Window) -> Iterator[Held]:
    """Return what the facts of some slots hold, or may, for as long as that and what put them in force stay."""
    for first, last, run in _runs(days, window, lambda day: [_key(day.facts[slot]) for slot in slots]):
        known = run[0].facts
        held = [
            (slot, value) for slot in slots for value in sorted(known[slot].possible, reverse=True) if value != NONE
        ]
        remarks = {slot: tuple(_explained(history, slot, run)) for slot, _ in held}
        for share, (slot, value) in enumerate(held):
            fact, is_certain = SLOTS[slot][0], len(known[slot].possible) == 1
            # An offer shares its lane with the other's, and with talks.
            in_words = _named(slot, history.pair) if fact == "offer" else value_in_words(value)
            yield Held(first, last, fact, value, is_certain, in_words, remarks[slot], share, len(held))


def _key(known: _Known) -> Hashable:
    """Return what one band shows: of a fact that is certain, also the event that put it in force."""
    certainly_by = known.fact.event if known.fact.in_force and len(known.possible) == 1 else None
    return frozenset(known.possible), certainly_by and certainly_by.id


def _explained(history: History, slot: int, run: Sequence[Day]) -> Iterator[str]:
    """Return what a fact is on some days, since when, by which event, and which events leave it open."""
    (possible, began), ended = run[0].facts[slot], run[-1].facts[slot].fact
    yield f"{_named(slot, history.pair)}: {or_possibly([value_in_words(value) for value in possible])}"
    if began.event and began.in_force and began.event == ended.event:
        yield f"{began.event.on.since_in_words()}: {event_in_words(began.event)}"
        if ended.later:
            *before, last = ended.later
            count = f"{len(before) + 1} later, the last" if before else "later"
            yield f"{count}: {event_in_words(last)}, {last.on.in_words()}"
    if len(possible) > 1:
        left_open_by = _left_open_by(history, slot, [day.day for day in run])
        for event in left_open_by[:_MOST]:
            yield f"not known to the day: {event_in_words(event)}, {event.on.in_words()}"
        if len(left_open_by) > _MOST:
            yield "and more that is not known to the day"


def _left_open_by(history: History, slot: int, days: Sequence[date]) -> list[Event]:
    """Return the events on whose day it depends what a fact is.

    Where it depends on none of them alone, but on their order, those are returned that speak of the fact. Only some
    of the days are asked about: the first, the last, and those with which the days of another event begin.
    """
    imprecise = [event for event in history.events if event.on.earliest != event.on.latest]
    begin = {event.on.earliest for event in imprecise}
    asked = dict.fromkeys((days[0], days[-1], *(day for day in days if day in begin)))
    found: set[str] = set()
    for day in islice(asked, _ASKED):
        state = history.at(day)
        found |= {event.id for event in state.undecided} & {event.id for event in state.behind(slot)}
    if not found:
        found = {event.id for event in imprecise if slot in touched(Act.of(event)) and event.on.latest >= days[0]}
    return [event for event in imprecise if event.id in found and event.on.earliest <= days[-1]]


def _named(slot: int, pair: Pair) -> str:
    return fact_in_words(slot, pair).removeprefix("the ")


def _runs(
    days: Sequence[Day], window: Window, key: Callable[[Day], Hashable | list[Hashable]]
) -> Iterator[tuple[date, date, list[Day]]]:
    """Return the first and the last day of each run of days that are alike, cut to a window."""
    runs = [list(run) for _, run in groupby(days, key)]
    for run, following in zip_longest(runs, runs[1:]):
        last = date.fromordinal(following[0].day.toordinal() - 1) if following else window.last
        yield max(run[0].day, window.first), last, run


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
    """Return where the pair stands on the last day."""
    on = f"On {day_in_words(until)}{as_known(history)}"
    recorded, supposed = map(_state, (history.recorded.at(until), history.at(until)))
    if not history.moves:
        return f"{on}: {recorded}."
    if recorded == supposed:
        return f"{on}: {recorded}, as recorded and as supposed."
    return f"{on}: {recorded}, as recorded; {supposed}, as supposed."


def _state(state: State) -> str:
    return f"{state.in_words}{f' {state.since.since_in_words()}' if state.since else ''}"


def _a_little_before(day: date, until: date) -> date:
    """Return a day that leaves room before the first event."""
    room = max(1, (until - day).days // 60)
    return date.fromordinal(max(1, day.toordinal() - room))
