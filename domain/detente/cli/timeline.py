"""``detente timeline``: the relations of a pair along the years, as a drawing."""

import argparse
from datetime import UTC, datetime

from detente.cli.answer import Answer
from detente.cli.inputs import history_asked, picture_asked, span_asked
from detente.log.writing import replace
from detente.views.pictures import FORMS, SVG
from detente.views.timeline.drawing import draw
from detente.views.timeline.from_history import content_of


def run(asked: argparse.Namespace) -> Answer:
    """Write the drawing to a file, whole or not at all; or return it, for standard output."""
    since, until = span_asked(asked)
    until = until if asked.until else datetime.now(UTC).date()
    path = picture_asked(asked)
    history, asides = history_asked(asked)
    drawn = draw(content_of(history, until, since if asked.since else None, with_facts=not asked.ladder))
    if path is None:
        return Answer(text=lambda: [drawn.encode()], asides=asides)
    replace(path, FORMS[path.suffix.lower() or SVG](drawn))
    return Answer(asides=[*asides, f"Drawn: {path}"])
