"""``detente why``: what the status rests on, what changed, or what stands in the way of another status."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial

from detente.cli.answer import Answer, Block, Styled
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.inputs import history_asked, span_asked
from detente.cli.layout import state_lines, styled
from detente.history.history import History
from detente.history.reasons import Obstacles, Reason, changed, obstacles, reasons
from detente.history.state import State, possible_after
from detente.model.dates import Span
from detente.model.events import Event
from detente.model.following import Change
from detente.model.statuses import NoSuchStatus, Status
from detente.model.wording import listing
from detente.views.data import changes_data, obstacles_data, reasons_data
from detente.views.sentences import (
    as_asked,
    details,
    fact_change,
    from_to,
    heading,
    obstacle,
    source_in_words,
    status_change,
)
from detente.views.verdicts import limits


def run(asked: argparse.Namespace) -> Answer:
    """Return each fact in force on a day with its events and sources; or what changed in a range; or why not."""
    if (asked.since or asked.until) and (asked.on or asked.other_than):
        raise WrongUsage("--from and --to ask what changed, --on and --not about one day; ask one of the two.")
    span = span_asked(asked)
    with wrong_usage(NoSuchStatus):
        other = Status.of(asked.other_than) if asked.other_than else None
    history, asides = history_asked(asked)
    if asked.since or asked.until:
        return _changes(span, history, asides)
    state = history.at(asked.on or history.last_day)
    about = heading(state, is_dated=asked.on is not None)
    if other:
        found = obstacles(state, other)
        return Answer(
            partial(obstacles_data, state, other, found), partial(_why_not, about, state, other, found), asides
        )
    rests_on = reasons(state)
    return Answer(partial(reasons_data, state, rests_on), partial(_why, about, state, rests_on), asides)


def _why(about: str, state: State, rests_on: Sequence[Reason]) -> Iterator[Block]:
    yield from state_lines(about, state)
    for reason in rests_on:
        yield ""
        remark = "; the status rests on it" if reason.holds_status else ""
        yield (Styled(f"{reason.fact}: {reason.in_words}", "bold"), remark)
        for event in reason.because.events:
            yield from _event(event)


def _why_not(about: str, state: State, other: Status, found: Obstacles) -> Iterator[Block]:
    yield from state_lines(about, state)
    if state.status == other:
        yield (f"It is {other.words}: nothing stands in the way.",)
    for reason in found.in_the_way:
        since = obstacle(reason)
        yield ("  in its way: ", Styled(f"{reason.fact} {reason.in_words}", "bold"), f" {since}" if since else "")
    if found.unmet:
        yield (f"  {'; or '.join(listing(phrases) for phrases in found.unmet)}",)


def _changes(span: Span, history: History, asides: Sequence[str]) -> Answer:
    """Return what each event changed that can lie in a range."""
    found = [change for change in history.course if change.of_facts and change.event.on.can_be_within(*span)]
    about = f"{history.pair.names}{from_to(span)}{as_asked(history)}"
    ends = [] if found or not history.events else limits(history.at(span[1]))
    return Answer(partial(changes_data, history, found), partial(_what_changed, about, history, found, ends), asides)


def _what_changed(about: str, history: History, found: Sequence[Change], ends: Sequence[str]) -> Iterator[Block]:
    yield (Styled(about, "bold"), "" if found else ": nothing changed that is recorded.")
    yield from ((sentence,) for sentence in ends)
    for change in found:
        yield ""
        yield (
            f"{change.event.on.in_words()}: ",
            styled(change.after.status, status_change(change, possible_after(history, change))),
        )
        for slot, before, after in changed(change):
            yield (f"  {fact_change(slot, before, after, change.event.pair)}",)
        yield from _event(change.event)


def _event(event: Event) -> Iterator[Block]:
    yield (f"  {event.on.in_words()}: {event.summary}",)
    yield (Styled(f"    {event.id}, {'hypothetical' if event.is_supposed else event.confidence}", "dim"),)
    for detail in details(event):
        yield (f"    {detail}",)
    for source in event.sources:
        yield (Styled(f"    {source_in_words(source)}{f' {source.url}' if source.url else ''}", "dim"),)
