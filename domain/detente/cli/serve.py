"""``detente serve``: the page, on this machine alone, until somebody stops it."""

import argparse
import gc
import webbrowser
from contextlib import suppress
from pathlib import Path

from detente.cli.answer import Answer
from detente.cli.inputs import log_asked
from detente.cli.printing import aside, progress
from detente.model.errors import DetenteError


class NoPage(DetenteError):
    """What serves the page is not installed."""


def run(asked: argparse.Namespace) -> Answer:
    """Serve the page of the log that is asked about; return when somebody has stopped it."""
    try:
        from detente.web.serving import serve
    except ModuleNotFoundError as missing:
        raise NoPage(
            "The page takes libraries that are not installed here: pip install 'detente[web]'. "
            f"The first that is missing is {missing.name}."
        ) from missing
    log, show = log_asked(asked), progress(asked)

    def begun(address: str) -> None:
        show(f"{log} is shown at {address}, on this machine alone. Ctrl-C stops it.")
        if asked.open and not webbrowser.open(address):
            aside("There is no browser to open here: type the address into one.")

    # Other commands are over before garbage is worth looking for.
    gc.enable()
    with suppress(KeyboardInterrupt):
        serve(log, asked.port, begun, Path(asked.features) if asked.features else None)
    return Answer(asides=["Stopped."])
