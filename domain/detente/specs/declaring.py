"""Declaring a step: what pytest-bdd looks for in a scenario, and what is documented of it."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from pytest_bdd import given, parsers, then, when

_STANDS_FOR = {"one": "country", "other": "country", "by": "country", "whose": "country", "day": "date"}
"""What stands for an argument in the form of a step, if not its name."""

_OF_FORM = (
    (r"\(\?P<\w+>([\w ]+)\)\?", r"[\1]"),
    (r"\(\?P<(\w+)>[^()]*\)", r"<\1>"),
    (r"\(\?:([^()]*)\)\?", r"[\1]"),
    (r"\(\?:([^()]*)\)", r"\1"),
    (r"(\w)\?", r"[\1]"),
)
"""What in a pattern is written how in the form that people read, from the inside out."""


class Step(NamedTuple):
    """One step, as it is documented."""

    keywords: tuple[str, ...]
    """Given, When or Then, with which it can stand."""
    example: str
    meaning: str
    """What it means, in a line."""
    pattern: re.Pattern[str]

    @property
    def as_written(self) -> str:
        """The example with its keyword: the first of them, where it can stand after several."""
        return f"{self.keywords[0]} {self.example}"

    @property
    def form(self) -> str:
        """The pattern as people read it.

        >>> pattern = r"(?P<one>.+?) on (?P<day>.+?) (?:is|are) (?P<isnt>not )?so(?: since (?P<since>.+?))?"
        >>> Step(("Then",), "", "", re.compile(pattern)).form
        '<country> on <date> is|are [not ]so[ since <since>]'
        """
        text = self.pattern.pattern
        for pattern, written in _OF_FORM:
            text = re.sub(pattern, written, text)
        for argument, kind in _STANDS_FOR.items():
            text = text.replace(f"<{argument}>", f"<{kind}>")
        return text


STEPS: list[Step] = []
"""Every step, in the order in which they are documented."""

Function = TypeVar("Function", bound=Callable[..., None])


def step(keywords: str, pattern: str, example: str) -> Callable[[Function], Function]:
    """Make a step of a function: named groups of a regular expression are its arguments, its docstring its meaning."""

    def make(function: Function) -> Function:
        meaning = (function.__doc__ or "").strip()
        STEPS.append(Step(tuple(keywords.split()), example, meaning, re.compile(pattern)))
        for keyword in keywords.lower().split():
            make_step = {"given": given, "when": when, "then": then}[keyword]
            make_step(parsers.re(pattern), stacklevel=2)(function)
        return function

    return make
