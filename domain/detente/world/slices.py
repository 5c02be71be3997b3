"""Slices of the events of one pair, cut by date: each is followed by itself, and begins with how things stood.

A pair is cut on a day by which everything before has happened for certain, and its order no longer matters. What a
slice makes of the facts is a function of what they were before it, so that slices compose, whoever works them out.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from json import dumps, loads
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.history.history import Begun
from detente.model.configuration import Configuration
from detente.model.dates import HistoricDate
from detente.model.events import UNTOLD, Event
from detente.model.happening import Happening
from detente.model.machine import settled
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.standing import Fact, Standing
from detente.world.certainty import SURE
from detente.world.columns import Columns, Happened, Numbers, Rank, dated
from detente.world.compiling import REFUSED, UNCONCERNED, Table, tables, whole
from detente.world.day import NONE
from detente.world.following import Cells
from detente.world.settling import NEVER
from detente.world.values import Numbering

_TOGETHER = 16
"""After how many events it is looked which courses have come to the same."""


class Slice(NamedTuple):
    """The events of a pair that can have happened on some days, of which none can have happened on others."""

    pair: Pair
    first: int
    """The first of these days, as its ordinal."""
    end: int
    """The day behind them."""
    begun: Begun | None = None
    """What is known of the other slices, once it is."""
    lines: int | None = None
    """How many lines the pair has in all, if it is known: with others it has to be cut anew."""
    known: date | None = None
    """As known on which day, if it is so."""

    @property
    def first_day(self) -> date:
        """The first of its days."""
        return date.fromordinal(self.first)

    @property
    def last_day(self) -> date:
        """The last of them."""
        return date.fromordinal(min(self.end - 1, date.max.toordinal()))


def cut(pair: Pair, firsts: Iterable[int]) -> list[Slice]:
    """Return the slices of a pair that is cut on some days, in order."""
    edges = [1, *sorted({*firsts} - {1}), NEVER]
    return [Slice(pair, first, end) for first, end in pairwise(edges)]


def within(slices: Iterable[Slice], first: date, last: date) -> list[Slice]:
    """Return those that have some days of a span, which are in order; those of one pair as one slice."""
    found: dict[Pair, Slice] = {}
    for one in slices:
        if one.first <= last.toordinal() and first.toordinal() < one.end:
            found[one.pair] = found.get(one.pair, one)._replace(end=one.end)
    return [*found.values()]


def by_year(slices: Iterable[Slice]) -> list[Slice]:
    """Return slices, which are in order, joined into such ones as begin with a year."""
    found = list[Slice]()
    for one in slices:
        if found and found[-1].pair == one.pair and one.first_day.timetuple().tm_yday != 1:
            found[-1] = found[-1]._replace(end=one.end)
        else:
            found.append(one)
    return found


def begin(columns: Columns, slices: Iterable[Slice]) -> Columns:
    """Return the columns of slices with what went before each: an event that stands for it, on the day before it.

    That has no bearing on facts; its date is the one with which the status began. Of each slice it must be known what
    went before, by now.
    """
    begun = {one.pair: (one.first - 1, one.begun) for one in slices if one.begun is not None}
    kinds, dates, ranks = Numbering(columns.kinds), Numbering(dated(columns.dates)[:]), Numbering(columns.ranks)
    number = {pair: index for index, pair in enumerate(columns.pairs)}
    rows: list[tuple[int, ...]] = []
    for pair, (day, before) in begun.items():
        for on in before.dates:
            dates.number(on)
        if (standing := before.standing) is not None:
            since = NONE if standing.since is None else dates.number(standing.since.on)
            rows.append((number[pair], kinds.number(_NOTHING), since, day, day, SURE, ranks.number(Rank()), 0))
    more: list[Any] = [*zip(*rows, strict=True)] or [()] * len(Happened._fields)
    every: list[Any] = [
        np.concatenate([np.array(values, column.dtype), column])
        for values, column in zip(more, columns.happened, strict=True)
    ]
    order = np.argsort(every[0], kind="stable")
    return columns._replace(
        kinds=kinds.things,
        dates=dates.things,
        ranks=ranks.things,
        happened=Happened(*(column[order] for column in every)),
        begun={pair: before for pair, (_, before) in begun.items()},
    )


_NOTHING = Act("noted")
"""What has no bearing on facts."""


def states(table: Table, acts: Sequence[Act]) -> Numbers:
    """Return every number to which some acts lead in a table, that of nothing first: in one order in every process."""
    columns = table.columns(acts)
    found, last = {0: None}, [0]
    while last:
        led = table.after(np.repeat(np.array(last, np.int32), len(columns)), np.tile(columns, len(last)))
        last = [number for number in dict.fromkeys(led.tolist()) if number >= 0 and number not in found]
        found |= dict.fromkeys(last)
    return np.array([*found], np.int32)


def function(columns: Columns, acts: Sequence[Act]) -> list[Numbers]:
    """Return what the events of one pair make of the facts, by each table, whatever they were before.

    At the place of each of the `states` of the table is the place of the one to which all lead, or `REFUSED` where the
    rules refuse one of them.
    """
    found: list[Numbers] = []
    for table in tables():
        every = states(table, acts)
        column = table.columns(columns.kinds)[columns.happened.act]
        place = np.full(int(every.max()) + 1, REFUSED, np.int32)
        place[every] = np.arange(len(every))
        led = _through(table, every, column[column != UNCONCERNED])
        found.append(np.where(led == REFUSED, np.int32(REFUSED), place[led]))
    return found


def _through(table: Table, every: Numbers, column: NDArray[np.int16]) -> Numbers:
    """Return where acts lead from each of some numbers; `REFUSED` where the rules do not allow one."""
    values, of, done = every, np.arange(len(every)), 0
    while done < len(column) and len(values) > 1:
        led, is_refused = values, np.zeros(len(values), np.bool_)
        for act in column[done : done + _TOGETHER]:
            after = table.after(led, np.full(len(led), act))
            is_refused |= after == REFUSED
            led = np.where(after == REFUSED, led, after)
        values, place = np.unique(led[~is_refused], return_inverse=True)
        found = np.full(len(led) + 1, -1)
        found[np.flatnonzero(~is_refused)] = place
        of, done = found[of], done + _TOGETHER
    if len(values) == 1 and done < len(column):
        after, refused = Cells(table).fold(int(values[0]), column[done:])
        values = np.array([REFUSED if refused else after[-1]], np.int32)
    return np.append(values, np.int32(REFUSED))[of]


def begins(functions: Iterable[Sequence[Numbers]], acts: Sequence[Act]) -> list[Configuration] | None:
    """Return the facts before each of some slices, which are in order; nothing where the rules refuse an event."""
    places, found = [0 for _ in tables()], list[Configuration]()
    every = [states(table, acts) for table in tables()]
    for of_slice in functions:
        if REFUSED in places:
            return None
        found.append(whole([int(of_table[place]) for of_table, place in zip(every, places, strict=True)]))
        places = [int(of_table[place]) for of_table, place in zip(of_slice, places, strict=True)]
    return None if REFUSED in places else found


def unexplained(pair: Pair, facts: Configuration) -> Standing:
    """Return a standing of some facts of which it is not known what put them in force."""
    return Standing(pair, settled(facts), tuple(map(Fact, facts)))


def told(standing: Standing) -> str:
    """Return a standing as JSON, with what is not known of it."""
    facts = [[fact.value, fact.event and _told(fact.event), [*map(_told, fact.later)]] for fact in standing.facts]
    return dumps({"since": standing.since and _told(standing.since), "facts": facts})


def explained(before: Standing, text: str) -> Standing:
    """Return the standing that was told, with what is not known of it as it was before."""
    said = loads(text)
    facts = [*_facts(before, said["facts"])]
    since = _event(before.pair, said["since"]) if said["since"] else before.since
    position = settled(tuple(fact.value for fact in facts))
    return Standing(before.pair, position, tuple(facts), since and Happening.of(since))


def _facts(before: Standing, said: Iterable[tuple[str, Any, Sequence[Any]]]) -> Iterator[Fact]:
    for was, (value, event, later) in zip(before.facts, said, strict=True):
        fact = Fact(value, _event(before.pair, event)) if event else was
        for one in later:
            fact = fact._replace(repeats=(_event(before.pair, one), fact.repeats))
        yield fact


def _told(event: Event) -> list[Any]:
    """Return what an event without words says."""
    return [event.on.text, *(getattr(event, name) for name in _SAID)]


def _event(pair: Pair, said: Sequence[Any]) -> Event:
    on, *values = said
    fields = dict(zip(_SAID, values, strict=True))
    return Event(id="", parties=pair, on=HistoricDate.parse(on), recorded=UNTOLD, summary="", **fields)


_SAID = ("kind", "by", "confidence", "level", "head", "resident", "office", "power")
