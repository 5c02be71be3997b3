"""``detente graph``: all relations on one day as a graph, for programs that analyse networks."""

import argparse

from detente.cli.answer import Answer
from detente.cli.destination import delivered, destination
from detente.cli.every_pair import every_pair
from detente.model.dates import last_day
from detente.model.wording import counted
from detente.views.graph import FORMS, graph_of


def run(asked: argparse.Namespace) -> Answer:
    """Write the graph to a file, whole or not at all, or return it for standard output."""
    to = destination(asked, FORMS)
    day = last_day(asked.date)
    every = every_pair(asked)
    graph = graph_of(every.data_on(day), every.left_out)
    said = f"{counted(len(graph.edges), 'pair')} of {len(graph)} countries written to {{}}."
    return delivered(FORMS[to.form](graph), to, said, every.asides, every.code)
