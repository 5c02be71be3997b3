"""``detente retract``: an event of the log is withdrawn."""

import argparse
import sys

from detente.cli.add import acknowledgement
from detente.cli.answer import REFUSED, Answer
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.inputs import log_written
from detente.log.appending import Log
from detente.log.record import Record, read
from detente.model.events import Line
from detente.model.meant import SeveralEvents, retractable
from detente.model.naming import line_in_words


def run(asked: argparse.Namespace) -> Answer:
    """Append a retraction, and return its id once it is durable."""
    path = log_written(asked)
    with wrong_usage(SeveralEvents):
        line = _line_meant(asked.id, read(path))
    if not asked.yes:
        if sys.stdin.isatty():
            if not _is_agreed(line):
                return Answer(asides=["Nothing was withdrawn."], code=REFUSED)
        elif line.id != asked.id:
            raise WrongUsage(
                f"“{asked.id}” names {line_in_words(line)}. Nobody can be asked whether that is meant: write the whole "
                "id, or --yes."
            )
    retraction = {"kind": "retracted", "parties": list(line.parties), "retracts": line.id, "summary": asked.reason}
    with Log(path, wait=asked.wait) as log:
        ids = log.append([retraction])
    return acknowledgement(ids, [] if line.id == asked.id else [f"Withdrawn: {line_in_words(line)}."])


def _line_meant(named: str, record: Record) -> Line:
    """Return the line that is meant; by an exact id, without reading the lines of other pairs."""
    pair = record.pair_of.get(named)
    entries = record.entries_of(pair) if pair else record.entries
    return retractable(named, (entry.line for entry in entries), f"in {record.path}")


def _is_agreed(line: Line) -> bool:
    from detente.cli.questions import agreed

    return agreed(f"Withdraw {line_in_words(line)}: “{line.summary}”?")
