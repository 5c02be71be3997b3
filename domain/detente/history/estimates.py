"""What the rest of a route costs at least: each side looked at by itself, as if the other never stood in its way.

Each side and each office has its distances to the goal in a table (a pattern database: Culberson and Schaeffer 1998).
What one of them needs of an act's cost is not counted again for the next (cost partitioning: Seipp and Helmert 2014),
so that the sum is never more than the rest costs. Either side goes first in turn, and the larger sum is taken: it is
mostly just what the rest costs.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import product
from math import inf
from typing import NamedTuple, TypeAlias

from detente.history.goals import Allowed, Goal, Reach, changed, slots_asked
from detente.model.configuration import OFFICES, SLOTS, Configuration
from detente.model.rules import Act, applied

State: TypeAlias = tuple[str, ...]
"""The values of a part's slots."""


class Part(NamedTuple):
    """Some slots looked at by themselves: which acts lead to each of their states, and from where."""

    slots: Sequence[int]
    before: Mapping[State, list[tuple[State, Act]]]

    @classmethod
    def of(cls, slots: Sequence[int], acts: Iterable[Act], reach: Reach) -> "Part":
        """Return the part of some slots, whose values are those within reach."""
        before: defaultdict[State, list[tuple[State, Act]]] = defaultdict(list)
        for act in acts:
            changes = [(index, changed(act)[slot]) for index, slot in enumerate(slots) if slot in changed(act)]
            for state in _states(slots, Allowed(act), reach) if changes else ():
                after = applied(state, changes)
                if after != state:
                    before[after].append((state, act))
        return cls(slots, before)

    def state(self, configuration: Configuration) -> State:
        """Return the state of the part in a configuration."""
        return tuple([configuration[slot] for slot in self.slots])

    def distances(self, goal: Goal | Allowed, costs: Mapping[Act, int], reach: Reach) -> dict[State, int]:
        """Return what the cheapest way to a goal costs from each state that has one."""
        found: dict[State, int] = {}
        open_ends = [(0, state) for state in _states(self.slots, goal, reach)]
        while open_ends:
            cost, after = heappop(open_ends)
            if after in found:
                continue
            found[after] = cost
            for state, act in self.before.get(after, ()):
                if state not in found:
                    heappush(open_ends, (cost + costs[act], state))
        return found

    def left_over(self, costs: Mapping[Act, int], distances: Mapping[State, int]) -> dict[Act, int]:
        """Return what the costs could be lowered by without making any distance shorter."""
        needed = dict.fromkeys(costs, 0)
        for after, ways in self.before.items():
            for state, act in ways:
                if after in distances and state in distances:
                    needed[act] = max(needed[act], distances[state] - distances[after])
        return {act: cost - needed[act] for act, cost in costs.items()}


def estimate(
    start: Configuration, goal: Goal | Allowed, costs: Mapping[Act, int], reach: Reach
) -> Callable[[Configuration], float]:
    """Return the function that estimates what it costs to get to a goal by acts of these costs.

    It is for what acts can lead to from the start: never more than what it costs indeed, and infinite only where no
    way leads to the goal. An act lowers it by no more than the act costs.
    """
    parts = [Part.of(slots, costs, reach) for slots in _parted(goal.slots.union(*map(slots_asked, costs)))]
    tables = [
        (table, _table(parts[::-1], start, one, costs, reach)[::-1])  # what the first part needs, the last cannot use
        for one in goal.alternatives
        if (table := _table(parts, start, one, costs, reach))
    ]

    def at_least(configuration: Configuration) -> float:
        states = [part.state(configuration) for part in parts]
        return min((max(_together(table, states) for table in both) for both in tables), default=inf)

    return at_least


def _together(table: Sequence[Mapping[State, int]], states: Sequence[State]) -> float:
    return sum(distances.get(state, inf) for distances, state in zip(table, states, strict=True))


def _table(
    parts: Sequence[Part], start: Configuration, goal: Goal | Allowed, costs: Mapping[Act, int], reach: Reach
) -> list[dict[State, int]]:
    """Return each part's distances to a goal, at what the parts before leave of the costs; none if one has no way."""
    table: list[dict[State, int]] = []
    for part in parts:
        if table:
            costs = parts[len(table) - 1].left_over(costs, table[-1])
        table.append(part.distances(goal, costs, reach))
        if part.state(start) not in table[-1]:
            return []
    return table


def within_reach(start: Configuration, acts: Collection[Act]) -> Reach:
    """Return every value that each fact could get if nothing that was reached were ever lost again."""
    reach = [{value} for value in start]
    left = list(acts)
    while ready := [act for act in left if Allowed(act).may_hold(reach)]:
        left = [act for act in left if act not in ready]
        for act in ready:
            for slot, value in changed(act).items():
                reach[slot].add(value)
    return reach


def _parted(slots: Collection[int]) -> list[list[int]]:
    """Part slots into those of either side with the shared ones, and every office, which bears on nothing else."""
    offices = [slot for slot in sorted(slots) if SLOTS[slot][0] in OFFICES]
    others = [slot for slot in sorted(slots) if slot not in offices]
    sides = [[slot for slot in others if SLOTS[slot][1] in (None, side)] for side in (0, 1)]
    return [*([office] for office in offices), *sides]


def _states(slots: Sequence[int], goal: Goal | Allowed, reach: Reach) -> Iterable[State]:
    """Return the states of some slots in which a goal may hold, as far as each value by itself shows."""
    return product(
        *(
            [value for value in reach[slot] if goal.may_hold([*reach[:slot], {value}, *reach[slot + 1 :]])]
            for slot in slots
        )
    )
