"""Making an event of what a row says."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from detente.importers.mapped.cells import Cells
from detente.importers.mapped.mapping import Cell
from detente.model.countries import country, name_in_sentence
from detente.model.dates import HistoricDate
from detente.model.lines import fields
from detente.model.states import Code
from detente.model.wording import opening

_WHOLE_NUMBERS = ("seq",)
_YES_OR_NO = ("resident", "major")
_COUNTRIES = ("power", "ordered_by")


class Occasion(NamedTuple):
    """What happened, when, and between whom."""

    id: str
    kind: str
    on: HistoricDate
    pair: tuple[Code, Code]
    """The two countries, in the order in which the mapping speaks of them."""
    by: Code | None


def event_of(act: Occasion, cells: Cells, summary: str, own: Mapping[str, str | Cell]) -> dict[str, Any]:
    """Return an event as a line of the log says it; of the fields that a mapping gives, those that its kind can have.

    It is `reported` unless the mapping says otherwise: that the words of the source mean this kind is a judgement.
    """
    names = {side: name_in_sentence(code) for side, code in zip(("one", "other"), act.pair, strict=True)}
    can_have = fields(act.kind)
    event: dict[str, Any] = {"id": act.id, "kind": act.kind, "parties": list(act.pair), "on": act.on.text}
    if act.by is not None and "by" in can_have:
        event["by"] = act.by
    event["summary"] = opening(cells.text(_named(summary, names)))
    event["sources"] = [{part: text for part, given in cells.mapping.source if given and (text := cells.text(given))}]
    event["confidence"] = "reported"
    for field in own.keys() & can_have.keys():
        given = own[field]
        if text := cells.text(_named(given, names) if isinstance(given, str) else given):
            event[field] = _value(field, text)
    return event


def _named(template: str, names: Mapping[str, str]) -> str:
    """Return a template in which the two countries stand by their names."""
    for place, name in names.items():
        template = template.replace(f"{{{place}}}", name)
    return template


def _value(field: str, text: str) -> object:
    """Return the value of a field; one that cannot be read stays as it is, and is found wrong as a line of the log."""
    if field in _YES_OR_NO:
        return {"true": True, "false": False}.get(text.casefold(), text)
    if field in _WHOLE_NUMBERS and re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        return int(text)
    return country(text) if field in _COUNTRIES else text
