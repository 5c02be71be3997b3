"""Writing answers as HTML: one page that needs nothing else, with everything in it escaped."""

from collections.abc import Iterable
from html import escape
from itertools import chain

from detente.log.findings import printable
from detente.views.blocks import Block, Part, Table, link_of, text_of

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.4 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}caption{font-weight:bold;text-align:left;padding:.4rem}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem;border-bottom:1px solid #8888}"
)


def as_page(blocks: Iterable[Block]) -> str:
    """Return an answer as a page of its own."""
    blocks = list(blocks)
    tables = (block.title for block in blocks if isinstance(block, Table))
    lines = (_words(block) for block in blocks)
    title = next(chain(tables, filter(None, lines)), "detente")
    head = f'<meta charset="utf-8">\n<title>{_escaped(title)}</title>\n<style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n{as_html(blocks)}\n</body>\n</html>'


def as_html(blocks: Iterable[Block]) -> str:
    """Return an answer as HTML that can stand in any page: a paragraph for each line, and tables."""
    return "\n".join(filter(None, (_block(block) for block in blocks)))


def _words(block: Block) -> str:
    """Return the words of a line; nothing of what is more than one."""
    return "".join(map(text_of, block)).strip() if isinstance(block, tuple) and not isinstance(block, Table) else ""


def _block(block: Block) -> str:
    match block:
        case bytes():
            return f"<pre>{_escaped(block.decode())}</pre>"
        case str():
            return "\n".join(f"<p>{_escaped(line.strip())}</p>" for line in block.split("\n") if line.strip())
        case Table():
            return _table(block)
        case _:
            return f"<p>{''.join(map(_part, block)).strip()}</p>"


def _table(table: Table) -> str:
    columns = "".join(f'<th scope="col">{_escaped(column)}</th>' for column, _ in table.columns)
    rows = "\n".join(f"<tr>{''.join(f'<td>{_part(part)}</td>' for part in row)}</tr>" for row in table.rows)
    caption = f"<caption>{_escaped(table.title)}</caption>"
    return f"<table>\n{caption}\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _part(part: Part) -> str:
    text = _escaped(text_of(part))
    link = link_of(part)
    return f'<a href="{_escaped(link)}" rel="noopener noreferrer">{text}</a>' if link else text


def _escaped(text: str) -> str:
    return escape(printable(text))
