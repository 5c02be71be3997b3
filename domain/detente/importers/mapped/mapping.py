"""The file of a mapping, in TOML: what the columns of a table are, and which events its words mean.

`docs/importers.md` describes it, with a worked example.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from detente.importers.coming import NotImported
from detente.importers.mapped.groups import Group, group
from detente.log.record import read_bytes
from detente.model.errors import DetenteError
from detente.model.lines import fields, kinds
from detente.model.wording import did_you_mean, listing, nearest

PLACE = re.compile(r"\{([^{}]+)\}")
"""Where a template has the cell of a column: ``{objective}``."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cell(_Part):
    """Where a value comes from: a column, translated where there is a table of values, or always the same."""

    column: str | None = None
    values: dict[str, str] | None = None
    value: str | None = None


def _cell(given: object) -> object:
    return {"column": given} if isinstance(given, str) else given


def _template(given: object) -> object:
    """Return a text with ``{columns}`` in it as it is, and a cell as a cell."""
    return Cell.model_validate(given) if isinstance(given, dict) else given


def _columns(given: object) -> object:
    return [given] if isinstance(given, str) else given


FromCell = Annotated[Cell, BeforeValidator(_cell)]
Text = Annotated[str | Cell, BeforeValidator(_template)]
Columns = Annotated[list[str], BeforeValidator(_columns), Field(min_length=1, max_length=3)]
"""One column with a date, or those with its year, its month and its day."""


class MappedSource(_Part):
    """Where the table can be found, said with every event; each text can have ``{columns}`` in it."""

    title: str
    publisher: str
    published: str | None = None
    url: str | None = None


class _Rule(_Part):
    """What events and spells have in common: of which rows they are made, and what else the events say."""

    when: dict[str, list[str]] = {}
    one: FromCell | None = None
    other: FromCell | None = None
    summary: str
    fields: dict[str, Text] = {}


class MappedEvent(_Rule):
    """An event that a row means."""

    kind: Text
    on: Columns
    by: Literal["one", "other", "nobody"] = "one"


class MappedSpan(_Rule):
    """A time from the event that begins it to the one that ends it.

    Of several that overlap, of one actor towards one country, only the first begins and only the last ends.
    """

    begins: str
    again: str = "noted"
    less: str = "noted"
    ends: str
    by: Literal["one", "other"] = "one"
    ended: str = ""
    """The summary of the events that end it, if another than `summary`."""


class MappedSpell(MappedSpan):
    """A time that a row means, with its beginning and its end."""

    start: Columns
    end: Columns


class MappedPanel(MappedSpan):
    """A time that rows of several years mean: each says whether, at the end of its year, it was so (`when`) or not."""

    year: str
    implies_relations: bool = False
    """Whether the two have relations where it is so, as with a mission."""


class TableMapping(_Part):
    """What the columns and the words of a table mean."""

    prefix: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    key: list[str] = Field(min_length=1)
    delimiter: str = ","
    quoted: bool = True
    dates: str = ""
    blank: list[str] = ["", "NA", "NaN"]
    separator: str = ""
    numbers: Literal["cow", "gw"] | None = None
    source: MappedSource
    one: FromCell | None = None
    other: FromCell | None = None
    names: dict[str, str] = {}
    groups: dict[str, str | list[str]] = {}
    event: list[MappedEvent] = []
    spell: list[MappedSpell] = []
    panel: list[MappedPanel] = []

    @cached_property
    def members(self) -> Mapping[str, Group | None]:
        """The members of each group that the table names, by the name that it has there; None where it is dropped."""
        return {name: None if given == "drop" else group(name, given) for name, given in self.groups.items()}

    @property
    def rules(self) -> list[MappedEvent | MappedSpell | MappedPanel]:
        """Everything that makes events of rows."""
        return [*self.event, *self.spell, *self.panel]

    def columns(self) -> set[str]:
        """Return every column that the mapping speaks of."""
        found = {*self.key, *_places(self.source.model_dump(exclude_none=True).values()), *_cell_columns(self)}
        for rule in self.rules:
            found |= {*rule.when, *_cell_columns(rule), *_places([rule.summary])}
            texts = [*rule.fields.values()]
            if isinstance(rule, MappedEvent):
                found |= {*rule.on}
                texts.append(rule.kind)
            else:
                found |= {*_places([rule.ended])}
                found |= {*rule.start, *rule.end} if isinstance(rule, MappedSpell) else {rule.year}
            found |= {text.column for text in texts if isinstance(text, Cell) and text.column}
            found |= _places(text for text in texts if isinstance(text, str))
        return found - {"one", "other"}


