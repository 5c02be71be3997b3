"""What the machine can do: the statuses that its acts lead to, found by driving it."""

from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

from detente.model.machine import START, Position, move
from detente.model.rules import Act, ladder, rules
from detente.model.statuses import Status

Arrows: TypeAlias = dict[tuple[Status, Status], list[str]]
"""The kinds of event that lead from one status to another, in the order of the table."""


@cache
def arrows() -> Arrows:
    """Return which kinds of event can lead from each status to another, by driving the machine.

    It is enough to let one side act, and the other offer talks: what else the other side can do only keeps
    a status where it is. On the facts beside the ladder no status depends.
    """
    return explore([act for act in ladder_acts() if act.side != 1 or act.kind == "talks_offered"])


def ladder_acts() -> list[Act]:
    """Return the acts that change a fact on which a status depends."""
    facts = {condition.fact for _, conditions in ladder() for condition in conditions} | {"everything"}
    return [
        act for rule in rules().values() if any(effect.fact in facts for effect in rule.effects) for act in rule.acts
    ]


def explore(acts: Iterable[Act]) -> Arrows:
    """Return the same for some acts, followed from the beginning through everything that they can bring about."""
    acts = list(acts)
    found: dict[tuple[Status, Status], set[str]] = {}
    seen: set[Position] = {START}
    open_ends = [START]
    while open_ends:
        position = open_ends.pop()
        for act in acts:
            after = move(*position, act)
            if after is None:
                continue
            if after.status != position.status:
                found.setdefault((position.status, after.status), set()).add(act.kind)
            if after not in seen:
                seen.add(after)
                open_ends.append(after)
    return {
        (one, other): [kind for kind in rules() if kind in found[one, other]]
        for one in Status
        for other in Status
        if (one, other) in found
    }
