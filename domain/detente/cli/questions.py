"""Questions asked on a terminal, beside the answer: on standard error."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

from rich.console import Console
from rich.prompt import Confirm, Prompt

from detente.cli.asking import aside
from detente.model.errors import DetenteError

Read = TypeVar("Read")


@overload
def question(text: str, read: Callable[[str], Read], *, choices: Sequence[str] | None = None) -> Read: ...
@overload
def question(text: str, *, choices: Sequence[str] | None = None) -> str: ...
def question(text: str, read: Callable[[str], object] = str, *, choices: Sequence[str] | None = None) -> object:
    """Ask until there is an answer that can be read; raises `EOFError` where somebody has closed the input."""
    while True:
        answer = Prompt.ask(text, console=Console(stderr=True), choices=None if choices is None else list(choices))
        try:
            if answer.strip():
                return read(answer)
        except DetenteError as wrong:
            aside(str(wrong))


def agreed(text: str) -> bool:
    """Ask yes or no."""
    return Confirm.ask(text, console=Console(stderr=True))
