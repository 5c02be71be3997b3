"""``detente route``: what would have to happen, by the shortest ways that the rules allow."""

import argparse
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from detente.cli.answer import Answer, Block
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.inputs import history_asked
from detente.cli.layout import state_lines
from detente.history.goals import Goal, NoGoal
from detente.history.routes import Cost, Routes, acts_towards, routes
from detente.log.record import read_bytes
from detente.model.countries import country
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
    side = None if asked.by is None else pair.side(country(asked.by))
    with wrong_usage(NoSuchKind):
        avoid = [kind(text) for text in asked.avoid]
        costs = _costs(asked.cost)
    here = state.standing.position
    found = routes(here, goal, acts_towards(goal, side, avoid), costs, asked.limit)
    none_alone = side is not None and not found.total
    together = routes(here, goal, acts_towards(goal, None, avoid), costs, 1) if none_alone else Routes((), 0)

    def text() -> Iterator[Block]:
        yield from state_lines(heading(state, is_dated=asked.since is not None), state)
        if state.undecided:
            yield f"The ways are from where it most plainly stands: {state.standing.status.words}."
        target = goal_in_words(goal, pair)
        if found.total:
            yield from route_lines(found, target, pair, with_cost=bool(costs))
            return
        without = f" without {listing([words(kind) for kind in avoid], 'or')}" if avoid else ""
        yield no_route(f"{target}{without}", pair, side)
        if side is not None:
            yield from (shared_route(route, pair, side) for route in together.given)

    return Answer(partial(routes_data, state, found, together), text, asides)


def _goal(texts: list[str], pair: Pair) -> Goal:
    with wrong_usage(NoGoal):
        goals = [Goal.of(text, pair) for text in texts]
    statuses = {goal.status for goal in goals if goal.status}
    if len(statuses) > 1:
        raise WrongUsage("A pair has one status at a time: give --to one status, and facts besides.")
    facts = {fact for goal in goals for fact in goal.facts}
    if len({slot for slot, _ in facts}) < len(facts):
        raise WrongUsage("A fact has one value at a time: give --to each fact once.")
    return Goal(next(iter(statuses), None), tuple(fact for goal in goals for fact in goal.facts))


def _costs(texts: list[str]) -> dict[str, Cost]:
    """Return what kinds cost, read from KIND=N, or from a file that holds a JSON object of kinds and numbers."""
    costs: dict[str, Cost] = {}
    for text in texts:
        named, equals, number = text.partition("=")
        if equals:
            costs[kind(named)] = _cost(number)
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
        costs |= {kind(str(named)): _cost(str(number)) for named, number in read.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return costs


def _cost(text: str) -> Cost:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) or not Fraction(text):
        raise WrongUsage(f"“{text}” is no cost: write a number above 0, such as 2 or 0.5.")
    cost = Fraction(text)
    return cost.numerator if cost.denominator == 1 else cost
