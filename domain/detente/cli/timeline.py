"""``detente timeline``: the course of a pair as a drawing."""

import argparse
import sys
from datetime import UTC, date, datetime

from detente.cli.asking import aside, history_asked, written_to
from detente.log.writing import NotWritten, replace
from detente.views.timeline import timeline


def run(asked: argparse.Namespace) -> int:
    """Write the drawing to a file, whole or not at all, or to standard output."""
    until: date = asked.until.latest if asked.until else datetime.now(UTC).date()
    drawn = timeline(history_asked(asked), until, asked.since and asked.since.earliest).encode()
    if asked.output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(drawn)
        return 0
    path = written_to(asked.output, asked)
    if not path.parent.is_dir():
        raise NotWritten(f"There is no folder {path.parent} to put {path.name} into. Make it first, or name another.")
    replace(path, drawn)
    aside(f"Drawn: {path}")
    return 0
