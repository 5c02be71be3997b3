"""Ways from one standing to another: the shortest sequences of acts that the rules allow.

Pure, and driven by the machine alone: a search through configurations in the order of cost. Costs are those of
kinds of act, 1 each unless said otherwise.
"""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from heapq import heappop, heappush
from itertools import islice
from math import inf, lcm
from typing import NamedTuple, TypeAlias

from detente.history.estimates import estimate
from detente.history.goals import Allowed, Goal, Here, Reach, changed, slots_asked
from detente.model.machine import move
from detente.model.rules import Act, rules

LIMIT = 10
"""How many ways are given, unless said otherwise."""

Cost: TypeAlias = int | Fraction

Before: TypeAlias = dict[Here, list[tuple[Here, Act]]]
"""For each position those from which it is reached at the least cost, and by which act."""


class Route(NamedTuple):
    """One way: what has to happen, in order, and what it costs."""

    acts: tuple[Act, ...]
    cost: Cost


class Routes(NamedTuple):
    """The shortest ways to a goal: those given, and how many there are. None where no way leads there."""

    given: tuple[Route, ...]
    total: int


def acts_towards(goal: Goal | Allowed, by: int | None = None, avoid: Collection[str] = ()) -> list[Act]:
    """List the acts that can bear on a goal: those that touch its facts, or facts that such acts ask for.

    With `by` only what that side can do alone is taken; `avoid` names kinds that are not. That a country ceases to
    exist is no way to anything but to having no relations.
    """
    every = [
        act
        for kind, rule in rules().items()
        if kind not in avoid and (rule.row.by != "none" or goal.is_nothing)
        for act in rule.acts
        if by in (None, act.side)
    ]
    slots, bearing = goal.slots, set[Act]()
    while found := {act for act in every if act not in bearing and not slots.isdisjoint(changed(act))}:
        bearing |= found
        slots = slots.union(*map(slots_asked, found))
    return [act for act in every if act in bearing]


def routes(
    start: Here,
    goal: Goal | Allowed,
    acts: Collection[Act] | None = None,
    costs: Mapping[str, Cost] | None = None,
    limit: int = LIMIT,
) -> Routes:
    """Find every shortest way to a goal through what some acts lead to; give at most `limit` of them.

    They are in the order of the table of rules. Costs are positive, by kind, and 1 for a kind without. A start that
    is at the goal has one way, of no acts.
    """
    acts = acts_towards(goal) if acts is None else acts
    costs = costs or {}
    scale = lcm(*(cost.denominator for cost in costs.values()))
    ends, before = _search(start, goal, {act: int(costs.get(act.kind, 1) * scale) for act in acts})
    if not ends:
        return Routes((), 0)
    following = _forwards(ends, before)
    given = [Route(way, sum(costs.get(act.kind, 1) for act in way)) for way in islice(_ways(start, following), limit)]
    return Routes(tuple(given), _count(start, following))


def _search(start: Here, goal: Goal | Allowed, costs: Mapping[Act, int]) -> tuple[list[Here], Before]:
    """Return the nearest positions at a goal, and from where each position is reached at the least cost.

    A* (Hart, Nilsson and Raphael 1968), gone on with until nothing that is left can cost as little.
    """
    at_least = estimate(goal, costs, _within_reach(start, costs))
    cheapest, before = {start: 0}, {start: list[tuple[Here, Act]]()}
    open_ends = [(at_least(start[1]), start)]
    settled, ends, best = set[Here](), list[Here](), inf
    while open_ends:
        total, here = heappop(open_ends)
        if total > best or total == inf:
            break
        if here in settled:
            continue
        settled.add(here)
        if goal.holds(here):
            best = total
            ends.append(here)
            continue
        for act, cost in costs.items():
            there = move(*here, act)
            if there is None or there == here:
                continue
            further = cheapest[here] + cost
            known = cheapest.get(there, inf)
            if further < known:
                cheapest[there] = further
                before[there] = [(here, act)]
                heappush(open_ends, (further + at_least(there[1]), there))
            elif further == known:
                before[there].append((here, act))
    return ends, before


def _within_reach(start: Here, acts: Collection[Act]) -> Reach:
    """Return every value that each fact could get if nothing that was reached were ever lost again."""
    reach = [{value} for value in start[1]]
    left = list(acts)
    while ready := [act for act in left if Allowed(act).may_hold(reach)]:
        left = [act for act in left if act not in ready]
        for act in ready:
            for slot, value in changed(act).items():
                reach[slot].add(value)
    return reach


def _forwards(goals: list[Here], before: Mapping[Here, list[tuple[Here, Act]]]) -> dict[Here, list[tuple[Act, Here]]]:
    """Turn the ways back from the goals into ways there, those of each place in the order of the table."""
    following: dict[Here, list[tuple[Act, Here]]] = {goal: [] for goal in goals}
    open_ends = list(goals)
    while open_ends:
        there = open_ends.pop()
        for here, act in before[there]:
            if here not in following:
                following[here] = []
                open_ends.append(here)
            following[here].append((act, there))
    kinds = list(rules())
    for steps in following.values():
        steps.sort(key=lambda step: (kinds.index(step[0].kind), step[0].side or 0, step[0].office or ""))
    return following


def _ways(here: Here, following: Mapping[Here, list[tuple[Act, Here]]]) -> Iterator[tuple[Act, ...]]:
    if not following[here]:
        yield ()
    for act, there in following[here]:
        for rest in _ways(there, following):
            yield (act, *rest)


def _count(start: Here, following: Mapping[Here, list[tuple[Act, Here]]]) -> int:
    counted: dict[Here, int] = {}

    def count(here: Here) -> int:
        if here not in counted:
            counted[here] = sum(count(there) for _, there in following[here]) or 1
        return counted[here]

    return count(start)

