"""What the cells of a row say, by a mapping: texts, dates and states."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from detente.importers.mapped.groups import Group
from detente.importers.mapped.mapping import PLACE, Cell, TableMapping
from detente.importers.reading import Row
from detente.model.countries import country
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate, DetenteError
from detente.model.existence import existed_on
from detente.model.state_numbers import from_cow, from_gw
from detente.model.states import Code

_WHOLE = re.compile(r"(\d{1,4})(?:\.0+)?", re.ASCII)
"""A number, also one that a statistics program has written with decimals."""


class NotMapped(DetenteError):
    """A cell with a word of which the mapping says nothing, or that it drops."""


class Side(NamedTuple):
    """A state that a cell names; of the member of a group the days for which it was one."""

    code: Code
    first: date = date.min
    last: date = date.max


class Cells:
    """One row, read as a mapping says."""

    def __init__(self, row: Row, mapping: TableMapping) -> None:
        self.row = row
        self.mapping = mapping

    def text(self, given: str | Cell) -> str:
        """Return what a cell or a template says; empty where the cell is blank. Raises `NotMapped`."""
        if isinstance(given, str):
            return " ".join(PLACE.sub(lambda place: self._of(place[1]), given).split())
        if given.value is not None:
            return given.value
        found = self._of(given.column or "")
        if given.values is None or not found:
            return found
        if found not in given.values:
            raise NotMapped(f"“{found}” in {given.column} has no meaning in the mapping")
        return given.values[found]

    def fits(self, when: dict[str, list[str]]) -> bool:
        """Whether each column has one of the values that a rule asks for."""
        return all(self.row[column].strip() in values for column, values in when.items())

    def on(self, columns: Sequence[str]) -> HistoricDate | None:
        """Return the date in a column, or in those of year, month and day; None where it is blank. Raises `BadDate`."""
        if len(columns) > 1:
            return _from_parts([self._of(column) for column in columns])
        text = self._of(columns[0])
        if not text:
            return None
        if self.mapping.dates:
            try:
                return HistoricDate.parse(datetime.strptime(text, self.mapping.dates).date().isoformat())  # noqa: DTZ007 - a day
            except ValueError as error:
                raise BadDate(f"“{text}” is no date of the form {self.mapping.dates}.") from error
        return HistoricDate.parse(text.removesuffix(".0"))

    def sides(self, given: Cell, on: date, unmapped: list[str]) -> list[Side]:
        """Return the states that a cell names, as they were on a day; why others are none is added to `unmapped`.

        Raises `NotMapped` where the cell itself has no meaning.
        """
        text = self.text(given)
        parts = [part.strip() for part in text.split(self.mapping.separator)] if self.mapping.separator else [text]
        found: dict[Code, Side] = {}
        for part in filter(None, parts):
            try:
                for side in self._states(part, on):
                    found.setdefault(side.code, side)
            except NotMapped as why:
                unmapped.append(str(why))
        return list(found.values())

    def _states(self, text: str, on: date) -> list[Side]:
        if text in self.mapping.members:
            members: Group | None = self.mapping.members[text]
            if members is None:
                raise NotMapped(f"“{text}” is no state")
            return [Side(*member) for member in members]
        named = self.mapping.names.get(text, text)
        number = _WHOLE.fullmatch(named)
        if number and self.mapping.numbers:
            system = from_cow if self.mapping.numbers == "cow" else from_gw
            code = system(int(number[1]), on)
            if code is None:
                raise NotMapped(f"no state had the number {number[1]} on that day")
            return [Side(code)]
        try:
            code = country(named, on)
        except DetenteError as error:
            raise NotMapped(f"“{named}” is not known as one country") from error
        if not existed_on(code, on):
            raise NotMapped(f"“{named}” was no state on that day")
        return [Side(code)]

    def _of(self, column: str) -> str:
        text = self.row[column].strip()
        return "" if text in self.mapping.blank else text


def _from_parts(parts: Sequence[str]) -> HistoricDate | None:
    """Return a date from year, month and day; a part that is blank or 0 is not known, nor are those after it."""
    known: list[int] = []
    for part in parts:
        number = _WHOLE.fullmatch(part)
        if not number or not int(number[1]):
            if part and not number:
                raise BadDate(f"“{part}” is no part of a date: a year, a month or a day is a number.")
            break
        known.append(int(number[1]))
    if not known:
        return None
    year, *rest = known
    return HistoricDate.parse("-".join([f"{year:04}", *(f"{part:02}" for part in rest)]))
