"""``detente retract``: an event of the log is withdrawn."""

import argparse
import sys

from detente.cli.add import acknowledgement
from detente.cli.answer import REFUSED, Answer
from detente.cli.inputs import log_written
from detente.log.appending import Log
from detente.log.record import read
from detente.model.errors import DetenteError
from detente.model.wording import did_you_mean, nearest


class NotThere(DetenteError):
    """An event that the log does not have."""


def run(asked: argparse.Namespace) -> Answer:
    """Append a retraction, and return its id once it is durable."""
    path = log_written(asked)
    lines = {entry.line.id: entry.line for entry in read(path).entries}
    if asked.id not in lines:
        raise NotThere(f"There is no event “{asked.id}” in {path}.{did_you_mean(nearest(asked.id, lines))}")
    if not asked.yes and sys.stdin.isatty() and not _is_agreed(lines[asked.id].summary):
        return Answer(asides=["Nothing was withdrawn."], code=REFUSED)
    retraction = {
        "kind": "retracted",
        "parties": list(lines[asked.id].parties),
        "retracts": asked.id,
        "summary": asked.reason,
    }
    with Log(path, wait=asked.wait) as log:
        return acknowledgement(log.append([retraction]))


def _is_agreed(summary: str) -> bool:
    from detente.cli.questions import agreed

    return agreed(f"Withdraw “{summary}”?")
