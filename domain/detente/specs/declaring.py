"""Declaring a step: what pytest-bdd looks for in a scenario, and what is documented of it."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from pytest_bdd import given, parsers, then, when


class Step(NamedTuple):
    """One step, as it is documented."""

    keyword: str
    """Given, When or Then: the first of them, where it can stand after several."""
    example: str
    meaning: str
    """What it means, in a line."""
    pattern: re.Pattern[str]


STEPS: list[Step] = []
"""Every step, in the order in which they are documented."""

Function = TypeVar("Function", bound=Callable[..., None])


def step(keywords: str, pattern: str, example: str) -> Callable[[Function], Function]:
    """Make a step of a function: named groups of a regular expression are its arguments, its docstring its meaning."""

    def make(function: Function) -> Function:
        meaning = (function.__doc__ or "").strip()
        STEPS.append(Step(keywords.split(maxsplit=1)[0], example, meaning, re.compile(pattern)))
        for keyword in keywords.lower().split():
            make_step = {"given": given, "when": when, "then": then}[keyword]
            make_step(parsers.re(pattern), stacklevel=2)(function)
        return function

    return make
