"""Which steps somebody may have meant who wrote one that there is not."""

import re

from detente.model.wording import nearest
from detente.specs.steps import STEPS

_PARTICULARS = {'"[^"]*"': '"x"', r"\S*\d\S*": "0", r"\b[A-Z]\w+( (and )?[A-Z]\w+)*": "C"}
"""What tells two steps apart that are one: what they quote, their dates, their countries."""


def nearest_steps(keyword: str, text: str) -> list[str]:
    """Return the documented steps most like one that is not known, those of its own keyword first."""
    by_shape = {_shape(step.example): step for step in STEPS}
    found = [by_shape[near] for near in nearest(_shape(text), by_shape)]
    return [step.as_written for step in sorted(found, key=lambda step: keyword.title() not in step.keywords)]


def _shape(text: str) -> str:
    for particular, stand_in in _PARTICULARS.items():
        text = re.sub(particular, stand_in, text)
    return text


def keywords_of(text: str) -> list[str]:
    """Return the keywords with which a text is a step; none where there is no such step."""
    return [keyword for step in STEPS if step.pattern.fullmatch(text) for keyword in step.keywords]


def place(words: str, text: str) -> int | None:
    """Return how far into a step some words stand that are a value of it, or in one; nothing if they are in none."""
    for match in filter(None, (step.pattern.fullmatch(text) for step in STEPS)):
        values = [(match.start(name), value) for name, value in match.groupdict().items() if value]
        # A value that is these words, before one that has them in it.
        for begins, value in sorted(values, key=lambda found: found[1] != words):
            if words in value:
                return begins + value.index(words)
    return None
