"""Ways from one standing to another: the shortest sequences of acts that the rules allow.

Pure, and driven by the machine alone: a search through configurations in the order of cost. Costs are those of
kinds of act, 1 each unless said otherwise.
"""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from functools import cache
from heapq import heappop, heappush
from itertools import islice
from typing import NamedTuple, TypeAlias

from detente.history.goals import Allowed, Goal, Position, Reach, may_hold, places_asked
from detente.model.configuration import NOTHING
from detente.model.machine import move
from detente.model.rules import STAYS, Act, rules

LIMIT = 10
"""How many ways are given, unless said otherwise."""

Cost: TypeAlias = int | Fraction


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
    places, bearing = goal.places, set[Act]()
    while found := {act for act in every if act not in bearing and places & _touched(act)}:
        bearing |= found
        places = places.union(*map(places_asked, found))
    return [act for act in every if act in bearing]


def routes(
    start: Position,
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
    if not goal.may_hold(_within_reach(start, acts)):
        return Routes((), 0)
    costs = costs or {}
    cheapest: dict[Position, Cost] = {start: 0}
    before: dict[Position, list[tuple[Position, Act]]] = {start: []}
    open_ends: list[tuple[Cost, int, Position]] = [(0, 0, start)]
    settled: set[Position] = set()
    best: Cost | None = 0 if goal.holds(start) else None
    while open_ends:
        cost, _, here = heappop(open_ends)
        if best is not None and cost >= best:
            break
        if here in settled:
            continue
        settled.add(here)
        for act in acts:
            there = move(*here, act)
            if there is None or there == here:
                continue
            further = cost + costs.get(act.kind, 1)
            known = cheapest.get(there)
            if known is None or further < known:
                cheapest[there] = further
                before[there] = [(here, act)]
                if goal.holds(there):
                    best = further if best is None else min(best, further)
                elif best is None or further < best:
                    heappush(open_ends, (further, len(before), there))
            elif further == known:
                before[there].append((here, act))
    if best is None:
        return Routes((), 0)
    goals = [there for there, cost in cheapest.items() if cost == best and goal.holds(there)]
    following = _forwards(goals, before)
    given = islice(_ways(start, following), limit)
    return Routes(tuple(Route(way, best) for way in given), _count(start, following))


def _within_reach(start: Position, acts: Collection[Act]) -> Reach:
    """Give every value that each fact could get if nothing that was reached were ever lost again.

    What is not within reach so generously is out of reach indeed, and need not be searched for.
    """
    reach = [{value} for value in start[1]]
    left = list(acts)
    while ready := [act for act in left if all(may_hold(c, reach, act) for c in rules()[act.kind].conditions)]:
        left = [act for act in left if act not in ready]
        for act in ready:
            for place, value in rules()[act.kind].changes(NOTHING, act):
                reach[place].add(value)
    return reach


def _forwards(
    goals: list[Position], before: Mapping[Position, list[tuple[Position, Act]]]
) -> dict[Position, list[tuple[Act, Position]]]:
    """Turn the ways back from the goals into ways there, those of each place in the order of the table."""
    following: dict[Position, list[tuple[Act, Position]]] = {goal: [] for goal in goals}
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


def _ways(here: Position, following: Mapping[Position, list[tuple[Act, Position]]]) -> Iterator[tuple[Act, ...]]:
    if not following[here]:
        yield ()
    for act, there in following[here]:
        for rest in _ways(there, following):
            yield (act, *rest)


def _count(start: Position, following: Mapping[Position, list[tuple[Act, Position]]]) -> int:
    counted: dict[Position, int] = {}

    def count(here: Position) -> int:
        if here not in counted:
            counted[here] = sum(count(there) for _, there in following[here]) or 1
        return counted[here]

    return count(start)


@cache
def _touched(act: Act) -> frozenset[int]:
    """The slots that an act can change."""
    effects = [effect for effect in rules()[act.kind].effects if effect.value != STAYS]
    return frozenset(place for effect in effects for place, _ in effect.changes(NOTHING, act))
