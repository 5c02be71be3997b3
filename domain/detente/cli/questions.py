"""Questions asked on a terminal, beside the answer: on standard error."""

import sys
from collections.abc import Callable, Iterable
from typing import TypeVar, overload

from detente.cli.printing import aside, prompt
from detente.model.errors import DetenteError

Read = TypeVar("Read")


class BadAnswer(DetenteError):
    """An answer on the terminal that cannot be taken."""


@overload
def question(text: str, read: Callable[[str], Read]) -> Read: ...
@overload
def question(text: str, read: Callable[[str], Read], *, is_needed: bool) -> Read | None: ...
def question(text: str, read: Callable[[str], Read], *, is_needed: bool = True) -> Read | None:
    """Ask until there is an answer that can be read, and return it; nothing where none is needed and none given.

    Raises `EOFError` where the input is closed.
    """
    while True:
        prompt(text)
        try:
            if answer := _line():
                return read(answer)
            if not is_needed:
                return None
        except DetenteError as wrong:
            aside(str(wrong))


def agreed(text: str, because: Iterable[str] = ()) -> bool:
    """Show what has to be known for an answer, ask yes or no, and return whether it is yes."""
    for sentence in because:
        aside(sentence)
    return question(f"{text} (yes or no)", yes_or_no)


def yes_or_no(text: str) -> bool:
    """Return whether an answer is yes; raise `BadAnswer` where it is neither yes nor no.

    >>> yes_or_no("y"), yes_or_no("No")
    (True, False)
    """
    for word, means in (("yes", True), ("no", False)):
        if word.startswith(text.casefold()):
            return means
    raise BadAnswer(f"“{text}” is neither yes nor no.")


def _line() -> str:
    raw = sys.stdin.buffer.readline()
    if not raw:
        raise EOFError
    try:
        return raw.decode().strip()
    except UnicodeDecodeError as wrong:
        raise BadAnswer("That is not UTF-8: set the terminal to it, or write it in other letters.") from wrong
