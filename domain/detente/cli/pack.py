"""``detente pack``: every pair of a log in one file of columns, so that a date is a look-up."""

import argparse

from detente.cli.answer import DONE, REFUSED, Answer
from detente.cli.every_pair import not_answered
from detente.cli.inputs import file_named, log_asked, written_to
from detente.log.record import read
from detente.model.errors import DetenteError
from detente.model.extras import needing
from detente.model.wording import counted
from detente.views.sentences import mention

with needing("world", "Packing a log"):
    from detente.world.beside import path_beside, sealed
    from detente.world.packing import pack
    from detente.world.reading import lines, of_lines
    from detente.world.replay import followed


class NotSealed(DetenteError):
    """A log beside which no packed world can be kept, since no seal says later that it is of this log."""


def run(asked: argparse.Namespace) -> Answer:
    """Write the file that is named, or the one beside the log; say what was packed and which pairs were left out."""
    log = file_named(asked.packed) if asked.packed else log_asked(asked)
    record = read(log)
    of = sealed(record)
    if of is None and not asked.output:
        raise NotSealed(
            f"The seal of {log} does not vouch for all of it, so that nobody could tell later whether a file beside it "
            "is still right: seal it first (detente check --seal), or name a file with -o."
        )
    said = lines(record)
    world = followed(of_lines(said, record))
    path = written_to(asked.output, asked) if asked.output else path_beside(log)
    pack(said, world, of or record.reached(), path)
    asides = [*mention(record), *not_answered(world.left_out)]
    done = f"{counted(len(world.happened.pair), 'event')} of {counted(len(world.pairs), 'pair')} packed into {path}."
    return Answer(asides=[*asides, done], code=REFUSED if asides else DONE)
