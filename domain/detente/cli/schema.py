"""``detente schema``: the JSON Schema of a line of the log."""

import argparse
from functools import partial

from detente.cli.answer import Answer
from detente.cli.errors import wrong_usage
from detente.model import rules
from detente.model.table import RETRACTION, SURVEY
from detente.model.wording import identifier
from detente.views.data import schema_data


def run(asked: argparse.Namespace) -> Answer:
    """Return the schema of all kinds, or of one."""
    return Answer(partial(schema_data, _kind(asked.kind)))


def _kind(text: str | None) -> str | None:
    if text is None or identifier(text) in (RETRACTION.kind, SURVEY.kind):
        return text and identifier(text)
    with wrong_usage(rules.NoSuchKind):
        return rules.kind(text)
