"""The page of countries by countries on a day, coloured and lettered by status."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from detente.model.countries import Code
from detente.model.dates import last_day
from detente.views.pairs.content import Matrix, not_answered
from detente.views.pairs.matrix import draw
from detente.views.pairs.tables import matrix_data, matrix_sheet
from detente.views.sheets import as_csv, as_json
from detente.web.drawn import Drawn, placed
from detente.web.forms import form_asked
from detente.web.pages import page
from detente.web.view import asked_whole, view
from detente.web.wanted import FILTERS, MOST, Wanted
from detente.web.when import When
from detente.web.words import WORDS

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere

FIRST = 30
"""How many countries are shown where none are named: those that are in the most pairs."""


def show(request: Request) -> Response:
    """Show the countries that are asked for, by the others."""
    site, asked, which, every = asked_whole(request, "/matrix")
    codes = _shown(every, asked.day, which)
    listed = asked.at("/", FILTERS)
    if not which.is_filtered:
        listed = listed.but(country=None)
        for code in codes:
            listed = listed.plus("country", code)
    return page(
        "matrix.html",
        **view(site, asked, which, every, "several"),
        picture=site.edition.kept(_picture, every, asked.day, which, codes),
        codes=codes,
        most=MOST,
        listed=listed,
        names=list(FORMS),
    )


def in_form(request: Request) -> Response:
    """Return the same in another form."""
    media, make = form_asked(request, FORMS)
    _, asked, which, every = asked_whole(request, "/matrix")
    content = _content(every, asked.day, which, _shown(every, asked.day, which))
    return Response(make(content, asked), media_type=media)


def _shown(every: "Everywhere", day: date, which: Wanted) -> tuple[Code, ...]:
    """Return the countries that are asked for; where that is one or none, those with the most pairs that fit."""
    if len(which.countries) > 1:
        return which.countries
    left_out = [one.pair for one in every.left_out_of(which.countries)]
    fitting = every.countries_of(every.chosen(day, which), left_out) or every.busiest
    return tuple(dict.fromkeys((*which.countries, *fitting)))[:FIRST]


def _picture(every: "Everywhere", day: date, which: Wanted, codes: tuple[Code, ...]) -> Drawn:
    return placed(draw(_content(every, day, which, codes)))


def _content(every: "Everywhere", day: date, which: Wanted, codes: tuple[Code, ...]) -> Matrix:
    """Return the matrix of countries; where only some pairs are asked for, those alone, and how many it has not."""
    shown = every.chosen(day, which._replace(countries=codes))
    if not which.is_filtered:
        return every.matrix(day, codes, shown)
    asked = {*every.chosen(day, which)}
    among = [pair for pair in shown if pair in asked]
    content = every.matrix(day, codes, among)
    drawn, later, beyond = len(content.cells), len(among) - len(content.cells), len(asked) - len(among)
    said = [WORDS["cells_asked"].format(asked=len(asked), drawn=drawn)]
    said += [
        why.format(count=count)
        for why, count in ((WORDS["cells_later"], later), (WORDS["cells_beyond"], beyond))
        if count
    ]
    said += [not_answered(content.left_out)] if content.left_out else []
    return content._replace(statement=" ".join(said), blank=WORDS["not_asked"].format(nothing=content.blank))


def _json(content: Matrix, asked: When) -> str:
    data = matrix_data(content, asked.day, asked.known and last_day(asked.known))
    return as_json(data)


FORMS: Mapping[str, tuple[str, Callable[[Matrix, When], str]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", lambda content, _: as_csv(matrix_sheet(content))),
    "svg": ("image/svg+xml", lambda content, _: draw(content)),
}
"""What writes each form, and what kind of file it is."""
