"""Writing data as JSON, and flat rows as CSV for spreadsheets or as JSON Lines for programs."""

import csv
import io
import json
from typing import Any

from detente.model.wording import escaped
from detente.views.blocks import Sheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""With what a text begins that a spreadsheet takes for a formula."""


def as_json(data: Any, indent: int | None = None) -> str:
    """Return data as JSON in letters of any alphabet, with an escape for each character that cannot be seen."""
    return escaped(json.dumps(data, indent=indent, ensure_ascii=False))


def as_csv(sheet: Sheet) -> str:
    """Return rows as CSV (RFC 4180, lines ended by a line feed alone), the columns on the first line.

    What is none is empty, truth is ``true`` or ``false``. A text that a spreadsheet would take for a formula has an
    apostrophe before it.

    >>> print(as_csv(Sheet(("id", "summary", "major"), [{"id": "a", "summary": "=1+1, or 2", "major": True}])))
    id,summary,major
    a,"'=1+1, or 2",true
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(sheet.columns)
    rows.writerows([_cell(row[column]) for column in sheet.columns] for row in sheet.rows)
    return written.getvalue().rstrip("\n")


def as_json_lines(sheet: Sheet) -> str:
    """Return rows as JSON Lines, an object each; nothing where there are none."""
    return "\n".join(as_json(row) for row in sheet.rows)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
