"""The command line: ``detente COMMAND …``."""

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

from detente.cli.errors import WrongUsage
from detente.cli.grammar import parser
from detente.model.errors import DetenteError

REFUSED = 1
"""The exit code of a refusal, as of findings; 0 is done."""
WRONG_USAGE = 2


def process() -> NoReturn:
    """Be the process ``detente``: run the command that its arguments name, and exit with its code."""
    # A process that lives for a moment leaves no garbage worth looking for, neither now nor at its end:
    # without the search it is over a fifth sooner.
    gc.disable()
    atexit.register(gc.freeze)
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; what is wrong is one paragraph on standard error."""
    # Who closed a stream wants nothing said there.
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
        return _run(asked)
    except DetenteError as error:
        print(f"detente: {error}", file=sys.stderr)
        return WRONG_USAGE if isinstance(error, WrongUsage) else REFUSED
    except OSError as error:
        # Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"detente: the answer cannot be written: {error.strerror}.", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("detente: interrupted.", file=sys.stderr)
        return 130
    except EOFError:
        print("\ndetente: the question was not answered; nothing was done.", file=sys.stderr)
        return REFUSED


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _begins(word: str, typed: str) -> bool:
    """Whether a word completes what was typed, in capitals or not."""
    return word.casefold().startswith(typed.casefold())


def _run(asked: argparse.Namespace) -> int:
    run = import_module(f"detente.cli.{asked.command}").run
    code: int = run(asked)
    sys.stdout.flush()
    return code
