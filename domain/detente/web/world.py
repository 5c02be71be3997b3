"""The pages of every pair: which pairs the log has."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from detente.model.countries import Code, country, name
from detente.model.pairs import Pair
from detente.model.wording import opening
from detente.web.errors import BadQuestion, NoPage
from detente.web.pages import page
from detente.web.parameters import Parameters, naming
from detente.web.site import Site
from detente.web.words import WORDS

A_PAGE = 100
"""How many pairs stand on a page."""


def routes(_: Site) -> Sequence[BaseRoute]:
    """Return the routes of the pages of every pair."""
    return [Route("/", start), Route("/find", find)]


def start(request: Request) -> Response:
    """Show the pairs of the log."""
    site: Site = request.app.state.site
    asked, pairs = Parameters(request.url.query), site.edition.pairs
    last = max(1, -(-len(pairs) // A_PAGE))
    number = asked.number("page", last)
    asked.refuse_others()
    shown = [(f"/{pair}", opening(pair.names)) for pair in pairs[(number - 1) * A_PAGE : number * A_PAGE]]
    here = asked.address("/")
    return page("start.html", site=site, pairs=shown, count=len(pairs), page=number, last=last, here=here)


def find(request: Request) -> Response:
    """Go to the page of the two countries that are named in a form."""
    asked = Parameters(request.url.query)
    codes: list[str] = []
    for field in ("one", "other"):
        with naming(WORDS[f"{field}_country"]):
            codes.append(country(asked.one(field) or ""))
    asked.refuse_others()
    if codes[0] == codes[1]:
        raise BadQuestion(WORDS["two_countries"])
    return RedirectResponse(f"/{Pair(*sorted(codes))}", 302)


def show_country(site: Site, code: Code, asked: Parameters) -> Response:
    """Show the pairs of a country."""
    asked.refuse_others()
    pairs = site.edition.of_country.get(code, [])
    if not pairs:
        raise NoPage(WORDS["nothing_of_country"].format(name=name(code)))
    shown = [(f"/{pair}", opening(pair.names)) for pair in pairs]
    return page("start.html", site=site, pairs=shown, count=len(pairs), page=1, last=1, here=asked.address(f"/{code}"))
