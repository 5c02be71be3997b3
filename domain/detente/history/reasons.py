"""Why a relation is where it is, or not elsewhere: the facts in force, and the events that put them there."""

from typing import NamedTuple

from detente.history.state import State
from detente.model.configuration import NONE, SLOTS
from detente.model.following import Change
from detente.model.naming import fact_in_words, value_in_words
from detente.model.refusal import unmet as unmet_in_words
from detente.model.rules import Act, Condition, holding, ladder, resting_on
from detente.model.standing import Fact, Standing
from detente.model.statuses import Status
from detente.model.wording import listing, or_possibly, shown


class Reason(NamedTuple):
    """One fact of a state, and what it rests on."""

    fact: str
    """Its name, in words: "the sanctions of Canada"."""
    holds_status: bool
    """Whether the status rests on it."""
    because: Fact
    """The fact in the plainest course."""
    possible: tuple[str, ...]
    """Every value that it can have, that of the plainest course first."""

    def __repr__(self) -> str:
        return shown("Reason", f"{self.fact}: {self.in_words}")

    @property
    def in_words(self) -> str:
        """The value, and those that it may have as well: "open (embassy), or possibly closed"."""
        value, *others = map(value_in_words, self.possible)
        level, head, resident = self.because.details
        details = [str(detail) for detail in (level, head) if detail] + ["non-resident"] * (resident is False)
        return or_possibly([f"{value} ({', '.join(details)})" if details and value == "open" else value, *others])


class Obstacles(NamedTuple):
    """What stands between a state and a status that it does not have."""

    in_the_way: tuple[Reason, ...]
    """The facts that hold the relation on higher rungs."""
    unmet: tuple[tuple[str, ...], ...]
    """What the status itself asks for and is not so, in words: for each alternative under which its rung holds."""

    @property
    def in_words(self) -> str:
        """What is in the way, and what is unmet: "relations severed; the sanctions of Canada in force"."""
        facts = [f"{reason.fact} {reason.in_words}" for reason in self.in_the_way]
        return "; ".join([*facts, *map(listing, self.unmet)]) or "nothing"

    def __repr__(self) -> str:
        return shown("Obstacles", self.in_words)


def obstacles(state: State, status: Status) -> Obstacles:
    """Return what keeps a pair from a status in the plainest course; nothing where it has it.

    >>> from detente import History, Status, read, shipped_log
    >>> state = History.of(read(shipped_log()), "Canada", "Iran").at("2015")
    >>> [reason.fact for reason in obstacles(state, Status.ESTABLISHED).in_the_way]
    ['relations', 'the sanctions of Canada']
    """
    standing, nobody = state.standing, Act("")
    higher: dict[int, None] = {}
    needed: set[int] = set()
    unmet: list[tuple[str, ...]] = []
    for rung, conditions in ladder():
        broken = [c for c in conditions if not c.holds(standing.status, standing.configuration, nobody)]
        if rung == status:
            needed |= set(resting_on(conditions, standing.configuration))
            unmet.append(tuple(_unmet(condition, standing) for condition in broken))
        elif rung.height > status.height and not broken:
            higher |= dict.fromkeys(resting_on(conditions, standing.configuration))
    in_the_way = tuple(reason(state, slot) for slot in higher if slot not in needed)
    return Obstacles(in_the_way, () if () in unmet else tuple(unmet))


def _unmet(condition: Condition, standing: Standing) -> str:
    nobody = Act("")
    if len(condition.slots(nobody)) > 1:
        return f"it needs “{condition.phrase}”, and of neither country there is one"
    return unmet_in_words(condition, standing, nobody)


def changed(change: Change) -> list[tuple[int, str, str]]:
    """Return the facts whose values an event changed: slot, value before, value after."""
    pairs = enumerate(zip(change.before.configuration, change.after.configuration, strict=True))
    return [(slot, before, after) for slot, (before, after) in pairs if before != after]


def reasons(state: State) -> list[Reason]:
    """Return the facts that are or may be in force, those on which the status rests first."""
    resting = holding(state.standing.status, state.standing.configuration)
    others = [slot for slot in range(len(SLOTS)) if slot not in resting]
    return [reason(state, slot) for slot in (*resting, *others) if state.possible_values(slot) != [NONE]]


def reason(state: State, slot: int) -> Reason:
    """Return the fact of a slot, in force or not."""
    return Reason(
        fact_in_words(slot, state.pair),
        slot in holding(state.standing.status, state.standing.configuration),
        state.standing.facts[slot],
        tuple(state.possible_values(slot)),
    )
