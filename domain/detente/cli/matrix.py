"""``detente matrix``: countries by countries on one day, drawn, as letters in a grid, or as data."""

import argparse
from functools import partial

from detente.cli.answer import Answer
from detente.cli.drawing import drawn, picture_asked
from detente.cli.errors import WrongUsage
from detente.cli.every_pair import every_pair
from detente.cli.inputs import known_asked
from detente.model.countries import country
from detente.model.dates import last_day
from detente.views.pairs.matrix import draw
from detente.views.pairs.of_states import matrix_of
from detente.views.pairs.tables import matrix_data, matrix_sheet, matrix_text


def run(asked: argparse.Namespace) -> Answer:
    """Return the matrix, or draw it where that is asked for."""
    day, known = last_day(asked.date), known_asked(asked)
    codes = list(dict.fromkeys(country(text, day) for text in asked.countries))
    if len(codes) == 1:
        raise WrongUsage("One country alone has no relations: name several, or none for all of the log.")
    to = picture_asked(asked)
    every = every_pair(asked)
    content = matrix_of(every.states_on(day), day, codes, left_out=every.left_out, is_in_doubt=every.is_in_doubt)
    if asked.output:
        return drawn(draw(content), to, every.asides, every.code)
    return Answer(
        partial(matrix_data, content, day, known and last_day(known)),
        partial(matrix_text, content),
        every.asides,
        code=every.code,
        sheet=partial(matrix_sheet, content),
    )
