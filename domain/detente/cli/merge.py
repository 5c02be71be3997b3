"""``detente merge``: two branches of a log are joined; also as a merge driver of Git."""

import argparse
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from detente.log.appending import Log
from detente.log.merging import merge
from detente.log.record import read_bytes
from detente.log.writing import replace


def run(asked: argparse.Namespace) -> int:
    """Write the joined log; where something stands in the way, write nothing and say all of it."""
    base = read_bytes(Path(asked.base)) if asked.base else b""
    output = Path(asked.output)
    with _held(output):
        replace(output, merge(read_bytes(Path(asked.ours)), read_bytes(Path(asked.theirs)), base))
    return 0


@contextmanager
def _held(output: Path) -> Generator[None]:
    """Hold a log that others add to; what Git gives a driver is a file for the moment, and gets no lock beside it."""
    if Path(f"{output}.lock").exists():
        with Log(output) as log, log.locked():
            yield
    else:
        yield
