"""Spells: times that overlap, made into the events that begin, repeat, lessen and end what holds in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from detente.importers.mapped.cells import Cells
from detente.importers.mapped.mapping import MappedSpan
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate
from detente.model.states import Code


class Spell(NamedTuple):
    """A time in which something of one country's towards another holds."""

    actor: Code
    towards: Code
    start: HistoricDate
    end: HistoricDate | None
    """None where it has not ended, or nobody knows when it did."""
    id: str
    cells: Cells
    rule: MappedSpan


class Turn(NamedTuple):
    """The beginning or the end of a spell, as an event of a kind."""

    kind: str
    on: HistoricDate
    spell: Spell
    is_end: bool
    first: Spell
    """The spell with which it began, of those that overlap."""

    @property
    def id(self) -> str:
        """The id of the event."""
        return f"{self.spell.id}-{'end' if self.is_end else 'begin'}"

    @property
    def needs(self) -> str | None:
        """The id of the event without which it says nothing: the one with which it all began."""
        began = f"{self.first.id}-begin"
        return None if began == self.id else began


def last_after_first(start: HistoricDate, end: HistoricDate) -> HistoricDate:
    """Return when something ended that began at `start`: of an imprecise date, what is left from there on.

    Raises `BadDate` where it would have ended before it began.

    >>> begun, ended = HistoricDate.parse("2000-05"), HistoricDate.parse("2000")
    >>> str(last_after_first(begun, ended))
    '[2000-05-01..2000-12-31]'
    """
    if end.latest < start.earliest:
        raise BadDate(f"It ends on {end.in_words()}, before it begins on {start.in_words()}.")
    if end.earliest >= start.earliest:
        return end
    return HistoricDate.parse(f"[{start.earliest}..{end.latest}]") if start.earliest < end.latest else _day(end.latest)


def turns(spells: Iterable[Spell]) -> Iterator[Turn]:
    """Return what begins and ends, in the order of time within each actor and country.

    Of spells of one sort that overlap, whichever rule made them, the first begins and the last ends; what lies
    between only repeats or lessens.
    """
    of_sort: dict[tuple[Code, Code, str], list[Spell]] = defaultdict(list)
    for spell in spells:
        of_sort[spell.actor, spell.towards, spell.rule.begins].append(spell)
    for some in of_sort.values():
        points = [(spell.start.earliest, 0, spell.start, spell) for spell in some]
        points += [(spell.end.earliest, 1, spell.end, spell) for spell in some if spell.end]
        in_force, first = 0, some[0]
        for _, is_end, on, spell in sorted(points, key=lambda point: (point[:2], point[3].id)):
            rule = spell.rule
            in_force += -1 if is_end else 1
            if in_force == 1 and not is_end:
                first = spell
            ends, begins = rule.less if in_force else rule.ends, rule.begins if in_force == 1 else rule.again
            yield Turn(ends if is_end else begins, on, spell, bool(is_end), first)


def _day(day: date) -> HistoricDate:
    return HistoricDate.parse(day.isoformat())
