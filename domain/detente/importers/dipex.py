"""The scheme of the Correlates of War *Diplomatic Exchange*: years that were looked at, and ranks of representatives.

Rank 0 is none, 1 a chargé d'affaires, 2 a minister, 3 an ambassador, and 9 another or an unknown rank.
"""

from collections.abc import Iterable
from datetime import date

from detente.model.representation import MISSION, NOTHING, Representation

YEARS = (
    *(1817, 1824, 1827, 1832, 1836, 1840, 1844, *range(1849, 1910, 5), 1914),
    *(1920, 1925, 1930, 1935, 1940, *range(1950, 2006, 5)),
)
"""The years that were looked at; each is told as things stood on 31 December."""
OTHER = 9
"""Another rank, or one that is not known."""
UNRANKED = Representation(MISSION)
"""What a representative of such a rank has."""

_OF_RANK = {
    0: NOTHING,
    1: Representation(MISSION, head="charge"),
    2: Representation(MISSION, "legation", "envoy"),
    3: Representation(MISSION, "embassy", "ambassador"),
    OTHER: UNRANKED,
}
RANKS = frozenset(_OF_RANK)
_OF_HEAD = {"charge": 1, "envoy": 2, "ambassador": 3}
_OF_LEVEL = {"legation": 2, "embassy": 3}
_OFFICES = ("liaison_office", "interests_section")


def represented(rank: int, *, is_exchange: bool) -> Representation:
    """Return what a rank is; another rank between states that exchange no diplomats is an office of no known sort.

    >>> represented(2, is_exchange=True).in_words, represented(9, is_exchange=False).in_words
    ('a legation under an envoy', 'an interests section')
    """
    return Representation("interests_section") if rank == OTHER and not is_exchange else _OF_RANK[rank]


def rank(representations: Iterable[Representation]) -> int:
    """Return the rank that a state has in the other which is represented there in some ways.

    A mission has that of its head; where he is not known, that which heads of missions of its level have.

    >>> rank([represented(1, is_exchange=True)]), rank([Representation("mission", "embassy")]), rank([])
    (1, 3, 0)
    """
    for one in representations:
        if one.by == MISSION:
            return _OF_HEAD.get(one.head or "") or _OF_LEVEL.get(one.level or "", OTHER)
        if one.by in _OFFICES:
            return OTHER
    return 0


def day_of(year: int) -> date:
    """Return the day as of which a year is told."""
    return date(year, 12, 31)
