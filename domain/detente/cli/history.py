"""``detente history``: the course of a pair, as a table to be read or pasted into an article."""

import argparse
from datetime import date

from detente.cli.asking import STYLES, as_asked, history_asked, print_json, print_table, wants_json
from detente.history.history import History
from detente.model.countries import name
from detente.model.events import Event, Line
from detente.model.following import Change
from detente.model.rules import rules


def run(asked: argparse.Namespace) -> int:
    """Print what changed between two countries; with ``--all`` also what was only noted or repeated."""
    history = history_asked(asked)
    changes = [change for change in history.course if asked.all or change.of_facts]
    if wants_json(asked):
        from detente.views.data import change_data, event_data

        known = history.known_on and history.known_on.isoformat()
        course = [change_data(change) for change in changes]
        answer = {"pair": list(history.pair), "known": known, "course": course}
        if asked.all:
            answer["withdrawn"] = [
                {"event": event_data(event), "by": by.id, "reason": by.summary} for event, by in history.withdrawn
            ]
        return print_json(answer)
    _print(history, changes, asked_all=asked.all)
    return 0


def _print(history: History, changes: list[Change], *, asked_all: bool) -> None:
    withdrawn = history.withdrawn if asked_all else ()
    rows: list[tuple[date, list[str | tuple[str, str]]]] = [
        (change.event.on.earliest, _row(change)) for change in changes
    ] + [(event.on.earliest, _struck(event, by)) for event, by in withdrawn]
    print_table(
        f"{history.pair.names}{as_asked(history)}",
        {"Date": 3, "Status": 2, "What happened": 8, "By": 1, "Source": 3},
        [row for _, row in sorted(rows, key=lambda row: row[0])],
    )


def _row(change: Change) -> list[str | tuple[str, str]]:
    status = change.after.status
    return [
        _when(change.event),
        (status.words, STYLES[status] if change.of_status else "dim"),
        _what(change.event),
        _who(change.event),
        _source(change.event),
    ]


def _struck(event: Event, by: Line) -> list[str | tuple[str, str]]:
    return [
        (_when(event), "strike"),
        ("retracted", "dim"),
        (f"{_what(event)} [retracted: {by.summary}]", "strike"),
        (_who(event), "strike"),
        (_source(event), "strike"),
    ]


def _when(event: Event) -> str:
    return event.on.in_words() + (f", announced {event.announced.in_words()}" if event.announced else "")


def _who(event: Event) -> str:
    if event.by is None:
        return "both" if rules()[event.kind].row.by == "both" else "–"
    return name(event.by)


def _what(event: Event) -> str:
    if event.is_supposed:
        return f"{event.summary} [hypothetical]"
    return event.summary if event.confidence == "confirmed" else f"{event.summary} [{event.confidence}]"


def _source(event: Event) -> str:
    if not event.sources:
        return "–"
    more = len(event.sources) - 1
    return event.sources[0].publisher + (f" and {more} more" if more else "")
