"""``detente merge``: two branches of a log are joined; also as a merge driver of Git."""

import argparse
from pathlib import Path

from detente.cli.asking import aside
from detente.log.merging import merge
from detente.log.record import read_bytes


def run(asked: argparse.Namespace) -> int:
    """Write the joined log; where something stands in the way, write nothing and say all of it."""
    base = read_bytes(Path(asked.base)) if asked.base else b""
    joined = merge(read_bytes(Path(asked.ours)), read_bytes(Path(asked.theirs)), base)
    try:
        Path(asked.output).write_bytes(joined)
    except OSError as error:
        aside(f"detente merge: {asked.output} cannot be written: {error.strerror}.")
        return 1
    return 0
