"""``detente why``: what the status rests on, with sources."""

import argparse

from detente.cli.asking import STYLES, history_asked, print_json, say, wants_json
from detente.history.reasons import Reason, reasons
from detente.model.dates import day_in_words
from detente.model.naming import event_in_words
from detente.model.wording import words


def run(asked: argparse.Namespace) -> int:
    """Give each fact in force on a day, the event that put it in force, and its sources."""
    history = history_asked(asked)
    state = history.at(asked.on or history.last_day)
    found = reasons(state)
    if wants_json(asked):
        from detente.views.data import reason_data, state_data

        return print_json(state_data(state) | {"reasons": [reason_data(reason) for reason in found]})
    when = "after all that is recorded" if asked.on is None else f"on {day_in_words(state.day)}"
    say(f"{state.pair.names} {when}: ", (state.in_words, STYLES[state.status]), ".")
    for event in state.undecided:
        say(f"Not known to the day: {event_in_words(event)}, {event.on.in_words()}.")
    for reason in found:
        _say(reason)
    return 0


def _say(reason: Reason) -> None:
    from detente.views.data import source_in_words

    rests = "; the status rests on it" if reason.holds_status else ""
    say()
    say((f"{reason.fact}: {reason.in_words}", "bold"), rests)
    for event in reason.because.events:
        say(f"  {event.on.in_words()}: {event.summary}")
        say((f"    {event.id}, {event.confidence}", "dim"))
        for detail in ("announced", "level", "head", "ordered_by", "measure", "conditions", "note"):
            if getattr(event, detail, None):
                say(f"    {words(detail)}: {getattr(event, detail)}")
        for source in event.sources:
            say((f"    {source_in_words(source)}{f' {source.url}' if source.url else ''}", "dim"))
