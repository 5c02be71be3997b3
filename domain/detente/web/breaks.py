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
from detente.views.pairs.content import without
from detente.views.pairs.rows import draw
from detente.views.pairs.tables import NOT_ANSWERED
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
from detente.world.columns import taken

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere
    from detente.world.breaks import Breaks
    from detente.world.columns import LeftOut

A_PAGE = 50
"""How many breaks stand on a page."""
MOST_DRAWN = 1_000
"""How many are drawn in one picture."""
COLUMNS = ("code1", "code2", "from", "to", "certain_from", "certain_to", "days_least", "days_most", "ended", "mended")
MENDED, NOT_MENDED = ("yes", "no")
"""Whether breaks are asked for that were mended, or those that were not: as far as is recorded, or for ever."""


class Asked(NamedTuple):
    """What is asked of breaks, and what there is."""

    when: When
    which: Wanted
    every: "Everywhere"
    mended: str | None
    found: "Breaks"
    """Those of the pairs that are asked for."""
    left_out: "Sequence[LeftOut]"
    """The pairs that cannot be answered about."""


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
    first: date
    last: date
    days: int
    """By what it can be sorted: its days, and how many they are."""


def show(request: Request) -> Response:
    """Show the breaks that had begun by the end of a day."""
    site: Site = request.app.state.site
    given = Parameters(request.url.query)
    asked = _asked(site, given)
    when, found = asked.when, asked.found
    part = given.part(range(len(found.pair)), site.a_page(A_PAGE))
    given.refuse_others()
    shown = site.edition.kept(_told, asked.every, when.day, asked.which, asked.mended, tuple(part.shown))
    return page(
        "breaks.html",
        **view(site, when, asked.which, asked.every, "any", "mended"),
        rows=[_row(one, when) for one in shown],
        picture=placed(_drawn(shown, asked)),
        mended=asked.mended,
        choices=(MENDED, NOT_MENDED),
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
    asked = _asked(site, given)
    given.refuse_others()
    return Response(make(asked), media_type=media)


def _asked(site: Site, given: Parameters) -> Asked:
    asked = when(site, "/breaks", given)
    which, edition = wanted(given, asked.day), site.edition
    mended = given.choice("mended", (MENDED, NOT_MENDED))
    every = edition.everywhere(asked.known)
    found = edition.kept(_found, every, asked.day, which, mended)
    return Asked(asked, which, every, mended, found, every.left_out_of(which.countries))


def _found(every: "Everywhere", day: date, which: Wanted, mended: str | None) -> "Breaks":
    found = every.breaks(day, which)
    return found if mended is None else taken(found, found.is_mended == (mended == MENDED))


def _told(every: "Everywhere", day: date, which: Wanted, mended: str | None, numbers: Sequence[int]) -> Sequence[Break]:
    return every.told(_found(every, day, which, mended), numbers)


def _drawn(shown: Sequence[Break], asked: Asked) -> str:
    left_out = [one.pair for one in asked.left_out]
    return draw(without(rows_of(shown, TITLE, asked.when.day), left_out, is_in_doubt=asked.every.is_in_doubt))


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
        first,
        last,
        (last - first).days,
    )


def _said(event: Event) -> str:
    return WORDS["dated_act"].format(day=event.on.in_words(), act=act_in_words(Act.of(event), event.pair))


def _flat(asked: Asked) -> Iterator[dict[str, Any]]:
    for pair, *days, least, most, ended, mended in zip(*(column.tolist() for column in asked.found), strict=True):
        written = [date.fromordinal(day).isoformat() if day else None for day in days]
        yield dict(zip(COLUMNS, (*asked.every.pair(pair), *written, least, most, ended, mended), strict=True))
    for code1, code2 in (one.pair for one in asked.left_out):
        said = {"code1": code1, "code2": code2, "ended": NOT_ANSWERED, "mended": NOT_ANSWERED}
        yield dict.fromkeys(COLUMNS) | said


def _json(asked: Asked) -> str:
    return as_json(list(_flat(asked)))


def _csv(asked: Asked) -> str:
    return as_csv(Sheet(COLUMNS, list(_flat(asked))))


def _svg(asked: Asked) -> str:
    count = len(asked.found.pair)
    if count > MOST_DRAWN:
        raise BadQuestion(WORDS["too_many_drawn"].format(count=count, most=MOST_DRAWN))
    return _drawn(asked.every.told(asked.found, range(count)), asked)


FORMS: Mapping[str, tuple[str, Callable[[Asked], str]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
    "svg": ("image/svg+xml", _svg),
}
"""What writes each form, and what kind of file it is. A pair that cannot be answered about has a row that says so."""
