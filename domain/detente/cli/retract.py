"""``detente retract``: an event of the log is withdrawn."""

import argparse
import sys

from detente.cli.add import acknowledge
from detente.cli.asking import aside, log_written
from detente.log.appending import Log
from detente.log.record import read
from detente.model.wording import did_you_mean, nearest


def run(asked: argparse.Namespace) -> int:
    """Append a retraction, and print its id once it is durable."""
    path = log_written(asked)
    lines = {entry.line.id: entry.line for entry in read(path).entries}
    if asked.id not in lines:
        aside(f"detente retract: there is no event “{asked.id}” in {path}.{did_you_mean(nearest(asked.id, lines))}")
        return 1
    if not asked.yes and sys.stdin.isatty() and not _agreed(lines[asked.id].summary):
        aside("Nothing was withdrawn.")
        return 1
    retraction = {
        "kind": "retracted",
        "parties": list(lines[asked.id].parties),
        "retracts": asked.id,
        "summary": asked.reason,
    }
    with Log(path, wait=asked.wait) as log:
        return acknowledge(asked, log.append([retraction]))


def _agreed(summary: str) -> bool:
    from detente.cli.questions import agreed

    return agreed(f"Withdraw “{summary}”?")
