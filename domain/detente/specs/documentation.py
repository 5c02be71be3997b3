"""The steps as a table for people, made from the steps themselves."""

from detente.specs.steps import STEPS


def step_table() -> str:
    """Write every step, with an example and what it says, as a table in Markdown."""
    rows = [("step", "says"), ("---", "---")]
    rows += [(f"`{step.keyword} {step.example}`", step.says) for step in STEPS]
    return "".join(f"| {example} | {says} |\n" for example, says in rows)
