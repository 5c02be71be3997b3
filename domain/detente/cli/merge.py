"""``detente merge``: two branches of a log are joined; also as a merge driver of Git."""

import argparse
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from detente.cli.answer import Answer
from detente.cli.destination import PRINTED
from detente.cli.errors import WrongUsage
from detente.cli.inputs import file_named, written_to
from detente.log.appending import Log
from detente.log.locking import lock_of
from detente.log.merging import advice, merge
from detente.log.record import read_bytes
from detente.log.stamping import latest_moment
from detente.log.writing import replace


def run(asked: argparse.Namespace) -> Answer:
    """Write the joined log and return what is advised of it; where something stands in the way, raise all of it."""
    inputs = [file_named(name) for name in (asked.ours, asked.theirs, asked.base) if name]
    if asked.output == PRINTED:
        return _merged(inputs, None)
    output = Path(asked.output)
    if output.exists() and not output.is_file():
        raise WrongUsage(f"{output} is no file that a log could be: name one for -o.")
    if not (output.exists() and inputs[0].exists() and output.samefile(inputs[0])):
        written_to(asked.output, asked)
    with _held(output):
        return _merged(inputs, output)


def _merged(inputs: Sequence[Path], output: Path | None) -> Answer:
    ours, theirs, *base = map(read_bytes, inputs)
    joined = merge(ours, theirs, *base, limit=latest_moment())
    asides = [str(found.as_advice) for found in advice(ours, joined, str(output or PRINTED))]
    if output is None:
        return Answer(text=lambda: [joined], asides=asides)
    replace(output, joined)
    return Answer(asides=asides)


@contextmanager
def _held(output: Path) -> Generator[None]:
    """Hold the log that is written, and leave no lock beside it where there was none: Git gives a driver such files."""
    lock = lock_of(output)
    was_there = lock.exists()
    with Log(output) as log, log.locked():
        try:
            yield
        finally:
            if not was_there:
                lock.unlink(missing_ok=True)
