"""The numbers that political science gives to states: those of the Correlates of War, and of Gleditsch and Ward.

The same number can pass from one state to another (365 was the Soviet Union's and is Russia's), and a state can have
had several (Germany: 255 and 260). `state_numbers.csv` has them with the days on which they hold, and their source.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from detente.model.states import Code, current
from detente.model.tables import rows


class _Spell(NamedTuple):
    code: Code
    number: int
    first: date
    last: date


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


def _number(system: str, code: Code, day: date) -> int | None:
    own = current(code)
    return next((each.number for each in _spells(system) if each.code == own and each.first <= day <= each.last), None)


def _state(system: str, number: int, day: date) -> Code | None:
    held = (each.code for each in _spells(system) if each.number == number and each.first <= day <= each.last)
    return next(held, None)


@cache
def _spells(system: str) -> list[_Spell]:
    return [
        _Spell(
            row["code"],
            int(row["number"]),
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]) if row["last"] else date.max,
        )
        for row in rows("state_numbers.csv")
        if row["system"] == system
    ]
