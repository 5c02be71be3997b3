"""What is wrong with a scenario before it is run, and pytest-bdd would let pass."""

import re
from typing import NamedTuple

from gherkin.dialect import Dialect
from pytest_bdd.gherkin_parser import ExamplesTable, Scenario, Step

from detente.model.wording import listing
from detente.specs.suggestions import keywords_of

COLUMN = re.compile(r"<(.+?)>")
"""Where a step asks for a column of the examples."""


class Problem(NamedTuple):
    """Why a scenario cannot be run, and the line in which that shows."""

    line: int
    message: str


def problem(scenario: Scenario, language: str) -> Problem | None:
    """Return why a scenario would not be run, or not as it reads; none if it would."""
    dialect = Dialect.for_name(language)
    assert dialect
    if scenario.keyword in dialect.scenario_outline_keywords and not scenario.examples:
        line = scenario.location.line
        return Problem(line, f"the {scenario.keyword} has no examples; give it a table of them")
    found = (_in_examples(scenario, examples) for examples in scenario.examples)
    return _lost_step(scenario, dialect) or next(filter(None, found), None)


def _lost_step(scenario: Scenario, dialect: Dialect) -> Problem | None:
    """Return the line that reads like a step before the first, if any: Gherkin takes it for a description."""
    keywords = [*dialect.given_keywords, *dialect.when_keywords, *dialect.then_keywords, *dialect.and_keywords]
    first_words = {keyword.strip().casefold() for keyword in keywords}
    for line, text in enumerate(scenario.description.splitlines(), start=scenario.location.line + 1):
        keyword, _, rest = text.strip().partition(" ")
        if keyword.rstrip(":").casefold() in first_words and keywords_of(rest):
            why = "reads like a step and is none: write its keyword as Gherkin does, with a capital"
            return Problem(line, f"“{text.strip()}” {why}")
    return None


def _in_examples(scenario: Scenario, examples: ExamplesTable) -> Problem | None:
    """Return what is wrong with a table of examples: no rows, a column twice, a column that a step lacks."""
    if not examples.table_body or not examples.table_header:
        return Problem(examples.location.line, "the examples have no rows, and so nothing would be run")
    columns = [cell.value for cell in examples.table_header.cells]
    if len(set(columns)) < len(columns):
        return Problem(examples.table_header.location.line, "a column stands twice in the examples")
    for step in scenario.steps:
        missing = [name for name in _columns_asked(step) if name not in columns]
        if missing:
            has = listing([f"<{name}>" for name in columns])
            table = f"the examples in line {examples.location.line} have no such column; they have {has}"
            return Problem(step.location.line, f"the step asks for <{missing[0]}>, but {table}")
    return None


def _columns_asked(step: Step) -> list[str]:
    cells = [cell.value for row in step.datatable.rows for cell in row.cells] if step.datatable else []
    docstring = step.docstring.content if step.docstring else ""
    return [name for text in (step.text, *cells, docstring) for name in COLUMN.findall(text)]
