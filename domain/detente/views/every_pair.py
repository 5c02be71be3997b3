"""Every pair as data, out of the columns of a world: what ``--json`` prints of a state, without its standing."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from detente.history.state import State
from detente.log.findings import Finding
from detente.model.events import CONFIDENCES
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.views.data import Data, dated, extent_data, finding_data, states_data, values
from detente.views.pairs.tables import NOT_ANSWERED

if TYPE_CHECKING:
    from detente.world.day import Day
    from detente.world.world import World


class Asked(NamedTuple):
    """What is asked about, beside the day."""

    state: Callable[[int], State]
    """Where a pair stands by itself, by its index: for pairs that may be undecided, and those that are supposed."""
    with_facts: bool = False


def day_data(world: "World", on: "Day", pairs: Iterable[int], asked: Asked) -> list[Data]:
    """Return where some pairs stand, by their indexes."""
    return [_state_data(world, on, pair, asked) for pair in pairs]


def left_out_row(pair: Pair, day: date) -> Data:
    """Return what stands in flat rows of a pair that cannot be answered about: that is no status that it has."""
    return {**dict(zip(("code1", "code2"), pair, strict=True)), "date": day.isoformat(), "status": NOT_ANSWERED}


def left_out_data(pair: Pair, day: date, findings: Iterable[Finding]) -> Data:
    """Return the same in data, with what is wrong in its lines."""
    return {
        "pair": list(pair),
        "date": day.isoformat(),
        "status": NOT_ANSWERED,
        "findings": [finding_data(one) for one in findings],
    }


def changes_data(before: Iterable[Data], after: Iterable[Data]) -> list[Data]:
    """Return where some pairs stood on one day and on another."""
    both = zip(before, after, strict=True)
    return [{"pair": one["pair"], "before": one, "after": other} for one, other in both]


def _state_data(world: "World", on: "Day", pair: int, asked: Asked) -> Data:
    if on.is_open[pair] or pair in world.supposed:
        (data,) = states_data([asked.state(pair)], with_facts=asked.with_facts)
    else:
        data = _settled(world, on, pair)
        if asked.with_facts:
            facts = values(world.pairs[pair], on.position(pair).configuration)
            data["facts"] = None if data["status"] is None else facts
    passed_over = int(world.passed_over_of[pair])
    return data | {"passed_over": passed_over} if passed_over else data


def _settled(world: "World", on: "Day", pair: int) -> Data:
    """Return where a pair stands of which no event is undecided."""
    is_recorded, since, confidence = bool(on.is_recorded[pair]), int(on.since[pair]), int(on.confidence[pair])
    rungs = [*_statuses(int(on.rungs[pair]))] if is_recorded else []
    unsurveyed = on.unsurveyed[pair]
    return {
        "pair": list(world.pairs[pair]),
        "date": on.day.isoformat(),
        "known": world.known and world.known.isoformat(),
        "hypothetical": False,
        "recorded": extent_data(world.extents[pair]),
        "status": rungs[0] if rungs else None,
        "rungs": rungs,
        "possible": rungs[:1],
        "complete": True,
        **dated("since", None if since < 0 else world.dates[since]),
        "confidence": None if confidence < 0 or not is_recorded else CONFIDENCES[confidence],
        "unsurveyed": None if unsurveyed is None else list(unsurveyed),
        "to_blame": [],
        "undecided": [],
    }


@cache
def _statuses(bits: int) -> tuple[Status, ...]:
    return tuple(status for status in Status if bits >> status.height & 1)
