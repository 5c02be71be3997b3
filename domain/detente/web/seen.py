"""The page of the world as it is seen from one country: a map of today's borders, and the list of what it shows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import pycountry
from starlette.requests import Request
from starlette.responses import Response

from detente.history.state import State
from detente.model.countries import Code, name, name_in_sentence
from detente.model.existence import existed_on, successors
from detente.model.statuses import Status
from detente.views.pairs.recorded import has_begun, last_recorded
from detente.views.palette import look
from detente.views.verdicts import verdict
from detente.web.errors import NoPage
from detente.web.forms import form_asked
from detente.web.listed import FORMS, Listed
from detente.web.pages import page
from detente.web.parameters import Parameters
from detente.web.site import Site
from detente.web.view import view
from detente.web.wanted import Wanted, is_certain, wanted
from detente.web.when import When, when
from detente.web.words import WORDS

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere


class Place(NamedTuple):
    """A country as it is seen from another."""

    href: str
    name: str
    places: Sequence[str]
    """By what the map knows it, and what was part of it then: numbers in ISO 3166, or names."""
    status: Status
    mark: str
    """The letter of the status, small where it is not certain."""
    in_words: str
    is_certain: bool
    has_ended: bool
    """Whether this is how the record ended, before the day."""


def show(request: Request) -> Response:
    """Show the world as it is seen from the country that is asked for, or from the one with the most pairs."""
    site: Site = request.app.state.site
    given = Parameters(request.url.query)
    asked, edition = when(site, "/map", given), site.edition
    every = edition.everywhere(asked.known)
    which = wanted(given, asked.day)
    given.refuse_others()
    code = _from(every, which)
    return page(
        "map.html",
        **view(site, asked, which, every, "from"),
        code=code,
        name=code and name_in_sentence(code),
        place=code and _place(code),
        places=list(_places(every, code, which, asked)) if code else [],
        looks=[(status, look(status).mark) for status in Status],
        names=list(FORMS),
    )


def in_form(request: Request) -> Response:
    """Return where the pairs of that country stand in another form."""
    site: Site = request.app.state.site
    media, make = form_asked(request, FORMS)
    given = Parameters(request.url.query)
    asked = when(site, "/map", given)
    which = wanted(given, asked.day)
    given.refuse_others()
    every = site.edition.everywhere(asked.known)
    code = _from(every, which)
    pairs = every.chosen(asked.day, _seen_from(code, which)) if code else []
    return Response(make(Listed(every, asked, pairs)), media_type=media)


def _from(every: "Everywhere", which: Wanted) -> Code | None:
    """Return the country from which the world is seen; none where the log has none. Raises `NoPage`."""
    code = next(iter((*which.countries, *every.busiest)), None)
    if code and code not in every.busiest and not every.not_answered((code,)):
        raise NoPage(WORDS["nothing_of_country"].format(name=name(code)))
    return code


def _seen_from(code: Code, which: Wanted) -> Wanted:
    """Return which pairs are asked for, those of the country from which the world is seen where none is named."""
    return which._replace(countries=which.countries or (code,))


def _places(every: "Everywhere", code: Code, which: Wanted, asked: When) -> Iterator[Place]:
    pairs: Sequence[int] = every.chosen(asked.day, _seen_from(code, which))
    found = {
        state.pair[1 - state.pair.index(code)]: state
        for state in every.states(asked.day, pairs)
        if code in state.pair and has_begun(state)
    }
    # Who did not exist yet has no relations with anybody; others, such as the Baltic states in 1985, may have.
    shown = {
        other: state
        for other, state in found.items()
        if existed_on(other, asked.day) or state.positions[0].status != Status.NO_RELATIONS
    }
    parts = {other: [part for part in _parts(other, asked.day) if part not in shown] for other in shown}
    several = {part for part, count in Counter(chain(*parts.values())).items() if count > 1}  # such as Yemen: of two
    for other, state in shown.items():
        places = [_place(one) for one in (other, *parts[other]) if one not in several]
        yield _seen(state, other, places, asked)


def _parts(code: Code, day: date) -> Sequence[Code]:
    """Return the states that came out of one, or out of those, and did not exist on a day."""
    found = [code]
    for one in found:  # which grows; some came out of each other in turn, such as Russia and the Soviet Union
        after = (state for state in successors(one) if not existed_on(state, day))
        found += [state for state in after if state not in found]
    return found[1:]


def _seen(state: State, other: Code, places: Sequence[str], asked: When) -> Place:
    status, certain = state.positions[0].status, is_certain(state)
    mark = look(status).mark
    return Place(
        str(asked.at(f"/{state.pair}").but(on=asked.day)),
        name(other),
        places,
        status,
        mark if certain else mark.lower(),
        verdict(state, is_dated=False),
        certain,
        asked.day > last_recorded(state.history),
    )


def _place(code: Code) -> str:
    found = pycountry.countries.get(alpha_3=code)
    return found.numeric if found else name(code)
