"""How far a log agrees with *US Diplomatic Mission Status Data* on the level of the American mission, year by year.

``uv run python tests/agreement.py LOG [YEARLY.csv]`` lists each run of country-years that differ, and the share that
agrees. What is compared is the median over the days of a year, in the order of the data set's own ranks.
"""

import csv
import os
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from detente import History, read
from detente.importers.american import LEVELS, level
from detente.log.record import Record
from detente.model.representation import representations
from detente.model.standing import Standing
from detente.model.state_numbers import from_cow

RANKS = list(LEVELS)
YEARLY = "us_mission_status/published/mission_status_yearly_cow_v0.1.csv"


class Year(NamedTuple):
    """One country-year that differs."""

    country: str
    year: int
    ours: str
    theirs: str


def rank(standing: Standing) -> str:
    """Return the rank of the American mission in the words of the data set.

    It counts a protecting power, in whose embassy American interests have a section, as an interests section.
    """
    ranks = [level(one) for one in representations(standing, "USA")]
    if standing.fact("protecting_power", "USA").in_force:
        ranks.append("Interests")
    return next((found for found in ranks if found), "None")


class Course:
    """The rank of the mission to one state through time."""

    def __init__(self, record: Record, code: str) -> None:
        history = History.of(record, "USA", code)
        self.days = sorted({day for event in history.events for day in (event.on.earliest, event.on.latest)})
        self.ranks = ["None", *(rank(history.at(day).standing) for day in self.days)]

    def on(self, day: date) -> str:
        """Return the rank at the end of a day."""
        return self.ranks[bisect_right(self.days, day)]

    def median(self, days: Sequence[date]) -> str:
        """Return the median of the rank over some days that follow one another."""
        if self.on(days[0]) == self.on(days[-1]) and not any(days[0] < day <= days[-1] for day in self.days):
            return self.on(days[0])
        ranks = sorted(RANKS.index(self.on(day)) for day in days)
        return RANKS[ranks[len(days) // 2]]


def listed(number: int, year: int) -> dict[str, list[date]]:
    """Return the days of a year on which a number stands in the list of states, by the state that has it then."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    if (code := from_cow(number, first)) and code == from_cow(number, last):
        return {code: days}
    found: dict[str, list[date]] = {}
    for day in days:
        if code := from_cow(number, day):
            found.setdefault(code, []).append(day)
    return found


def differences(record: Record, rows: Iterable[dict[str, str]]) -> Iterator[Year | None]:
    """Return what differs in each country-year: None where nothing does."""
    courses: dict[str, Course] = {}
    for row in rows:
        number, year = int(row["country_code_cow"]), int(row["year"])
        held = listed(number, year)
        if not held:
            yield Year(row["country_name_cow"], year, "no such state", row["us_mission_median"])
            continue
        code = max(held, key=lambda code: len(held[code]))
        if code not in courses:
            courses[code] = Course(record, code)
        ours = courses[code].median(held[code])
        theirs = row["us_mission_median"]
        yield None if ours == theirs else Year(f"{row['country_name_cow']} ({code})", year, ours, theirs)


def runs(wrong: Sequence[Year]) -> Iterator[tuple[Year, Year]]:
    """Return the first and the last of years that follow one another and differ in the same way."""
    for _, years in groupby(enumerate(wrong), key=lambda one: one[1]._replace(year=one[1].year - one[0])):
        (_, first), *later = years
        yield first, later[-1][1] if later else first


def main(log: str, yearly: str | None = None) -> None:
    """Print the differences and the share that agrees."""
    path = Path(yearly) if yearly else Path(os.environ["DETENTE_DATA"]) / YEARLY
    with path.open(encoding="utf-8", newline="") as file:
        found = list(differences(read(Path(log)), csv.DictReader(file)))
    wrong = [year for year in found if year is not None]
    for first, last in runs(wrong):
        years = f"{first.year}–{last.year}" if last != first else f"{first.year}"
        print(f"{first.country}, {years}: {first.ours} here, {first.theirs} there")
    print(f"{len(found) - len(wrong):,} of {len(found):,} country-years agree: {1 - len(wrong) / len(found):.2%}")


if __name__ == "__main__":
    main(*sys.argv[1:])
