"""What it costs to follow every course that the dates leave open.

    uv run --group benchmarks python benchmarks/worlds.py

Each figure is the time for the status and the possible ones of a day on which much is open, and for what is to blame
and undecided then; of a question at many days, for all of them. Reading the log is not counted.
"""

import datetime as dt
import random
import time
from collections.abc import Callable, Iterator
from functools import partial

from detente.history.differences import spans
from detente.history.history import History
from detente.model.dates import HistoricDate
from detente.model.events import Event, Source
from detente.model.machine import START, move, possible
from detente.model.pairs import Pair
from detente.model.rules import Act

PAIR = Pair("CAN", "IRN")
FIRST = dt.date(1950, 1, 1)
RECORDED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SOURCES = (Source("A title", "A publisher"),)


def day(number: int) -> dt.date:
    """Return a day, counted from the first."""
    return FIRST + dt.timedelta(days=number)


def plausible(chance: random.Random, dates: Iterator[str]) -> list[Event]:
    """Return events at dates that come in order, each one that the rules allow after those before."""
    position, events = START, list[Event]()
    for number, on in enumerate(dates):
        acts = [act for act in possible(*position) if act.kind not in ("noted", "relations_lapsed")]
        act = chance.choice(acts) if number else Act("relations_established")
        position = move(*position, act) or position
        by = None if act.side is None else PAIR[act.side]
        power = "CHE" if act.kind == "protecting_power_named" else None
        events.append(
            Event(
                str(number), act.kind, PAIR, HistoricDate.parse(on), RECORDED, "It happened.",
                by=by, office=act.office, power=power, sources=SOURCES,
            )
        )  # fmt: skip
    return events


def complaints(dates: Iterator[str]) -> list[Event]:
    """Return events at dates, of which the rules allow every order: the most that there can be to follow."""
    begun = plausible(random.Random(1), iter([next(dates)]))
    return begun + [
        begun[0]._replace(id=f"{number}", kind="grievance_raised", by=PAIR[number % 2], on=HistoricDate.parse(on))
        for number, on in enumerate(dates, start=1)
    ]


def at_once(count: int) -> Iterator[str]:
    """Return a day, and different spans that are all open on one day later on."""
    yield str(day(-1))
    yield from (f"[{day(number)}..{day(count + 2 * number)}]" for number in range(count))


def five_at_once(count: int) -> Iterator[str]:
    """Return a day, and different spans of which five are open at one time."""
    yield str(day(-1))
    yield from (f"[{day(number)}..{day(number + 4)}]" for number in range(count))


def one_year(count: int) -> Iterator[str]:
    """Return a day, and one year for all the rest."""
    yield str(day(-1))
    yield from ["1950"] * count


def months_and_years(count: int) -> Iterator[str]:
    """Return a day, and for the rest the same few spans of a year, in order."""
    yield str(day(-1))
    several = ("1950", "[1950-01-01..1951]", "[1950-01-01..1950-06]", "1950-01", "[1950-01-01..1950-03]")
    yield from (several[number * len(several) // count] for number in range(count))


def days(count: int) -> Iterator[str]:
    """Return days, one after the other."""
    return (str(day(number)) for number in range(count))


def facts(count: int) -> list[Event]:
    """Return offices and powers that come and go, each time within different days, and all open on one day."""
    chance, events = random.Random(2), list[Event]()
    found = [(kind, office, by) for by in PAIR for kind, office in OFFICES]
    for number in range(count):
        kind, office, by = found[number % len(found)]
        on = HistoricDate.parse(f"[{day(number)}..{day(count + chance.randrange(1, 400))}]")
        power = ("CHE", "ITA", "OMN")[number % 3] if kind == "protecting_power_named" else None
        fields = {"by": by, "office": office, "power": power, "sources": SOURCES}
        events.append(Event(str(number), kind, PAIR, on, RECORDED, "It happened.", **fields))
    return events


OFFICES = [
    *(("office_opened", office) for office in ("interests_section", "liaison_office", "consulate", "trade_office")),
    ("protecting_power_named", None),
    ("grievance_raised", None),
]


def timed(ask: Callable[[], object]) -> float:
    """Return how long an answer takes, in milliseconds."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def show(what: str, events: list[Event], on: dt.date) -> None:
    """Print what the answer of one day costs."""
    state = History(PAIR, tuple(events)).at(on)
    assert state.history.positions
    following = timed(lambda: (state.status, state.possible))
    blaming = timed(lambda: (state.to_blame, state.undecided))
    points = max((len(layer.points) for courses in state.history.courses for layer in courses.layers), default=1)
    whole = "" if state.complete else ", not every order"
    print(f"{what}: {following:.1f} ms, to blame {blaming:.1f} ms; at most {points} points at one time{whole}")


def main() -> None:
    """Print every figure."""
    show("warming up", plausible(random.Random(1), at_once(4)), day(4))
    for count in (4, 6, 8, 10, 12, 40, 200):
        for seed in range(3):
            show(f"{count} spans open at once", plausible(random.Random(seed), at_once(count)), day(count))
    for count in (4, 6, 8, 10, 11, 12, 40, 200):
        show(f"{count} spans open at once, in any order", complaints(at_once(count)), day(count))
    for count in (40, 200):
        events = plausible(random.Random(1), five_at_once(count))
        show(f"{count} spans, five at once", events, day(count - 1))
        history = History(PAIR, tuple(events))
        print(f"  at every day on which something turns: {timed(partial(spans, history)):.0f} ms")
    for count in (30, 40):
        show(f"{count} independent facts on one day", facts(count), day(count))
    show("200 events of one year", plausible(random.Random(1), one_year(200)), day(100))
    show("200 events of five spans", plausible(random.Random(1), months_and_years(200)), day(10))
    exact = plausible(random.Random(1), days(20_000))
    show("20,000 events of one day each", exact, day(20_000))
    late = [*exact[:-1], exact[-1]._replace(on=HistoricDate.parse(f"[{day(19_999)}..{day(20_100)}]"))]
    show("20,000, the last one open", late, day(20_000))
    early = [exact[0], exact[1]._replace(on=HistoricDate.parse(f"[{day(1)}..{day(3)}]")), *exact[2:]]
    show("20,000, the second one open", early, day(20_000))


if __name__ == "__main__":
    main()
