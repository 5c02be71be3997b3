"""What a command returns: an answer as data and as text, remarks for standard error, and an exit code."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
"""The exit codes: all went well; there are findings, or something was refused; it was asked in a wrong way."""


class Styled(NamedTuple):
    """Text with a style, which shows on a terminal only."""

    text: str
    style: str
    plain: str | None = None
    """What stands there where it is no terminal, if not the same text."""


Part: TypeAlias = str | Styled
Line: TypeAlias = tuple[Part, ...]


class Table(NamedTuple):
    """A table: its title, its columns with the share of the width that each takes, and rows of cells."""

    title: str
    columns: Mapping[str, int]
    rows: Sequence[Sequence[Part]]


Block: TypeAlias = str | Line | Table | bytes
"""One piece of text: lines as they are, one line of parts, a table, or bytes that go out as they are."""


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
