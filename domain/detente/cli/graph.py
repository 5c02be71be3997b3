"""``detente graph``: all relations on one day as a graph, for programs that analyse networks."""

import argparse

from detente.cli.answer import Answer
from detente.cli.destination import delivered, destination
from detente.cli.every_pair import EveryPair
from detente.model.dates import last_day
from detente.model.extras import WORLD, is_installed
from detente.model.wording import counted
from detente.views.data import states_data
from detente.views.graph import FORMS, graph_of


def run(asked: argparse.Namespace) -> Answer:
    """Write the graph to a file, whole or not at all, or return it for standard output."""
    to = destination(asked, FORMS)
    day = last_day(asked.date)
    if is_installed(*WORLD):
        from detente.cli.in_bulk import InBulk

        every = InBulk.of(asked)
        states = every.data(every.world.on(day), range(len(every.world.pairs)))
    else:
        every = EveryPair(asked)
        states = states_data([history.at(day) for history in every])
    graph = graph_of(states, every.left_out)
    said = f"{counted(len(graph.edges), 'pair')} of {len(graph)} countries written to {{}}."
    return delivered(FORMS[to.form](graph), to, said, every.asides, every.code)
