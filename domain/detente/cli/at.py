"""``detente at``: where a pair stands at the end of a day, or every pair."""

import argparse

from detente.cli.asking import (
    STYLES,
    as_asked,
    aside,
    history_asked,
    known_asked,
    mention,
    moves_asked,
    print_json,
    print_table,
    record_asked,
    say,
    say_undecided,
    supposing,
    wants_json,
)
from detente.history.history import History, SpoiledRecord, State
from detente.history.reasons import Reason, reasons
from detente.model.dates import day_in_words, last_day
from detente.model.moves import LeftOut, Moved
from detente.model.wording import listing, or_possibly


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
    since = f"{' again' if state.is_again else ''} {state.since.since_in_words()}" if state.since else ""
    others = [status.words for status in state.possible if status != state.status]
    say(
        f"{state.pair.names} on {day_in_words(state.day)}{as_asked(state.history)}: ",
        (state.status.words, STYLES[state.status]),
        or_possibly([since, *others]),
        "." if state.is_recorded else " (nothing is recorded).",
    )
    say_undecided(state)
    facts = reasons(state)
    fact_width = max((len(reason.fact) for reason in facts), default=0)
    value_width = max((len(reason.in_words) for reason in facts), default=0)
    for reason in facts:
        value = (f"{reason.in_words:<{value_width}}", "bold" if reason.holds_status else "")
        say(f"  {reason.fact:<{fact_width}}  ", value, _since(reason))


def _since(reason: Reason) -> str:
    if not reason.because.in_force:
        return ""
    began, *later = reason.because.events
    again = f", {len(later)} later (last {later[-1].on.in_words()})" if later else ""
    return f"  {began.on.since_in_words()}{again}"


def _every_pair(asked: argparse.Namespace) -> int:
    record = record_asked(asked)
    mention(record)
    known, moves = known_asked(asked), moves_asked(asked, record)
    supposed = {move.pair for move in moves if not isinstance(move, LeftOut | Moved)}
    states: list[State] = []
    code = 1 if record.findings_of_no_pair else 0
    for pair in sorted({*record.pairs, *supposed}):
        try:
            states.append(supposing(History.of(record, *pair, known), moves, record).at(asked.date))
        except SpoiledRecord as spoiled:
            aside(f"{pair.names}: not answered, for {listing([f'line {found.line}' for found in spoiled.findings])}.")
            code = 1
    if wants_json(asked):
        from detente.views.data import state_data

        print_json([state_data(state) for state in states])
        return code
    print_table(
        f"Every pair on {day_in_words(last_day(asked.date))}"
        + (f", as known on {day_in_words(known.latest)}" if known else "")
        + (", supposed" if getattr(asked, "suppose", None) else ""),
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
