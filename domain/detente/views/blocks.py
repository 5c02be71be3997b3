"""What answers to be read are made of: lines and tables, as values that every form of an answer is written from."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias


class Styled(NamedTuple):
    """Text with a style, which shows on a terminal only."""

    text: str
    style: str
    plain: str | None = None
    """What stands there where it is no terminal, if not the same text."""
    link: str | None = None
    """An address where more can be read, for forms that have links."""


Part: TypeAlias = str | Styled
Line: TypeAlias = tuple[Part, ...]


class Table(NamedTuple):
    """A table: its title, its columns, each with the share of the width that each takes, and rows of cells."""

    title: str
    columns: Sequence[tuple[str, int]]
    """Each by its heading, which others may have too."""
    rows: Sequence[Sequence[Part]]


Block: TypeAlias = str | Line | Table | bytes
"""One piece of text: lines as they are, one line of parts, a table, or bytes that go out as they are."""


class Sheet(NamedTuple):
    """Flat rows for programs, each with every column."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, object]]


def text_of(part: Part) -> str:
    """Return the text of a part, where nothing shows its style."""
    if isinstance(part, str):
        return part
    return part.text if part.plain is None else part.plain


def link_of(part: Part) -> str | None:
    """Return the address where more can be read, if the part has one that leads to a page of the web."""
    link = None if isinstance(part, str) else part.link
    return link if link and link.startswith(("https://", "http://")) else None
