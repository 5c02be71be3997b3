"""Drawings as answers: as SVG on standard output, or as a picture in a file."""

import argparse
from collections.abc import Sequence

from detente.cli.answer import DONE, Answer
from detente.cli.destination import Destination, delivered, destination
from detente.views.pictures import FORMS


def picture_asked(asked: argparse.Namespace) -> Destination:
    """Return where a drawing goes; raise what `destination` raises."""
    return destination(asked, FORMS)


def drawn(svg: str, to: Destination, asides: Sequence[str] = (), code: int = DONE) -> Answer:
    """Write a drawing to a file, or return it, for standard output. Raises `NoPictures`."""
    return delivered(FORMS[to.form](svg), to, "Drawn: {}", asides, code)
