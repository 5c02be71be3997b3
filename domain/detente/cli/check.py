"""``detente check``: everything that is wrong in a log, and whether it still holds what was recorded."""

import argparse
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.cli.asking import aside, log_asked, print_json, wants_json
from detente.log.comparing import missing
from detente.log.guarding import Guard, digest
from detente.log.reading import entries
from detente.log.record import Record, read_bytes
from detente.model.errors import DetenteError
from detente.model.wording import counted


def run(asked: argparse.Namespace) -> int:
    """Print every finding, in the order of the lines; the exit code is 1 if there is any."""
    path = Path(asked.checked) if asked.checked else log_asked(asked)
    if asked.repair:
        read_bytes(path)  # which raises, before a lock is laid beside a log that is not there
        _repair(path)
    guard, data, broken = _look(path)
    if broken and not asked.reseal:
        # Somebody may have been adding between the two readings: look again while nobody can.
        with suppress(DetenteError), _locked(path):
            guard, data, broken = _look(path)
    record = Record(str(path), entries(data, str(path)))
    changed = [*_changes(asked, path, data)]
    if asked.reseal and changed:
        aside("Not sealed anew: the log is not what it is held against.")
    elif asked.reseal:
        _seal(path)
        guard, data, broken = _look(path)
    changed = [*broken, *changed]
    if asked.seal and not changed:
        unfit = [finding for finding in record.findings if finding.line > (guard.lines or 0)]
        if unfit:
            aside("Not sealed: what is found below has to be mended first.")
        else:
            _seal(path)
            guard = Guard(path)
    code = 1 if record.findings or changed else 0
    if wants_json(asked):
        from detente.views.data import finding_data

        print_json(
            {
                "findings": [finding_data(finding) for finding in record.findings],
                "changed": changed,
                "advice": [finding_data(finding) for finding in record.advice],
                "unsealed": guard.unsealed(data),
                "digest": digest(data),
            }
        )
        return code
    for told in (*record.findings, *changed):
        print(told)
    for advice in record.advice:
        print(advice._replace(message=f"advice: {advice.message}"))
    found = len(record.findings) + len(changed)
    aside(
        f"{path}: {counted(len(record.entries), 'event')} of {counted(len(record.by_pair), 'pair')}, "
        f"{counted(found, 'finding') if found else 'nothing wrong'}. Digest {digest(data)}."
    )
    if not_yet := guard.unsealed(data):
        aside(f"{counted(not_yet, 'line')} at its end not yet sealed: detente check --seal does it.")
    return code


def _look(path: Path) -> tuple[Guard, bytes, list[str]]:
    """Read the seal and then the log, and say where it is no longer what was sealed."""
    guard, data = Guard(path), read_bytes(path)
    return guard, data, [*guard.broken(data)]


def _changes(asked: argparse.Namespace, path: Path, data: bytes) -> Iterator[str]:
    if asked.expect and digest(data) != asked.expect:
        yield f"{path}: the digest is {digest(data)}, and {asked.expect} was expected: the log is not the one meant."
    if asked.against:
        for number, line in missing(read_bytes(asked.against), data):
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
