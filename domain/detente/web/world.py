"""The page of every pair: where each stands on a day, sorted and filtered as is asked, a page of them at a time."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from detente.history.state import State
from detente.model.countries import Code, country, name
from detente.model.dates import HistoricDate, day_in_words
from detente.model.events import CONFIDENCES
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.model.wording import escaped, listing, opening
from detente.views.verdicts import limits, verdict
from detente.web.addresses import Address
from detente.web.course import stop
from detente.web.errors import BadQuestion, NoPage
from detente.web.everywhere import CERTAIN, CERTAINTIES, OPEN, SORTS, Everywhere, Wanted, is_certain
from detente.web.pages import page
from detente.web.parameters import Parameters, naming
from detente.web.site import Site
from detente.web.words import WORDS
from detente.world.forms import FORMS as TABLES

A_PAGE = 100
"""How many pairs stand on a page."""


class Question(NamedTuple):
    """What is asked of every pair."""

    here: Address
    day: date
    """At the end of which day they are looked at."""
    is_dated: bool
    """Whether the day was asked for, and is not simply today."""
    today: date
    known: HistoricDate | None
    """As known on which day; on none, as recorded by now."""
    wanted: Wanted


class Row(NamedTuple):
    """A pair on a day."""

    href: str
    name: str
    codes: Pair
    status: Status | None
    in_words: str
    since: str
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
    return [Route("/", start), Route("/world.{form}", in_form), Route("/find", find)]


def start(request: Request) -> Response:
    """Show where the pairs of the log stand."""
    site: Site = request.app.state.site
    return _page(site, "/", Parameters(request.url.query))


def show_country(site: Site, code: Code, asked: Parameters) -> Response:
    """Show where the pairs of a country stand."""
    if not site.edition.of_country.get(code):
        raise NoPage(WORDS["nothing_of_country"].format(name=name(code)))
    return _page(site, f"/{code}", asked, code)


def in_form(request: Request) -> Response:
    """Return every pair that is asked for, on all pages, in another form."""
    site: Site = request.app.state.site
    if (form := request.path_params["form"]) not in FORMS:
        raise NoPage(WORDS["no_page"].format(path=request.url.path, near=""))
    asked = Parameters(request.url.query)
    asked.one("page")  # the data have every page
    question = _question(site, "/world", asked, None)
    asked.refuse_others()
    every = site.edition.everywhere(question.known)
    media, make = FORMS[form]
    return Response(make(every, question.day, every.chosen(question.day, question.wanted)), media_type=media)


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
    return RedirectResponse(f"/{Pair(*sorted(codes))}", HTTPStatus.FOUND)


def _question(site: Site, path: str, asked: Parameters, code: Code | None) -> Question:
    """Return what an address asks; raise `BadQuestion`."""
    on = asked.date("on")
    day = on.latest if on else site.today
    if code is None and (named := asked.one("country")):
        with naming(WORDS["country"]):
            code = country(named, day)
    status = asked.choice("status", list(Status))
    wanted = Wanted(
        code,
        Status(status) if status else None,
        asked.choice("certainty", CERTAINTIES),
        asked.choice("confidence", CONFIDENCES[::-1]),
        asked.choice("sort", (*SORTS, *(f"-{by}" for by in SORTS))) or SORTS[0],
    )
    return Question(asked.address(path), day, on is not None, site.today, asked.date("known"), wanted)


def _page(site: Site, path: str, asked: Parameters, code: Code | None = None) -> Response:
    question, edition = _question(site, path, asked, code), site.edition
    every = edition.everywhere(question.known)
    pairs = every.chosen(question.day, question.wanted)
    last = max(1, -(-len(pairs) // A_PAGE))
    number = asked.number("page", last)
    asked.refuse_others()
    shown = tuple(pairs[(number - 1) * A_PAGE : number * A_PAGE])
    stops = edition.kept(_year_ends, every, question.today)
    here = question.here
    data = here._replace(path="/world").but(country=question.wanted.country)
    return page(
        "world.html",
        site=site,
        title=WORDS["every_pair_of"].format(name=name(code)) if code else WORDS["every_pair"],
        code=code,
        here=here,
        data=data,
        asked=question,
        spoken=day_in_words(question.day),
        stops=stops,
        stop=stop(stops, question.day),
        rows=edition.kept(_rows, every, question.day, question.known, shown),
        columns=list(_columns(question)),
        forms=list(FORMS),
        count=len(pairs),
        total=every.count,
        left_out=[(found.pair, opening(found.pair.names)) for found in every.left_out],
        statuses=list(Status),
        certainties=CERTAINTIES,
        confidences=CONFIDENCES[::-1],
        countries=edition.kept(_countries, every),
        page=number,
        last=last,
    )


def _rows(every: Everywhere, day: date, known: HistoricDate | None, pairs: Sequence[int]) -> list[Row]:
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
        state.since.in_words() if state.since else "–",
        WORDS["certainties"][certain] if state.possible else "–",
        state.confidence or "–",
        list(_remarks(state)),
    )


def _remarks(state: State) -> Iterator[str]:
    yield from limits(state)
    if state.unsurveyed and state.is_within_record:
        yield WORDS["unsurveyed"].format(families=listing(state.unsurveyed))


def _columns(asked: Question) -> Iterator[Column]:
    sort = asked.wanted.sort
    for by in SORTS:
        turned = f"-{by}" if sort == by else by
        order = {by: "ascending", f"-{by}": "descending"}.get(sort)
        href = asked.here.but(sort=None if turned == SORTS[0] else turned, page=None)
        yield Column(WORDS["columns"][by], href, order)


def _year_ends(every: Everywhere, today: date) -> list[date]:
    """Return the days to step to: the last of each year from the first event to the last, and today in place of a day
    to come.
    """  # noqa: D205 - one sentence
    if every.years is None:
        return []
    first, last = every.years
    return [min(date(year, 12, 31), today) for year in range(first, min(last, today.year) + 1)]


def _countries(every: Everywhere) -> list[tuple[Code, str]]:
    return sorted(((code, name(code)) for code in every.countries), key=lambda one: one[1].casefold())


def _json(every: Everywhere, day: date, pairs: Sequence[int]) -> str:
    return escaped(json.dumps(every.data(day, pairs), ensure_ascii=False))


def _csv(every: Everywhere, day: date, pairs: Sequence[int]) -> bytes:
    return every.written(day, pairs, TABLES[".csv"])


FORMS: Mapping[str, tuple[str, Callable[[Everywhere, date, Sequence[int]], str | bytes]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
}
"""What writes each form of every pair, and what kind of file it is."""
