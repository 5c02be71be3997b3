"""Which statuses and rules of the machine scenarios exercise."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from detente.history.history import History
from detente.model.refusal import NotAllowed, Refused
from detente.model.retraction import WrongRetraction
from detente.model.rules import rules
from detente.model.statuses import Status
from detente.model.table import RETRACTION
from detente.model.wording import words

ALLOWED = "allowed"


class Point(NamedTuple):
    """Something that a scenario can exercise: a status that it asserts, an event taken in, or one refused."""

    kind: str
    """The kind of event; empty for a status."""
    what: str
    """The status in words, ``allowed``, or the phrase of the table because of which an event is refused."""

    @property
    def in_words(self) -> str:
        """The point, as the first column of a table."""
        if not self.kind:
            return f"status {self.what}"
        return f"{words(self.kind)}: {self.what if self.what == ALLOWED else f'refused, for it needs “{self.what}”'}"


def points() -> list[Point]:
    """Return everything that can be exercised: the statuses, then the rules in the order of the table."""
    return [
        *asserted(Status),
        *(
            point
            for kind, rule in rules().items()
            for point in (Point(kind, ALLOWED), *(Point(kind, condition.phrase) for condition in rule.conditions))
        ),
        Point(RETRACTION.kind, ALLOWED),
        *(Point(RETRACTION.kind, phrase) for phrase in RETRACTION.when.split("; ")),
    ]


def allowed(history: History, day: date) -> Iterator[Point]:
    """Return what somebody exercises who looks at a pair on a day: the events that may have happened by then."""
    for event in history.events:
        if event.on.earliest <= day:
            yield Point(event.kind, ALLOWED)
    if history.withdrawn:
        yield Point(RETRACTION.kind, ALLOWED)


def asserted(statuses: Iterable[Status]) -> Iterator[Point]:
    """Return what somebody exercises who expects a pair to have one of these statuses."""
    for status in statuses:
        yield Point("", status.words)


def refused(causes: Iterable[NotAllowed]) -> Iterator[Point]:
    """Return the phrases of the table because of which something was refused."""
    for cause in causes:
        if isinstance(cause, Refused):
            yield from (Point(cause.event.kind, condition.phrase) for condition in cause.broken)
        elif isinstance(cause, WrongRetraction):
            yield Point(RETRACTION.kind, cause.phrase)


def in_order(coverage: Mapping[Point, int]) -> list[tuple[Point, int]]:
    """Return every point with the number of scenarios that exercise it, those that none does first."""
    return sorted(((point, coverage.get(point, 0)) for point in points()), key=lambda pair: pair[1] > 0)
