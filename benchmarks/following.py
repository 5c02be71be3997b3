"""Following events: the first pass of the machine over a varied log, and one pair's events with reasons.

    uv run python benchmarks/following.py

What counts are the ratios: the machine's kept answers against `transitions` asked for each event, and the time an
event takes in a long history against a short one.
"""

import datetime as dt
import random
import statistics
import time
from collections.abc import Sequence

from detente.model.dates import HistoricDate
from detente.model.events import Event, Source
from detente.model.following import changes
from detente.model.happening import Happening
from detente.model.machine import START, Relation, acts, forget, machine, move
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.standing import Standing

PAIR = Pair("CAN", "IRN")
PAIRS, LENGTH = 500, 40
RUNS = 15
BEGINNING = dt.date(1800, 1, 1)
RECORDED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SOURCES = (Source("A title", "A publisher"),)


def varied(chance: random.Random) -> list[list[Act]]:
    """Return the acts of many pairs, each allowed where it comes."""
    every = [act for act in acts() if act.kind != "relations_lapsed"]
    histories: list[list[Act]] = []
    for _ in range(PAIRS):
        position, history = START, list[Act]()
        while len(history) < LENGTH:
            act = chance.choice(every)
            there = move(*position, act)
            if there is not None:
                position = there
                history.append(act)
        histories.append(history)
    return histories


def kept(histories: list[list[Act]]) -> None:
    """Follow with the answers that are kept."""
    for history in histories:
        position = START
        for act in history:
            position = move(*position, act) or position


def asked(histories: list[list[Act]]) -> None:
    """Follow by asking the library's machine for each event."""
    for history in histories:
        relation = Relation(*START)
        for act in history:
            machine().events[act.kind].trigger(relation, relation, act)


def repeated(count: int, kinds: Sequence[str]) -> list[Happening]:
    """Return a history of so many events, in which a few facts are repeated again and again."""
    history = [_happening(0, "relations_established", None), _happening(1, "sanctions_imposed", "CAN")]
    return history + [_happening(number, kinds[number % len(kinds)], "CAN") for number in range(2, count)]


def _happening(number: int, kind: str, by: str | None) -> Happening:
    on = HistoricDate.parse(str(BEGINNING + dt.timedelta(days=number)))
    return Happening.of(Event(str(number), kind, PAIR, on, RECORDED, "Something.", by, sources=SOURCES))


def seconds_an_event(history: list[Happening]) -> float:
    """Time following a history with reasons, and asking for the facts after each of twenty of its events."""
    begun = time.process_time()
    course = list(changes(Standing(PAIR), history))
    for change in course[:: max(1, len(course) // 20)]:
        assert change.after.facts
    assert course[-1].after.fact("sanctions", "CAN").later
    return (time.process_time() - begun) / len(history)


def main() -> None:
    """Print every figure with its baseline."""
    histories = varied(random.Random(1))
    machine()
    pairs: list[tuple[float, float]] = []
    for _ in range(RUNS):
        forget()
        begun = time.process_time()
        kept(histories)
        ended = time.process_time()
        asked(histories)
        pairs.append((ended - begun, time.process_time() - ended))
    events = PAIRS * LENGTH
    first = statistics.median(own for own, _ in pairs) / events * 1e6
    print(f"first pass over {events} varied events: {first:.1f} µs an event")
    print(f"  against the library asked each time: {statistics.median(own / other for own, other in pairs):.3f}")
    kinds = ("sanctions_extended", "sanctions_eased", "grievance_raised")
    long, short = repeated(20_000, kinds), repeated(1_000, kinds)
    ratios = [seconds_an_event(long) / seconds_an_event(short) for _ in range(RUNS)]
    print(f"with reasons, 20,000 events against 1,000: time an event {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
