"""The command line: ``detente COMMAND …``."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

from detente.cli.answer import REFUSED
from detente.cli.grammar import parser
from detente.cli.printing import aside, print_answer, print_error
from detente.log.source import reading_once
from detente.model.errors import DetenteError

INTERRUPTED = 130
"""The exit code of a command that somebody interrupted, as shells have it."""


def process() -> NoReturn:
    """Be the process ``detente``: run the command that its arguments name, and exit with its code."""
    # A process that lives for a moment leaves no garbage worth looking for, neither now nor at its end:
    # without the search it is over a fifth sooner.
    gc.disable()
    atexit.register(gc.freeze)
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what is wrong is one paragraph on standard error."""
    # Where a stream is closed, nothing is printed or read.
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a letter gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")
    grammar = parser()
    if "_ARGCOMPLETE" in os.environ:
        import argcomplete

        argcomplete.autocomplete(grammar, always_complete_options=False, validator=_begins)
    asked = grammar.parse_args(arguments)
    try:
        with reading_once():
            run = import_module(f"detente.cli.{getattr(asked, 'module', asked.command)}").run
            return print_answer(run(asked), asked)
    except DetenteError as error:
        return print_error(error, asked)
    except OSError as error:
        # Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            aside(f"detente: the answer cannot be written: {error.strerror}.")
        return REFUSED
    except KeyboardInterrupt:
        aside("detente: interrupted.")
        return INTERRUPTED
    except EOFError:
        aside("\ndetente: the question was not answered; nothing was done.")
        return REFUSED


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _begins(word: str, typed: str) -> bool:
    """Whether a word completes what was typed, in capitals or not."""
    return word.casefold().startswith(typed.casefold())
