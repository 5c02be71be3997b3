"""What is wrong in a log, where, and what to do about it."""

from collections.abc import Iterable
from typing import NamedTuple

from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed

EXCERPT = 96
"""How many characters of a line are shown."""


class Finding(NamedTuple):
    """One thing wrong in one line of a log; lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    message: str
    text: str
    pair: Pair | None = None
    """The pair whose record it spoils, where that can be told."""
    cause: NotAllowed | None = None
    """Why the event of the line cannot be recorded; nothing where the line holds none."""

    def __str__(self) -> str:
        """Write `path:line:column: message`, the part of the line where it is, and a caret below the place."""
        start = 0 if self.column <= EXCERPT * 3 // 4 else self.column - EXCERPT // 2
        before, after = "…" if start else "", "…" if len(self.text) > start + EXCERPT else ""
        excerpt = printable(self.text[start : start + EXCERPT])
        caret = " " * (len(before) + self.column - 1 - start) + "^"
        message = printable(self.message)
        return f"{self.path}:{self.line}:{self.column}: {message}\n    {before}{excerpt}{after}\n    {caret}"


def newly(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """Return the findings that were not there before, wherever the line stood then."""
    known = {(finding.message, finding.text) for finding in before}
    return [finding for finding in after if (finding.message, finding.text) not in known]


def printable(text: str) -> str:
    """Replace what would move the cursor or colour the terminal, one mark for one character."""
    return "".join(char if char.isprintable() else "�" for char in text)
