"""Why the rules do not allow an event, and what they allow instead."""

from detente.model.errors import DetenteError
from detente.model.events import Event
from detente.model.happening import Happening
from detente.model.machine import broken, possible
from detente.model.naming import act_in_words, event_in_words, fact_in_words, value_in_words
from detente.model.rules import STATUS, Act, Condition, rules
from detente.model.standing import Standing
from detente.model.wording import listing


class NotAllowed(DetenteError):
    """Something that cannot be recorded, for the sake of the rules or of what is recorded already."""


class Refused(NotAllowed):
    """An event that the rules do not allow where the relation stands."""

    def __init__(self, happening: Happening, standing: Standing) -> None:
        super().__init__(happening, standing)
        self.happening = happening
        self.standing = standing

    @property
    def event(self) -> Event:
        """The event that is refused."""
        return self.happening.event

    @property
    def broken(self) -> list[Condition]:
        """The conditions of the event's rule that do not hold."""
        return broken(*self.standing.position, self.happening.act)

    @property
    def instead(self) -> list[Act]:
        """What the rules allow instead: acts of both, and of who tried this one, that need something to be so."""
        return [
            other
            for other in possible(*self.standing.position)
            if rules()[other.kind].conditions
            and (rules()[other.kind].row.by == "both" or other.side == self.happening.act.side is not None)
        ]

    @property
    def because(self) -> str:
        """What the rules need and do not have, in words."""
        return listing([unmet(condition, self.standing, self.happening.act) for condition in self.broken])

    def __str__(self) -> str:
        instead = list(dict.fromkeys(act_in_words(other, self.standing.pair) for other in self.instead))
        return (
            f"{event_in_words(self.event)}, {self.event.on.in_words()}, is refused: {self.because}. "
            f"Possible instead: {listing(instead, 'or') or 'nothing'}."
        )


def unmet(condition: Condition, standing: Standing, act: Act) -> str:
    """Return in words that a phrase of the rules does not hold, and since when: the first of the facts it speaks of."""
    since = standing.since
    if condition.fact == STATUS:
        what, value = "the status", standing.status.words
    else:
        slot = condition.slots(act)[0]
        fact = standing.facts[slot]
        what, value, since = fact_in_words(slot, standing.pair), value_in_words(fact.value), fact.event
    when = f"{since.on.since_in_words()} ({since.id})" if since else "as it was from the beginning"
    verb = "are" if any(plural in what for plural in ("relations", "talks", "sanctions")) else "is"
    return f"it needs “{condition.phrase}”, but {what} {verb} {value} {when}"
