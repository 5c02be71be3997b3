"""The sentences, phrases and cells in which answers are shown, as functions of answers."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from detente.history.history import History
from detente.history.reasons import Reason
from detente.history.state import State
from detente.log.record import Record
from detente.model.countries import name, name_in_sentence
from detente.model.dates import Span, day_in_words
from detente.model.events import Event, Source, fields_of
from detente.model.following import Change
from detente.model.moves import LeftOut, Move, Moved
from detente.model.naming import act_in_words, event_in_words, fact_in_words, value_in_words
from detente.model.pairs import Pair
from detente.model.rules import Act, rules
from detente.model.statuses import Status
from detente.model.wording import listing, opening, or_possibly, words

if TYPE_CHECKING:
    from detente.history.differences import Contrast
    from detente.history.goals import Goal
    from detente.history.routes import Route, Routes

_SHOWN_OTHERWISE = {
    *("id", "kind", "parties", "by", "on", "seq", "recorded", "summary", "sources", "confidence", "retracts")
}
"""The fields of an event that have their own way to be shown, or say nothing of what happened."""


def as_asked(history: History) -> str:
    """Return as known on which day an answer is, and whether it is supposed; to be put behind what is asked."""
    return f"{as_known(history)}, supposed" if history.moves else as_known(history)


def as_known(history: History) -> str:
    """Return as known on which day an answer is; nothing where everything that is recorded is used."""
    return f", as known on {day_in_words(history.known_on)}" if history.known_on else ""


def from_to(span: Span) -> str:
    """Return which days an answer is about, to be put behind whom: " from 7 September 2012", nothing for all time."""
    first, last = span
    begins = f" from {day_in_words(first)}" if first > date.min else ""
    return f"{begins} to {day_in_words(last)}" if last < date.max else begins


def heading(state: State, *, is_dated: bool = True) -> str:
    """Return whom an answer is about, and when: "Canada and Iran on 8 September 2012"."""
    when = f"on {day_in_words(state.day)}" if is_dated else "after all that is recorded"
    return f"{opening(state.pair.names)} {when}{as_asked(state.history)}"


def nothing_recorded(history: History) -> str:
    """Return that nothing is recorded of a pair, or nothing was known yet on the day as known on which it is asked."""
    until = f" by {day_in_words(history.known_on)}" if history.known_on else ""
    return f"Nothing is recorded of {history.pair.names}{until}."


def see_also(pair: Pair) -> str:
    """Return that there is a record of another pair, that of a predecessor or a successor."""
    return f"See also {pair.names} ({pair.first}, {pair.second}), of which there is a record."


def mention(record: Record) -> list[str]:
    """Return what is wrong and may bear on any pair, as remarks: lines whose pair cannot be told, lost or changed ones.

    What is wrong with one pair is told where it is asked about, and by `check`.
    """
    found = [finding.summary for finding in record.findings_of_no_pair]
    if record.broken_seal:
        found.append(record.broken_seal)
    return found


def not_known_to_the_day(state: State) -> list[str]:
    """Return a sentence for each event on whose day an answer depends, and one if not every order was followed."""
    events = [
        f"Not known to the day: {event_in_words(event)}, {event.on.in_words()}"
        f"{'' if event.confidence == 'confirmed' else f', which is only {event.confidence}'}."
        for event in state.undecided
    ]
    more = "So much is not known to the day that not every order was followed: more may be possible."
    return events if state.complete else [*events, more]


def fact_since(reason: Reason) -> str:
    """Return since when a fact is in force, and how often it was repeated; nothing where it is not in force."""
    if not reason.because.in_force:
        return ""
    began, *later = reason.because.events
    again = f", {len(later)} later (last {later[-1].on.in_words()})" if later else ""
    return f"{began.on.since_in_words()}{again}"


def obstacle(reason: Reason) -> str:
    """Return since when a fact stands in the way of a status, and by which event; nothing where there was none."""
    event = reason.because.event
    return f"{event.on.since_in_words()}: {event_in_words(event)}" if event else ""


def when(event: Event) -> str:
    """Return the date of an event, and the day on which it was announced."""
    return event.on.in_words() + (f", announced {event.announced.in_words()}" if event.announced else "")


def who(event: Event) -> str:
    """Return who acted: a country, or both."""
    if event.by is None:
        return "both" if rules()[event.kind].row.by == "both" else "–"
    return name(event.by)


def what(event: Event) -> str:
    """Return what happened, and how sure it is."""
    return f"{event.summary}{doubt(event)}"


def doubt(event: Event) -> str:
    """Return how sure an event is, to be put behind it: " [reported]"; nothing where it is confirmed."""
    said = "hypothetical" if event.is_supposed else event.confidence
    return "" if said == "confirmed" else f" [{said}]"


def days_of(run: Sequence[Event]) -> str:
    """Return from when to when events happened that follow each other: "3 October 2022 to 12 December 2025"."""
    first, last = run[0].on, max((event.on for event in run), key=lambda on: (on.latest, on.earliest))
    return first.in_words() if first == last else f"{first.in_words()} to {last.in_words()}"


def sources_of(run: Sequence[Event]) -> str:
    """Return who published the first source of some events, and how many more there are."""
    sources = list(dict.fromkeys(source for event in run for source in event.sources))
    if not sources:
        return "–"
    return sources[0].publisher + (f" and {len(sources) - 1} more" if len(sources) > 1 else "")


def ids_of(run: Sequence[Event]) -> str:
    """Return the id of an event, or of the first and the last of a run."""
    return run[0].id if len(run) == 1 else f"{run[0].id} to {run[-1].id}"


def source_in_words(source: Source) -> str:
    """Return a source as a reader would cite it; a title in brackets is a description, and no quotation.

    >>> [source_in_words(Source(title, "The Majalla")) for title in ("No More Mr. Nice Guy", "[An article]")]
    ['The Majalla, “No More Mr. Nice Guy”', 'The Majalla, [An article]']
    """
    dated = f", {source.published.in_words()}" if source.published else ""
    is_description = source.title.startswith("[") and source.title.endswith("]")
    title = source.title if is_description else f"“{source.title}”"
    return f"{source.publisher}, {title}{dated}"


def details(event: Event) -> Iterator[str]:
    """Return what else is recorded of an event, by the names of its fields: "measure: SOR/2010-165"."""
    for field, value in fields_of(event).items():
        if field not in _SHOWN_OTHERWISE:
            yield f"{words(field)}: {'no' if value is False else value}"


def status_change(change: Change, possible: Sequence[Status]) -> str:
    """Return from which status to which an event led, or which of several: "established → severed", "still severed"."""
    after = or_possibly([status.words for status in possible])
    return f"{change.before.status.words} → {after}" if change.of_status else f"still {after}"


def fact_change(slot: int, before: str, after: str, pair: Pair) -> str:
    """Return what became of a fact: "relations: in force → severed"."""
    return f"{fact_in_words(slot, pair)}: {value_in_words(before)} → {value_in_words(after)}"


def days(contrast: "Contrast") -> str:
    """Return the days on which two histories differ: "7 September 2012 to 28 March 2016"."""
    if contrast.last is None:
        return f"from {day_in_words(contrast.first)} on"
    if contrast.last == contrast.first:
        return day_in_words(contrast.first)
    return f"{day_in_words(contrast.first)} to {day_in_words(contrast.last)}"


def supposition(move: Move, history: History) -> str:
    """Return what a move of a hypothesis supposes, as a sentence."""
    if not isinstance(move, LeftOut | Moved):
        return f"Supposed: {act_in_words(Act.of(move), move.pair)}, {move.on.in_words()}."
    known = {event.id: event for event in (*history.events, *history.recorded.events)}
    event = known.get(move.id)
    named = move.id if event is None else f"{act_in_words(Act.of(event), event.pair)}, {event.on.in_words()}"
    return f"Left out: {named}." if isinstance(move, LeftOut) else f"Moved: {named}, to {move.on.in_words()}."


def goal_in_words(goal: "Goal", pair: Pair) -> str:
    """Return the name of a goal: "established", "the mission of Canada open"."""
    facts = [f"{fact_in_words(slot, pair)} {value_in_words(value)}" for slot, value in goal.facts]
    return listing([*([goal.status.words] if goal.status else []), *facts])


def route_act(act: Act, pair: Pair) -> str:
    """Return the name of one act of a route: "mission opened by Canada", "relations restored (both)"."""
    named = act_in_words(act, pair) + (f" ({words(act.office)})" if act.office else "")
    return f"{named} (both)" if rules()[act.kind].row.by == "both" else named


def route_lines(found: "Routes", goal: str, pair: Pair, *, with_cost: bool) -> Iterator[str]:
    """Return how many shortest ways lead to a goal, and the ways, each a line; there is at least one."""
    if not found.given[0].acts:
        yield f"It is so already: {goal}."
        return
    cost = f", at a cost of {float(found.given[0].cost):g}" if with_cost else ""
    ways = "One shortest way" if found.total == 1 else f"{found.total} shortest ways"
    left_out = f", of which these are the first {len(found.given)}" if len(found.given) < found.total else ""
    yield f"{ways} to {goal}{cost}{left_out}:"
    for number, route in enumerate(found.given, start=1):
        yield f"  {number}. {' → '.join(route_act(act, pair) for act in route.acts)}"


def no_route(goal: str, pair: Pair, side: int | None) -> str:
    """Return that no way leads to a goal: none at all, or none for one side alone."""
    if side is None:
        return f"No way: nothing that the rules allow leads to {goal}."
    return f"No way: nothing that {name_in_sentence(pair[side])} can do alone leads to {goal}."


def shared_route(route: "Route", pair: Pair, side: int) -> str:
    """Return a way as one side sees it: what it can do itself, and what else it takes."""
    own = [act_in_words(act, pair) for act in route.acts if act.side == side]
    others = [route_act(act, pair) for act in route.acts if act.side != side]
    return f"Of a shortest way it can do alone: {listing(own) or 'nothing'}. It also takes: {listing(others)}."
