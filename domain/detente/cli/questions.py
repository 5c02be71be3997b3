"""Questions asked on a terminal, beside the answer: on standard error."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, overload

from rich.console import Console
from rich.prompt import Confirm, Prompt

from detente.cli.printing import aside
from detente.model.errors import DetenteError
from detente.model.wording import masked

Read = TypeVar("Read")


@overload
def question(text: str, read: Callable[[str], Read], *, choices: Sequence[str] | None = None) -> Read: ...
@overload
def question(text: str, *, choices: Sequence[str] | None = None) -> str: ...
def question(text: str, read: Callable[[str], object] = str, *, choices: Sequence[str] | None = None) -> object:
    """Ask until there is an answer that can be read, and return it; raise `EOFError` where the input is closed."""
    while True:
        answer = Prompt.ask(text, console=Console(stderr=True), choices=None if choices is None else list(choices))
        try:
            if answer.strip():
                return read(answer)
        except DetenteError as wrong:
            aside(str(wrong))


def agreed(text: str, because: Iterable[str] = ()) -> bool:
    """Show what has to be known for an answer, ask yes or no, and return whether it is yes."""
    for sentence in because:
        aside(sentence)
    return Confirm.ask(masked(text), console=Console(stderr=True))
