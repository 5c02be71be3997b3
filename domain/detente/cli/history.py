"""``detente history``: the course of a pair, as a table to be read or pasted into an article, or as rows of data."""

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from detente.cli.answer import Answer, Block, Line, Sheet, Styled
from detente.cli.inputs import history_asked, span_asked
from detente.cli.layout import state_lines
from detente.cli.printing import ROWS, form_asked
from detente.history.history import History
from detente.history.state import State
from detente.model.dates import Span
from detente.model.wording import opening
from detente.views.blocks import text_of
from detente.views.course import course_table, told
from detente.views.data import history_data
from detente.views.rows import COLUMNS, rows
from detente.views.sentences import as_asked, from_to, heading
from detente.views.verdicts import limits


def run(asked: argparse.Namespace) -> Answer:
    """Return what changed between two countries, and where they stood before the days that are asked about.

    With ``--all`` also what was only noted, and what was withdrawn.
    """
    form, span = form_asked(asked), span_asked(asked)
    history, asides = history_asked(asked)
    told_of = history.course if asked.all else history.told
    changes = [change for change in told_of if change.event.on.can_be_within(*span)]
    withdrawn = [one for one in history.withdrawn if one[0].on.can_be_within(*span)] if asked.all else []
    before = _before(history, span)
    ends = [] if before or changes or withdrawn or not history.events else limits(history.at(span[1]))

    def text() -> Iterator[Block]:
        if before:
            yield from (*_beginning(before), "")
        title = f"{opening(history.pair.names)}{from_to(span)}{as_asked(history)}"
        table = course_table(title, told(history, changes, withdrawn), each=asked.each, ids=asked.ids)
        yield table if table.rows else (Styled(title, "bold"), ": nothing happened that is recorded.")
        yield from ((sentence,) for sentence in ends)

    if form in ROWS:
        # Rows have no room for it.
        asides += [*("".join(map(text_of, line)) for line in _beginning(before)), *ends]
    return Answer(
        partial(history_data, history, changes, withdrawn if asked.all else None, span, before),
        text,
        asides,
        sheet=lambda: Sheet(COLUMNS, rows(history, changes, withdrawn)),
    )


def _before(history: History, span: Span) -> State | None:
    """Return where the pair stood before some days; nothing where they begin with time, or nothing is recorded."""
    if span[0] == date.min:
        return None
    state = history.at(span[0] - timedelta(days=1))
    return state if state.is_recorded else None


def _beginning(before: State | None) -> Iterator[Line]:
    if before:
        yield from state_lines(heading(before), before, is_dated=True)
