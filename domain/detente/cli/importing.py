"""``detente import``: somebody's data set, brought into a log."""

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from detente.cli.answer import DONE, REFUSED, Answer
from detente.cli.errors import WrongUsage
from detente.cli.inputs import file_named, log_asked, log_written, to_be_written, written_to
from detente.cli.printing import counting
from detente.importers.aside import Asides, file_beside
from detente.importers.coming import Importer, NotImported, Outcome
from detente.importers.importing import Import, IsWanted
from detente.importers.registry import described, importer
from detente.importers.reports import account_data, account_in_words, summary_in_words
from detente.log.appending import Log
from detente.model.errors import DetenteError
from detente.model.events import Event


def run(asked: argparse.Namespace) -> Answer:
    """Import files, and return the account of it; the exit code is 1 where a row is malformed or a line refused."""
    if asked.format is None:
        return Answer(described, lambda: (f"{name:<18} {what}" for name, what in described().items()))
    chosen = importer(asked.format)
    mapping = _mapping(asked, chosen)
    if not asked.files:
        raise WrongUsage(f"Name the files to import: detente import {asked.format} FILE.")
    path = _log(asked)
    is_trial = not (asked.target or asked.add)
    kept = written_to(asked.refused, asked) if asked.refused else file_beside(path)
    if asked.refused and path.exists() and kept.exists() and kept.samefile(path):
        raise WrongUsage(f"{path} is the log itself: name another file for what is not added.")
    outcomes = _guarded(chosen.read([Path(file) for file in asked.files], mapping), asked.format)
    with (
        Log(path, wait=asked.wait) as log,
        Asides(None if is_trial else kept) as asides,
        Import(log, _wanted(asked), None if is_trial else asides) as made,
    ):
        with counting("{:,} rows read") as progress:
            made.read(outcomes, progress)
        account = made.add()
    return Answer(
        partial(account_data, account),
        partial(account_in_words, account),
        summary=summary_in_words(account, None if is_trial else path, kept),
        code=REFUSED if account.malformed or account.refused else DONE,
    )


def _guarded(outcomes: Iterator[Outcome], name: str) -> Iterator[Outcome]:
    """Pass on what an importer says of its rows; whatever it stumbles over is an error that names it."""
    try:
        yield from outcomes
    except (DetenteError, OSError, KeyboardInterrupt):
        raise
    except Exception as error:  # of somebody else's importer nothing is known
        raise NotImported(f"The importer of “{name}” has failed, and nothing is imported: {error!r}.") from error


def _mapping(asked: argparse.Namespace, chosen: Importer) -> Path | None:
    if asked.mapping and not chosen.mapping:
        raise WrongUsage(f"{asked.format} takes no --mapping.")
    if chosen.is_mapping_needed and not asked.mapping:
        raise WrongUsage(f"{asked.format} needs --mapping FILE: {chosen.mapping}.")
    return Path(asked.mapping) if asked.mapping else None


def _log(asked: argparse.Namespace) -> Path:
    if asked.target and asked.add:
        raise WrongUsage("Write either -o LOG or --add, which adds to the log of --log.")
    if asked.target:
        return to_be_written(file_named(asked.target))
    return log_written(asked) if asked.add else log_asked(asked)


def _wanted(asked: argparse.Namespace) -> IsWanted:
    """Return what decides whether to add an event that the log may have already: ``--near``, or whoever is asked."""
    near = asked.near or ("ask" if sys.stdin.isatty() else "skip")

    def decided(_event: Event, _twin: Event, _where: str) -> bool:
        return near == "add"

    return _is_agreed if near == "ask" else decided


def _is_agreed(event: Event, twin: Event, where: str) -> bool:
    from detente.cli.questions import agreed

    there = f"The log has {twin.id}, {twin.on.in_words()}: {twin.summary}"
    new = f"{where} says as {event.id}, {event.on.in_words()}: {event.summary}"
    return agreed("Add it all the same?", [there, new])
