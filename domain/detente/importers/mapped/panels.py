"""Panels: what was so at the end of each year, made into spells that begin and end between the years observed."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from detente.importers.mapped.cells import Cells
from detente.importers.mapped.mapping import MappedPanel
from detente.importers.mapped.spells import Spell
from detente.model.dates import HistoricDate
from detente.model.existence import existence
from detente.model.states import Code


class Observed(NamedTuple):
    """What one row says of one year."""

    is_so: bool
    cells: Cells


class Panel:
    """The years in which something of one country's towards another was looked at, by one rule."""

    def __init__(self, rule: MappedPanel, prefix: str) -> None:
        self._rule = rule
        self._prefix = prefix
        self._years: dict[tuple[Code, Code], dict[int, Observed]] = defaultdict(dict)

    def observe(self, actor: Code, towards: Code, year: int, observed: Observed) -> bool:
        """Keep what a row says; return whether nothing was said of that year before."""
        years = self._years[actor, towards]
        return years.setdefault(year, observed) is observed

    def spells(self) -> Iterator[Spell]:
        """Return the times in which it was so. What changed between two years fell on some day between their ends.

        Where the first year that is told has it so already, it began at some time since both states were there.
        """
        for (actor, towards), years in self._years.items():
            before: int | None = None
            begun: tuple[int, HistoricDate] | None = None
            for year in sorted(years):
                if years[year].is_so and begun is None:
                    start = _between(before, year) if before is not None else _since_both_were(actor, towards, year)
                    begun = year, start
                elif not years[year].is_so and begun is not None and before is not None:
                    yield self._spell(actor, towards, begun, _between(before, year))
                    begun = None
                before = year
            if begun is not None:
                yield self._spell(actor, towards, begun, None)

    def _spell(self, actor: Code, towards: Code, begun: tuple[int, HistoricDate], end: HistoricDate | None) -> Spell:
        year, start = begun
        name = f"{self._prefix}-{actor}-{towards}-{year}".lower()
        return Spell(actor, towards, start, end, name, self._years[actor, towards][year].cells, self._rule)


def _between(before: int, year: int) -> HistoricDate:
    """Return when something changed that was otherwise at the end of an earlier year."""
    return HistoricDate.parse(f"{year:04}" if before == year - 1 else f"[{before + 1:04}..{year:04}]")


def _since_both_were(one: Code, other: Code, year: int) -> HistoricDate:
    """Return when something began that was so at the end of the first year that is told."""
    last = HistoricDate.parse(f"{year:04}").latest
    spans = [span for code in (one, other) for span in existence(code) if span.covers(last)]
    firsts = [span.first.earliest for span in spans if span.first is not None]
    return HistoricDate.parse(f"[{max(firsts)}..{last}]" if firsts and max(firsts) < last else f"{year:04}")
