"""``detente machine``: the state machine, drawn or as its table of rules."""

import argparse

from detente.cli.answer import Answer
from detente.views import machine
from detente.views.data import table_data


def run(asked: argparse.Namespace) -> Answer:
    """Return the machine in the format asked for."""
    write = {"mermaid": machine.mermaid, "dot": machine.dot, "markdown": machine.markdown}[asked.format]
    return Answer(table_data, lambda: [write()])
