"""``cow-dipex``: the Correlates of War *Diplomatic Exchange*, whose rows are observations, and no events.

Each says of two states in a year which rank the representative of either had in the other. What changed happened on
some day between two observations.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from detente.importers.coming import Importer, NotImported, Outcome, Taken
from detente.importers.dipex import OTHER, RANKS, UNRANKED, YEARS, day_of, represented
from detente.importers.observing import Observation, happened, since, survey
from detente.importers.reading import Row, table
from detente.log.findings import Finding
from detente.model.configuration import NONE
from detente.model.countries import Code, name_in_sentence
from detente.model.pairs import Pair
from detente.model.representation import MISSION, NOTHING, Representation
from detente.model.state_numbers import Spell, held
from detente.model.wording import listing, opening

SOURCES = [
    {
        "title": "Diplomatic Exchange, v2006.1",
        "publisher": "Correlates of War Project (Reşat Bayer)",
        "published": "2006",
        "url": "https://correlatesofwar.org/data-sets/diplomatic-exchange/",
    }
]
_COLUMNS = ("ccode1", "ccode2", "year", "DR_at_1", "DR_at_2")
_NUMBER = re.compile("[0-9]{1,4}")
_NO_OFFICE = "Coded 9, another or an unknown rank, though without exchange of diplomats: taken as an interests section."
_NO_RANK = "Coded 9, another or an unknown rank, before it or since: whether the rank changed is not certain."


class _Seen(NamedTuple):
    """What a row says, the lower number of the two states first."""

    numbers: tuple[int, int]
    year: int
    ranks: tuple[int, int]
    """Of the representative of each state in the other."""
    is_exchange: bool
    row: tuple[str, int, str]
    """Its path, line and text."""

    @property
    def where(self) -> str:
        return f"{self.row[0]}:{self.row[1]}"

    def wrong(self, message: str) -> Finding:
        path, line, text = self.row
        return Finding(path, line, 1, message, text)


class _Placed(NamedTuple):
    """What was seen of two states on a day, and how many rows say it."""

    day: date
    codes: tuple[Code, Code]
    seen: _Seen
    rows: int


def read(files: Sequence[Path], _: Path | None) -> Iterator[Outcome]:
    """Read files of observations, which may hold each two states in both orders. Raises `NotImported`, `Unreadable`."""
    collected: defaultdict[tuple[tuple[int, int], int], list[_Seen]] = defaultdict(list)
    for row in chain.from_iterable(map(table, files)):
        seen = row if isinstance(row, Finding) else _read(row)
        if isinstance(seen, Finding):
            yield seen
        else:
            collected[seen.numbers, seen.year].append(seen)
    of_pair: defaultdict[Pair, list[_Placed]] = defaultdict(list)
    for alike in collected.values():
        placed = _placed(alike)
        if isinstance(placed, _Placed):
            of_pair[Pair(*sorted(placed.codes))].append(placed)
        else:
            yield from placed
    for pair in sorted(of_pair):
        yield from _told(pair, sorted(of_pair[pair], key=lambda one: (one.day, one.seen.numbers)))


def _read(row: Row) -> _Seen | Finding:
    if missing := [column for column in _COLUMNS if column not in row.values]:
        raise NotImported(
            f"{row.path} has no column {listing(missing)}: name a file of the Diplomatic Exchange data, "
            f"which has {listing(_COLUMNS)}."
        )
    for wrong in _wrong(row):
        return wrong
    one, other, year, at_one, at_other = (int(row[column]) for column in _COLUMNS)
    ranks = {one: at_other, other: at_one}
    low, high = sorted(ranks)
    is_exchange = row.values.get("DE", "").strip() != "0"
    return _Seen((low, high), year, (ranks[low], ranks[high]), is_exchange, (row.path, row.line, row.text))


def _wrong(row: Row) -> Iterator[Finding]:
    """Return what is wrong with a row, one thing after the other: each is looked for if all before it are right."""
    for column in _COLUMNS:
        if not _NUMBER.fullmatch(row[column].strip()):
            yield row.wrong(f"“{row[column]}” is no whole number, as this column has.", column)
    for column in _COLUMNS[3:]:
        if int(row[column]) not in RANKS:
            yield row.wrong(f"{row[column]} is no rank: there are {listing(sorted(map(str, RANKS)))}.", column)
    if not int(row["year"]):
        yield row.wrong("there is no year 0.", "year")
    if int(row["ccode1"]) == int(row["ccode2"]):
        yield row.wrong("both numbers are the same: a pair needs two states.", "ccode2")
    exchange = row.values.get("DE", "").strip()
    if exchange not in ("", "0", "1"):
        yield row.wrong(f"“{exchange}” is neither 0 nor 1.", "DE")
    ranks = {int(row[column]) for column in _COLUMNS[3:]}
    if (exchange == "0" and ranks - {0, OTHER}) or (exchange == "1" and ranks == {0}):
        yield row.wrong("the ranks contradict DE, which says whether there was any exchange.", "DE")


def _placed(alike: Sequence[_Seen]) -> _Placed | list[Finding]:
    """Return where in time and of whom the rows are that two states have in a year, or what is wrong with them."""
    first = alike[0]
    if any(one[2:4] != first[2:4] for one in alike):
        return [_contradicts(one, alike) for one in alike]
    days = [(day, (one.code, other.code)) for one, other, day in _spells(first)]
    if not days:
        return [one.wrong(_stateless(one)) for one in alike]
    day, (one, other) = max(days)
    if one == other:
        why = (
            f"the numbers {first.numbers[0]} and {first.numbers[1]} are both those of {name_in_sentence(one)} on {day}."
        )
        return [seen.wrong(why) for seen in alike]
    return _Placed(day, (one, other), min(alike, key=lambda seen: seen.row), len(alike))


def _spells(seen: _Seen) -> Iterator[tuple[Spell, Spell, date]]:
    """Return who had both numbers in a year, and the last day on which they had, 31 December unless one lost it."""
    one, other = (held("COW", number, date(seen.year, 1, 1), day_of(seen.year)) for number in seen.numbers)
    for first in one:
        for second in other:
            last = min(first.last, second.last)
            if max(first.first, second.first) <= last:
                yield first, second, last


def _contradicts(seen: _Seen, alike: Sequence[_Seen]) -> Finding:
    other = next(one for one in alike if one[2:4] != seen[2:4])
    return seen.wrong(f"{other.where} says otherwise of the same two states in {seen.year}: neither row is taken.")


def _stateless(seen: _Seen) -> str:
    year = date(seen.year, 1, 1), day_of(seen.year)
    lacking = [str(number) for number in seen.numbers if not held("COW", number, *year)]
    what = f"no state has the number {listing(lacking, 'or')}" if lacking else "the two states were not there together"
    return f"{what} in the list of the Correlates of War in {seen.year}."


def _told(pair: Pair, placed: Sequence[_Placed]) -> Iterator[Taken]:
    observations: list[Observation] = []
    before: dict[Code, Representation] = {}
    last: date | None = None
    for one in placed:
        on = since(pair, last, one.day, date(YEARS[0], 1, 1))
        seen = _represented(one)
        observations.append(Observation(on, seen, f"cow-dipex-{_numbers(one)}-{one.seen.year}", _doubts(before, seen)))
        before, last = seen, one.day
    for one, events in zip(placed, happened(pair, observations, SOURCES), strict=True):
        yield Taken(events, one.seen.where, one.rows)
    for run in _runs(placed):
        years = listing([str(one.seen.year) for one in run])
        summary = f"{opening(pair.names)} were looked at as of the end of {years}."
        line = survey(pair, f"cow-dipex-{_numbers(run[0])}", (run[0].day, run[-1].day), summary, SOURCES)
        yield Taken([line], run[0].seen.where, 0)


def _numbers(one: _Placed) -> str:
    return "-".join(map(str, one.seen.numbers))


def _represented(one: _Placed) -> dict[Code, Representation]:
    ranks = zip(one.codes, one.seen.ranks, strict=True)
    return {code: represented(rank, is_exchange=one.seen.is_exchange) for code, rank in ranks}


def _doubts(before: Mapping[Code, Representation], seen: Mapping[Code, Representation]) -> dict[Code, str]:
    """Return of which states it is not certain how they are represented, or whether that changed, and why."""
    doubts: dict[Code, str] = {}
    for code, now in seen.items():
        was = before.get(code, NOTHING)
        if now.by not in (NONE, MISSION):
            doubts[code] = _NO_OFFICE
        elif was.by == now.by and UNRANKED in (was, now):
            doubts[code] = _NO_RANK
    return doubts


def _runs(placed: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Return the observations in runs: of years that follow each other among those that were looked at.

    A run ends where a state lost its number before the end of the year: there the last day tells what was observed.
    """
    run = [placed[0]]
    for before, after in pairwise(placed):
        if before.day == day_of(before.seen.year) and _follows(before.seen.year, after.seen.year):
            run.append(after)
        else:
            yield run
            run = [after]
    yield run


def _follows(year: int, other: int) -> bool:
    return year in YEARS and YEARS[YEARS.index(year) + 1 :][:1] == (other,)


IMPORTER = Importer("diplomatic exchange between all states (Correlates of War)", read)
