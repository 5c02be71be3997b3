"""The course of a pair as a table to be read: a row for each event, and one for a long run of like ones."""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from detente.history.history import History
from detente.history.state import possible_after
from detente.model.events import Event, Line
from detente.model.following import Change
from detente.model.statuses import Status
from detente.model.wording import or_possibly
from detente.views.blocks import Part, Styled, Table
from detente.views.folding import folded, likeness, run_in_words
from detente.views.palette import look
from detente.views.sentences import days_of, ids_of, sources_of, what, when, who

_COLUMNS = (("Date", 4), ("Status", 2), ("What happened", 8), ("By", 1), ("Source", 3))


class Told(NamedTuple):
    """An event that is told: what it did and what is possible after it, or the line that withdrew it."""

    event: Event
    change: Change | None = None
    possible: tuple[Status, ...] = ()
    withdrawn_by: Line | None = None

    @property
    def likeness(self) -> Hashable | None:
        """What it has in common with others that are told in one row with it; none where it stands alone."""
        common = self.change and likeness(self.change)
        return common and (common, self.possible)


def told(history: History, changes: Iterable[Change], withdrawn: Iterable[tuple[Event, Line]] = ()) -> list[Told]:
    """Return changes of a history and events that were withdrawn, in order, each with the line that did it."""
    found = [Told(change.event, change, possible_after(history, change)) for change in changes]
    found += [Told(event, withdrawn_by=by) for event, by in withdrawn]
    return sorted(found, key=lambda one: one.event.on.earliest)


def course_table(title: str, events: Iterable[Told], *, each: bool = False, ids: bool = False) -> Table:
    """Return the table of what is told: three or more like events in a row in one row, unless `each` is wanted.

    `ids` adds a column.
    """
    runs = [(one,) for one in events] if each else folded(events, lambda one: one.likeness)
    return Table(
        title,
        (*_COLUMNS, *([("Id", 3)] if ids else [])),
        [[*_cells(run), *([Styled(ids_of([one.event for one in run]), "dim")] if ids else [])] for run in runs],
    )


def _cells(run: Sequence[Told]) -> list[Part]:
    first, events = run[0], [one.event for one in run]
    style, by = "strike" if first.withdrawn_by else "", first.withdrawn_by
    happened = what(first.event) if len(run) == 1 else run_in_words(events)
    return [
        Styled(when(first.event) if len(run) == 1 else days_of(events), style),
        _status(first),
        Styled(f"{happened} [retracted: {by.summary}]" if by else happened, style),
        Styled(who(first.event), style),
        Styled(sources_of(events), style, link=first.event.sources[0].url if first.event.sources else None),
    ]


def _status(told: Told) -> Part:
    if not told.change:
        return Styled("retracted", "dim")
    words = or_possibly([status.words for status in told.possible])
    return Styled(words, look(told.possible[0]).style if told.change.of_status else "dim")
