"""Systems of states: which states are counted, on which days, and by which code or number."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.model.existence import existence
from detente.model.pairs import Pair
from detente.model.state_numbers import held, numbers
from detente.model.states import Code, current
from detente.world.columns import Days, Numbers

System: TypeAlias = Literal["iso", "cow", "gw"]
"""Every state, as long as it exists, by its code; or the states that a list of states has, by its numbers."""

SYSTEMS: tuple[System, ...] = ("iso", "cow", "gw")


class Dyads(NamedTuple):
    """The days on which both states of a pair are in a system, in the order of their keys, then of the days.

    One dyad of keys can be of several pairs, one after the other: a number passes from one state to another.
    """

    keys: Sequence[str | int]
    """The codes or numbers of states, in order."""
    one: Numbers
    """The index of the key of the first state, and of the second."""
    other: Numbers
    pair: Numbers
    is_turned: NDArray[np.bool_]
    """Whether the first state is the second of the pair."""
    first: Days
    last: Days


class _Spell(NamedTuple):
    key: str | int
    first: date
    last: date


def dyads(pairs: Sequence[Pair], system: System, first: date, last: date, *, directed: bool) -> Dyads:
    """Return the dyads of pairs between two days; undirected with the lower key first, directed with either."""
    found = sorted(_met(pairs, system, first, last, directed=directed))
    keys = sorted({key for row in found for key in row[:2]})
    index = {key: number for number, key in enumerate(keys)}
    columns = list(zip(*found, strict=True)) or [()] * 6
    one, other = (np.array([index[key] for key in column], np.int32) for column in columns[:2])
    first_days, last_days, pair = (np.array(column, np.int32) for column in columns[2:5])
    return Dyads(tuple(keys), one, other, pair, np.array(columns[5], np.bool_), first_days, last_days)


def not_counted(codes: Iterable[Code], system: System, first: date, last: date) -> list[Code]:
    """Return the states that are in a system on no day between two."""
    return sorted(
        code for code in set(codes) if not any(one.first <= last and first <= one.last for one in _spells(system, code))
    )


@cache
def kin(code: Code) -> Code:
    """Return what stands for a state and all that have had a number of its in a list, or one of theirs, and so on.

    >>> kin("RUS") == kin("SUN"), kin("RUS") == kin("CAN")
    (True, False)
    """
    found, new = set[Code](), {current(code)}
    while new:
        found |= new
        new = {
            spell.code
            for one in new
            for system in ("COW", "GW")
            for each in numbers(system, one)
            for spell in held(system, each.number, date.min, date.max)
        } - found
    return min(found)


def _met(
    pairs: Sequence[Pair], system: System, first: date, last: date, *, directed: bool
) -> Iterator[tuple[str | int, str | int, int, int, int, bool]]:
    for number, pair in enumerate(pairs):
        for one in _spells(system, pair[0]):
            for other in _spells(system, pair[1]):
                begin, end = max(first, one.first, other.first), min(last, one.last, other.last)
                if begin > end:
                    continue
                days = begin.toordinal(), end.toordinal()
                if directed or one.key < other.key:  # type: ignore[operator]
                    yield one.key, other.key, *days, number, False
                if directed or other.key < one.key:  # type: ignore[operator]
                    yield other.key, one.key, *days, number, True


@cache
def _spells(system: System, code: Code) -> tuple[_Spell, ...]:
    if system == "iso":
        spans = [
            _Spell(code, span.first.earliest if span.first else date.min, span.last.latest if span.last else date.max)
            for span in existence(code)
        ]
        return tuple(spans) or (_Spell(code, date.min, date.max),)
    listed = numbers("COW" if system == "cow" else "GW", code)
    return tuple(_Spell(spell.number, spell.first, spell.last) for spell in listed)
