"""``detente history``: the course of a pair, as a table to be read or pasted into an article."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from detente.cli.answer import Answer, Block, Part, Styled, Table
from detente.cli.inputs import history_asked
from detente.cli.layout import styled
from detente.history.history import History
from detente.history.state import possible_after
from detente.model.events import Event, Line
from detente.model.following import Change
from detente.model.statuses import Status
from detente.model.wording import opening, or_possibly
from detente.views.data import history_data
from detente.views.sentences import as_asked, first_source, what, when, who


def run(asked: argparse.Namespace) -> Answer:
    """Return what changed between two countries; with ``--all`` also what was only noted, and what was withdrawn."""
    history, asides = history_asked(asked)
    changes = [change for change in history.course if asked.all or change.of_facts]
    return Answer(
        partial(history_data, history, changes, with_withdrawn=asked.all),
        partial(_table, history, changes, with_withdrawn=asked.all),
        asides,
    )


def _table(history: History, changes: Sequence[Change], *, with_withdrawn: bool) -> Iterator[Block]:
    rows: list[tuple[date, list[Part]]] = [
        (change.event.on.earliest, _row(change, possible_after(history, change))) for change in changes
    ]
    if with_withdrawn:
        rows += [(event.on.earliest, _withdrawn_row(event, by)) for event, by in history.withdrawn]
    yield Table(
        f"{opening(history.pair.names)}{as_asked(history)}",
        {"Date": 3, "Status": 2, "What happened": 8, "By": 1, "Source": 3},
        [row for _, row in sorted(rows, key=lambda row: row[0])],
    )


def _row(change: Change, possible: Sequence[Status]) -> list[Part]:
    event, words = change.event, or_possibly([status.words for status in possible])
    shown = styled(possible[0], words) if change.of_status else Styled(words, "dim")
    return [when(event), shown, what(event), who(event), first_source(event)]


def _withdrawn_row(event: Event, by: Line) -> list[Part]:
    first, *rest = (when(event), f"{what(event)} [retracted: {by.summary}]", who(event), first_source(event))
    return [Styled(first, "strike"), Styled("retracted", "dim"), *(Styled(cell, "strike") for cell in rest)]
