"""``detente why``: what the status rests on, what changed, or what stands in the way of another status."""

import argparse
from datetime import date

from detente.cli.asking import STYLES, as_asked, aside, history_asked, print_json, say, say_undecided, wants_json
from detente.history.history import History, State
from detente.history.reasons import Reason, changed, obstacles, reasons
from detente.model.dates import day_in_words, last_day
from detente.model.events import Event, fields_of
from detente.model.following import Change
from detente.model.naming import event_in_words, fact_in_words, value_in_words
from detente.model.statuses import Status
from detente.model.wording import did_you_mean, identifier, listing, nearest, words

_SAID = {"id", "kind", "parties", "by", "on", "seq", "recorded", "summary", "sources", "confidence", "retracts"}
"""The fields of an event that are told in another way, or say nothing of what happened."""


def run(asked: argparse.Namespace) -> int:
    """Give each fact in force on a day with its event and sources; or what changed in a range; or why not."""
    wrong = _wrong_usage(asked)
    if wrong:
        aside(f"detente why: {wrong}")
        return 2
    if asked.since or asked.until:
        return _changes(asked, history_asked(asked))
    history = history_asked(asked)
    state = history.at(asked.on or history.last_day)
    when = "after all that is recorded" if asked.on is None else f"on {day_in_words(state.day)}"
    heading = f"{state.pair.names} {when}{as_asked(history)}: "
    if asked.other_than:
        return _why_not(asked, state, Status(identifier(asked.other_than)), heading)
    found = reasons(state)
    if wants_json(asked):
        from detente.views.data import reason_data, state_data

        return print_json(state_data(state) | {"reasons": [reason_data(reason) for reason in found]})
    _say_state(state, heading)
    for reason in found:
        _say(reason, "; the status rests on it" if reason.holds_status else "")
    return 0


def _wrong_usage(asked: argparse.Namespace) -> str:
    if (asked.since or asked.until) and (asked.on or asked.other_than):
        return "--from and --to ask what changed, --on and --not about one day; ask one of the two."
    if asked.since and asked.until and last_day(asked.until) < asked.since.earliest:
        return "--to is before --from."
    if asked.other_than and identifier(asked.other_than) not in list(Status):
        near = did_you_mean(nearest(asked.other_than, [status.words for status in Status]))
        return f"there is no status “{asked.other_than}”.{near}"
    return ""


def _why_not(asked: argparse.Namespace, state: State, status: Status, heading: str) -> int:
    found = obstacles(state, status)
    if wants_json(asked):
        from detente.views.data import reason_data, state_data

        in_the_way = [reason_data(reason) for reason in found.in_the_way]
        asks = {"not": status, "in_the_way": in_the_way, "unmet": [list(phrases) for phrases in found.unmet]}
        return print_json(state_data(state) | asks)
    _say_state(state, heading)
    if state.status == status:
        say(f"It is {status.words}: nothing stands in the way.")
    for reason in found.in_the_way:
        event = reason.because.event
        since = f" {event.on.since_in_words()}: {event_in_words(event)}" if event else ""
        say("  in its way: ", (f"{reason.fact} {reason.in_words}", "bold"), since)
    if found.unmet:
        say(f"  {'; or '.join(listing(phrases) for phrases in found.unmet)}")
    return 0


def _changes(asked: argparse.Namespace, history: History) -> int:
    """Tell what each event that can lie in a range changed."""
    first: date | None = asked.since.earliest if asked.since else None
    last: date | None = last_day(asked.until) if asked.until else None
    found = [
        change
        for change in history.course
        if change.of_facts
        and (first is None or change.event.on.latest >= first)
        and (last is None or change.event.on.earliest <= last)
    ]
    if wants_json(asked):
        from detente.views.data import change_data

        return print_json({"pair": list(history.pair), "changes": [change_data(change) for change in found]})
    ends = f" from {day_in_words(first)}" if first else ""
    ends += f" to {day_in_words(last)}" if last else ""
    say((f"{history.pair.names}{ends}{as_asked(history)}", "bold"), "" if found else ": nothing changed.")
    for change in found:
        say()
        say(f"{change.event.on.in_words()}: ", _went(change))
        for place, before, after in changed(change):
            say(f"  {fact_in_words(place, history.pair)}: {value_in_words(before)} → {value_in_words(after)}")
        _say_event(change.event)
    return 0


def _went(change: Change) -> tuple[str, str]:
    before, after = change.before.status, change.after.status
    return (f"{before.words} → {after.words}" if change.of_status else f"still {after.words}", STYLES[after])


def _say_state(state: State, heading: str) -> None:
    say(heading, (state.in_words, STYLES[state.status]), ".")
    say_undecided(state)


def _say(reason: Reason, remark: str) -> None:
    say()
    say((f"{reason.fact}: {reason.in_words}", "bold"), remark)
    for event in reason.because.events:
        _say_event(event)


def _say_event(event: Event) -> None:
    from detente.views.data import source_in_words

    say(f"  {event.on.in_words()}: {event.summary}")
    say((f"    {event.id}, {'hypothetical' if event.is_supposed else event.confidence}", "dim"))
    for name, value in fields_of(event).items():
        if name in _SAID:
            continue
        say(f"    {words(name)}: {'no' if value is False else value}")
    for source in event.sources:
        say((f"    {source_in_words(source)}{f' {source.url}' if source.url else ''}", "dim"))
