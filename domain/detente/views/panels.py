"""Panels described: their columns as data, as a descriptor of the Data Package standard, and as a shape of JSON."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.views.data import Data
from detente.views.shapes import Shape, an_object, many, one_of, or_null, text, whether

if TYPE_CHECKING:
    from detente.log.findings import Finding
    from detente.model.pairs import Pair
    from detente.world.codebook import Column

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
STATA = ".dta"
"""The ending of files that have numbers in the place of words and of what is true or not."""


def codebook_data(columns: "Sequence[Column]") -> list[Data]:
    """Return what each column is called, and what it says."""
    return [
        {
            "name": column.name,
            "form": column.form,
            "label": column.label,
            "description": column.what,
            "values": list(column.values) if column.form == "ordered" else None,
            "key": column.is_key,
        }
        for column in columns
    ]


def descriptor(
    path: Path,
    columns: "Sequence[Column]",
    left_out: "Sequence[tuple[Pair, Sequence[Finding]]]" = (),
    in_doubt: str | None = None,
) -> bytes:
    """Return what describes a panel in a file, to lie beside it: https://datapackage.org/standard/data-package/.

    It names the pairs that were left out, with what is wrong, and says why a pair that is not there may be on record
    all the same, where that is `in_doubt`.
    """
    name = re.sub(r"[^a-z0-9._-]+", "-", path.stem.casefold()).strip("-") or "panel"
    is_stata = path.suffix.lower() == STATA
    described = {
        "$schema": PROFILE,
        "name": name,
        "title": "A panel of relations between countries",
        "description": "A row for each pair of countries and each period, made by detente. Of a pair that is not there "
        "nothing is recorded, unless it is among those that were left out, or it is in doubt what is recorded.",
        "resources": [
            {
                "name": name,
                "type": "table",
                "path": path.name,
                "format": path.suffix.lower().removeprefix("."),
                "leftOut": [{"pair": [*pair], "why": [found.summary for found in why]} for pair, why in left_out],
                "inDoubt": in_doubt,
                "schema": {
                    "fields": [_field(column, is_stata=is_stata) for column in columns],
                    "primaryKey": [column.name for column in columns if column.is_key],
                    "missingValues": [""],
                },
            }
        ],
    }
    return f"{json.dumps(described, indent=2, ensure_ascii=False)}\n".encode()


def shape(columns: "Sequence[Column]", always: "Sequence[Column]") -> Shape:
    """Return the shape of what is answered: rows, which have some columns always, or the codebook."""
    names = {column.name for column in always}
    rows = many(
        an_object(
            "A pair and a period.",
            {column.name: _shape(column) for column in columns if column.name in names},
            {column.name: _shape(column) for column in columns if column.name not in names},
        )
    )
    codebook = many(
        an_object(
            "A column.",
            {
                "name": text("What it is called."),
                "form": one_of(("integer", "number", "boolean", "ordered", "text"), "What its cells are."),
                "label": text("What it is, in 80 characters."),
                "description": text("What it says, and when it is empty."),
                "values": or_null(many(text()), "The words that there can be, the least first; null of other forms."),
                "key": whether("Whether it is one of those that tell rows apart."),
            },
        )
    )
    return {"description": "The rows of a panel; with --codebook its columns.", "oneOf": [rows, codebook]}


def _field(column: "Column", *, is_stata: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "title": column.label, "description": column.what}
    if column.form == "ordered":
        field["type"] = "integer" if is_stata else "string"
        words = [{"value": number, "label": word} for number, word in enumerate(column.values)]
        field["categories"] = words if is_stata else list(column.values)
        field["categoriesOrdered"] = True
    elif column.form == "boolean":
        field |= {"type": "boolean"} | ({"trueValues": ["1"], "falseValues": ["0"]} if is_stata else {})
    else:
        field["type"] = "string" if column.form == "text" else column.form
    return field


def _shape(column: "Column") -> Shape:
    if column.form == "ordered":
        found = one_of(column.values)
    else:
        found = {"type": "string" if column.form == "text" else column.form}
    return found | {"description": column.what} if column.is_key else or_null(found, column.what)
