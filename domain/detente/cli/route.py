"""``detente route``: what would have to happen, by the shortest ways that the rules allow."""

import argparse
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from detente.cli.answer import Answer, Block
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.inputs import history_asked
from detente.cli.layout import state_lines
from detente.history.goals import Goal, NoGoal
from detente.history.routes import BadCost, Cost, cost, ways
from detente.log.record import read_bytes
from detente.model.dates import beginning
from detente.model.pairs import Pair
from detente.model.rules import NoSuchKind, kind
from detente.model.wording import listing, words
from detente.views.data import routes_data
from detente.views.sentences import goal_in_words, heading, no_route, route_lines, shared_route


def run(asked: argparse.Namespace) -> Answer:
    """Return the shortest ways to a status or a fact; that there is none is an answer."""
    history, asides = history_asked(asked)
    state = history.at(beginning(asked.since) if asked.since else history.last_day)
    pair = history.pair
    goal = _goal(asked.to, pair)
    side = None if asked.by is None else pair.side(asked.by)
    with wrong_usage(NoSuchKind, BadCost):
        avoid = [kind(text) for text in asked.avoid]
        costs = _costs(asked.cost)
    found = ways(state, goal, by=side, avoid=avoid, costs=costs, limit=asked.limit)

    def text() -> Iterator[Block]:
        yield from state_lines(heading(state, is_dated=asked.since is not None), state)
        if state.undecided:
            yield f"The ways are from where it most plainly stands: {state.standing.status.words}."
        target = goal_in_words(goal, pair)
        if found.routes.total:
            yield from route_lines(found.routes, target, pair, with_cost=bool(costs))
            return
        without = f" without {listing([words(kind) for kind in avoid], 'or')}" if avoid else ""
        yield no_route(f"{target}{without}", pair, side)
        if side is not None:
            yield from (shared_route(route, pair, side) for route in found.together.given)

    return Answer(partial(routes_data, found), text, asides)


def _goal(texts: list[str], pair: Pair) -> Goal:
    with wrong_usage(NoGoal):
        return Goal.of_all(texts, pair)


def _costs(texts: list[str]) -> dict[str, Cost]:
    """Return what kinds cost, read from KIND=N, or from a file that holds a JSON object of kinds and numbers."""
    costs: dict[str, Cost] = {}
    for text in texts:
        named, equals, number = text.partition("=")
        if equals:
            costs[kind(named)] = cost(number)
            continue
        try:
            read: Any = json.loads(read_bytes(Path(text), "file of costs"), parse_float=str, parse_int=str)
        except ValueError as wrong:
            raise WrongUsage(
                f"{text} is not JSON: {wrong}. A file of costs holds an object of kinds and numbers."
            ) from wrong
        if not isinstance(read, dict):
            raise WrongUsage(
                f'{text} holds no costs. Write an object of kinds and numbers: {{"relations_restored": 2}}.'
            )
        costs |= {kind(str(named)): cost(str(number)) for named, number in read.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return costs
