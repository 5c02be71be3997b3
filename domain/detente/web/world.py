"""The page of every pair: where each stands on a day, sorted and filtered as is asked, a page of them at a time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from detente.history.state import State
from detente.model.countries import Code, country, name, name_in_sentence
from detente.model.dates import HistoricDate
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.model.wording import listing, opening
from detente.views.verdicts import limits, verdict
from detente.web import breaks, citing, listed, matrix, seen
from detente.web.addresses import Address
from detente.web.drawn import Drawn, placed
from detente.web.errors import BadQuestion, NoPage
from detente.web.forms import form_asked
from detente.web.listed import Listed, Made, answered
from detente.web.pages import page
from detente.web.parameters import Parameters, naming
from detente.web.site import Site
from detente.web.view import view
from detente.web.wanted import CERTAIN, OPEN, SORTS, is_certain, wanted
from detente.web.when import when
from detente.web.words import WORDS

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere

A_PAGE = 100
"""How many pairs stand on a page."""


class Row(NamedTuple):
    """A pair on a day."""

    href: str
    name: str
    codes: Pair
    status: Status | None
    in_words: str
    height: int
    """How high the status is, as far below the highest as the pair comes after others: of none, below all."""
    since: str
    began: str
    """The first day of that, by which pairs are sorted; of none, after all."""
    certainty: str
    confidence: str
    remarks: Sequence[str]
    """What was not surveyed, and whether the day lies beyond what is recorded."""


class Column(NamedTuple):
    """The head of a column by which the pairs can be sorted."""

    title: str
    href: Address
    """Where they are sorted by it; where they are already, from its other end."""
    order: str | None
    """How they are sorted by it, as HTML says it; none where they are sorted by another."""


def routes(_: Site) -> Sequence[BaseRoute]:
    """Return the routes of the pages of every pair."""
    return [
        Route("/", start),
        Route("/world.{form}", in_form),
        Route("/breaks", breaks.show),
        Route("/breaks.{form}", breaks.in_form),
        Route("/matrix", matrix.show),
        Route("/matrix.{form}", matrix.in_form),
        Route("/map", seen.show),
        Route("/map.{form}", seen.in_form),
        Route("/cite.{form}", citing.in_form),
        Route("/find", find),
    ]


def start(request: Request) -> Response:
    """Show where the pairs of the log stand."""
    site: Site = request.app.state.site
    return _page(site, "/", Parameters(request.url.query))


def show_country(site: Site, code: Code, asked: Parameters) -> Response:
    """Show where the pairs of a country stand."""
    _must_have(site, code)
    return _page(site, f"/{code}", asked, code)


def in_form(request: Request) -> Response:
    """Return every pair that is asked for, on all pages, in another form."""
    return _in_form(request, None, listed.FORMS)


def country_in_form(request: Request, code: Code) -> Response:
    """Return the pairs of a country that are asked for in another form."""
    _must_have(request.app.state.site, code)
    return _in_form(request, code, listed.of_country(code))


def _in_form(request: Request, code: Code | None, forms: Mapping[str, tuple[str, Made]]) -> Response:
    site: Site = request.app.state.site
    form = form_asked(request, forms)
    given = Parameters(request.url.query)
    given.one("page")  # the data have every page
    asked = when(site, request.url.path, given)
    which = wanted(given, asked.day, code, SORTS)
    given.refuse_others()
    every = site.edition.everywhere(asked.known)
    found = Listed(every, asked, every.chosen(asked.day, which), every.left_out_of(which.countries))
    return answered(found, form)


def find(request: Request) -> Response:
    """Go to the page of the two countries that are named in a form, or of the one, on the day that is looked at."""
    asked = Parameters(request.url.query)
    codes: list[str] = []
    for field in ("one", "other"):
        named = asked.one(field)
        if named or not codes:
            with naming(WORDS[f"{field}_country"]):
                codes.append(country(named or ""))
    looked = when(request.app.state.site, request.url.path, asked)
    asked.refuse_others()
    if len({*codes}) < len(codes):
        raise BadQuestion(WORDS["two_countries"])
    return RedirectResponse(str(looked.at(f"/{'-'.join(sorted(codes))}")), HTTPStatus.FOUND)


def _must_have(site: Site, code: Code) -> None:
    if not site.edition.of_country.get(code):
        raise NoPage(WORDS["nothing_of_country"].format(name=name(code)))


def _page(site: Site, path: str, given: Parameters, code: Code | None = None) -> Response:
    asked, edition = when(site, path, given), site.edition
    which, every = wanted(given, asked.day, code, SORTS), edition.everywhere(asked.known)
    pairs = every.chosen(asked.day, which)
    part = given.part(pairs, site.a_page(A_PAGE))
    given.refuse_others()
    return page(
        "world.html",
        **view(site, asked, which, every, None if code else "any"),
        title=opening(WORDS["every_pair_of"].format(name=name_in_sentence(code))) if code else WORDS["every_pair"],
        code=code,
        data=asked.here if code else asked.here._replace(path="/world"),
        picture=edition.kept(_picture, every, code, tuple(sorted(pairs)), asked.end) if code else None,
        rows=edition.kept(_rows, every, asked.day, asked.known, tuple(part.shown)),
        columns=list(_columns(asked.here, which.sort)),
        names=list(listed.of_country(code) if code else listed.FORMS),
        count=len(pairs),
        total=every.count,
        page=part.number,
        last=part.last,
    )


def _picture(every: "Everywhere", code: Code, pairs: Sequence[int], end: date) -> Drawn:
    return placed(listed.drawn(every, code, pairs, end))


def _rows(every: "Everywhere", day: date, known: HistoricDate | None, pairs: Sequence[int]) -> list[Row]:
    asked = Address("", (("on", day.isoformat()),)).but(known=known and known.text)
    return [_row(state, asked) for state in every.states(day, pairs)]


def _row(state: State, asked: Address) -> Row:
    certain = CERTAIN if is_certain(state) else OPEN
    return Row(
        str(asked._replace(path=f"/{state.pair}")),
        opening(state.pair.names),
        state.pair,
        state.status,
        verdict(state, is_dated=False),
        len(Status) if state.status is None else len(Status) - 1 - state.status.height,
        state.since.in_words() if state.since else "–",
        str(state.since.earliest if state.since else date.max),
        WORDS["certainties"][certain] if state.possible else "–",
        state.confidence or "–",
        list(_remarks(state)),
    )


def _remarks(state: State) -> Iterator[str]:
    yield from limits(state)
    if state.unsurveyed and state.is_within_record:
        yield WORDS["unsurveyed"].format(families=listing(state.unsurveyed))


def _columns(here: Address, sort: str) -> Iterator[Column]:
    for by in SORTS:
        turned = f"-{by}" if sort == by else by
        order = {by: "ascending", f"-{by}": "descending"}.get(sort)
        href = here.but(sort=None if turned == SORTS[0] else turned, page=None)
        yield Column(WORDS["columns"][by], href, order)
