"""``detente rates``: how long pairs stay on a rung, what comes next, and how soon."""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from detente.cli.answer import Answer, Block, Styled
from detente.cli.drawing import drawn, picture_asked
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.inputs import is_on_spark, span_asked
from detente.model.countries import country
from detente.model.dates import day_in_words, last_day
from detente.model.extras import needing
from detente.model.pairs import Pair
from detente.model.statuses import NoSuchStatus

if TYPE_CHECKING:
    from detente.cli.destination import Destination
    from detente.cli.in_bulk import Remarks
    from detente.cli.on_spark import Found
    from detente.world.rates import Chosen, Rates
    from detente.world.turned import Courses


class _Within(NamedTuple):
    """Of which pairs, and of what time, it is asked."""

    country: str | None
    since: date | None
    until: date


def run(asked: argparse.Namespace) -> Answer:
    """Return how long spells lasted and how they ended; or how often each status is left for each other."""
    _must_go_together(asked)
    since, until = span_asked(asked, datetime.now(UTC).date())
    within = _Within(country(asked.country) if asked.country else None, since if asked.since else None, until)
    to = picture_asked(asked)
    with needing("rates", "To tell base rates"):
        every, remarks = _courses(asked)
        answer = _matrix(every, within) if asked.matrix else _spells(every, asked, within, to, remarks.in_doubt)
    return answer._replace(asides=[*remarks.asides, *answer.asides], code=remarks.code)


def _must_go_together(asked: argparse.Namespace) -> None:
    """Raise `WrongUsage` where something is asked that does not go together."""
    ways = [bool(asked.status), asked.matrix, bool(asked.like)]
    if sum(ways) != 1:
        raise WrongUsage(
            "Ask of one thing: of a STATUS, of the pairs that are --like two countries, or of the --matrix."
        )
    if not asked.status and (asked.to or asked.came_from):
        raise WrongUsage("--to and --came-from are about a STATUS: name it first.")
    if asked.on and not asked.like:
        raise WrongUsage("--on is the day on which two countries stand that others are --like: name them.")
    if asked.matrix and asked.output:
        raise WrongUsage("A matrix is not drawn: leave -o out, or ask of a STATUS.")


def _courses(asked: argparse.Namespace) -> "tuple[Courses, Remarks | Found]":
    """Return what rates are made of, and what is to be said of any answer; nothing is answered before."""
    if is_on_spark(asked):
        from detente.cli.on_spark import turned_of

        return turned_of(asked)
    from detente.cli.in_bulk import InParts
    from detente.world.turned import Turned

    parts = InParts.of(asked)
    return Turned.of(parts.of_one), parts.remarks[0]


def _matrix(every: "Courses", within: _Within) -> Answer:
    from detente.views.rates.data import matrix_data, matrix_sheet
    from detente.views.rates.words import changes
    from detente.world.matrix import matrix

    rows = matrix(every, within.until, within.country, within.since)
    return Answer(
        partial(matrix_data, every, rows, *within),
        partial(changes, every, rows),
        sheet=partial(matrix_sheet, rows),
    )


def _spells(
    every: "Courses", asked: argparse.Namespace, within: _Within, to: "Destination", in_doubt: str | None
) -> Answer:
    from detente.views.rates.data import rates_data, spells_sheet
    from detente.world.rates import rates

    like = (Pair.of(*asked.like), last_day(asked.on) if asked.on else within.until) if asked.like else None
    chosen = _like(every, *like, in_doubt) if like else _asked(asked)
    found = rates(every, chosen._replace(country=within.country, since=within.since), within.until)
    if asked.output:
        from detente.views.rates.drawing import draw

        return drawn(draw(found), to)
    return Answer(partial(rates_data, found, like), partial(_text, found, like), sheet=partial(spells_sheet, found))


def _asked(asked: argparse.Namespace) -> "Chosen":
    """Return the choice of the spells of a status; raise `WrongUsage`."""
    from detente.world.rates import Chosen, SameStatus

    with wrong_usage(NoSuchStatus, SameStatus):
        return Chosen.of(asked.status, asked.to, asked.came_from or None)


def _like(every: "Courses", pair: Pair, on: date, in_doubt: str | None) -> "Chosen":
    from detente.world.alike import alike

    return alike(every, pair, on, in_doubt)


def _text(found: "Rates", like: tuple[Pair, date] | None) -> Iterator[Block]:
    from detente.views.rates.words import counts, each, headline, remarks, tables, title

    if like:
        yield (f"Like {like[0].names} on {day_in_words(like[1])}:",)
    yield (Styled(title(found), "bold"), f". {counts(found)}")
    if half := headline(found):
        yield (half,)
    yield from tables(found)
    if (like or found.lasting.by is None) and len(found.spells.pair):
        yield each(found)
    yield from ((remark,) for remark in remarks(found))
