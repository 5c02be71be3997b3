"""The state machine, built with the `transitions` library from the table.

Its states are the statuses. Each kind of event is a trigger that stays in its state, guarded by the
conditions of its row; having changed the facts it triggers `SETTLE`, which goes to the highest rung that
holds: the library takes the first of several transitions whose conditions are met.

One machine serves every relation; nothing is attached to the relations that it moves. It alone says what is
allowed. Its answers are kept by what its guards and effects look at, so that a history meets few that are new.
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from transitions.core import Machine

from detente.model.configuration import NOTHING, Configuration
from detente.model.rules import (
    STATUS,
    Act,
    Condition,
    Rule,
    applied,
    holding,
    ladder,
    ladder_slots,
    rules,
    rungs,
    slots_of,
    touched,
)
from detente.model.statuses import Status

if TYPE_CHECKING:
    from transitions.core import Callback

SETTLE = "settle"
KEPT = 2**15
"""How many answers of the machine are kept, of each kind of question."""


class Position(NamedTuple):
    """Where a relation stands for the machine: its status and the values of the facts behind it."""

    status: Status
    configuration: Configuration


START = Position(Status.NO_RELATIONS, NOTHING)
"""Two countries before anything has happened between them."""


class Relation:
    """What the machine moves: a status and the values of the facts behind it."""

    __slots__ = ("configuration", "state")

    def __init__(self, status: Status, configuration: Configuration) -> None:
        self.state = status
        self.configuration = configuration


class Guard(NamedTuple):
    """A phrase of the table, as the machine asks it."""

    condition: Condition

    def __call__(self, relation: Relation, act: Act) -> bool:
        """Whether the phrase is true of a relation, when that act is about to happen."""
        return self.condition.holds(relation.state, relation.configuration, act)


@cache
def machine() -> Machine:
    """Return the machine; it is built once and holds no relation."""
    built = Machine(model=None, states=Status, initial=Status.NO_RELATIONS, auto_transitions=False)
    for kind, rule in rules().items():
        built.add_transition(
            kind, "*", None, conditions=_guards(rule.conditions), before=_bring_about(rule), after=_settle
        )
    for status, conditions in ladder():
        built.add_transition(SETTLE, "*", status, conditions=_guards(conditions))
    return built


def move(status: Status, configuration: Configuration, act: Act) -> Position | None:
    """Return the status and the facts after an act; nothing where the machine refuses it."""
    effect = changed(status, configuration, act)
    if effect is None:
        return None
    return settled(applied(configuration, effect)) if effect else Position(status, configuration)


def changed(status: Status, configuration: Configuration, act: Act) -> tuple[tuple[int, str], ...] | None:
    """Return the slots that an act changes, with the values that they have then; nothing where the machine refuses it.

    The status is looked at where the act's row asks for it, and nowhere else.
    """
    asks_status, values_at = _looks_at(act)
    return _effect(act, status if asks_status else None, values_at(configuration))


def settled(configuration: Configuration) -> Position:
    """Return where a relation with such facts stands: on the highest rung that holds."""
    return Position(_rung(_ladder_values()(configuration)), configuration)


def possible(status: Status, configuration: Configuration) -> list[Act]:
    """Return the acts that the machine allows, in the order of the table."""
    return [act for act in acts() if move(status, configuration, act) is not None]


def broken(status: Status, configuration: Configuration, act: Act) -> list[Condition]:
    """Return the phrases for want of which the machine refuses an act, in the order of its row; none if it does not."""
    relation = Relation(status, configuration)
    (transition,) = machine().get_transitions(act.kind, status)
    guards = (guard.func for guard in transition.conditions)
    return [guard.condition for guard in guards if isinstance(guard, Guard) and not guard(relation, act)]


@cache
def acts() -> tuple[Act, ...]:
    """Return every act that there is, in the order of the table."""
    return tuple(act for rule in rules().values() for act in rule.acts)


def forget() -> None:
    """Forget the answers that are kept, so that what follows costs what it costs in a new process."""
    for kept in (_effect, _rung, _looks_at, rungs, holding):
        kept.cache_clear()


_Values: TypeAlias = tuple[str, ...]


@lru_cache(maxsize=KEPT)
def _effect(act: Act, status: Status | None, values: _Values) -> tuple[tuple[int, str], ...] | None:
    """Ask the machine what an act changes where the slots that it looks at have these values; nothing if it refuses.

    Of other slots it changes none, so that its answer is good for every relation that has these values.
    """
    before = applied(NOTHING, zip(slots_of(act), values, strict=True))
    relation = Relation(status or Status.NO_RELATIONS, before)
    if not machine().events[act.kind].trigger(relation, relation, act):
        return None
    after = relation.configuration
    return tuple((slot, after[slot]) for slot in touched(act) if after[slot] != before[slot])


@lru_cache(maxsize=KEPT)
def _rung(values: _Values) -> Status:
    """Ask the machine for the highest rung that holds where the slots of the ladder have these values."""
    relation = Relation(Status.NO_RELATIONS, applied(NOTHING, zip(ladder_slots(), values, strict=True)))
    _settle(relation, Act(""))
    return relation.state


@lru_cache(maxsize=2**12)
def _looks_at(act: Act) -> tuple[bool, Callable[[Configuration], _Values]]:
    """Return whether an act's row asks for the status, and what reads the values that it looks at."""
    conditions = rules()[act.kind].conditions
    return any(condition.fact == STATUS for condition in conditions), _reading(slots_of(act))


@cache
def _ladder_values() -> Callable[[Configuration], _Values]:
    return _reading(ladder_slots())


def _guards(conditions: Iterable[Condition]) -> "list[Callback]":
    return [Guard(condition) for condition in conditions]


def _reading(slots: tuple[int, ...]) -> Callable[[Configuration], _Values]:
    if len(slots) > 1:
        return itemgetter(*slots)
    return lambda configuration: tuple(configuration[slot] for slot in slots)


def _bring_about(rule: Rule) -> Callable[[Relation, Act], None]:
    def bring_about(relation: Relation, act: Act) -> None:
        relation.configuration = applied(relation.configuration, rule.changes(relation.configuration, act))

    return bring_about


def _settle(relation: Relation, act: Act) -> None:
    machine().events[SETTLE].trigger(relation, relation, act)
