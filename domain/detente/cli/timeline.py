"""``detente timeline``: the relations of a pair, of each pair of a country, or each break, along the years, drawn."""

import argparse
from datetime import UTC, datetime

from detente.cli.answer import Answer
from detente.cli.drawing import drawn, picture_asked
from detente.cli.errors import WrongUsage
from detente.cli.every_pair import every_pair
from detente.cli.inputs import history_asked, span_asked
from detente.model.countries import country
from detente.views.pairs.breaks import SEVERING, breaks
from detente.views.pairs.content import without
from detente.views.pairs.of_country import of_country
from detente.views.pairs.rows import draw as draw_rows
from detente.views.timeline.drawing import draw
from detente.views.timeline.from_history import content_of


def run(asked: argparse.Namespace) -> Answer:
    """Draw what is asked about, into a file or for standard output."""
    _must_go_together(asked)
    since, until = span_asked(asked, datetime.now(UTC).date())
    first = since if asked.since else None
    to = picture_asked(asked)
    if asked.one:
        history, asides = history_asked(asked)
        return drawn(draw(content_of(history, until, first, with_facts=not asked.ladder)), to, asides)
    if asked.country:
        code = country(asked.country, until)
        every = every_pair(asked, code)
        content = of_country(code, every, until, first)
    else:
        every = every_pair(asked)
        content = breaks(every.having(SEVERING), until, first)
    content = without(content, every.left_out, is_in_doubt=every.is_in_doubt)
    return drawn(draw_rows(content), to, every.asides, every.code)


def _must_go_together(asked: argparse.Namespace) -> None:
    """Raise `WrongUsage` where it is asked about nothing, or about several things at once."""
    if bool(asked.one) + bool(asked.country) + asked.severed != 1:
        raise WrongUsage("Of whom? Name two countries, or one with --country, or write --severed for every break.")
    if asked.one and not asked.other:
        raise WrongUsage("One country is no pair: name two countries, or write --country for each pair of one.")
    if asked.ladder and not asked.one:
        raise WrongUsage("--ladder leaves out the facts of two countries: name them.")
