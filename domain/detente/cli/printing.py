"""Where everything is printed: answers as text or as data, with their remarks, progress, and errors."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from detente.cli.answer import REFUSED, WRONG_USAGE, Answer, Block, Line, Part, Styled, Table
from detente.cli.errors import WrongUsage
from detente.model.errors import DetenteError

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 120
"""How wide a table is where there is no terminal to fill."""

EVERY = 1_000
"""How often it is told how far long work has come."""

_AS_DATA: dict[str, Callable[[Any], str]] = {"json": partial(json.dumps, indent=2, ensure_ascii=False)}
"""How data is printed, by the option that asks for it."""


def wants_data(asked: argparse.Namespace) -> bool:
    """Return whether the answer is wanted as data, and not as text."""
    return any(getattr(asked, option, False) for option in _AS_DATA)


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


def aside(text: str) -> None:
    """Print something that is no part of the answer."""
    print(text, file=sys.stderr)


def print_error(error: DetenteError, asked: argparse.Namespace) -> int:
    """Print what is wrong, as one paragraph; return the exit code for it."""
    if isinstance(error, WrongUsage):
        aside(f"detente {asked.command}: {error}")
        return WRONG_USAGE
    aside(f"detente: {error}")
    return REFUSED


def _blocks(answer: Answer, asked: argparse.Namespace) -> Sequence[Block]:
    """Return everything to print; it is complete before its first line is printed."""
    writer = next((write for option, write in _AS_DATA.items() if getattr(asked, option, False)), None)
    if answer.data and (writer or not answer.text):
        return [(writer or _AS_DATA["json"])(answer.data())]
    return list(answer.text()) if answer.text else []


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
            print(block)
        case Table():
            _print_table(block)
        case _:
            _print_line(block)


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
    if isinstance(part, str):
        return part
    return part.text if part.plain is None or sys.stdout.isatty() else part.plain


def _print_table(shown: Table) -> None:
    """Print a table; where it is no terminal, as plain text with no blanks at the ends of its lines."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, share in shown.columns.items():
        table.add_column(column, ratio=share)
    for row in shown.rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else Text(cell.text, cell.style) for cell in row))
    _print_line((Styled(shown.title, "bold"),))
    console = _console()
    if sys.stdout.isatty():
        console.print(table)
    else:
        with console.capture() as printed:
            console.print(table)
        print("\n".join(line.rstrip() for line in printed.get().strip("\n").split("\n")))


def _console() -> "Console":
    """Return what prints in colour on a terminal, unless NO_COLOR is set, and plain elsewhere."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)
