"""``detente route``: what would have to happen, by the shortest ways that the rules allow."""

import argparse
import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

from detente.cli.asking import STYLES, as_asked, history_asked, print_json, say, say_undecided, wants_json
from detente.cli.errors import WrongUsage
from detente.history.goals import Goal, NoGoal
from detente.history.history import State
from detente.history.routes import Cost, Route, Routes, acts_towards, routes
from detente.log.record import read_bytes
from detente.model.countries import country, name
from detente.model.dates import day_in_words
from detente.model.naming import act_in_words, fact_in_words, value_in_words
from detente.model.pairs import Pair
from detente.model.rules import Act, rules
from detente.model.wording import did_you_mean, identifier, listing, nearest, words


class NoCost(WrongUsage):
    """A cost that cannot be read."""


def run(asked: argparse.Namespace) -> int:
    """Print the shortest ways to a status or a fact; that there is none is an answer."""
    history = history_asked(asked)
    state = history.at(asked.since or history.last_day)
    pair = history.pair
    goal = _goal(asked.to, pair)
    side = None if asked.by is None else pair.side(country(asked.by))
    avoid = [_kind(kind) for kind in asked.avoid]
    costs = _costs(asked.cost)
    here = state.standing.position
    found = routes(here, goal, acts_towards(goal, side, avoid), costs, asked.limit)
    none_alone = side is not None and not found.total
    together = routes(here, goal, acts_towards(goal, None, avoid), costs, 1) if none_alone else Routes((), 0)
    if wants_json(asked):
        return print_json(_data(state, found, together))
    when = f"on {day_in_words(state.day)}" if asked.since else "after all that is recorded"
    say(f"{pair.names} {when}{as_asked(history)}: ", (state.in_words, STYLES[state.status]), ".")
    say_undecided(state)
    if state.undecided:
        say(f"The ways are from where it most plainly stands: {state.status.words}.")
    target = goal_in_words(goal, pair)
    without = f" without {listing([words(kind) for kind in avoid], 'or')}" if avoid else ""
    if found.total:
        _say(found, target, pair, with_cost=bool(costs))
    elif side is None:
        say(f"No way: nothing that the rules allow leads to {target}{without}.")
    else:
        say(f"No way: nothing that {name(pair[side])} can do alone leads to {target}{without}.")
        _say_what_else(together, pair, side)
    return 0


def _say(found: Routes, target: str, pair: Pair, *, with_cost: bool) -> None:
    if not found.given[0].acts:
        say(f"It is so already: {target}.")
        return
    cost = f", at a cost of {float(found.given[0].cost):g}" if with_cost else ""
    ways = "One shortest way" if found.total == 1 else f"{found.total} shortest ways"
    left_out = f", of which these are the first {len(found.given)}" if len(found.given) < found.total else ""
    say(f"{ways} to {target}{cost}{left_out}:")
    for number, route in enumerate(found.given, start=1):
        say(f"  {number}. {' → '.join(step_in_words(act, pair) for act in route.acts)}")


def _say_what_else(found: Routes, pair: Pair, side: int) -> None:
    """Tell a shortest way as that side sees it: what it can do itself, and what else it takes."""
    for route in found.given:
        own = [act_in_words(act, pair) for act in route.acts if act.side == side]
        others = [step_in_words(act, pair) for act in route.acts if act.side != side]
        say(f"Of a shortest way it can do alone: {listing(own) or 'nothing'}. It also takes: {listing(others)}.")


def step_in_words(act: Act, pair: Pair) -> str:
    """Name one step of a way: a mutual act as such."""
    named = act_in_words(act, pair) + (f" ({words(act.office)})" if act.office else "")
    return f"{named} (both)" if rules()[act.kind].row.by == "both" else named


def goal_in_words(goal: Goal, pair: Pair) -> str:
    """Name a goal: "established", "the mission of Canada open"."""
    facts = [f"{fact_in_words(place, pair)} {value_in_words(value)}" for place, value in goal.facts]
    return listing([*([goal.status.words] if goal.status else []), *facts])


def _data(state: State, found: Routes, together: Routes) -> dict[str, Any]:
    from detente.views.data import state_data

    return {
        "pair": list(state.pair),
        "from": state_data(state),
        "ways": [_route_data(route, state.pair) for route in found.given],
        "total": found.total,
        "together": [_route_data(route, state.pair) for route in together.given],
    }


def _route_data(route: Route, pair: Pair) -> dict[str, Any]:
    """Give a way: its steps, who does each (none for a mutual act), and its cost as a number or a fraction."""
    steps = [
        {"kind": act.kind, "by": None if act.side is None else pair[act.side]}
        | ({"office": act.office} if act.office else {})
        for act in route.acts
    ]
    return {"cost": route.cost if isinstance(route.cost, int) else float(route.cost), "steps": steps}


def _goal(asked: list[str], pair: Pair) -> Goal:
    try:
        goals = [Goal.of(text, pair) for text in asked]
    except NoGoal as unread:
        raise WrongUsage(str(unread)) from unread
    statuses = {goal.status for goal in goals if goal.status}
    if len(statuses) > 1:
        raise WrongUsage("A pair has one status at a time: give --to one status, and facts besides.")
    facts = {fact for goal in goals for fact in goal.facts}
    if len({place for place, _ in facts}) < len(facts):
        raise WrongUsage("A fact has one value at a time: give --to each fact once.")
    return Goal(next(iter(statuses), None), tuple(fact for goal in goals for fact in goal.facts))


def _kind(text: str) -> str:
    kind = identifier(text)
    if kind not in rules():
        raise WrongUsage(f"There is no kind of event “{text}”.{did_you_mean(nearest(kind, rules()))}")
    return kind


def _costs(given: list[str]) -> dict[str, Cost]:
    """Read what kinds cost: KIND=N, or a file that holds a JSON object of kinds and numbers."""
    costs: dict[str, Cost] = {}
    for text in given:
        kind, equals, number = text.partition("=")
        if equals:
            costs[_kind(kind)] = _cost(number)
            continue
        try:
            read: Any = json.loads(read_bytes(Path(text), "file of costs"), parse_float=str, parse_int=str)
        except ValueError as wrong:
            raise NoCost(
                f"{text} is not JSON: {wrong}. A file of costs holds an object of kinds and numbers."
            ) from wrong
        if not isinstance(read, dict):
            raise NoCost(f'{text} holds no costs. Write an object of kinds and numbers: {{"relations_restored": 2}}.')
        costs |= {_kind(str(kind)): _cost(str(number)) for kind, number in read.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return costs


def _cost(text: str) -> Cost:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) or not Fraction(text):
        raise NoCost(f"“{text}” is no cost: write a number above 0, such as 2 or 0.5.")
    cost = Fraction(text)
    return cost.numerator if cost.denominator == 1 else cost
