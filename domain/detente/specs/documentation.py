"""The steps for people and programs, made from the steps themselves."""

from typing import Any

from detente.model.wording import listing
from detente.specs.steps import STEPS


def step_table() -> str:
    """Return every step, with an example and its meaning, as a table in Markdown."""
    rows = [("step", "meaning"), ("---", "---")]
    rows += [(f"`{step.as_written}`", step.meaning) for step in STEPS]
    return "".join(f"| {example} | {meaning} |\n" for example, meaning in rows)


def steps_data() -> list[dict[str, Any]]:
    """Return every step as data: its keywords, how it is written, its regular expression, an example, its meaning."""
    return [
        {
            "keywords": list(step.keywords),
            "form": step.form,
            "pattern": step.pattern.pattern,
            "example": step.as_written,
            "meaning": step.meaning,
        }
        for step in STEPS
    ]


def headings() -> list[tuple[str, str, str]]:
    """Return of every step how it is written, an example and its meaning, as people read them."""
    return [(f"{listing(step.keywords, 'or')} {step.form}", step.as_written, step.meaning) for step in STEPS]
