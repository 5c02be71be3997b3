"""Where an answer goes by ``-o``: to standard output, or into a file, in the form that the ending of its name says."""

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from detente.cli.answer import DONE, Answer
from detente.cli.errors import WrongUsage
from detente.cli.inputs import written_to
from detente.log.writing import must_have_folder, replace
from detente.model.wording import listing

PRINTED = "-"
"""What stands for standard output."""


class Destination(NamedTuple):
    """Where an answer goes, and in which form."""

    path: Path | None
    """The file; none for standard output."""
    form: str
    """The ending that says it, such as ``.csv``."""


def destination(asked: argparse.Namespace, forms: Collection[str], *, is_printed: bool = True) -> Destination:
    """Return where an answer goes that can be written in some forms: to standard output, where ``-o`` names no file.

    The first form is that of standard output, and of a name that says none. Raises `WrongUsage`, `SameFile`, and
    `NotWritten` where there is no folder to put the file into.
    """
    forms = list(forms)
    endings = listing(forms, "or")
    if asked.output in (None, PRINTED):
        if not is_printed:
            raise WrongUsage(f"This is written into a file, and not printed: name one that ends with {endings}.")
        return Destination(None, forms[0])
    path = written_to(asked.output, asked)
    if path.is_dir():
        raise WrongUsage(f"{path} is a folder: name a file, which ends with {endings}.")
    form = path.suffix.lower() or forms[0]
    if form not in forms:
        raise WrongUsage(f"The ending of a file says its form: let {path.name} end with {endings}.")
    must_have_folder(path)
    return Destination(path, form)


def delivered(
    data: bytes, to: Destination, said: str = "Written to {}.", asides: Sequence[str] = (), code: int = DONE
) -> Answer:
    """Write what is to be answered into a file, whole or not at all, and say so; or return it, for standard output."""
    if to.path is None:
        return Answer(text=lambda: [data], asides=asides, code=code)
    replace(to.path, data)
    return Answer(asides=[*asides, said.format(to.path)], code=code)
