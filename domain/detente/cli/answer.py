"""What a command returns: an answer as data and as text, remarks for standard error, and an exit code."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from detente.views.blocks import Block, Line, Part, Sheet, Styled, Table

__all__ = ["DONE", "REFUSED", "WRONG_USAGE", "Answer", "Block", "Line", "Part", "Sheet", "Styled", "Table"]

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
"""The exit codes: all went well; there are findings, or something was refused; it was asked in a wrong way."""


class Answer(NamedTuple):
    """What a command answers. Data and text are made when they are printed, so that only what is asked for is made."""

    data: Callable[[], Any] | None = None
    """The answer as data; nothing where it has none."""
    text: Callable[[], Iterable[Block]] | None = None
    """The answer to be read; nothing where it is the data."""
    asides: Sequence[str] = ()
    """Remarks that are no part of it, printed on standard error before it."""
    summary: Sequence[str] = ()
    """What sums the text up, printed on standard error behind it; the data hold it already."""
    code: int = DONE
    sheet: Callable[[], Sheet] | None = None
    """The answer as flat rows; nothing where it has none."""
