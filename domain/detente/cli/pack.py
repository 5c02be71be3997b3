"""``detente pack``: every pair of a log in one file of columns, so that a date is a look-up."""

import argparse

from detente.cli.answer import DONE, REFUSED, Answer
from detente.cli.destination import destination
from detente.cli.every_pair import not_answered
from detente.cli.inputs import record_together, together_asked
from detente.model.extras import needing
from detente.model.wording import counted
from detente.views.sentences import mention

with needing("world", "Packing a log"):
    from detente.world.filing import pack_record


FORM = ".parquet"
"""The ending of the files into which a log is packed."""


def run(asked: argparse.Namespace) -> Answer:
    """Write the file that is named, or the one beside the log; say what was packed and which pairs were left out."""
    if asked.packed:
        asked.log = asked.packed
    named = destination(asked, [FORM], is_printed=False).path if asked.output else None
    record = record_together(together_asked(asked))
    packed = pack_record(record, named, memory=asked.memory)
    asides = [*mention(record), *not_answered(packed.left_out, record)]
    done = f"{counted(packed.counting, 'event')} of {counted(len(packed.pairs), 'pair')} packed into {packed.path}."
    return Answer(asides=[*asides, done], code=REFUSED if asides else DONE)
