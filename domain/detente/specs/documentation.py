"""The steps as a table for people, made from the steps themselves."""

from detente.specs.steps import STEPS


def step_table() -> str:
    """Return every step, with an example and its meaning, as a table in Markdown."""
    rows = [("step", "meaning"), ("---", "---")]
    rows += [(f"`{step.as_written}`", step.meaning) for step in STEPS]
    return "".join(f"| {example} | {meaning} |\n" for example, meaning in rows)
