"""``detente import``: somebody's data set, brought into a log."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from detente.cli.answer import DONE, REFUSED, Answer
from detente.cli.errors import WrongUsage
from detente.cli.inputs import log_asked, log_written
from detente.cli.printing import counting
from detente.importers.aside import Asides, file_beside
from detente.importers.coming import Importer
from detente.importers.importing import Import
from detente.importers.registry import described, importer
from detente.importers.reports import account_data, account_in_words, summary_in_words
from detente.log.appending import Log
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
    is_trial = not (asked.output or asked.add)
    kept = Path(asked.refused) if asked.refused else file_beside(path)
    with Log(path, wait=asked.wait) as log, Asides(None if is_trial else kept) as asides:
        made = Import(log, _wanted(asked), None if is_trial else asides)
        with counting("{:,} rows read") as progress:
            account = made.run(chosen.read([Path(file) for file in asked.files], mapping), progress)
    return Answer(
        partial(account_data, account),
        partial(account_in_words, account),
        summary=summary_in_words(account, None if is_trial else path, kept),
        code=REFUSED if account.malformed or account.refused else DONE,
    )


def _mapping(asked: argparse.Namespace, chosen: Importer) -> Path | None:
    if asked.mapping and not chosen.mapping:
        raise WrongUsage(f"{asked.format} takes no --mapping.")
    if chosen.is_mapping_needed and not asked.mapping:
        raise WrongUsage(f"{asked.format} needs --mapping FILE: {chosen.mapping}.")
    return Path(asked.mapping) if asked.mapping else None


def _log(asked: argparse.Namespace) -> Path:
    if asked.output and asked.add:
        raise WrongUsage("Write either -o LOG or --add, which adds to the log of --log.")
    if asked.output:
        return Path(asked.output)
    return log_written(asked) if asked.add else log_asked(asked)


def _wanted(asked: argparse.Namespace) -> Callable[[Event, Event], bool]:
    """Return what decides whether to add an event that the log may have already: ``--near``, or whoever is asked."""
    near = asked.near or ("ask" if sys.stdin.isatty() else "skip")
    return _is_agreed if near == "ask" else lambda _event, _twin: near == "add"


def _is_agreed(event: Event, twin: Event) -> bool:
    from detente.cli.questions import agreed

    there = f"The log has {twin.id}, {twin.on.in_words()}: {twin.summary}"
    return agreed("Add it all the same?", [there, f"To be added is {event.id}, {event.on.in_words()}: {event.summary}"])