def _cell_columns(part: TableMapping | _Rule) -> set[str]:
    return {cell.column for cell in (part.one, part.other) if cell is not None and cell.column}


def _places(texts: Any) -> set[str]:
    return {name for text in texts for name in PLACE.findall(text)}


def read_mapping(path: Path) -> TableMapping:
    """Return the mapping in a file; raise `NotImported` with everything that is wrong in it, and `Unreadable`."""
    try:
        read = tomllib.loads(read_bytes(path, "mapping").decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotImported(f"{path} is no TOML: {error}.") from error
    try:
        mapping = TableMapping.model_validate(read)
    except ValidationError as error:
        wrong = "\n".join(f"  {'.'.join(map(str, one['loc'])) or 'it'}: {_said(one)}" for one in error.errors())
        raise NotImported(f"{path} is no mapping (see docs/importers.md):\n{wrong}") from error
    wrong = [*_wrong(mapping)]
    if wrong:
        raise NotImported(f"{path} is no mapping (see docs/importers.md):\n" + "\n".join(f"  {one}" for one in wrong))
    return mapping


def _said(error: Any) -> str:
    """Return what pydantic says of a value, and the nearest name where a name is not known."""
    if error["type"] != "extra_forbidden":
        return f"{error['msg']}."
    known = {
        name
        for part in (TableMapping, MappedEvent, MappedSpell, MappedPanel, MappedSource, Cell)
        for name in part.model_fields
    }
    return f"there is no such name.{did_you_mean(nearest(str(error['loc'][-1]), known))}"


def _wrong(mapping: TableMapping) -> list[str]:
    """Return what is wrong with a mapping whose values are of the right sort."""
    if not mapping.rules:
        return ["it makes no events: it needs an [[event]], a [[spell]] or a [[panel]]."]
    found: list[str] = []
    for number, rule in enumerate(mapping.event, start=1):
        meant = [rule.kind] if isinstance(rule.kind, str) else [*(rule.kind.values or {}).values()]
        found += _wrong_rule(f"event {number}", meant, rule, mapping)
    for name, spans in (("spell", mapping.spell), ("panel", mapping.panel)):
        for number, rule in enumerate(spans, start=1):
            meant = [rule.begins, rule.again, rule.less, rule.ends]
            found += _wrong_rule(f"{name} {number}", meant, rule, mapping)
    try:
        mapping.members  # noqa: B018 - which reads them
    except DetenteError as error:
        found.append(str(error))
    return found


def _wrong_rule(where: str, meant: list[str], rule: _Rule, mapping: TableMapping) -> list[str]:
    found = [
        f"{where}: there is no kind “{kind}”.{did_you_mean(nearest(kind, kinds()))}"
        for kind in meant
        if kind not in kinds()
    ]
    found += [
        f"{where}: it does not say who is “{side}”." for side in ("one", "other") if not _side(side, rule, mapping)
    ]
    can_have = {name for kind in meant if kind in kinds() for name in fields(kind)} - _SAID
    for name in rule.fields.keys() - can_have:
        hint = did_you_mean(nearest(name, can_have)) or f" There are: {listing(sorted(can_have))}."
        found.append(f"{where}: no event of it can have a field “{name}”.{hint}")
    return found


def _side(side: str, rule: _Rule, mapping: TableMapping) -> Cell | None:
    return getattr(rule, side) or getattr(mapping, side)


_SAID = {"id", "kind", "parties", "by", "on", "recorded", "summary", "sources", "retracts"}
"""The fields that a mapping says elsewhere than in `fields`."""
