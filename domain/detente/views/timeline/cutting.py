"""What a history answers of single days, cut into what a timeline shows: spans of statuses, and bands of facts."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby, zip_longest
from typing import NamedTuple

from detente.model.configuration import NONE, SLOT_OF, SLOTS
from detente.model.events import Event
from detente.model.naming import event_in_words, fact_in_words, value_in_words
from detente.model.pairs import Pair
from detente.model.standing import Fact
from detente.model.statuses import Status
from detente.model.wording import or_possibly
from detente.views.timeline.content import Held, Lane, Span, Track, Window

_LANES = (
    *((SLOT_OF[fact, side],) for fact in ("mission", "sanctions", "recall", "grievance") for side in (0, 1)),
    (SLOT_OF["talks", None], SLOT_OF["offer", 0], SLOT_OF["offer", 1]),
)
"""The slots whose facts share a lane, from the top; the lane is called by the first."""
SLOTS_SHOWN = tuple(chain.from_iterable(_LANES))
_MOST = 6
"""How many events are named that leave one fact open."""


class Known(NamedTuple):
    """What is known of a fact on a day."""

    possible: Sequence[str]
    """Its value in the plainest course, then every other that it may have."""
    fact: Fact
    """The fact in the plainest course."""


class Day(NamedTuple):
    """What a history answers of a day."""

    day: date
    possible: tuple[Status, ...]
    in_words: str
    facts: Mapping[int, Known]
    """Those that are shown, by their slots."""


class Answers(NamedTuple):
    """What a history answers of every day of a window on which that can become another."""

    pair: Pair
    is_supposed: bool
    days: Sequence[Day]
    left_open_by: Callable[[int, Sequence[date]], Sequence[Event]]
    """Returns the events that leave it open what the fact of a slot is on some days."""


def track(answers: Answers, window: Window) -> Track:
    """Return how the statuses follow each other within a window."""
    runs = _runs(answers.days, window, lambda day: day.in_words)
    return Track(
        [Span(first, last, run[0].possible, run[0].in_words) for first, last, run in runs], answers.is_supposed
    )


def lanes(tracks: Sequence[Answers], window: Window) -> Iterator[Lane]:
    """Return a lane for each fact of either side that is in force within a window, or may be, and one for talks."""
    for slots in _LANES:
        held = [list(_held(answers, slots, window)) for answers in tracks]
        if any(held):
            yield Lane(_named(slots[0], tracks[0].pair), held)


def _held(answers: Answers, slots: Sequence[int], window: Window) -> Iterator[Held]:
    """Return what the facts of some slots hold, or may, for as long as that and what put them in force stay."""
    for first, last, run in _runs(answers.days, window, lambda day: [_key(day.facts[slot]) for slot in slots]):
        possible = {slot: sorted(run[0].facts[slot].possible, reverse=True) for slot in slots}
        held = [(slot, value) for slot in slots for value in possible[slot] if value != NONE]
        remarks = {slot: tuple(_explained(answers, slot, run)) for slot, _ in held}
        for share, (slot, value) in enumerate(held):
            fact, is_certain = SLOTS[slot][0], len(possible[slot]) == 1
            # An offer shares its lane with the other's, and with talks.
            in_words = _named(slot, answers.pair) if fact == "offer" else value_in_words(value)
            yield Held(first, last, fact, value, is_certain, in_words, remarks[slot], share, len(held))


def _key(known: Known) -> Hashable:
    """Return what one band shows: of a fact that is certain, also the event that put it in force."""
    certainly_by = known.fact.event if known.fact.in_force and len(known.possible) == 1 else None
    return frozenset(known.possible), certainly_by and certainly_by.id


def _explained(answers: Answers, slot: int, run: Sequence[Day]) -> Iterator[str]:
    """Return what a fact is on some days, since when, by which event, and which events leave it open."""
    (possible, began), ended = run[0].facts[slot], run[-1].facts[slot].fact
    yield f"{_named(slot, answers.pair)}: {or_possibly([value_in_words(value) for value in possible])}"
    if began.event and began.in_force and began.event == ended.event:
        yield f"{began.event.on.since_in_words()}: {_known(began.event)}"
        if ended.later:
            *before, last = ended.later
            count = f"{len(before) + 1} later, the last" if before else "later"
            yield f"{count}: {_known(last)}, {last.on.in_words()}"
    if len(possible) > 1:
        open_by = answers.left_open_by(slot, [day.day for day in run])
        yield from (f"not known to the day: {_known(event)}, {event.on.in_words()}" for event in open_by[:_MOST])
        if len(open_by) > _MOST:
            yield "and more that is not known to the day"


def _known(event: Event) -> str:
    """Return the name of an event, and how sure it is."""
    return event_in_words(event) + ("" if event.confidence == "confirmed" else f" [{event.confidence}]")


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
