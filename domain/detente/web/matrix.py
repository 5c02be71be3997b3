"""The page of countries by countries on a day, coloured and lettered by status."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from detente.model.countries import Code, country
from detente.model.dates import last_day
from detente.views.pairs.content import Matrix
from detente.views.pairs.matrix import draw
from detente.views.pairs.tables import matrix_data, matrix_sheet
from detente.views.sheets import as_csv, as_json
from detente.web.course import stop
from detente.web.drawn import Drawn, placed
from detente.web.errors import BadQuestion
from detente.web.everywhere import Everywhere
from detente.web.forms import form_asked
from detente.web.pages import page
from detente.web.parameters import Parameters, naming
from detente.web.site import Site
from detente.web.when import When, when
from detente.web.words import WORDS

FIRST = 30
"""How many countries are shown where none are named: those that are in the most pairs."""
MOST = 60
"""How many can be named."""


def show(request: Request) -> Response:
    """Show the countries that are asked for, by the others."""
    site: Site = request.app.state.site
    given = Parameters(request.url.query)
    asked = when(site, "/matrix", given)
    every, codes = _asked(site, asked, given)
    stops = every.stops(asked.today)
    return page(
        "matrix.html",
        site=site,
        here=asked.here,
        asked=asked,
        stops=stops,
        stop=stop(stops, asked.day),
        picture=site.edition.kept(_picture, every, asked.day, codes),
        countries=every.countries,
        codes=codes,
        most=MOST,
        names=list(FORMS),
    )


def in_form(request: Request) -> Response:
    """Return the same in another form."""
    site: Site = request.app.state.site
    media, make = form_asked(request, FORMS)
    given = Parameters(request.url.query)
    asked = when(site, "/matrix", given)
    every, codes = _asked(site, asked, given)
    return Response(make(every.matrix(asked.day, codes), asked), media_type=media)


def _asked(site: Site, asked: When, given: Parameters) -> tuple[Everywhere, Sequence[Code]]:
    """Return every pair, and the countries that are asked for; raise `BadQuestion`."""
    with naming(WORDS["country"]):
        named = tuple(dict.fromkeys(country(text, asked.day) for text in given.many("country", MOST)))
    given.refuse_others()
    if len(named) == 1:
        raise BadQuestion(WORDS["one_alone"])
    every = site.edition.everywhere(asked.known)
    return every, named or tuple(every.busiest[:FIRST])


def _picture(every: Everywhere, day: date, codes: Sequence[Code]) -> Drawn:
    return placed(draw(every.matrix(day, codes)))


def _json(content: Matrix, asked: When) -> str:
    data = matrix_data(content, asked.day, asked.known and last_day(asked.known))
    return as_json(data)


FORMS: Mapping[str, tuple[str, Callable[[Matrix, When], str]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", lambda content, _: as_csv(matrix_sheet(content))),
    "svg": ("image/svg+xml", lambda content, _: draw(content)),
}
"""What writes each form, and what kind of file it is."""
