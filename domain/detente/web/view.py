"""What every view of every pair has: its date, which pairs it shows, and the other views of the same."""

from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from detente.model.events import CONFIDENCES
from detente.model.statuses import Status
from detente.model.wording import opening
from detente.web.course import stop
from detente.web.parameters import Parameters
from detente.web.site import Site
from detente.web.wanted import CERTAINTIES, FILTERS, Wanted, wanted
from detente.web.when import When, when
from detente.web.words import WORDS

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere

VIEWS = {"/": "as_table", "/map": "map", "/matrix": "matrix", "/breaks": "breaks"}
"""The addresses of the views, and what each is called."""


def asked_whole(request: Request, path: str) -> "tuple[Site, When, Wanted, Everywhere]":
    """Return of what site, of which day and pairs, and out of what a view is asked that is not cut into pages.

    Raises `BadQuestion`, also where anything else is asked, and `StillWorking`.
    """
    site: Site = request.app.state.site
    given = Parameters(request.url.query)
    asked = when(site, path, given)
    which = wanted(given, asked.day)
    given.refuse_others()
    return site, asked, which, site.edition.everywhere(asked.known)


def view(
    site: Site, asked: When, pairs: Wanted, every: "Everywhere", choosing: str | None, *chosen: str
) -> dict[str, Any]:
    """Return what the templates of all views are told.

    `choosing` says which countries can be chosen: "any" one or none, "several", the one that all is seen "from"; none
    where the path names it. `chosen` are the parameters that can be chosen in this view alone.
    """
    stops = every.stops(asked.today)
    others = asked.at("/", FILTERS)
    if not choosing:
        others = others.but(country=pairs.country)
    return {
        "site": site,
        "here": asked.here,
        "asked": asked,
        "wanted": pairs,
        "stops": stops,
        "stop": stop(stops, asked.day),
        "views": [
            (site.view_at(others._replace(path=path)), WORDS[VIEWS[path]], path == asked.here.path) for path in VIEWS
        ],
        "countries": every.countries,
        "left_out": [(one.pair, opening(one.pair.names)) for one in every.left_out_of(pairs.countries)],
        "statuses": list(Status),
        "certainties": CERTAINTIES,
        "confidences": CONFIDENCES[::-1],
        "kept": asked.here.fields(*FILTERS, *chosen, "known", "page"),
        "choosing": choosing,
    }
