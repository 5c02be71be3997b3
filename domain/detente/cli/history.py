"""``detente history``: the course of a pair, as a table to be read or pasted into an article."""

import argparse

from detente.cli.asking import STYLES, history_asked, print_json, print_table, wants_json
from detente.history.history import History
from detente.model.countries import name
from detente.model.dates import day_in_words
from detente.model.events import Event
from detente.model.fold import Change
from detente.model.rules import rules


def run(asked: argparse.Namespace) -> int:
    """Print what changed between two countries; with ``--all`` also what was only noted or repeated."""
    history = history_asked(asked)
    changes = [change for change in history.course if asked.all or change.of_facts]
    if wants_json(asked):
        from detente.views.data import change_data

        known = history.known_on and history.known_on.isoformat()
        course = [change_data(change) for change in changes]
        return print_json({"pair": list(history.pair), "known": known, "course": course})
    _print(history, changes)
    return 0


def _print(history: History, changes: list[Change]) -> None:
    known = f", as known on {day_in_words(history.known_on)}" if history.known_on else ""
    print_table(
        f"{history.pair.names}{known}",
        {"Date": 3, "Status": 2, "What happened": 8, "By": 1, "Source": 3},
        [
            (
                _when(change.event),
                (change.after.status.words, STYLES[change.after.status] if change.of_status else "dim"),
                _what(change.event),
                _who(change.event),
                _source(change.event),
            )
            for change in changes
        ],
    )


def _when(event: Event) -> str:
    return event.on.in_words() + (f", announced {event.announced.in_words()}" if event.announced else "")


def _who(event: Event) -> str:
    if event.by is None:
        return "both" if rules()[event.kind].row.by == "both" else "–"
    return name(event.by)


def _what(event: Event) -> str:
    doubt = "" if event.confidence == "confirmed" else f" [{event.confidence}]"
    return f"{event.summary}{doubt}"


def _source(event: Event) -> str:
    more = len(event.sources) - 1
    return event.sources[0].publisher + (f" and {more} more" if more else "")
