"""Routes from a position to a goal: the shortest sequences of acts that the rules allow.

Pure, and driven by the machine alone. Costs are those of kinds of act, and 1 for a kind without.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from functools import cache
from heapq import heappop, heappush
from itertools import islice
from math import inf, lcm
from typing import NamedTuple, TypeAlias

from detente.history.estimates import estimate, within_reach
from detente.history.goals import Allowed, Goal, changed, slots_asked
from detente.history.state import State
from detente.model.configuration import Configuration
from detente.model.errors import DetenteError
from detente.model.machine import Position, move
from detente.model.rules import Act, rules
from detente.model.wording import called, shown

LIMIT = 10
"""How many routes are given when no other number is asked for."""

NEAR = 200
"""How many positions are searched in the order of cost alone: estimates take longer than that to make."""

Cost: TypeAlias = int | Fraction

Predecessors: TypeAlias = Mapping[Position, list[tuple[Position, Act]]]
"""For each position those from which it is reached at the least cost, and by which act."""

Successors: TypeAlias = Mapping[Position, list[tuple[Act, Position]]]
"""For each position on a shortest route the next acts, in the order of the table, and where they lead."""


class Route(NamedTuple):
    """One route: what has to happen, in order, and what it costs."""

    acts: tuple[Act, ...]
    cost: Cost

    def __repr__(self) -> str:
        return shown("Route", f"at {self.cost}: {' → '.join(act.kind for act in self.acts) or 'nothing to do'}")


class Routes(NamedTuple):
    """The shortest routes to a goal: those given, and how many there are; none where no route leads there."""

    given: tuple[Route, ...]
    total: int

    def __repr__(self) -> str:
        return shown("Routes", f"{len(self.given)} of {self.total}")


class Ways(NamedTuple):
    """The shortest routes by which a country, or both, can get from a state to a goal."""

    state: State
    goal: Goal
    routes: Routes
    together: Routes
    """Where one country alone cannot get there, a route that takes both; none where it can, or where none does."""


class BadCost(DetenteError):
    """What is no cost of a kind of act."""


def cost(given: object) -> Cost:
    """Return the cost that a number above 0, or its text, means; raise `BadCost`."""
    if isinstance(given, Fraction):
        read = given
    else:
        text = "" if isinstance(given, bool) else str(given) if isinstance(given, str | int | float) else ""
        read = Fraction(text) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text, re.ASCII) else Fraction(0)
    if read <= 0:
        named = f"“{given}”" if isinstance(given, str | int | float) else called(given)
        raise BadCost(f"{named} is no cost: write a number above 0, such as 2 or 0.5.")
    return read.numerator if read.denominator == 1 else read


def ways(  # noqa: PLR0913 - the options of a question, by name
    state: State,
    goal: Goal,
    *,
    by: int | None = None,
    avoid: Collection[str] = (),
    costs: Mapping[str, Cost] | None = None,
    limit: int = LIMIT,
) -> Ways:
    """Return the shortest routes from where a pair most plainly stands; with `by`, those of that side alone."""
    here = state.standing.position
    found = routes(here, goal, acts_towards(goal, by, avoid), costs, limit)
    none_alone = by is not None and not found.total
    together = routes(here, goal, acts_towards(goal, None, avoid), costs, 1) if none_alone else Routes((), 0)
    return Ways(state, goal, found, together)


def acts_towards(goal: Goal | Allowed, by: int | None = None, avoid: Collection[str] = ()) -> list[Act]:
    """Return the acts that can bear on a goal: those that change its facts, or facts that such acts depend on.

    With `by` they are only what that side can do alone; kinds in `avoid` are left out. A route is made of what somebody
    does: acts of which it is not established who did them are none, and that a country ceases to exist is a route to
    having no relations and to nothing else.
    """
    every = [
        act
        for kind, rule in rules().items()
        if kind not in avoid and (rule.row.by != "none" or goal.is_nothing)
        for act in rule.acts
        if by in (None, act.side) and (act.side is not None or rule.row.by in ("both", "none"))
    ]
    slots, bearing = goal.slots, set[Act]()
    while found := {act for act in every if act not in bearing and not slots.isdisjoint(changed(act))}:
        bearing |= found
        slots = slots.union(*map(slots_asked, found))
    return [act for act in every if act in bearing]


def routes(
    start: Position,
    goal: Goal | Allowed,
    acts: Collection[Act] | None = None,
    costs: Mapping[str, Cost] | None = None,
    limit: int = LIMIT,
) -> Routes:
    """Return the shortest routes to a goal by some acts: at most `limit` of them, in the order of the table.

    Costs are positive, by kind, and 1 for a kind without. A start that is at the goal has one route, of no acts.
    """
    acts = acts_towards(goal) if acts is None else acts
    costs = costs or {}
    scale = lcm(*(cost.denominator for cost in costs.values()))  # whole numbers are added and compared faster
    whole = {act: int(costs.get(act.kind, 1) * scale) for act in acts}
    reach = within_reach(start[1], acts)
    if not goal.may_hold(reach):
        return Routes((), 0)
    found = _search(start, goal, whole, lambda _: 0, NEAR)
    goals, before = found or _search(start, goal, whole, estimate(start[1], goal, whole, reach)) or ([], {})
    if not goals:
        return Routes((), 0)
    after = _successors(goals, before)
    first = islice(_sequences(start, after), limit)
    given = tuple(Route(sequence, sum(costs.get(act.kind, 1) for act in sequence)) for sequence in first)
    return Routes(given, _count(start, after))


def _search(
    start: Position,
    goal: Goal | Allowed,
    costs: Mapping[Act, int],
    at_least: Callable[[Configuration], float],
    most: float = inf,
) -> tuple[list[Position], Predecessors] | None:
    """Return the nearest positions at a goal, and the predecessors of all positions on a shortest route to one.

    None if `most` positions do not settle it. A* (Hart, Nilsson and Raphael 1968), which goes on until nothing that
    is left can cost as little.
    """
    cheapest: dict[Position, int] = {start: 0}
    before: dict[Position, list[tuple[Position, Act]]] = {start: []}
    open_ends = [(at_least(start[1]), start)]
    settled, goals = set[Position](), list[Position]()
    best = 0 if goal.holds(start) else inf
    while open_ends:
        total, position = heappop(open_ends)
        if total > best:
            break
        if position in settled:
            continue
        if goal.holds(position):
            goals.append(position)
        if cheapest[position] >= best:
            continue
        if len(settled) >= most:
            return None
        settled.add(position)
        for act, cost in costs.items():
            after = move(*position, act)
            if after is None or after == position:
                continue
            further = cheapest[position] + cost
            known = cheapest.get(after, inf)
            if further < known:
                cheapest[after] = further
                before[after] = [(position, act)]
                if goal.holds(after):
                    best = min(best, further)
                if (estimated := further + at_least(after[1])) < inf:
                    heappush(open_ends, (estimated, after))
            elif further == known:
                before[after].append((position, act))
    return goals, before


def _successors(goals: list[Position], before: Predecessors) -> Successors:
    """Turn the routes back from the goals into routes there."""
    after: dict[Position, list[tuple[Act, Position]]] = {goal: [] for goal in goals}
    open_ends = list(goals)
    while open_ends:
        position = open_ends.pop()
        for earlier, act in before[position]:
            if earlier not in after:
                after[earlier] = []
                open_ends.append(earlier)
            after[earlier].append((act, position))
    kinds = list(rules())
    for ways in after.values():
        ways.sort(key=lambda way: (kinds.index(way[0].kind), way[0].side or 0, way[0].office or ""))
    return after


def _sequences(position: Position, after: Successors) -> Iterator[tuple[Act, ...]]:
    if not after[position]:
        yield ()
    for act, following in after[position]:
        for rest in _sequences(following, after):
            yield (act, *rest)


def _count(start: Position, after: Successors) -> int:
    @cache
    def count(position: Position) -> int:
        return sum(count(following) for _, following in after[position]) or 1

    return count(start)
