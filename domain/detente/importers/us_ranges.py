"""Ranges of days on which the United States were represented in a country in one way, by the numbers of states."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from detente.importers.american import AMERICA, LEVELS, SOURCES, unknown_level
from detente.importers.coming import Taken
from detente.importers.observing import Observation, happened, since, survey
from detente.importers.reading import Row
from detente.log.findings import Finding
from detente.model.countries import Code, country, name_in_sentence
from detente.model.dates import Span
from detente.model.errors import DetenteError
from detente.model.pairs import Pair
from detente.model.state_numbers import Spell, System, held

SYSTEMS: dict[str, System] = {"country_code_cow": "COW", "country_code_gw": "GW", "country_code_gwm": "GW"}
"""The list of states whose numbers a column has."""
_NAMES = ("country_name_usdos", "country_name_gw", "country_name_gwm")
"""Where a state has its name that Gleditsch and Ward's list does not have: their list of microstates adds some."""


class _Range(NamedTuple):
    """Some days of a row on which a number was that of one state."""

    first: date
    last: date
    level: str
    prefix: str
    """What the ids begin with."""
    row: Row
    rows: int
    """How many rows are read with it: 0 where the row has days before."""


class Ranges:
    """The ranges of files, collected by state."""

    def __init__(self) -> None:
        self._of_state: defaultdict[Code, list[_Range]] = defaultdict(list)

    def take(self, row: Row) -> Iterator[Finding]:
        """Take a row, or return what is wrong with it."""
        found = _read(row)
        if isinstance(found, Finding):
            yield found
            return
        for spell, one in found:
            self._of_state[spell.code].append(one)

    def told(self) -> Iterator[Taken | Finding]:
        """Return what all ranges say."""
        for code in sorted(self._of_state):
            yield from _told(Pair.of(AMERICA, code), sorted(self._of_state[code], key=_order))


def _order(one: _Range) -> tuple[date, date, str, str]:
    return one.first, one.last, one.prefix, one.level


def _read(row: Row) -> list[tuple[Spell, _Range]] | Finding:
    level = row["us_mission_status"]
    if level not in LEVELS:
        return row.wrong(unknown_level(level), "us_mission_status")
    days = _days(row)
    if isinstance(days, Finding):
        return days
    column = next(name for name in SYSTEMS if name in row.values)
    spells = _spells(row, column, *days)
    if isinstance(spells, Finding):
        return spells
    prefix = f"us-missions-{SYSTEMS[column].lower()}-{spells[0].number}"
    return [
        (spell, _Range(spell.first, spell.last, level, prefix, row, int(not index)))
        for index, spell in enumerate(spells)
    ]


def _days(row: Row) -> Span | Finding:
    days: list[date] = []
    for column in ("date_start", "date_end"):
        try:
            days.append(date.fromisoformat(row[column]))
        except ValueError:
            return row.wrong(f"“{row[column]}” is no day: write it as 1927-02-18.", column)
    first, last = days
    if last < first:
        return row.wrong(f"this range ends on {last}, before it begins on {first}.", "date_end")
    return first, last


def _spells(row: Row, column: str, first: date, last: date) -> list[Spell] | Finding:
    """Return which states have the number of a row on its days; each day is that of one."""
    system, text = SYSTEMS[column], row[column].strip()
    if not text.isdecimal():
        return row.wrong(f"“{text}” is no number of a state.", column)
    number = int(text)
    spells = held(system, number, first, last)
    if system == "GW":
        spells = sorted(spells + [spell for days in _gaps(spells, first, last) for spell in _named(row, number, *days)])
    for day, _ in _gaps(spells, first, last):
        return row.wrong(f"the number {number} is no state's in the {system} list on {day}.", column)
    if AMERICA in {spell.code for spell in spells}:
        return row.wrong(f"the number {number} is that of the United States themselves.", column)
    return spells


def _gaps(spells: list[Spell], first: date, last: date) -> Iterator[Span]:
    """Return the days between two that lie in none of some spells."""
    for spell in spells:
        if first < spell.first:
            yield first, spell.first - timedelta(days=1)
        if spell.last >= last:
            return
        first = spell.last + timedelta(days=1)
    yield first, last


def _named(row: Row, number: int, first: date, last: date) -> list[Spell]:
    """Return the state that a row names, if it is known, as the one that has a number on some days."""
    for name in filter(None, (row.values.get(column) for column in _NAMES)):
        with suppress(DetenteError):
            return [Spell(first, last, country(name, last), number)]
    return []


def _told(pair: Pair, ranges: list[_Range]) -> Iterator[Taken | Finding]:
    kept: list[_Range] = []
    for one in ranges:
        if kept and one.first <= kept[-1].last:
            if one.level != kept[-1].level:
                yield _contradiction(one, kept[-1])
                continue
            yield Taken([], one.row.where, one.rows)
            kept[-1] = kept[-1]._replace(last=max(kept[-1].last, one.last))
        else:
            kept.append(one)
    yield from _happened(pair, kept)


def _contradiction(one: _Range, other: _Range) -> Finding:
    return one.row.wrong(
        f"{one.row['us_mission_status']} on {one.first}, and {other.level} on that day by {other.row.where}.",
        "us_mission_status",
    )


def _happened(pair: Pair, ranges: list[_Range]) -> Iterator[Taken]:
    observed: list[Observation] = []
    last: date | None = None
    for one in ranges:
        is_next = last is not None and one.first == last + timedelta(days=1)
        on = str(one.first) if is_next else since(pair, last, one.first, one.first)
        observed.append(Observation(on, {AMERICA: LEVELS[one.level]}, f"{one.prefix}-{one.first}"))
        last = one.last
    for one, events in zip(ranges, happened(pair, observed, SOURCES), strict=True):
        yield Taken(events, one.row.where, one.rows)
    begin: _Range | None = None
    for one, after in zip(ranges, [*ranges[1:], None], strict=True):
        begin = begin or one
        if after is None or after.first != one.last + timedelta(days=1):
            where = name_in_sentence(pair[1 - pair.side(AMERICA)])
            summary = f"American missions and offices in {where} were looked for, and not those in the United States."
            yield Taken([survey(pair, begin.prefix, (begin.first, one.last), summary, SOURCES)], one.row.where, 0)
            begin = None
