"""What the rules do not look at: how each side is represented, and how sure the events are behind the answer."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from detente.history.differences import turning_days
from detente.history.history import History
from detente.history.state import State
from detente.model.events import CONFIDENCES
from detente.model.representation import NOTHING, REPRESENTATIONS, representations
from detente.world.columns import ENDLESS, Runs, arrays

_UNKNOWN = -1
"""The value on days on which there is to be no run."""


def missions(histories: Sequence[History]) -> tuple[Runs, Runs]:
    """Return how each side is represented in the other, from the first event of a pair on."""
    one, other = (_runs(histories, lambda state, side=side: _mission(state, side)) for side in (0, 1))
    return one, other


def confidences(histories: Sequence[History]) -> Runs:
    """Return how sure the events are that hold the rungs, on the days on which there are any."""
    return _runs(histories, _confidence)


def _mission(state: State, side: int) -> int:
    return REPRESENTATIONS.index(next(representations(state.standing, state.pair[side]), NOTHING))


def _confidence(state: State) -> int:
    return _UNKNOWN if state.confidence is None else CONFIDENCES.index(state.confidence)


def _runs(histories: Sequence[History], value: Callable[[State], int]) -> Runs:
    rows = (run for number, history in enumerate(histories) for run in _of_one(number, history, value))
    return Runs(*arrays([run for run in rows if run[-1] != _UNKNOWN], Runs._fields))


def _of_one(number: int, history: History, value: Callable[[State], int]) -> Iterator[tuple[int, ...]]:
    found = [(day.toordinal(), value(history.at(day))) for day in turning_days([history])]
    runs = [next(run) for _, run in groupby(found, key=lambda one: one[1])]
    ends = [*(first - 1 for first, _ in runs[1:]), ENDLESS]
    for (first, same), last in zip(runs, ends, strict=False):  # without events there is no run
        yield number, first, last, same
