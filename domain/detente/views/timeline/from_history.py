"""The content of a timeline, taken from a history."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from itertools import groupby, zip_longest

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
from detente.model.rules import Act
from detente.model.wording import or_possibly
from detente.views.sentences import as_known, source_in_words, supposition, when
from detente.views.timeline.content import Content, Fate, Held, Lane, Point, Span, Track, Window

_LANES = tuple(
    (SLOT_OF[fact, side],) for fact in ("mission", "sanctions", "recall", "grievance") for side in (0, 1)
) + ((SLOT_OF["talks", None], SLOT_OF["offer", 0], SLOT_OF["offer", 1]),)
"""The slots whose facts share a lane, from the top; the lane is called by the first."""


class BackwardsWindow(DetenteError):
    """A timeline that is to end before it begins."""


def content_of(
    history: History, until: date, since: date | None = None, name: str | None = None, *, with_facts: bool = True
) -> Content:
    """Return what a timeline shows of a history from one day to another, by default from its first event.

    Both days are included; events after `until` are left out. A hypothesis is shown beside what is recorded. The
    drawing is known by `name`, or by the codes of the pair; without facts it is of the ladder alone. Raises `BackwardsWindow` if `since` is later than `until`,
    and what the history raises if it cannot be followed.
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
    shown = [states(one, window) for one in ([history.recorded, history] if history.moves else [history])]
    tracks = [track(one, window, is_supposed=number > 0) for number, one in enumerate(shown)]
    facts = list(lanes(shown, history.pair, window)) if with_facts else []
    return Content(
        name, title, _stands(history, until), window, tracks, facts, points(history, window), suppositions
    )


def states(history: History, window: Window) -> list[State]:
    """Return the states of a history within a window: on the day before which nothing changed, and whenever one can."""
    days = turning_days([history])
    before = max(bisect_right(days, window.first) - 1, 0)
    return [history.at(day) for day in days[before : bisect_right(days, window.last)]]


def track(states: Sequence[State], window: Window, *, is_supposed: bool) -> Track:
    """Return how the statuses follow each other within a window."""
    runs = _runs(states, window, lambda state: state.in_words)
    return Track([Span(first, last, run[0].possible, run[0].in_words) for first, last, run in runs], is_supposed)


def lanes(tracks: Sequence[Sequence[State]], pair: Pair, window: Window) -> Iterator[Lane]:
    """Return a lane for each fact of either side that is in force within a window, or may be, and one for talks."""
    for slots in _LANES:
        held = [list(_held(states, slots, window)) for states in tracks]
        if any(held):
            yield Lane(_named(slots[0], pair), held)


def _held(states: Sequence[State], slots: Sequence[int], window: Window) -> Iterator[Held]:
    """Return what the facts of some slots hold, or may, while neither that nor the events behind them change."""
    for first, last, run in _runs(states, window, lambda state: [_known(state, slot) for slot in slots]):
        possible = {slot: run[0].possible_values(slot) for slot in slots}
        held = [(slot, value) for slot in slots for value in sorted(possible[slot], reverse=True) if value != NONE]
        for share, (slot, value) in enumerate(held):
            yield Held(
                first,
                last,
                SLOTS[slot][0],
                value,
                len(possible[slot]) == 1,
                _in_words(slot, value, run[0].pair),
                tuple(_explained(slot, run)),
                share,
                len(held),
            )


def _known(state: State, slot: int) -> Hashable:
    """Return what a fact can be, and the event that put it in force."""
    plainest, *others = state.possible_values(slot)
    event = state.standing.facts[slot].event if plainest != NONE else None
    return plainest, frozenset(others), event and event.id


def _explained(slot: int, run: Sequence[State]) -> Iterator[str]:
    """Return what a fact is on some days, since when, by which event, and which events leave it open."""
    possible = run[0].possible_values(slot)
    yield f"{_named(slot, run[0].pair)}: {or_possibly([value_in_words(value) for value in possible])}"
    fact = run[-1].standing.facts[slot]
    if fact.event and fact.in_force:
        yield f"{fact.event.on.since_in_words()}: {event_in_words(fact.event)}"
    if fact.later and fact.in_force:
        last = fact.later[-1]
        yield f"{len(fact.later)} later, the last {last.on.in_words()}: {event_in_words(last)}"
    if len(possible) > 1:
        blamed = (event for state in run for event in state.behind(slot) if event in state.undecided)
        for event in dict.fromkeys(blamed):
            yield f"not known to the day, {event.on.in_words()}: {event_in_words(event)}"


def _named(slot: int, pair: Pair) -> str:
    return fact_in_words(slot, pair).removeprefix("the ")


def _in_words(slot: int, value: str, pair: Pair) -> str:
    """Return a value in a lane; of an offer, which shares its lane with talks and another, whose it is."""
    return _named(slot, pair) if SLOTS[slot][0] == "offer" else value_in_words(value)


def _runs(
    states: Sequence[State], window: Window, key: Callable[[State], Hashable | list[Hashable]]
) -> Iterator[tuple[date, date, list[State]]]:
    """Return the first and the last day of each run of states that are alike, cut to a window."""
    runs = [list(run) for _, run in groupby(states, key)]
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
