"""Following what happens: the one loop by which a history is replayed, supposed, checked and judged."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from detente.model.configuration import NONE
from detente.model.events import Event
from detente.model.happening import Happening
from detente.model.refusal import Refused
from detente.model.rules import touched
from detente.model.standing import Standing
from detente.model.wording import shown


class Change(NamedTuple):
    """One event and what it did."""

    happening: Happening
    before: Standing
    after: Standing

    def __repr__(self) -> str:
        return shown("Change", f"on {self.event.on}, {self.event.kind}: {self.before.status} → {self.after.status}")

    @property
    def event(self) -> Event:
        """The event that did it."""
        return self.happening.event

    @property
    def of_status(self) -> bool:
        """Whether the relation went to another rung."""
        return self.before.status != self.after.status

    @property
    def of_facts(self) -> bool:
        """Whether a fact came into force, ended, or was repeated or amended."""
        before, after = self.before.configuration, self.after.configuration
        return any(before[slot] != after[slot] or after[slot] != NONE for slot in touched(self.happening.act))


def follow(standing: Standing, happenings: Iterable[Happening]) -> Iterator[Change | Refused]:
    """Follow what happens, in its order, from a standing; what the rules refuse leaves things as they stand.

    Return at each step the change, or the refusal with its reasons.
    """
    for happening in happenings:
        after = standing.after(happening)
        if after is None:
            yield Refused(happening, standing)
        else:
            yield Change(happening, standing, after)
            standing = after


def changes(standing: Standing, happenings: Iterable[Happening]) -> Iterator[Change]:
    """Follow what the rules allow throughout; raise `Refused` at the first that they do not allow."""
    for step in follow(standing, happenings):
        if isinstance(step, Refused):
            raise step
        yield step


def refusals(standing: Standing, happenings: Iterable[Happening]) -> Iterator[Refused]:
    """Return what the rules refuse, in its order."""
    return (step for step in follow(standing, happenings) if isinstance(step, Refused))
