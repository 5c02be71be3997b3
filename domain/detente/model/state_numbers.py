"""The numbers that political science gives to states: those of the Correlates of War, and of Gleditsch and Ward.

The same number can pass from one state to another (365 was the Soviet Union's and is Russia's), and a state can have
had several (Germany: 255 and 260). `state_numbers.csv` has them with the days on which they hold, and their source.
"""

from datetime import date
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from detente.model.states import Code, current
from detente.model.tables import rows

System: TypeAlias = Literal["COW", "GW"]
"""The list of the Correlates of War, and that of Gleditsch and Ward."""


class Spell(NamedTuple):
    """Some days on which a state has a number."""

    first: date
    last: date
    code: Code
    number: int


def cow_code(code: Code, day: date) -> int | None:
    """Return the number of a state on a day in the list of the Correlates of War; None if it was not in it.

    >>> cow_code("DEU", date(1975, 1, 1)), cow_code("DEU", date(2000, 1, 1)), cow_code("DDR", date(2000, 1, 1))
    (260, 255, None)
    """
    return _number("COW", code, day)


def gw_code(code: Code, day: date) -> int | None:
    """Return the number of a state on a day in the list of Gleditsch and Ward; None if it was not in it.

    >>> gw_code("DEU", date(2000, 1, 1)), gw_code("YEM", date(2000, 1, 1))
    (260, 678)
    """
    return _number("GW", code, day)


def from_cow(number: int, day: date) -> Code | None:
    """Return the state that had a number on a day in the list of the Correlates of War; None if none had it.

    >>> from_cow(365, date(1975, 1, 1)), from_cow(365, date(2000, 1, 1)), from_cow(365, date(1700, 1, 1))
    ('SUN', 'RUS', None)
    """
    return _state("COW", number, day)


def from_gw(number: int, day: date) -> Code | None:
    """Return the state that had a number on a day in the list of Gleditsch and Ward; None if none had it.

    >>> from_gw(678, date(1975, 1, 1)), from_gw(678, date(2000, 1, 1))
    ('XNY', 'YEM')
    """
    return _state("GW", number, day)


def held(system: System, number: int, first: date, last: date) -> list[Spell]:
    """Return which states have a number on the days between two, both included, in order, and on which of them.

    >>> for spell in held("COW", 365, date(1991, 12, 1), date(1992, 6, 30)):
    ...     print(spell.code, spell.first, spell.last)
    SUN 1991-12-01 1991-12-25
    RUS 1991-12-26 1992-06-30
    """
    return [
        each._replace(first=max(first, each.first), last=min(last, each.last))
        for each in _by_number(system).get(number, ())
        if each.first <= last and first <= each.last
    ]


def numbers(system: System, code: Code) -> list[Spell]:
    """Return the numbers of a state in a list, in order, each with the days on which it holds.

    >>> for spell in numbers("COW", "DEU"):
    ...     print(spell.number, spell.first, spell.last)
    255 1871-01-18 1945-05-08
    260 1955-05-05 1990-10-02
    255 1990-10-03 9999-12-31
    """
    return _by_code(system).get(current(code), [])


def in_place_of(code: Code, day: date) -> Code | None:
    """Return the state that has on a day, in the list of the Correlates of War, a number that another one has had.

    >>> in_place_of("RUS", date(1933, 11, 16)), in_place_of("DEU", date(1850, 1, 1))
    ('SUN', 'XPR')
    """
    had = sorted({each.number for each in numbers("COW", code)})
    return next(filter(None, (from_cow(number, day) for number in had)), None)


def _number(system: System, code: Code, day: date) -> int | None:
    return next((each.number for each in numbers(system, code) if each.first <= day <= each.last), None)


def _state(system: System, number: int, day: date) -> Code | None:
    return next((spell.code for spell in held(system, number, day, day)), None)


@cache
def _by_number(system: System) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = {}
    for spell in _spells(system):
        found.setdefault(spell.number, []).append(spell)
    return found


@cache
def _by_code(system: System) -> dict[Code, list[Spell]]:
    found: dict[Code, list[Spell]] = {}
    for spell in _spells(system):
        found.setdefault(spell.code, []).append(spell)
    return found


def _spells(system: System) -> list[Spell]:
    return sorted(
        Spell(
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]) if row["last"] else date.max,
            row["code"],
            int(row["number"]),
        )
        for row in rows("state_numbers.csv")
        if row["system"] == system
    )
