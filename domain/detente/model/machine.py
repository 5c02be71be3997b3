"""The state machine, built with the `transitions` library from the table.

Its states are the statuses. Each kind of event is a trigger that stays in its state, guarded by the
conditions of its row; having changed the facts it triggers `SETTLE`, which goes to the highest rung that
holds: the library takes the first of several transitions whose conditions are met.

One machine serves every relation; nothing is attached to the relations that it moves.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeAlias

from transitions.core import Machine, MachineError

from detente.model.configuration import NOTHING, Configuration
from detente.model.rules import Act, Condition, Rule, applied, ladder, rules
from detente.model.statuses import Status

SETTLE = "settle"

Here: TypeAlias = tuple[Status, Configuration]
"""Where a relation stands for the machine: its status and the values of the facts behind it."""

START: Here = (Status.NO_RELATIONS, NOTHING)
"""Two countries before anything has happened between them."""


class Relation:
    """What the machine moves: a status and the values of the facts behind it."""

    __slots__ = ("configuration", "state")

    def __init__(self, status: Status, configuration: Configuration) -> None:
        self.state = status
        self.configuration = configuration


@cache
def machine() -> Machine:
    """Build the machine; it is built once and holds no relation."""
    built = Machine(
        model=None,
        states=Status,
        initial=Status.NO_RELATIONS,
        auto_transitions=False,
    )
    for kind, rule in rules().items():
        built.add_transition(
            kind,
            source=[*rule.sources],
            dest=None,
            conditions=[_guard(condition) for condition in rule.conditions],
            before=_bring_about(rule),
            after=_settle,
        )
    for status, conditions in ladder():
        built.add_transition(SETTLE, "*", status, conditions=[_guard(condition) for condition in conditions])
    return built


@lru_cache(maxsize=2**17)
def move(status: Status, configuration: Configuration, act: Act) -> Here | None:
    """Give the status and the facts after an act; nothing where the machine refuses it.

    The machine is asked once for each case and its answers kept: histories meet few of them, again and again.
    """
    relation = Relation(status, configuration)
    try:
        moved = machine().events[act.kind].trigger(relation, relation, act)
    except MachineError:
        return None
    return (relation.state, relation.configuration) if moved else None


def _guard(condition: Condition) -> Callable[[Relation, Act], bool]:
    def guard(relation: Relation, act: Act) -> bool:
        return condition.holds(relation.state, relation.configuration, act)

    return guard


def _bring_about(rule: Rule) -> Callable[[Relation, Act], None]:
    def bring_about(relation: Relation, act: Act) -> None:
        relation.configuration = applied(relation.configuration, rule.changes(relation.configuration, act))

    return bring_about


def _settle(relation: Relation, act: Act) -> None:
    machine().events[SETTLE].trigger(relation, relation, act)
