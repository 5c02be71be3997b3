"""What became of others who stood as a pair stands: base rates of its status, and pairs that came there as it did.

It is worked out when it is asked for, at an address of its own, whose part the page of the pair puts in.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from detente.model.errors import DetenteError
from detente.model.extras import needing
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.model.wording import opening
from detente.views.sentences import nothing_recorded
from detente.views.sheets import as_csv, as_json
from detente.web.addresses import Address
from detente.web.errors import BadQuestion, NoPage
from detente.web.forms import form_asked
from detente.web.named import named
from detente.web.pages import page
from detente.web.parameters import Parameters
from detente.web.site import Site
from detente.web.when import When, when
from detente.web.words import WORDS

if TYPE_CHECKING:
    from detente.views.rates.words import Spell
    from detente.web.everywhere import Everywhere
    from detente.world.rates import Rates

MOST_EVENTS = 200_000
"""In a log of more events base rates are not worked out for a page."""
MOST_ALIKE = 100
"""How many pairs that came there in the same way are listed."""
MENDED = (Status.ESTABLISHED, Status.STRAINED, Status.EMBASSY_CLOSED, Status.SANCTIONED)
"""To what a break is followed, through talks and falling back after them: relations are in force again."""


class BaseRate(NamedTuple):
    """How long a status lasted with others, and what came next."""

    title: str
    said: Sequence[str]
    command: str
    """What says it, with all tables."""


class Like(NamedTuple):
    """A pair that came to the status in the same way."""

    href: Address
    """The pair on the day on which it had."""
    name: str
    since: str
    came: Status | None
    came_in_words: str
    after: str


class Others(NamedTuple):
    """What became of others."""

    rates: Sequence[BaseRate]
    way: str
    """In which way the pair came there, and how many others did; or why that is not known."""
    alike: "Sequence[Spell]"
    command: str
    remarks: Sequence[str]


class _Asked(NamedTuple):
    """A pair on a day, whose status others had."""

    pair: Pair
    when: When
    status: Status
    every: "Everywhere"


def show(request: Request) -> Response:
    """Show what became of others who stood as a pair does at the end of a day."""
    site: Site = request.app.state.site
    who, asked, status, every = _asked(request)
    found = site.edition.later(_others, every, who, asked.day, status)
    return page(
        "alike.html",
        site=site,
        title=WORDS["others_of"].format(pair=opening(who.names), day=asked.spoken),
        found=found,
        alike=[_like(one, asked) for one in found.alike],
        here=asked.here,
        back=asked.at(f"/{who}"),
        names=list(FORMS),
    )


def in_form(request: Request) -> Response:
    """Return the pairs that came to the status in the same way, and how long it lasted, in another form."""
    media, make = form_asked(request, FORMS)
    who, asked, _, every = _asked(request)
    edition = request.app.state.site.edition
    return Response(edition.later(_written, make, every, who, asked.day), media_type=media)


def _asked(request: Request) -> _Asked:
    """Return what is asked; raise `NoPage`, `BadQuestion` and `StillWorking`."""
    site: Site = request.app.state.site
    who = named(request.path_params["name"])
    if not isinstance(who, Pair) or who not in site.edition.record_of:
        raise NoPage(WORDS["no_page"].format(path=request.url.path, near=""))
    given = Parameters(request.url.query)
    asked = when(site, f"/{who}/alike", given)
    given.refuse_others()
    state = site.edition.history(who, asked.known).at(asked.day)
    if state.status is None:
        raise NoPage(nothing_recorded(state.history))
    every = site.edition.everywhere(asked.known)
    if every.events > MOST_EVENTS:
        command = f"detente rates {state.status}"
        raise BadQuestion(WORDS["too_many_events"].format(count=every.events, most=MOST_EVENTS, command=command))
    return _Asked(who, asked, state.status, every)


def _like(one: "Spell", asked: When) -> Like:
    return Like(
        asked.at(f"/{one.pair}").but(on=one.begun),
        opening(one.pair.names),
        one.since.in_words(),
        one.came,
        one.came_in_words,
        one.after,
    )


def _others(every: "Everywhere", pair: Pair, day: date, status: Status) -> Others:
    """Return what became of others who had the status that a pair has on a day, as far as it is recorded by now."""
    with needing("rates", WORDS["base_rates"]):
        from detente.views.rates.words import each_spell, remarks
        from detente.world.rates import FEWEST, Chosen

        until = datetime.now(UTC).date()
        to = MENDED if status is Status.SEVERED else ()
        of_all = Chosen(status, to)
        of_countries = [every.rates(of_all._replace(country=code), until) for code in pair]
        enough = [found for found in of_countries if found.pairs >= FEWEST] or [every.rates(of_all, until)]
        alike: list[Spell] = []
        told = list(enough)
        command = f"detente rates --like {' '.join(pair)} --on {day}"
        try:
            found = every.rates(every.alike(pair, day), until)
        except DetenteError as none:
            way = str(none)
        else:
            told.append(found)
            alike = list(each_spell(found))[:MOST_ALIKE]
            way = _way(found)
        said = dict.fromkeys(remark for one in told for remark in remarks(one))
        return Others([_base_rate(one) for one in enough], way, alike, command, list(said))


def _way(found: "Rates") -> str:
    from detente.views.rates.words import counts, title

    return f"{title(found)}: {counts(found)}"


def _base_rate(found: "Rates") -> BaseRate:
    from detente.views.rates.words import counts, headline, title

    return BaseRate(
        title(found), [said for said in (counts(found), headline(found)) if said], " ".join(_command(found))
    )


def _command(found: "Rates") -> Iterator[str]:
    yield f"detente rates {found.chosen.status}"
    for status in found.chosen.to:
        yield f"--to {status}"
    if found.chosen.country:
        yield f"--country {found.chosen.country}"


def _written(make: "_Form", every: "Everywhere", pair: Pair, day: date) -> str:
    with needing("rates", WORDS["base_rates"]):
        return make(every.rates(every.alike(pair, day), datetime.now(UTC).date()), (pair, day))


def _json(found: "Rates", like: tuple[Pair, date]) -> str:
    from detente.views.rates.data import rates_data

    return as_json(rates_data(found, like))


def _csv(found: "Rates", _: tuple[Pair, date]) -> str:
    from detente.views.rates.data import spells_sheet

    return as_csv(spells_sheet(found))


_Form: TypeAlias = Callable[["Rates", tuple[Pair, date]], str]

FORMS: Mapping[str, tuple[str, _Form]] = {"json": ("application/json", _json), "csv": ("text/csv", _csv)}
"""What writes each form, and what kind of file it is: as ``detente rates --like`` prints it."""
