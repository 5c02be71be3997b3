"""Writing answers as Markdown: a paragraph for each line, a table of the pipe form; nothing in them is markup."""

import re
from collections.abc import Iterable

from detente.log.findings import printable
from detente.views.blocks import Block, Part, Table, link_of, text_of

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&^$@]|!(?=\[)|(?<=\w):(?=//))")
_OPENING = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
"""What begins a list, a heading or a rule where it stands first on a line."""


def as_markdown(blocks: Iterable[Block]) -> str:
    """Return an answer as Markdown: CommonMark, with the tables of GitHub."""
    return "\n\n".join(filter(None, (_block(block) for block in blocks)))


def escaped(text: str) -> str:
    r"""Return text in which nothing is markup.

    >>> print(escaped("*Both* | neither, <b>"))
    \*Both\* \| neither, \<b\>
    """
    return _MARKUP.sub(r"\\\1", printable(text))


def _block(block: Block) -> str:
    match block:
        case bytes():
            return block.decode()
        case str():
            return "\n".join(map(_line, block.split("\n")))
        case Table():
            return f"**{escaped(block.title)}**\n\n{_table(block)}"
        case _:
            return _line("".join(map(text_of, block)))


def _line(text: str) -> str:
    return _OPENING.sub(_unlisted, escaped(text.strip()))


def _unlisted(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _table(table: Table) -> str:
    headings = [escaped(heading) for heading, _ in table.columns]
    rows = [headings, ["---"] * len(headings), *([*map(_cell, row)] for row in table.rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _cell(part: Part) -> str:
    text = escaped(text_of(part))
    link = link_of(part)
    return f"[{text}](<{_address(link)}>)" if link else text


def _address(link: str) -> str:
    """Return an address in which nothing ends the link or the cell."""
    return re.sub(r"[<>\\|\s]", lambda found: f"%{ord(found[0]):02X}", printable(link))
