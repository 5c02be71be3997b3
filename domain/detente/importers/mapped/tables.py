"""The importer of any table: its rows are made into events as a mapping says."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from detente.importers.coming import Dropped, Importer, NotImported, Outcome, Taken
from detente.importers.mapped.cells import Cells, NotMapped, Side
from detente.importers.mapped.making import Occasion, event_of
from detente.importers.mapped.mapping import (
    Cell,
    MappedEvent,
    MappedPanel,
    MappedSpan,
    MappedSpell,
    TableMapping,
    read_mapping,
)
from detente.importers.mapped.panels import Observed, Panel
from detente.importers.mapped.spells import Spell, last_after_first, turns
from detente.importers.reading import Row, table
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.existence import existed_on
from detente.model.states import Code
from detente.model.wording import did_you_mean, nearest

_NO_WORD = re.compile(r"[\W_]+")
_NO_MEMBER = "the group had no members then"


def read(files: Sequence[Path], mapping: Path | None) -> Iterator[Outcome]:
    """Return what becomes of the rows of tables; of what a row says of several events, all of it counts as one row.

    Raises `NotImported` where the mapping is none, or speaks of columns that a table does not have.
    """
    if mapping is None:
        raise NotImported("A table needs --mapping FILE (see docs/importers.md).")
    yield from _Making(read_mapping(mapping), mapping).of(files)


IMPORTER = Importer(
    "any table (CSV, TSV …), by a mapping of its columns and words",
    read,
    mapping="what the columns and words of the table mean, in TOML (see docs/importers.md)",
    is_mapping_needed=True,
)


class _Making:
    """Rows on their way to events. The spells of all rows are kept, since what each means depends on the others."""

    def __init__(self, mapping: TableMapping, path: Path) -> None:
        self._mapping = mapping
        self._path = path
        self._lines: dict[str, str] = {}
        """Where each key stands."""
        self._spells: list[Spell] = []
        self._panels = [Panel(rule, f"{mapping.prefix}-{number}") for number, rule in enumerate(mapping.panel, start=1)]

    def of(self, files: Sequence[Path]) -> Iterator[Outcome]:
        """Return what becomes of each row; the spells of all come last."""
        for path in files:
            is_first = True
            for row in table(path, delimiter=self._mapping.delimiter, is_quoted=self._mapping.quoted):
                if not isinstance(row, Row):
                    yield row
                    continue
                if is_first:
                    self._check_columns(row)
                    is_first = False
                yield from self._row(row)
        observed = [spell for panel in self._panels for spell in panel.spells()]
        yield from self._relations(observed)
        for turn in turns([*self._spells, *observed]):
            spell, rule = turn.spell, turn.spell.rule
            pair = (spell.actor, spell.towards) if rule.by == "one" else (spell.towards, spell.actor)
            act = Occasion(turn.id, turn.kind, turn.on, pair, spell.actor)
            try:
                event = event_of(
                    act, spell.cells, rule.ended if turn.is_end and rule.ended else rule.summary, rule.fields
                )
            except DetenteError as error:
                yield spell.cells.row.wrong(str(error))
            else:
                needs = {turn.id: turn.needs} if turn.needs else {}
                yield Taken([event], spell.cells.row.where, rows=0, needs=needs)

    def _check_columns(self, row: Row) -> None:
        for column in sorted(self._mapping.columns() - row.values.keys()):
            near = did_you_mean(nearest(column, row.values))
            raise NotImported(f"{self._path} speaks of a column “{column}”, which {row.path} does not have.{near}")

    def _row(self, row: Row) -> Iterator[Outcome]:
        key = "-".join(_word(row[column].strip()) for column in self._mapping.key)
        if not key.strip("-"):
            yield row.wrong(f"the key is blank ({', '.join(self._mapping.key)}).")
            return
        if key in self._lines:
            yield row.wrong(f"the key “{key}” stands in {self._lines[key]} already: name more columns as the key.")
            return
        self._lines[key] = row.where
        cells = Cells(row, self._mapping)
        events: list[dict[str, Any]] = []
        dropped: list[str] = []
        spells: list[Spell] = []
        try:
            for number, rule in enumerate(self._mapping.event):
                if cells.fits(rule.when):
                    events += self._events(f"{self._mapping.prefix}-{key}", number, rule, cells, dropped)
            for number, rule in enumerate(self._mapping.spell):
                if cells.fits(rule.when):
                    spells += self._spells_of(f"{self._mapping.prefix}-{key}", number, rule, cells, dropped)
            observed = 0
            for panel, rule in zip(self._panels, self._mapping.panel, strict=True):
                observed += self._observed(panel, rule, cells, dropped)
        except DetenteError as error:
            yield row.wrong(str(error))
            return
        if not events and not spells and not observed:
            is_fit = any(cells.fits(rule.when) for rule in self._mapping.rules)
            reason = dropped[0] if dropped else _NO_MEMBER if is_fit else "no rule of the mapping fits the row"
            yield Dropped(reason, where=row.where)
            return
        self._spells += spells
        yield Taken(events, row.where)
        for reason in dict.fromkeys(dropped):
            yield Dropped(reason, where=row.where, is_part=True)

    def _events(
        self, name: str, number: int, rule: MappedEvent, cells: Cells, dropped: list[str]
    ) -> Iterator[dict[str, Any]]:
        on = cells.on(rule.on)
        if on is None:
            dropped.append("there is no date")
            return
        try:
            kind = cells.text(rule.kind)
        except NotMapped as why:
            dropped.append(str(why))
            return
        for one, other in self._sides(rule, cells, on, dropped):
            if not one.first <= on.latest or not on.earliest <= one.last:
                continue
            pair = one.code, other.code
            by = None if rule.by == "nobody" else pair[rule.by == "other"]
            made = f"{name}-{'-'.join(pair).lower()}-{kind.replace('_', '-')}{f'-{number + 1}' if number else ''}"
            yield event_of(Occasion(made, kind, on, pair, by), cells, rule.summary, rule.fields)

    def _spells_of(
        self, name: str, number: int, rule: MappedSpell, cells: Cells, dropped: list[str]
    ) -> Iterator[Spell]:
        start, end = cells.on(rule.start), cells.on(rule.end)
        if start is None:
            dropped.append("there is no date on which it begins")
            return
        if end is not None:
            end = last_after_first(start, end)
        for one, other in self._sides(rule, cells, start, dropped):
            own = _within(one, start, end)
            if own is None:
                continue
            sides = (one.code, other.code) if rule.by == "one" else (other.code, one.code)
            begun, ended = own
            if ended is not None and not all(existed_on(code, ended.latest) for code in sides):
                dropped.append("it outlives a state, so that nobody says when it ended")
                ended = None
            made = f"{name}-{'-'.join(sides).lower()}{f'-{number + 1}' if number else ''}"
            yield Spell(*sides, begun, ended, made, cells, rule)

    def _observed(self, panel: Panel, rule: MappedPanel, cells: Cells, dropped: list[str]) -> int:
        """Keep what a row says of a year; return of how many pairs it does."""
        on = cells.on([rule.year])
        if on is None:
            dropped.append("there is no year")
            return 0
        seen = Observed(cells.fits(rule.when), cells)
        pairs = [(one.code, other.code) for one, other in self._sides(rule, cells, on, dropped)]
        for pair in pairs:
            actor, towards = pair if rule.by == "one" else pair[::-1]
            if not panel.observe(actor, towards, on.latest.year, seen):
                raise NotMapped(f"an earlier row tells of {actor} and {towards} in {on.latest.year} already.")
        return len(pairs)

    def _relations(self, observed: Sequence[Spell]) -> Iterator[Outcome]:
        """Return relations between those of whom something is so that implies them, from the first time on."""
        first: dict[tuple[Code, ...], Spell] = {}
        for spell in observed:
            pair = tuple(sorted((spell.actor, spell.towards)))
            is_implied = isinstance(spell.rule, MappedPanel) and spell.rule.implies_relations
            if is_implied and (pair not in first or spell.start.earliest < first[pair].start.earliest):
                first[pair] = spell
        for (one, other), spell in first.items():
            name = f"{self._mapping.prefix}-{one}-{other}-relations".lower()
            act = Occasion(name, "relations_established", spell.start, (one, other), None)
            summary = "{one} and {other} have relations: one has a mission in the other."
            yield Taken([event_of(act, spell.cells, summary, {})], spell.cells.row.where, rows=0)

    def _sides(
        self, rule: MappedEvent | MappedSpan, cells: Cells, on: HistoricDate, dropped: list[str]
    ) -> Iterator[tuple[Side, Side]]:
        """Return every two states that a row names; why there are none is added to what is dropped."""
        try:
            unmapped: list[str] = []
            ones, others = (
                cells.sides(getattr(rule, side) or getattr(self._mapping, side) or Cell(value=""), on.latest, unmapped)
                for side in ("one", "other")
            )
        except NotMapped as why:
            dropped.append(str(why))
            return
        dropped += unmapped
        if not (ones and others) and not unmapped:
            dropped.append("a state is not named")
        for one in ones:
            for other in others:
                if one.code == other.code:
                    dropped.append("both states are the same")
                else:
                    yield one, other


def _word(cell: str) -> str:
    """Return a cell as a part of an id; cells that differ only in marks or capitals are told apart by a few letters."""
    word = _NO_WORD.sub("-", cell.casefold()).strip("-")
    return word if word == cell or not word else f"{word}-{sha256(cell.encode()).hexdigest()[:6]}"


def _within(
    side: Side, start: HistoricDate, end: HistoricDate | None
) -> tuple[HistoricDate, HistoricDate | None] | None:
    """Return the part of a spell in which a state was a member; None where there is none.

    What it does after it has left the group nobody says, so that such a spell has no end.
    """
    if start.latest < side.first:
        if end is not None and end.earliest <= side.first:
            return None
        start = HistoricDate.parse(side.first.isoformat())
    if start.earliest > side.last:
        return None
    return start, end if end is None or end.latest <= side.last else None
