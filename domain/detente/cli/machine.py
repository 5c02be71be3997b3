"""``detente machine``: the state machine, drawn or as its table of rules."""

import argparse

from detente.cli.asking import print_json, wants_json
from detente.views import data
from detente.views import machine as drawn


def run(asked: argparse.Namespace) -> int:
    """Print the machine in the format asked for."""
    if wants_json(asked):
        return print_json(data.table_data())
    print({"mermaid": drawn.mermaid, "dot": drawn.dot, "markdown": drawn.markdown}[asked.format]())
    return 0
