"""The rates of the record, counted again out of what each pair says of itself."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from detente import History, read, world
from detente.world.matrix import matrix

RECORD = Path(__file__).parents[1] / "events.jsonl"
TODAY = "2026-11-27"


class Stay(NamedTuple):
    """A time that a pair stayed on a status, with the first and the last possible day of its beginning and its end."""

    pair: tuple[str, ...]
    came_from: str
    status: str
    into: str | None
    began: list[str]
    ended: list[str] | None


@pytest.fixture(scope="module")
def stays() -> list[Stay]:
    """Give every stay that the record has, out of the course of each pair as data."""
    log = read(RECORD)
    return [stay for pair in log.pairs for stay in of_pair(History.of(log, *pair).to_dict())]


def of_pair(said: dict[str, Any]) -> Iterator[Stay]:
    """Give the stays of a pair. What is left on the calendar day on which it was come to is none."""
    steps: list[tuple[str, list[str]]] = []
    for told in said["course"]:
        days = told["event"]["on_days"]
        assert days[1] <= TODAY
        of_the_day = [number for number, (_, other) in enumerate(steps) if other == [days[0]] * 2]
        if days[0] == days[1] and of_the_day:
            del steps[of_the_day[0] :]
        if told["status"] != (steps[-1][0] if steps else "no_relations"):
            steps.append((told["status"], days))
    before = ["no_relations", *(status for status, _ in steps)]
    for came_from, (status, began), following in zip(before, steps, [*steps[1:], None], strict=False):
        into, ended = following or (None, None)
        yield Stay(tuple(said["pair"]), came_from, status, into, began, ended)


def test_changes_of_the_record_are_those_that_its_pairs_tell(stays: list[Stay]) -> None:
    for row in matrix(world(RECORD), dt.date.fromisoformat(TODAY)):
        mine = [stay for stay in stays if (stay.came_from, stay.status) == (row.came_from, row.status)]
        if row.came_from is not None:
            assert (row.spells, row.pairs) == (len(mine), len({stay.pair for stay in mine}))
            assert dict(row.changes) == Counter(stay.into for stay in mine if stay.into)


def followed(stays: list[Stay], status: str, to: Sequence[str]) -> Iterator[tuple[Stay, Stay]]:
    """Give the stays on a status, each with the one in which it ends, in one of some others or with no relations."""
    start: Stay | None = None
    for stay in stays:
        start = start or (stay if stay.status == status else None)
        if start and (stay.into is None or not to or stay.into in (*to, "no_relations")):
            yield start, stay
            start = None


@pytest.mark.parametrize(
    ("status", "to"),
    [
        ("severed", ["established"]),
        ("severed", ["established", "strained", "embassy_closed", "sanctioned"]),
        ("severed", []),
        ("strained", []),
        ("established", ["severed"]),
        ("sanctioned", ["established"]),
        ("talks_offered", []),
    ],
)
def test_rates_of_the_record_count_what_its_pairs_tell(stays: list[Stay], status: str, to: list[str]) -> None:
    said = world(RECORD).rates(status, *to, until=TODAY).to_dict()
    mine = list(followed(stays, status, to))
    ended = [(start, end) for start, end in mine if end.into]
    assert (said["spells"], said["pairs"]) == (len(mine), len({start.pair for start, _ in mine}))
    assert said["lasting"]["ended"] == len(ended)
    assert {one["status"]: one["ended"] for one in said["exits"] if one["ended"]} == Counter(e.into for _, e in ended)
    each = [(tuple(one["pair"]), one["began_days"], one["into"], one["last_days"]) for one in said["each"]]
    assert [one[:3] for one in each] == [(start.pair, start.began, end.into) for start, end in mine]
    ends = [(end.into, end.ended) for _, end in mine]
    assert [days for _, _, into, days in each if into] == [days for into, days in ends if into]
