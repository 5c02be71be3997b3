"""The command line: ``detente COMMAND …``."""

import atexit
import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from detente.cli.answer import REFUSED
from detente.cli.errors import WrongUsage
from detente.cli.grammar import parser
from detente.cli.printing import aside, form_asked, print_answer, print_error
from detente.cli.streams import prepare
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
    prepare()
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what is wrong is one paragraph on standard error."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except OSError as error:
        # Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        aside(f"detente: the answer cannot be written: {error.strerror}.")
        return REFUSED
    except KeyboardInterrupt:
        aside("detente: interrupted.")
        return INTERRUPTED
    except EOFError:
        aside("\ndetente: the question was not answered; nothing was done.")
        return REFUSED
    return code


def _run(arguments: Sequence[str] | None) -> int:
    grammar = parser()
    if "_ARGCOMPLETE" in os.environ:
        import argcomplete

        argcomplete.autocomplete(grammar, always_complete_options=False, validator=_begins)
    try:
        asked = grammar.parse_args(arguments)
    except SystemExit as done:  # argparse has printed the help, the version, or what is wrong
        return int(done.code or 0)
    try:
        _check_given(asked)
        with reading_once():
            run = import_module(f"detente.cli.{getattr(asked, 'module', asked.command)}").run
            return print_answer(run(asked), asked)
    except WrongUsage as wrong:
        return asked.parser.wrong(str(wrong), wrong.instead)
    except DetenteError as error:
        return print_error(error)


def _check_given(asked: Namespace) -> None:
    """Raise `WrongUsage` where an argument is empty, as where a script's variable is not set, and for two forms.

    Another log would be asked, or every pair in place of those of one country.
    """
    for value in vars(asked).values():
        if "" in (value if isinstance(value, list) else [value]):
            raise WrongUsage("An argument is empty: write what is meant, or leave it out.")
    form_asked(asked)


def _begins(word: str, typed: str) -> bool:
    """Whether a word completes what was typed, in capitals or not."""
    return word.casefold().startswith(typed.casefold())
