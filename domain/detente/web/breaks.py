"""The page of every break of relations, the longest first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from detente.model.dates import day_in_words
from detente.model.events import Event
from detente.model.naming import act_in_words
from detente.model.rules import Act
from detente.model.wording import opening
from detente.views.blocks import Sheet
from detente.views.pairs.breaks import TITLE, Break, rows_of
from detente.views.pairs.rows import draw
from detente.views.sheets import as_csv, as_json
from detente.web.course import stop
from detente.web.drawn import placed
from detente.web.everywhere import Everywhere
from detente.web.forms import form_asked
from detente.web.pages import page
from detente.web.parameters import Parameters
from detente.web.site import Site
from detente.web.when import When, when
from detente.web.words import WORDS

A_PAGE = 50
"""How many breaks stand on a page."""
COLUMNS = ("code1", "code2", "from", "to", "certain_from", "certain_to", "days_least", "days_most", "ended")


class Row(NamedTuple):
    """A break."""

    href: str
    name: str
    began: str
    ended: str
    lasted: str
    is_open: bool


def show(request: Request) -> Response:
    """Show the breaks that had begun by the end of a day."""
    site: Site = request.app.state.site
    given = Parameters(request.url.query)
    asked, edition = when(site, "/breaks", given), site.edition
    every = edition.everywhere(asked.known)
    found: Sequence[Break] = edition.kept(_breaks, every, asked.day)
    part = given.part(found, A_PAGE)
    given.refuse_others()
    stops = every.stops(asked.today)
    return page(
        "breaks.html",
        site=site,
        here=asked.here,
        asked=asked,
        stops=stops,
        stop=stop(stops, asked.day),
        rows=[_row(one, asked) for one in part.shown],
        picture=placed(draw(rows_of(part.shown, TITLE, asked.day))),
        count=len(found),
        pairs=len({one.pair for one in found}),
        names=list(FORMS),
        page=part.number,
        last=part.last,
    )


def in_form(request: Request) -> Response:
    """Return every break, on all pages, in another form."""
    site: Site = request.app.state.site
    media, make = form_asked(request, FORMS)
    given = Parameters(request.url.query)
    given.one("page")  # the data have every page
    asked = when(site, "/breaks", given)
    given.refuse_others()
    every = site.edition.everywhere(asked.known)
    return Response(make(site.edition.kept(_breaks, every, asked.day), asked.day), media_type=media)


def _breaks(every: Everywhere, day: date) -> Sequence[Break]:
    return tuple(every.breaks(day))


def _row(one: Break, asked: When) -> Row:
    first, last = one.stretches[0].first, one.stretches[-1].last
    return Row(
        str(asked.at(f"/{one.pair}").but(on=one.began.on.latest if one.began else first)),
        opening(one.pair.names),
        _told(one.began) if one.began else WORDS["possibly_from"].format(day=day_in_words(first)),
        _told(one.ended) if one.ended else WORDS["not_ended"].format(day=day_in_words(last)),
        one.in_words,
        one.ended is None,
    )


def _told(event: Event) -> str:
    return WORDS["dated_act"].format(day=event.on.in_words(), act=act_in_words(Act.of(event), event.pair))


def _flat(found: Sequence[Break]) -> Iterator[dict[str, Any]]:
    for one in found:
        certain = [stretch for stretch in one.stretches if stretch.is_certain]
        days = (
            one.stretches[0].first,
            one.stretches[-1].last,
            certain[0].first if certain else None,
            certain[-1].last if certain else None,
        )
        written = [day and day.isoformat() for day in days]
        yield dict(zip(COLUMNS, (*one.pair, *written, *one.lasted, one.ended is not None), strict=True))


def _json(found: Sequence[Break], _: date) -> str:
    return as_json(list(_flat(found)))


def _csv(found: Sequence[Break], _: date) -> str:
    return as_csv(Sheet(COLUMNS, list(_flat(found))))


def _svg(found: Sequence[Break], day: date) -> str:
    return draw(rows_of(found, TITLE, day))


FORMS: Mapping[str, tuple[str, Callable[[Sequence[Break], date], str]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
    "svg": ("image/svg+xml", _svg),
}
"""What writes each form, and what kind of file it is."""
