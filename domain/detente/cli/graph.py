"""``detente graph``: all relations on one day as a graph, for programs that analyse networks."""

import argparse
from pathlib import Path

from detente.cli.answer import Answer
from detente.cli.errors import WrongUsage
from detente.cli.every_pair import EveryPair
from detente.cli.inputs import written_to
from detente.log.writing import replace
from detente.model.dates import last_day
from detente.model.extras import WORLD, is_installed
from detente.model.wording import counted, listing
from detente.views.data import states_data
from detente.views.graph import FORMS, graph_of


def run(asked: argparse.Namespace) -> Answer:
    """Write the graph to a file, whole or not at all."""
    path = _path(asked)
    day = last_day(asked.date)
    if is_installed(*WORLD):
        from detente.cli.in_bulk import InBulk

        every = InBulk.of(asked)
        states = every.data(every.world.on(day), range(len(every.world.pairs)))
    else:
        every = EveryPair(asked)
        states = states_data([history.at(day) for history in every])
    graph = graph_of(states, every.left_out)
    replace(path, FORMS[path.suffix.lower()](graph))
    said = f"{counted(len(graph.edges), 'pair')} of {len(graph)} countries written to {path}."
    return Answer(asides=[*every.asides, said], code=every.code)


def _path(asked: argparse.Namespace) -> Path:
    path = written_to(asked.output, asked)
    if path.suffix.lower() not in FORMS:
        raise WrongUsage(f"The form is told by the ending: let {path.name} end with {listing([*FORMS], 'or')}.")
    return path
