"""Where everything is printed: answers as text or as data, with their remarks, progress, and errors.

What cannot be seen in text from a log, such as a change of the direction in which it is read, is shown as a mark;
in rows for programs it stays as it is, unless they are shown on a terminal.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from detente.cli.answer import REFUSED, Answer, Block, Line, Part, Styled, Table
from detente.cli.errors import WrongUsage
from detente.model.errors import DetenteError
from detente.model.wording import listing, masked
from detente.views.blocks import text_of
from detente.views.fitting import widths

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

PLAIN_WIDTH = 120
"""How wide a table is where there is no terminal to fill."""

EVERY = 1_000
"""How often it is told how far long work has come."""

_LISTED = re.compile(r"  \S")

ROWS = ("csv", "jsonl")
"""The forms that have a row for each thing, and no room for anything else."""


def form_asked(asked: argparse.Namespace) -> str | None:
    """Return the form in which the answer is wanted, of `detente.cli.forms`; none where it is to be read here.

    Raises `WrongUsage` where two are asked for.
    """
    form: str | None = getattr(asked, "form", None)
    is_json: bool = getattr(asked, "json", False)
    ways = {"--json": is_json, "--format": form, "-o": getattr(asked, "output", None)}
    written = [option for option, is_asked in ways.items() if is_asked]
    if len(written) > 1:
        raise WrongUsage(f"{listing(written)} do not go together: one answer has one form.")
    if is_json:
        return "json"
    return None if form == "table" else form


def wants_data(asked: argparse.Namespace) -> bool:
    """Return whether the answer is wanted as data, and not as text."""
    return form_asked(asked) in ("json", *ROWS)


def print_answer(answer: Answer, asked: argparse.Namespace) -> int:
    """Print an answer in the form that is asked for, with its remarks; return its exit code."""
    blocks = _blocks(answer, asked)
    for text in answer.asides:
        aside(text)
    for block in blocks:
        print_block(block)
    sys.stdout.flush()
    for text in () if wants_data(asked) else answer.summary:
        aside(text)
    return answer.code


def progress(asked: argparse.Namespace) -> Callable[[Block], None]:
    """Return what prints parts of an answer as they come; it prints nothing where the answer is wanted as data."""
    return _pass_over if wants_data(asked) else _print_now


@contextmanager
def counting(text: str) -> Generator[Callable[[int], None]]:
    """Show on a terminal how far long work has come: a text with a number in it, which the caller tells."""
    if not sys.stderr.isatty():
        yield _uncounted
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda count: None if count % EVERY else status.update(text.format(count))


def _uncounted(_: int) -> None:
    """Show nothing."""


def output() -> BinaryIO:
    """Return standard output for bytes that are too many to be held until all are there."""
    sys.stdout.flush()
    return sys.stdout.buffer


def aside(text: str) -> None:
    """Print something that is no part of the answer."""
    lines = masked(text).split("\n")
    print("\n".join(map(_fitting, lines) if sys.stderr.isatty() else lines), file=sys.stderr)


def _fitting(line: str) -> str:
    """Return a line; one of a list broken between words where the terminal is too narrow for it."""
    if not _LISTED.match(line):
        return line  # prose a terminal breaks itself, and excerpts of a log have a mark below them
    from shutil import get_terminal_size  # which other answers do not need
    from textwrap import fill

    width = get_terminal_size().columns
    return fill(line, width, subsequent_indent=" " * 6, break_long_words=False, break_on_hyphens=False)


def prompt(text: str) -> None:
    """Print a question, behind which it is answered."""
    print(f"{masked(text)}: ", end="", file=sys.stderr, flush=True)


def print_error(error: DetenteError) -> int:
    """Print what is wrong, as one paragraph; return the exit code for it."""
    aside(f"detente: {error}{error.otherwise}")
    return REFUSED


def _blocks(answer: Answer, asked: argparse.Namespace) -> Sequence[Block]:
    """Return everything to print; it is complete before its first line is printed."""
    form = form_asked(asked)
    if form or not answer.text:
        from detente.cli.forms import FORMS

        written = FORMS[form or "json"](answer)
        if written is not None:
            return [_for_programs(written) if form in ROWS and not sys.stdout.isatty() else written] if written else []
    return list(answer.text()) if answer.text else []


def _for_programs(text: str) -> bytes:
    """Return text in which everything stays as the log has it, also what cannot be seen."""
    return f"{text}\n".encode(sys.stdout.encoding, errors="replace")


def _print_now(block: Block) -> None:
    print_block(block)
    sys.stdout.flush()


def _pass_over(_: Block) -> None:
    """Print nothing."""


def print_block(block: Block) -> None:
    """Print one piece of text; styles show on a terminal only."""
    match block:
        case bytes():
            sys.stdout.flush()
            sys.stdout.buffer.write(block)
        case str():
            print(masked(block))
        case Table():
            rows = [tuple(map(_masked, row)) for row in block.rows]
            _print_table(block._replace(title=masked(block.title), rows=rows))
        case _:
            _print_line(tuple(map(_masked, block)))


def _masked(part: Part) -> Part:
    if isinstance(part, str):
        return masked(part)
    return part._replace(text=masked(part.text), plain=None if part.plain is None else masked(part.plain))


def _print_line(line: Line) -> None:
    if sys.stdout.isatty():
        from rich.text import Text

        # Prose is broken between words, and goes on under where it began.
        text = Text.assemble(*(part if isinstance(part, str) else part[:2] for part in line))
        indent = len(text.plain) - len(text.plain.lstrip()) + 2
        first, *rest = text.wrap(_console(), max(20, _console().width - indent)) or [text]
        for part in (first, *rest):
            part.rstrip()
        _console().print(first, *(Text(" " * indent) + more for more in rest), sep="\n", soft_wrap=True)
    else:
        print("".join(map(_plain, line)))


def _plain(part: Part) -> str:
    return part.text if isinstance(part, Styled) and sys.stdout.isatty() else text_of(part)


def _print_table(shown: Table) -> None:
    """Print a table; where it is no terminal, as plain text with no blanks at the ends of its lines."""
    _print_line((Styled(shown.title, "bold"),))
    console = _console()
    table = _as_columns(shown, console.width) or _as_cards(shown)
    if sys.stdout.isatty():
        console.print(table)
    else:
        with console.capture() as printed:
            console.print(table)
        print("\n".join(line.rstrip() for line in printed.get().strip("\n").split("\n")))


def _as_columns(shown: Table, room: int) -> "RichTable | None":
    """Return a table of which no word is broken; nothing where there is no room for one."""
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table as RichTable

    # One blank at either edge, and three between two columns.
    fitting = widths(shown, room - 2 - 3 * (len(shown.columns) - 1), cell_len)
    if fitting is None:
        return None
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for (column, _), width in zip(shown.columns, fitting, strict=True):
        table.add_column(column, width=width)
    for row in shown.rows:
        table.add_row(*map(_cell, row))
    return table


def _as_cards(shown: Table) -> "RichTable":
    """Return the rows one below the other, each cell on lines of its own, by the name of its column."""
    from rich.table import Table as RichTable

    table = RichTable.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for row in shown.rows:
        table.add_row()
        for (column, _), cell in zip(shown.columns, row, strict=True):
            table.add_row(column, _cell(cell))
    return table


def _cell(part: Part) -> "Text":
    from rich.text import Text

    return Text(part) if isinstance(part, str) else Text(part.text, part.style)


def _console() -> "Console":
    """Return what prints in colour on a terminal, unless NO_COLOR is set, and plain elsewhere."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)
