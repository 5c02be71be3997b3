"""Sifting: of many lines about a pair, those that can be added to what is recorded, and why the others cannot."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from detente.log.admission import Judge
from detente.model.events import Event, Line
from detente.model.happening import Happening, order
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed


class Sifted(NamedTuple):
    """What can be added, in the order of time, and what cannot, with the reason for each."""

    fit: list[Line]
    refused: list[tuple[Line, str]]


def sift(pair: Pair, recorded: Sequence[Line], new: Iterable[Line]) -> Sifted:
    """Hold new lines about a pair, in the order of time, against what is recorded of it and the new ones before them.

    Each is judged as it is when it is added to a log, so that what fits can be added in the order in which it is
    returned.
    """
    judge = Judge(pair, recorded)
    sifted = Sifted([], [])
    for line in sorted(new, key=_order):
        try:
            judge.add(line)
        except NotAllowed as why:
            sifted.refused.append((line, str(why)))
        else:
            sifted.fit.append(line)
    return sifted


def _order(line: Line) -> tuple[date, float]:
    """Return what lines are ordered by: events as they happen, after what says what was looked for."""
    return order(Happening.of(line)) if isinstance(line, Event) else (date.min, 0)
