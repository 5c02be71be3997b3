"""Which kind of event a code is a candidate for: a table that can be read, and replaced by one's own."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from detente.importers.coming import NotImported
from detente.importers.reading import Row, table
from detente.log.findings import Finding
from detente.model.errors import DetenteError
from detente.model.lines import kinds
from detente.model.tables import rows
from detente.model.wording import did_you_mean, nearest

COLUMNS = ("code", "kind", "summary")
"""The columns that a table of kinds needs; others are for its readers."""


class NoCandidate(DetenteError):
    """A row that is a candidate for nothing: it is dropped, and counted with this reason."""


class Candidate(NamedTuple):
    """What a code is a candidate for."""

    kind: str
    summary: str
    """One sentence, with ``{source}`` and ``{target}`` for the names of the two countries."""


class Kinds:
    """The candidates of all codes of a table."""

    def __init__(self, given: Iterable[Mapping[str, str]]) -> None:
        self._of_code = {row["code"]: Candidate(row["kind"], row["summary"]) for row in given}

    def candidate(self, code: str) -> Candidate:
        """Return what a code is a candidate for, by its own row or that of the longest code it begins with.

        Raises `NoCandidate` where the table has none, or no kind for it.
        """
        beginnings = (code[:length] for length in range(len(code), 0, -1))
        found = next((self._of_code[one] for one in beginnings if one in self._of_code), None)
        if found is None or not found.kind:
            raise NoCandidate("the code is a candidate for no kind of event")
        return found


def read_kinds(path: Path | None) -> Kinds:
    """Return the table in a file, or the one that ships. Raises `Unreadable`, and `NotImported` with what is wrong."""
    if path is None:
        return shipped()
    found = [row if isinstance(row, Finding) else _checked(row) for row in table(path)]
    wrong = [one for one in found if isinstance(one, Finding)]
    if wrong:
        raise NotImported("The table of kinds cannot be used until this is mended:\n" + "\n".join(map(str, wrong)))
    return Kinds(one.values for one in found if isinstance(one, Row))


@cache
def shipped() -> Kinds:
    """Return the table that ships with the package."""
    return Kinds(rows("kinds.csv", __package__ or ""))


def _checked(row: Row) -> Row | Finding:
    for column in COLUMNS:
        if column not in row.values:
            return row.wrong(f"the table has no column “{column}”: it needs {', '.join(COLUMNS)}.")
    if not (row["code"].isascii() and row["code"].isdigit()):
        return row.wrong(f"“{row['code']}” is no code: write its digits, zeros at the beginning included.", "code")
    if row["kind"] and row["kind"] not in kinds():
        return row.wrong(f"there is no kind “{row['kind']}”.{did_you_mean(nearest(row['kind'], kinds()))}", "kind")
    if row["kind"] and not row["summary"].strip():
        return row.wrong("the summary is missing: one sentence, with {source} and {target} in it.")
    return row
