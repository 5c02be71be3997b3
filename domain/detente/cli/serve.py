"""``detente serve``: the page, on this machine alone until somebody stops it, or as files for any web host."""

import argparse
import gc
import os
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from detente.cli.answer import DONE, Answer
from detente.cli.errors import WrongUsage
from detente.cli.inputs import log_asked
from detente.cli.printing import aside, counting, progress
from detente.model.countries import country
from detente.model.dates import day_in_words
from detente.model.errors import DetenteError

PORT = 8000
"""Where the page is served, if it is not said."""


class NoPage(DetenteError):
    """What makes the page is not installed."""


def run(asked: argparse.Namespace) -> Answer:
    """Serve the page of the log that is asked about until somebody stops it, or write it into a folder."""
    if asked.export is None and asked.country:
        raise WrongUsage("--country goes with --export: a page that is served has the pairs of each country at /IRN.")
    if asked.export is not None and (asked.open or asked.port is not None):
        raise WrongUsage("--export writes the page and serves nothing: it takes no --open and no --port.")
    # Other commands are over before garbage is worth looking for.
    gc.enable()
    try:
        return _served(asked) if asked.export is None else _exported(asked)
    except ModuleNotFoundError as missing:
        raise NoPage(
            "The page takes libraries that are not installed here: pip install 'detente[web]'. "
            f"The first that is missing is {missing.name}."
        ) from missing


def _served(asked: argparse.Namespace) -> NoReturn:
    from detente.web.serving import serve

    log, show = log_asked(asked), progress(asked)

    def begun(address: str) -> None:
        show(f"{log} is shown at {address}, on this machine alone. Ctrl-C stops it.")
        if asked.open and not webbrowser.open(address):
            aside("There is no browser to open here: type the address into one.")

    with suppress(KeyboardInterrupt):
        serve(log, PORT if asked.port is None else asked.port, begun, _features(asked))
    aside("Stopped.")
    # What is still being worked out is for nobody: to take libraries apart while they are at work ends in a crash.
    os._exit(DONE)


def _exported(asked: argparse.Namespace) -> Answer:
    from detente.web.still.export import export
    from detente.web.still.site import Still

    countries = [country(named) for named in asked.country or ()]
    folder = Path(asked.export)
    with counting("{} files …") as told:
        made = export(Still(log_asked(asked), _features(asked), countries), folder, told)
    size = f"{made.size / 1_000_000:.1f} MB"
    return Answer(asides=[f"Written: {folder}, {made.files:,} files of {size}, as of {day_in_words(made.day)}."])


def _features(asked: argparse.Namespace) -> Path | None:
    return Path(asked.features) if asked.features else None
