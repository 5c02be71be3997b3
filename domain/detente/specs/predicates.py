"""What is so of a pair at the end of a day: asked by steps, and by whoever follows them."""

from collections.abc import Sequence

from detente.history.reasons import reasons
from detente.history.routes import Routes, acts_towards, routes
from detente.history.state import State
from detente.model.machine import Position, possible
from detente.model.rules import Act
from detente.specs.phrases import fail, side_of
from detente.specs.phrases import goal as goal_of

ALL = 1_000
"""As many ways as a scenario is held against."""


def is_alike(act: Act, meant: Act) -> bool:
    """Return whether an act is the one meant, whatever office or power it names."""
    return (act.kind, act.side) == (meant.kind, meant.side)


def is_possible(state: State, meant: Act) -> bool | None:
    """Return whether the rules allow an act next; none where that depends on what the dates leave open."""
    answers = {_allows(position, meant) for position in state.positions}
    return answers.pop() if len(answers) == 1 else None


def _allows(position: Position, meant: Act) -> bool:
    return any(is_alike(act, meant) for act in possible(*position))


def behind_status(state: State) -> list[str]:
    """Return the ids of the events that hold a status where it is."""
    resting = [reason for reason in reasons(state) if reason.holds_status]
    return [event.id for reason in resting for event in reason.because.events]


def shortest_ways(state: State, goal: str, by: str | None) -> Routes:
    """Return every shortest way from a state to a goal in words; fail where the dates leave open from where."""
    if len(state.positions) != 1:
        fail(f"the dates leave open from where: {state.pair.names} are {state.in_words} that day")
    aim = goal_of(goal, state.pair)
    return routes(state.standing.position, aim, acts_towards(aim, side_of(by, state.pair)), limit=ALL)


def is_among(found: Routes, meant: Sequence[Act]) -> bool:
    """Return whether a way of these acts is among the shortest."""
    return any(len(route.acts) == len(meant) and all(map(is_alike, route.acts, meant)) for route in found.given)
