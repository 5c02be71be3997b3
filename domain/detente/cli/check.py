"""``detente check``: everything that is wrong in a log, and whether it still holds what was recorded."""

import argparse
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.cli.asking import aside, log_asked, print_json, wants_json
from detente.log.comparing import missing
from detente.log.guarding import Guard, Held
from detente.log.record import Record, opened, read_bytes
from detente.log.source import Source
from detente.model.errors import DetenteError
from detente.model.wording import counted


def run(asked: argparse.Namespace) -> int:
    """Print every finding, in the order of the lines; the exit code is 1 if there is any."""
    path = Path(asked.checked) if asked.checked else log_asked(asked)
    if asked.repair:
        read_bytes(path)  # which raises, before a lock is laid beside a log that is not there
        _repair(path)
    guard, source, held = _look(path)
    if held.broken and not asked.reseal:
        # Somebody may have been adding between the two readings: look again while nobody can.
        with suppress(DetenteError), _locked(path):
            guard, source, held = _look(path)
    record = Record(str(path), source)
    changed = [*_changes(asked, path, source, held)]
    if asked.reseal and changed:
        aside("Not sealed anew: the log is not what it is held against.")
    elif asked.reseal:
        _seal(path)
        guard, source, held = _look(path)
    changed = [*held.broken, *changed]
    if asked.seal and not changed:
        unfit = [finding for finding in record.findings if finding.line > (guard.lines or 0)]
        if unfit:
            aside("Not sealed: what is found below has to be mended first.")
        else:
            _seal(path)
            held = Guard(path).hold(source)
    code = 1 if record.findings or changed else 0
    if wants_json(asked):
        from detente.views.data import finding_data

        print_json(
            {
                "findings": [finding_data(finding) for finding in record.findings],
                "changed": changed,
                "advice": [finding_data(finding) for finding in record.advice],
                "unsealed": held.unsealed,
                "digest": held.digest,
            }
        )
        return code
    for finding in (*record.findings, *changed):
        print(finding)
    for advice in record.advice:
        print(advice._replace(message=f"advice: {advice.message}"))
    found = len(record.findings) + len(changed)
    aside(
        f"{path}: {counted(record.audit.events, 'event')} of {counted(record.audit.pairs, 'pair')}, "
        f"{counted(found, 'finding') if found else 'nothing wrong'}. Digest {held.digest}."
    )
    if not_yet := held.unsealed:
        aside(f"{counted(not_yet, 'line')} at its end not yet sealed: detente check --seal does it.")
    return code


def _look(path: Path) -> tuple[Guard, Source, Held]:
    """Read the seal and then the log, and hold the one against the other."""
    guard, source = Guard(path), opened(path)
    return guard, source, guard.hold(source)


def _changes(asked: argparse.Namespace, path: Path, source: Source, held: Held) -> Iterator[str]:
    if asked.expect and held.digest != asked.expect:
        yield f"{path}: the digest is {held.digest}, and {asked.expect} was expected: the log is not the one meant."
    if asked.against:
        for number, line in missing(read_bytes(asked.against), source.read(0, source.size)):
            yield f"{asked.against}:{number}:1: this line is no longer in {path}, unchanged and in its order: {line}"


@contextmanager
def _locked(path: Path) -> Generator[None]:
    from detente.log.appending import Log

    with Log(path) as log, log.locked():
        yield


def _repair(path: Path) -> None:
    from detente.log.appending import Log
    from detente.log.mending import repair

    with Log(path) as log:
        torn = repair(log)
    aside(f"What broke off is in {torn}." if torn else "Nothing was broken off.")


def _seal(path: Path) -> None:
    from detente.log.appending import Log
    from detente.log.mending import seal

    with Log(path) as log:
        seal(log)
