"""The steps as they are documented: what somebody may have meant who wrote another."""

import re
from functools import cache
from pathlib import Path

from detente.model.wording import nearest

_ROW = re.compile(r"^\| `((?:Given|When|Then) [^`]*)`", re.MULTILINE)
_PARTICULARS = {'"[^"]*"': '"x"', r"\S*\d\S*": "0", r"\b[A-Z]\w+( (and )?[A-Z]\w+)*": "C"}
"""What tells two steps apart that are one: what they quote, their dates, their countries."""


@cache
def documented_steps() -> tuple[str, ...]:
    """Give an example of every step, out of the page that documents them."""
    package = Path(__file__).parents[1]
    installed = package / "specs.md"
    page = installed if installed.exists() else package.parents[1] / "docs" / "specs.md"
    return tuple(_ROW.findall(page.read_text(encoding="utf-8")))


def nearest_steps(kind: str, text: str) -> list[str]:
    """Find the documented steps most like one that is not known, the best first; those of its kind come first."""
    by_shape = {_shape(step.split(" ", 1)[1]): step for step in documented_steps()}
    found = [by_shape[near] for near in nearest(_shape(text), by_shape)]
    return sorted(found, key=lambda step: not step.startswith(kind.title()))


def _shape(text: str) -> str:
    for particular, stand_in in _PARTICULARS.items():
        text = re.sub(particular, stand_in, text)
    return text
