"""What is wrong in a log, where, and what to do about it."""

from collections.abc import Iterable
from typing import NamedTuple

from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed
from detente.model.wording import shown

EXCERPT = 96
"""How many characters of a line are shown."""


class Finding(NamedTuple):
    """One thing wrong in one line of a log; lines and columns count from 1, columns in characters."""

    path: str
    """The log; empty where the line is not yet in one."""
    line: int
    column: int
    message: str
    text: str
    """The whole line."""
    pair: Pair | None = None
    """The pair that cannot be answered because of it; none where that cannot be told."""
    cause: NotAllowed | None = None
    """Why the event of the line cannot be recorded; none where the line holds no event."""
    is_torn: bool = False
    """Whether it is a last line that breaks off: nobody was told that it was added."""

    def __str__(self) -> str:
        """Return `path:line:column: message`, the part of the line where it is, and a caret below the column."""
        start = 0 if self.column <= EXCERPT * 3 // 4 else self.column - EXCERPT // 2
        before, after = "…" if start else "", "…" if len(self.text) > start + EXCERPT else ""
        excerpt = printable(self.text[start : start + EXCERPT])
        caret = " " * (len(before) + self.column - 1 - start) + "^"
        return f"{self.summary}\n    {before}{excerpt}{after}\n    {caret}"

    def __repr__(self) -> str:
        return shown("Finding", self.summary)

    @property
    def as_advice(self) -> "Finding":
        """The finding as one that nothing is wrong with."""
        return self._replace(message=f"advice: {self.message}")

    @property
    def summary(self) -> str:
        """The finding on one line, without the text of the log."""
        return f"{self.path}:{self.line}:{self.column}: {printable(self.message)}"


def newly_wrong(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """Return what is found wrong now and was not before, wherever the line stood then."""
    known = {(found.message, found.text) for found in before}
    return [found for found in after if (found.message, found.text) not in known]


def printable(text: str) -> str:
    """Return a text in which what would move the cursor or colour the terminal is replaced, each by one mark."""
    return "".join(char if char.isprintable() else "�" for char in text)
