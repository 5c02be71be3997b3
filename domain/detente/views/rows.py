"""Histories as rows: one flat row for each event, for spreadsheets and data frames."""

from collections.abc import Iterable
from typing import TypedDict

from detente.history.history import History
from detente.history.state import possible_after
from detente.model.events import Event, Line, stamp
from detente.model.following import Change


class Row(TypedDict):
    """An event and what it did; what was not said of it is none. Every row has every column, in this order."""

    id: str
    pair: str
    """Both codes: ``CAN-IRN``."""
    kind: str
    by: str | None
    on: str
    """The date as EDTF has it, and then its first and its last possible day."""
    earliest: str
    latest: str
    seq: int | None
    status_before: str | None
    """The status before the event and after it, every event before it taken as happened; none of what is withdrawn."""
    status: str | None
    possible: str | None
    """Every status that the dates leave open on its last day, the one above first, parted by ``|``."""
    changes_status: bool
    changes_facts: bool
    summary: str
    confidence: str
    hypothetical: bool
    announced: str | None
    level: str | None
    head: str | None
    resident: bool | None
    ordered_by: str | None
    measure: str | None
    conditions: str | None
    office: str | None
    power: str | None
    major: bool | None
    note: str | None
    sources: int
    """How many there are, and then the first of them."""
    source: str | None
    publisher: str | None
    published: str | None
    url: str | None
    recorded: str | None
    retracts: str | None
    withdrawn_by: str | None
    """The id of the line that withdrew it; none of what counts."""


COLUMNS = tuple(Row.__annotations__)


def rows(
    history: History, changes: Iterable[Change] | None = None, withdrawn: Iterable[tuple[Event, Line]] = ()
) -> list[Row]:
    """Return a row for each event of a history, in order.

    `changes` are those of its course that are wanted: all of them, if they are not given. `withdrawn` are events that
    no longer count, each with the line that withdrew it, such as those of `History.withdrawn`.

    >>> from detente import History, read, shipped_log
    >>> first, *_ = rows(History.of(read(shipped_log()), "Canada", "Iran"))
    >>> first["pair"], first["on"], first["latest"], first["status"], first["sources"]
    ('CAN-IRN', '1955', '1955-12-31', 'established', 5)
    """
    made = [_row(change.event, change, history) for change in (history.course if changes is None else changes)]
    made += [_row(event, withdrawn_by=by) for event, by in withdrawn]
    return sorted(made, key=lambda row: row["earliest"])


def _row(
    event: Event, change: Change | None = None, history: History | None = None, *, withdrawn_by: Line | None = None
) -> Row:
    source = event.sources[0] if event.sources else None
    return Row(
        id=event.id,
        pair="-".join(event.pair),
        kind=event.kind,
        by=event.by,
        on=event.on.text,
        earliest=event.on.earliest.isoformat(),
        latest=event.on.latest.isoformat(),
        seq=event.seq,
        status_before=change and change.before.status.value,
        status=change and change.after.status.value,
        possible=change and history and "|".join(possible_after(history, change)),
        changes_status=change is not None and change.of_status,
        changes_facts=change is not None and change.of_facts,
        summary=event.summary,
        confidence=event.confidence,
        hypothetical=event.is_supposed,
        announced=event.announced and event.announced.text,
        level=event.level,
        head=event.head,
        resident=event.resident,
        ordered_by=event.ordered_by,
        measure=event.measure,
        conditions=event.conditions,
        office=event.office,
        power=event.power,
        major=event.major,
        note=event.note,
        sources=len(event.sources),
        source=source and source.title,
        publisher=source and source.publisher,
        published=source and source.published and source.published.text,
        url=source and source.url,
        recorded=None if event.is_supposed else stamp(event.recorded),
        retracts=event.retracts,
        withdrawn_by=withdrawn_by and withdrawn_by.id,
    )
