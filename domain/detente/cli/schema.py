"""``detente schema``: the JSON Schema of a line of the log."""

import argparse

from detente.cli.asking import aside, print_json
from detente.model.lines import json_schema, kinds
from detente.model.wording import did_you_mean, nearest

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def run(asked: argparse.Namespace) -> int:
    """Print the schema of all kinds, or of one."""
    if asked.kind is None:
        return print_json({"$schema": DIALECT, "title": "A line of the log"} | json_schema())
    if asked.kind not in kinds():
        aside(f"detente schema: there is no kind “{asked.kind}”.{did_you_mean(nearest(asked.kind, kinds()))}")
        return 2
    return print_json({"$schema": DIALECT} | json_schema(asked.kind))
