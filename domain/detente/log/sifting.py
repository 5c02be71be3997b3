"""Sifting: of many lines about a pair, those that can be added to what is recorded, and why the others cannot."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from detente.log.admission import Judge, ToldAlready
from detente.model.events import Event, Line
from detente.model.following import refusals
from detente.model.happening import Happening, effective, order
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed
from detente.model.standing import Standing
from detente.model.telling import told_twice


class Sifted(NamedTuple):
    """What can be added, in the order of time, and what cannot, with the reason for each."""

    fit: list[Line]
    refused: list[tuple[Line, str]]


def sift(pair: Pair, recorded: Sequence[Line], new: Iterable[Line]) -> Sifted:
    """Hold new lines about a pair, in the order of time, against what is recorded of it and the new ones before them.

    Each is judged as it is when it is added to a log, so that what fits can be added in the order in which it is
    returned. What comes after everything recorded is followed once, however much of it is refused.
    """
    last = max((_order(one.event) for one in effective(recorded)), default=_FIRST)
    ordered = sorted(new, key=_order)
    late = [line for line in ordered if isinstance(line, Event) and line.retracts is None and _order(line) >= last]
    after = {line.id for line in late}
    judge = Judge(pair, recorded)
    sifted = Sifted([], [])
    for line in (line for line in ordered if line.id not in after):
        try:
            if already := judge.told_already(line):
                raise already
            judge.add(line)
        except NotAllowed as why:
            sifted.refused.append((line, str(why)))
        else:
            sifted.fit.append(line)
    twice = {line.id: ToldAlready(first) for first, line in told_twice((*judge.lines.values(), *late))}
    once = [line for line in late if line.id not in twice]
    refused = {step.event.id: step for step in refusals(Standing(pair), effective((*judge.lines.values(), *once)))}
    refused |= twice
    sifted.refused.extend((line, str(refused[line.id])) for line in late if line.id in refused)
    sifted.fit.extend(line for line in late if line.id not in refused)
    return sifted


_FIRST = (date.min, -math.inf)


def _order(line: Line) -> tuple[date, float]:
    """Return what lines are ordered by: events as they happen, after what says what was looked for."""
    return order(Happening.of(line)) if isinstance(line, Event) else _FIRST
