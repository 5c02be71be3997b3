"""Where a drawing goes: into a file, in the form that its name says, or to standard output."""

from collections.abc import Sequence
from pathlib import Path

from detente.cli.answer import DONE, Answer
from detente.log.writing import replace
from detente.views.pictures import FORMS, SVG


def drawn(svg: str, path: Path | None, asides: Sequence[str] = (), code: int = DONE) -> Answer:
    """Write a drawing to a file, whole or not at all; or return it, for standard output. Raises `NoPictures`."""
    if path is None:
        return Answer(text=lambda: [svg.encode()], asides=asides, code=code)
    replace(path, FORMS[path.suffix.lower() or SVG](svg))
    return Answer(asides=[*asides, f"Drawn: {path}"], code=code)
