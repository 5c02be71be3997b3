"""Routes to goals of four to six facts, against a plain search in the order of cost.

    uv run python benchmarks/routes.py

The goals are those of both sides, with and without a status; half of them are as they are somewhere, half are drawn
freely, so that there may be no route. Costs are 1, or ½, 1, 3 and 100,000. Each goal is asked with an empty cache, as
by a new process. The plain search (Dijkstra's) stops after two seconds: then the ratio is more than what is said.
"""

import random
import statistics
import time
from collections.abc import Iterator, Mapping
from fractions import Fraction
from heapq import heappop, heappush
from math import inf

from detente.history.goals import Goal
from detente.history.routes import Cost, acts_towards, routes
from detente.model.configuration import SLOTS
from detente.model.machine import START, Position, forget, move
from detente.model.rules import rules
from detente.model.statuses import Status

GOALS = 25
SECONDS = 2.0
EVERY = [act for rule in rules().values() for act in rule.acts if act.kind not in ("noted", "relations_lapsed")]


def position(chance: random.Random) -> Position:
    """Return where some acts lead."""
    reached = START
    for _ in range(chance.choice((0, 3, 10, 40))):
        reached = move(*reached, chance.choice(EVERY)) or reached
    return reached


def goals(chance: random.Random, size: int) -> Iterator[Goal]:
    """Yield goals of so many facts, of both sides."""
    for number in range(GOALS):
        status, values = position(chance)
        slots = [*chance.sample(range(2, 12), size // 2), *chance.sample(range(12, len(SLOTS)), size - size // 2)]
        if number % 2:
            status, values = chance.choice(list(Status)), [chance.choice((value, "none")) for value in values]
        yield Goal(chance.choice((None, status)), tuple((slot, values[slot]) for slot in sorted(slots)))


def plain(start: Position, goal: Goal, costs: Mapping[str, Cost]) -> Cost | None:
    """Return the cost of the shortest routes, found in the order of cost alone; nothing where time runs out."""
    acts, until = acts_towards(goal), time.perf_counter() + SECONDS
    cheapest: dict[Position, Cost] = {start: 0}
    open_ends: list[tuple[Cost, Position]] = [(0, start)]
    while open_ends and time.perf_counter() < until:
        cost, reached = heappop(open_ends)
        if goal.holds(reached):
            return cost
        for act in acts if cost == cheapest[reached] else ():
            after = move(*reached, act)
            if after is not None and cost + costs.get(act.kind, 1) < cheapest.get(after, inf):
                cheapest[after] = cost + costs.get(act.kind, 1)
                heappush(open_ends, (cheapest[after], after))
    return None


def main() -> None:
    """Print for each size the median and the longest time, and how many times as long the plain search takes."""
    chance = random.Random(1)
    for size in (4, 5, 6):
        for name, choices in (("unit", (1,)), ("skewed", (Fraction(1, 2), 1, 3, 100_000))):
            seconds, plainly = list[float](), list[float]()
            for goal in goals(chance, size):
                start, costs = position(chance), {kind: chance.choice(choices) for kind in rules()}
                forget()
                begun = time.perf_counter()
                found = routes(start, goal, costs=costs)
                ended = time.perf_counter()
                forget()
                asked = time.perf_counter()
                cost = plain(start, goal, costs)
                seconds.append(ended - begun)
                plainly.append(time.perf_counter() - asked)
                assert cost is None or cost == found.given[0].cost
            together = sum(plainly) / sum(seconds)
            print(
                f"{size} facts, {name} costs: median {statistics.median(seconds) * 1000:.0f} ms, longest "
                f"{max(seconds) * 1000:.0f} ms; the plain search takes at least {together:.0f} times as long"
            )


if __name__ == "__main__":
    main()
