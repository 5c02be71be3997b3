"""``detente at``: where a pair stands at the end of a day, or every pair."""

import argparse

from detente.cli.asking import (
    STYLES,
    aside,
    history_asked,
    known_asked,
    print_json,
    print_table,
    record_asked,
    say,
    wants_json,
)
from detente.history.history import History, SpoiledRecord, State
from detente.history.reasons import reasons
from detente.model.dates import day_in_words, last_day
from detente.model.naming import event_in_words, value_in_words


def run(asked: argparse.Namespace) -> int:
    """Answer for the pair asked about, or for every pair of the log."""
    if asked.one is None:
        return _every_pair(asked)
    if asked.other is None:
        aside("detente at: name two countries, or none for every pair of the log.")
        return 2
    state = history_asked(asked).at(asked.date)
    if wants_json(asked):
        from detente.views.data import state_data

        return print_json(state_data(state))
    _say(state)
    return 0


def _say(state: State) -> None:
    since = f", {state.since.since_in_words()}" if state.since else ""
    known = f", as known on {day_in_words(state.known_on)}" if state.known_on else ""
    say(
        f"{state.pair.names} on {day_in_words(state.day)}{known}: ",
        (state.in_words, STYLES[state.status]),
        f"{since}.",
    )
    for event in state.to_blame:
        say(f"Uncertain, for this is not dated better: {event_in_words(event)}, {event.on.in_words()}.")
    facts = reasons(state.standing)
    fact_width = max((len(reason.fact) for reason in facts), default=0)
    value_width = max((len(value_in_words(reason.because.value)) for reason in facts), default=0)
    for reason in facts:
        began, *later = reason.because.events
        again = f", {len(later)} later (last {later[-1].on.in_words()})" if later else ""
        say(
            f"  {reason.fact:<{fact_width}}  ",
            (f"{value_in_words(reason.because.value):<{value_width}}", "bold" if reason.holds_status else ""),
            f"  {began.on.since_in_words()}{again}",
        )


def _every_pair(asked: argparse.Namespace) -> int:
    record = record_asked(asked)
    spoiled = {finding.pair for finding in record.findings}
    for finding in record.findings:
        aside(str(finding))
    known = known_asked(asked)
    states: list[State] = []
    for pair in record.by_pair:
        try:
            history = History.of(record, *pair)
        except SpoiledRecord:
            aside(f"{pair.names}: not answered, for what is said above.")
            continue
        states.append((history.known(known) if known else history).at(asked.date))
    code = 1 if spoiled & set(record.by_pair) else 0
    if wants_json(asked):
        from detente.views.data import state_data

        print_json([state_data(state) for state in states])
        return code
    print_table(
        f"Every pair on {day_in_words(last_day(asked.date))}",
        {"Pair": 3, "Status": 4, "Since": 3},
        [
            (
                state.pair.names,
                (state.in_words, STYLES[state.status]),
                state.since.in_words() if state.since else "–",
            )
            for state in states
        ],
    )
    return code
