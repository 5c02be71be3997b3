"""The page of every break of relations, the longest first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

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
from detente.web.drawn import placed
from detente.web.errors import BadQuestion
from detente.web.forms import form_asked
from detente.web.pages import page
from detente.web.parameters import Parameters
from detente.web.site import Site
from detente.web.view import view
from detente.web.wanted import Wanted, wanted
from detente.web.when import When, when
from detente.web.words import WORDS

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere
    from detente.world.breaks import Breaks

A_PAGE = 50
"""How many breaks stand on a page."""
MOST_DRAWN = 1_000
"""How many are drawn in one picture."""
COLUMNS = ("code1", "code2", "from", "to", "certain_from", "certain_to", "days_least", "days_most", "ended")


class Row(NamedTuple):
    """A break."""

    href: str
    name: str
    began: str
    ended: str
    lasted: str
    others: str
    """Where base rates of the status with which it began are told."""
    is_open: bool


def show(request: Request) -> Response:
    """Show the breaks that had begun by the end of a day."""
    site: Site = request.app.state.site
    given = Parameters(request.url.query)
    asked, which, every, found = _asked(site, given)
    part = given.part(range(len(found.pair)), site.a_page(A_PAGE))
    given.refuse_others()
    shown = site.edition.kept(_told, every, asked.day, which, tuple(part.shown))
    return page(
        "breaks.html",
        **view(site, asked, which, every, "any"),
        rows=[_row(one, asked) for one in shown],
        picture=placed(draw(rows_of(shown, TITLE, asked.day))),
        count=len(found.pair),
        pairs=len({*found.pair.tolist()}),
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
    asked, _, every, found = _asked(site, given)
    given.refuse_others()
    return Response(make(every, found, asked.day), media_type=media)


def _asked(site: Site, given: Parameters) -> "tuple[When, Wanted, Everywhere, Breaks]":
    """Return what is asked, and the breaks of the pairs that are asked for."""
    asked = when(site, "/breaks", given)
    which, edition = wanted(given, asked.day), site.edition
    every = edition.everywhere(asked.known)
    return asked, which, every, edition.kept(_found, every, asked.day, which)


def _found(every: "Everywhere", day: date, which: Wanted) -> "Breaks":
    return every.breaks(day, which)


def _told(every: "Everywhere", day: date, which: Wanted, numbers: Sequence[int]) -> Sequence[Break]:
    return every.told(every.breaks(day, which), numbers, day)


def _row(one: Break, asked: When) -> Row:
    first, last = one.stretches[0].first, one.stretches[-1].last
    begun = one.began.on.latest if one.began else first
    return Row(
        str(asked.at(f"/{one.pair}").but(on=begun)),
        opening(one.pair.names),
        _said(one.began) if one.began else WORDS["possibly_from"].format(day=day_in_words(first)),
        _said(one.ended) if one.ended else WORDS["not_ended"].format(day=day_in_words(last)),
        one.in_words,
        str(asked.at(f"/{one.pair}/alike").but(on=begun)),
        one.ended is None,
    )


def _said(event: Event) -> str:
    return WORDS["dated_act"].format(day=event.on.in_words(), act=act_in_words(Act.of(event), event.pair))


def _flat(every: "Everywhere", found: "Breaks") -> Iterator[dict[str, Any]]:
    for pair, *days, least, most, has_ended in zip(*(column.tolist() for column in found), strict=True):
        written = [date.fromordinal(day).isoformat() if day else None for day in days]
        yield dict(zip(COLUMNS, (*every.pair(pair), *written, least, most, has_ended), strict=True))


def _json(every: "Everywhere", found: "Breaks", _: date) -> str:
    return as_json(list(_flat(every, found)))


def _csv(every: "Everywhere", found: "Breaks", _: date) -> str:
    return as_csv(Sheet(COLUMNS, list(_flat(every, found))))


def _svg(every: "Everywhere", found: "Breaks", day: date) -> str:
    if len(found.pair) > MOST_DRAWN:
        raise BadQuestion(WORDS["too_many_drawn"].format(count=len(found.pair), most=MOST_DRAWN))
    return draw(rows_of(every.told(found, range(len(found.pair)), day), TITLE, day))


FORMS: Mapping[str, tuple[str, Callable[["Everywhere", "Breaks", date], str]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
    "svg": ("image/svg+xml", _svg),
}
"""What writes each form, and what kind of file it is."""
