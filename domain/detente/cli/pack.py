"""``detente pack``: every pair of a log in one file of columns, so that a date is a look-up."""

import argparse
from pathlib import Path

from detente.cli.answer import DONE, REFUSED, Answer
from detente.cli.destination import destination
from detente.cli.every_pair import not_answered
from detente.cli.inputs import record_together, together_asked
from detente.model.errors import DetenteError
from detente.model.extras import needing
from detente.model.wording import counted
from detente.views.sentences import mention

with needing("world", "Packing a log"):
    from detente.world.beside import path_beside, sealed
    from detente.world.packing import pack
    from detente.world.reading import lines, of_lines
    from detente.world.replay import followed


FORM = ".parquet"
"""The ending of the files into which a log is packed."""


class NotSealed(DetenteError):
    """A log beside which no packed world can be kept, since no seal says later that it is of this log."""


def run(asked: argparse.Namespace) -> Answer:
    """Write the file that is named, or the one beside the log; say what was packed and which pairs were left out."""
    if asked.packed:
        asked.log = asked.packed
    named = destination(asked, [FORM], is_printed=False).path if asked.output else None
    record = record_together(together_asked(asked))
    of = sealed(record)
    if of is None and not named:
        raise NotSealed(
            f"No seal vouches for all of {record.path}, so that nobody could tell later whether a file beside it is "
            "still right: seal it first (detente check --seal LOG) if it is one log in lines, or name a file with -o."
        )
    said = lines(record)
    world = followed(of_lines(said, record))
    path = named or path_beside(Path(record.path))
    pack(said, world, of or record.reached(), path)
    asides = [*mention(record), *not_answered(world.left_out, record)]
    done = f"{counted(len(world.happened.pair), 'event')} of {counted(len(world.pairs), 'pair')} packed into {path}."
    return Answer(asides=[*asides, done], code=REFUSED if asides else DONE)
