"""``detente check``: everything that is wrong in a log, and whether it still holds what was recorded."""

import argparse
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from detente.cli.answer import DONE, REFUSED, Answer, Block
from detente.cli.inputs import file_named, log_asked, to_be_written
from detente.log.auditing import Audit
from detente.log.auditing import audit as audited
from detente.log.comparing import missing
from detente.log.form import foreign, is_scenario, not_a_log
from detente.log.guarding import Guard, Held
from detente.log.record import Unreadable, opened
from detente.log.source import Source
from detente.log.stamping import latest_moment
from detente.model.errors import DetenteError
from detente.model.extras import WORLD, is_installed
from detente.model.wording import counted
from detente.views.data import check_data

LONG = 2**22
"""From how many bytes on a log is checked in bulk: to load what that takes is as long as to check fewer without it."""

_UNFIT = "Not sealed: what is found below has to be mended first."


def run(asked: argparse.Namespace) -> Answer:
    """Return every finding, in the order of the lines; the exit code is 1 if there is any."""
    path = file_named(asked.checked) if asked.checked else log_asked(asked)
    if asked.repair or asked.seal or asked.reseal:
        path = to_be_written(path)
    asides: list[str] = []
    guard, source, held = _look(path)
    if is_scenario(source):
        from detente.cli.scenario_check import checked  # which logs do not need

        return checked(asked, path, source)
    if asked.repair:
        asides.append("Nothing was cut: it is no log." if foreign(source) else _repair(path))
        guard, source, held = _look(path)
    if held.broken and not asked.reseal:
        # Somebody may have been adding between the two readings: look again while nobody can.
        with suppress(DetenteError), _locked(path):
            guard, source, held = _look(path)
    audit = _audit(path, source, asked.jobs)
    changed = [*_changes(asked, path, source, held)]
    if asked.reseal and changed:
        asides.append("Not sealed anew: the log is not what it is held against.")
    elif asked.reseal and any(finding.cause is None for finding in audit.findings):
        asides.append(_UNFIT)
    elif asked.reseal:
        _seal(path)
        guard, source, held = _look(path)
    changed = [*held.broken, *changed]
    if asked.seal and not changed:
        unfit = [finding for finding in audit.findings if finding.line > (guard.lines or 0)]
        if unfit:
            asides.append(_UNFIT)
        else:
            _seal(path)
            held = Guard(path).hold(source)
    return Answer(
        partial(check_data, audit, changed, held.unsealed, held.digest),
        partial(_text, audit, changed),
        asides,
        [*_summary(path, audit, changed, held)],
        REFUSED if audit.findings or changed else DONE,
    )


def _audit(path: Path, source: Source, workers: int | None) -> Audit:
    """Return everything that is wrong in a log; of a long one in bulk, where what that takes is installed."""
    if source.size >= LONG and is_installed(*WORLD):
        from detente.world.auditing import audit as in_bulk  # with libraries that a short log does without

        return in_bulk(source, str(path), latest_moment(), workers)
    return audited(source, str(path), latest_moment())


def _text(audit: Audit, changed: Sequence[str]) -> Iterator[Block]:
    yield from map(str, audit.findings)
    yield from changed
    for advice in audit.advice:
        yield str(advice.as_advice)


def _summary(path: Path, audit: Audit, changed: Sequence[str], held: Held) -> Iterator[str]:
    found = len(audit.findings) + len(changed)
    withdrawn = f" ({audit.withdrawn} withdrawn)" if audit.withdrawn else ""
    yield (
        f"{path}: {counted(audit.events, 'event')}{withdrawn} of {counted(audit.pairs, 'pair')}, "
        f"{counted(found, 'finding') if found else 'nothing wrong'}. Digest {held.digest}."
    )
    if held.has_other_ends:
        yield (
            f"{path} holds the lines that were sealed, and only their ends differ (carriage returns or a byte order "
            "mark), as where Git changes them: “*.jsonl -text” in .gitattributes keeps it from that. Before anything "
            "is added, bring the ends back, or seal it as it is with detente check --reseal."
        )
    if held.unsealed:
        yield f"{counted(held.unsealed, 'line')} at its end not yet sealed: detente check --seal does it."


def _look(path: Path) -> tuple[Guard, Source, Held]:
    """Return the seal, the log read after it, and what the log is when it is held against the seal."""
    guard, source = Guard(path), opened(path)
    return guard, source, guard.hold(source)


def _changes(asked: argparse.Namespace, path: Path, source: Source, held: Held) -> Iterator[str]:
    if asked.expect and held.digest != asked.expect:
        yield f"{path}: the digest is {held.digest}, and {asked.expect} was expected: the log is not the one meant."
    if asked.against:
        older = opened(file_named(asked.against))
        if why := not_a_log(older):
            raise Unreadable(f"{asked.against}:1:1: {why}")
        for number, line in missing(older.whole(), source.whole()):
            yield f"{asked.against}:{number}:1: this line is no longer in {path}, unchanged and in its order: {line}"


@contextmanager
def _locked(path: Path) -> Generator[None]:
    from detente.log.appending import Log

    with Log(path) as log, log.locked():
        yield


def _repair(path: Path) -> str:
    """Move a last line that breaks off beside the log; return what was done."""
    from detente.log.appending import Log
    from detente.log.mending import repair

    with Log(path) as log:
        torn = repair(log)
    return f"What broke off is in {torn}." if torn else "Nothing was broken off."


def _seal(path: Path) -> None:
    from detente.log.appending import Log
    from detente.log.mending import seal

    with Log(path) as log:
        seal(log)
