"""The path of a log, as somebody who programs gives it, and that of the index beside it."""

import os
from pathlib import Path

from detente.model.errors import WrongCall
from detente.model.wording import called


def path_of(given: object) -> Path:
    """Return the path that a value means: a text, bytes, or anything that has a path; raise `WrongCall`."""
    try:
        path = os.fsdecode(given)  # type: ignore[arg-type]  # which says of what it is none
        os.fsencode(path)
    except (TypeError, UnicodeError) as wrong:
        raise WrongCall(f"A path was asked for, and this is {called(given)}. Give a text or a pathlib.Path.") from wrong
    if "\0" in path:
        raise WrongCall("A path was asked for, and this text has a character in it that no path has: U+0000.")
    return Path(path)


def index_of(log: Path) -> Path:
    """Return the file of the index of a log, which is there or not."""
    real = log.resolve()
    return real.with_name(f"{real.name}.index")
