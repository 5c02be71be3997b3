"""Near-duplicates: an event that a log may have already, told by another source with another date or other words."""

from collections.abc import Iterable

from detente.model.events import Event, Line
from detente.model.happening import effective


def near(event: Event, recorded: Iterable[Line]) -> Event | None:
    """Return an event that counts and may be the same: of the same kind and actor, on days that overlap; else None.

    What is only noted is not compared: many things can be noted of one day.
    """
    if event.kind == "noted":
        return None
    alike = (one.event for one in effective(recorded) if _act(one.event) == _act(event) and one.id != event.id)
    return next((one for one in alike if _overlap(one, event)), None)


def _act(event: Event) -> tuple[object, ...]:
    return event.kind, event.parties, event.by, event.office


def _overlap(one: Event, other: Event) -> bool:
    return one.on.earliest <= other.on.latest and other.on.earliest <= one.on.latest
