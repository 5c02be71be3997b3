"""When a line can have been recorded: never in times to come."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from detente.log.columns import column
from detente.log.entry import Entry
from detente.log.findings import Finding
from detente.model.events import stamp

AHEAD = timedelta(days=1)
"""How far a clock may be ahead of ours: a line cannot have been recorded later than now."""


def clock() -> datetime:
    """Return the moment it is by the clock of this machine."""
    return datetime.now(UTC)


def latest_moment(now: Callable[[], datetime] = clock) -> datetime:
    """Return the moment after which, by a clock, no line can have been recorded."""
    return now().astimezone(UTC) + AHEAD


def to_come(recorded: datetime) -> str:
    """Return in words that a moment of recording is in the future."""
    why = "which by the clock here is yet to come: leave “recorded” out, and it is filled in"
    return f"it says that it was recorded on {stamp(recorded)}, {why}."


def recorded_later(path: str, entries: Iterable[Entry], limit: datetime | None) -> Iterator[Finding]:
    """Return the lines that say they were recorded after a moment, if one is given."""
    for entry in entries:
        if limit is not None and entry.line.recorded > limit:
            where = column(entry.text, ("recorded",))
            yield Finding(path, entry.number, where, to_come(entry.line.recorded), entry.text, entry.line.pair)
