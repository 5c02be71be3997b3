"""Hypotheses against rebuilding the log for each of them, and routes between random standings.

    uv run --group benchmarks python benchmarks/hypotheses.py

A thousand different hypotheses (an event left out, moved or added) on one pair of a hundred events, each asked for the
status on its last day, against writing the log anew with the change in it, reading it and asking the same.
The two run in turn, a hundred at a time; what counts is the ratio.
"""

import datetime as dt
import json
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from detente.history.goals import Goal
from detente.history.history import History
from detente.history.routes import routes
from detente.log.hypothesis import supposed
from detente.log.record import Record
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.machine import START as BEGINNING
from detente.model.machine import Position, move, possible
from detente.model.moves import LeftOut, Move, Moved
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.statuses import Status

EVENTS = 100
HYPOTHESES = 1_000
AT_ONCE = 100
ROUTES = 1_000
PAIR = Pair("CAN", "IRN")
START = dt.date(1950, 1, 1)
END = dt.date(2100, 1, 1)


def taken(chance: random.Random, here: Position) -> Act:
    """Choose an act that the rules allow and that changes something."""
    acts = [act for act in possible(*here) if act.kind not in ("noted", "relations_lapsed") and not act.office]
    return chance.choice([act for act in acts if act.kind != "protecting_power_named"])


def log(chance: random.Random) -> list[dict[str, Any]]:
    """Give a pair's events, legal in their order."""
    lines: list[dict[str, Any]] = []
    here, day = BEGINNING, START
    for number in range(EVENTS):
        act = taken(chance, here)
        here = move(*here, act) or here
        day += dt.timedelta(days=chance.randrange(1, 300))
        lines.append(
            {
                "id": f"event-{number}",
                "kind": act.kind,
                "parties": list(PAIR),
                **({} if act.side is None else {"by": PAIR[act.side]}),
                "on": str(day),
                "recorded": "2026-01-01T00:00:00Z",
                "summary": "Something happened between the two, and is told in one sentence.",
                "sources": [{"title": "A title", "publisher": "A publisher", "url": "https://example.org/a"}],
            }
        )
    return lines


def hypotheses(chance: random.Random, lines: list[dict[str, Any]]) -> Iterator[tuple[Move, list[dict[str, Any]]]]:
    """Give moves, each with the lines of the log as if it had been so."""
    for number in range(HYPOTHESES):
        line = chance.choice(lines)
        day = str(START + dt.timedelta(days=chance.randrange(15_000)))
        others = [other for other in lines if other is not line]
        match number % 3:
            case 0:
                yield LeftOut(line["id"]), others
            case 1:
                yield Moved(line["id"], HistoricDate.parse(day)), [*others, line | {"on": day}]
            case _:
                said = {"kind": "grievance_raised", "by": "CAN", "on": day, "id": f"supposed-{number}"}
                yield supposed(PAIR, said), [*lines, line | said]


def rebuilt(lines: list[dict[str, Any]]) -> None:
    """Write a log, read it, and ask."""
    data = "\n".join(map(json.dumps, lines)).encode()
    with suppress(DetenteError):  # an illegal log is answered with its findings
        assert History.of(Record("log", data), *PAIR).at(END).status


def supposing(history: History, made: Move) -> None:
    """Make a move and ask."""
    with suppress(DetenteError):  # what the rules refuse is answered with a reason
        assert history.suppose(made).at(END).status


def main() -> None:
    """Print every figure with its baseline."""
    chance = random.Random(1)
    lines = log(chance)
    made = list(hypotheses(chance, lines))
    history = History.of(Record("log", "\n".join(map(json.dumps, lines)).encode()), *PAIR)
    assert history.course
    ours, theirs = [], []
    for start in range(0, HYPOTHESES, AT_ONCE):
        some = made[start : start + AT_ONCE]
        begun = time.perf_counter()
        for one, _ in some:
            supposing(history, one)
        ended = time.perf_counter()
        for _, changed in some:
            rebuilt(changed)
        ours.append(ended - begun)
        theirs.append(time.perf_counter() - ended)
    print(f"{HYPOTHESES} hypotheses: {sum(ours):.3f} s, rebuilding {sum(theirs):.3f} s, first call included")
    ratios = [rebuilding / own for own, rebuilding in zip(ours, theirs, strict=True)]
    print(f"  faster by: median {statistics.median(ratios):.1f}, all together {sum(theirs) / sum(ours):.1f}")
    seconds: list[float] = []
    for _ in range(ROUTES):
        here = BEGINNING
        for _ in range(chance.randrange(40)):
            here = move(*here, taken(chance, here)) or here
        goal = Goal(chance.choice(list(Status)))
        begun = time.perf_counter()
        routes(here, goal)
        seconds.append(time.perf_counter() - begun)
    print(
        f"{ROUTES} routes: median {statistics.median(seconds) * 1000:.1f} ms, first {seconds[0] * 1000:.1f} ms, "
        f"longest {max(seconds) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
