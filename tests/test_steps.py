"""The documentation of the steps is made from them: `uv run python tests/test_steps.py` writes it anew."""

from pathlib import Path

import pytest
from pytest_bdd.steps import step_function_context_registry

from detente.specs import steps
from detente.specs.documentation import step_table

PAGE = Path(__file__).parent.parent / "docs" / "specs.md"
BEGINS, ENDS = "<!-- steps -->\n\n", "\n<!-- end of steps -->"


def page() -> str:
    """Return the page with the table as it should be."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGINS)[0], text.split(ENDS)[1]
    return f"{before}{BEGINS}{step_table()}{ENDS}{after}"


def test_the_page_has_the_steps_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("step", steps.STEPS, ids=lambda step: step.example)
def test_each_example_is_a_step_and_only_one(step: steps.Step) -> None:
    matching = {
        context.step_func
        for context in step_function_context_registry.values()
        if context.type == step.keywords[0].lower() and context.parser.is_matching(step.example)
        if context.step_func.__module__ == steps.__name__
    }
    assert len(matching) == 1


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
