"""``detente schema``: the JSON Schema of a line of the log, or of the answers of the commands."""

import argparse
from functools import partial
from typing import Any

from detente.cli.answer import Answer
from detente.cli.errors import WrongUsage, wrong_usage
from detente.model import rules
from detente.model.table import RETRACTION, SURVEY
from detente.model.wording import identifier
from detente.views.data import schema_data


def run(asked: argparse.Namespace) -> Answer:
    """Return the schema of all kinds of line, of one, or of the answers of all commands."""
    if asked.answers:
        if asked.kind:
            raise WrongUsage("--answers is about commands: write it without a kind.")
        return Answer(answers)
    return Answer(partial(schema_data, _kind(asked.kind)))


def answers() -> dict[str, Any]:
    """Return the JSON Schema of what every command answers with ``--json``."""
    from detente.importers.reports import SHAPE as IMPORTED  # which only this question needs
    from detente.specs.reports import SHAPE as RUN
    from detente.views.schema import answers_schema

    return answers_schema({"spec": RUN, "import": IMPORTED} | _of_every_pair())


def _of_every_pair() -> dict[str, Any]:
    """Return the shapes of answers that take the extra `world`: none where it is not installed."""
    try:
        from detente.world.aggregates import AGGREGATES
        from detente.world.codebook import FACTS, columns
        from detente.world.systems import SYSTEMS
    except ModuleNotFoundError:
        return {}
    from detente.views.panels import shape

    every = {column.name: column for system in SYSTEMS for column in columns("day", system, FACTS, AGGREGATES)}
    always = columns("year", "iso", (), ())
    return {"panel": shape(list(every.values()), always)}


def _kind(text: str | None) -> str | None:
    if text is None or identifier(text) in (RETRACTION.kind, SURVEY.kind):
        return text and identifier(text)
    with wrong_usage(rules.NoSuchKind):
        return rules.kind(text)
