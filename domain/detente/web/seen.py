"""The page of the world as it is seen from one country: a map of today's borders, and the list of what it shows."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import pycountry
from starlette.requests import Request
from starlette.responses import Response

from detente.history.state import State
from detente.model.countries import Code, name, name_in_sentence
from detente.model.existence import existed_on, successors
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.views.pairs.bands import NOT_ANSWERED
from detente.views.pairs.content import IN_DOUBT
from detente.views.pairs.recorded import has_begun, last_recorded
from detente.views.palette import UNKNOWN, look
from detente.views.verdicts import verdict
from detente.web.errors import NoPage
from detente.web.forms import form_asked
from detente.web.listed import FORMS, Listed, answered
from detente.web.pages import page
from detente.web.view import asked_whole, view
from detente.web.wanted import Wanted, is_certain
from detente.web.when import When
from detente.web.words import WORDS

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere
    from detente.world.columns import LeftOut


class Place(NamedTuple):
    """A country as it is seen from another."""

    href: str
    name: str
    places: Sequence[str] | None
    """By what the map knows it, and what was part of it then: numbers in ISO 3166, or names; none where it is not."""
    why_not: str
    """Why it is not on the map."""
    status: Status | None
    mark: str
    """The letter of the status, small where it is not certain."""
    in_words: str
    is_certain: bool
    has_ended: bool
    """Whether this is how the record ended, before the day."""
    is_answered: bool = True
    """Whether it can be answered where the two stand; else something is wrong in their lines."""


def show(request: Request) -> Response:
    """Show the world as it is seen from the country that is asked for, or from the one with the most pairs."""
    site, asked, which, every = asked_whole(request, "/map")
    code = _from(every, which)
    places, several = _places(every, code, which, asked) if code else ([], [])
    return page(
        "map.html",
        **view(site, asked, which, every, "from"),
        code=code,
        name=code and name_in_sentence(code),
        place=code and _place(code),
        places=places,
        several=several,
        looks=[(status, look(status).mark) for status in Status],
        has_ended=any(place.has_ended for place in places),
        unknown=None if all(place.is_answered or place.places is None for place in places) else UNKNOWN,
        not_answered=NOT_ANSWERED,
        in_doubt=IN_DOUBT if every.is_in_doubt else None,
        names=list(FORMS),
    )


def in_form(request: Request) -> Response:
    """Return where the pairs of that country stand in another form."""
    form = form_asked(request, FORMS)
    _, asked, which, every = asked_whole(request, "/map")
    code = _from(every, which)
    pairs = _pairs(every, code, which, asked.day) if code else []
    return answered(Listed(every, asked, pairs, _left_out(every, code, which) if code else []), form)


def _from(every: "Everywhere", which: Wanted) -> Code | None:
    """Return the country from which the world is seen; none where the log has none. Raises `NoPage`."""
    code = next(iter((*which.countries, *every.busiest)), None)
    if code and code not in every.busiest and not every.left_out_of((code,)):
        raise NoPage(WORDS["nothing_of_country"].format(name=name(code)))
    return code


def _pairs(every: "Everywhere", code: Code, which: Wanted, day: date) -> list[int]:
    """Return the pairs of the country from which the world is seen that are asked for, in the order of the others."""
    pairs = every.chosen(day, which._replace(countries=which.countries or (code,)))
    found = [(name(_other(every.pair(pair), code)).casefold(), pair) for pair in pairs if code in every.pair(pair)]
    return [pair for _, pair in sorted(found)]


def _left_out(every: "Everywhere", code: Code, which: Wanted) -> "list[LeftOut]":
    """Return the pairs of that country that are asked for and cannot be answered about."""
    return [one for one in every.left_out_of(which.countries or (code,)) if code in one.pair]


def _places(every: "Everywhere", code: Code, which: Wanted, asked: When) -> tuple[list[Place], list[str]]:
    """Return what the list has, and the places on the map where more than one state stood, which no status colours.

    Where each stood does not depend on which of them are asked for. Pairs that cannot be answered about have a mark.
    """
    every_pair = every.chosen(asked.day, Wanted((code,)))
    states = dict(zip(every_pair, every.states(asked.day, every_pair), strict=True))
    unanswered = [(one.pair, _other(one.pair, code)) for one in _left_out(every, code, Wanted((code,)))]
    standing = {other for state in states.values() if _stood(state, other := _other(state.pair, code))}
    standing |= {other for _, other in unanswered if existed_on(other, asked.day)}
    lands = {other: _lands(other, asked, standing) for other in (code, *standing)}
    several = {place for place, count in Counter(chain(*lands.values())).items() if count > 1}

    def places_of(other: Code) -> Sequence[str]:
        return [_place(one) for one in lands[other] if one not in several]

    asked_for = {one.pair for one in _left_out(every, code, which)}
    shown = [
        _unanswered(pair, other, places_of(other) if other in standing else None, asked)
        for pair, other in unanswered
        if pair in asked_for
    ]
    for pair in _pairs(every, code, which, asked.day):
        other = _other(states[pair].pair, code)
        is_there = other in standing and has_begun(states[pair])
        shown.append(_seen(states[pair], other, places_of(other) if is_there else None, asked))
    return sorted(shown, key=lambda one: one.name.casefold()), [_place(one) for one in sorted(several)]


def _other(pair: Pair, code: Code) -> Code:
    return pair[1 - pair.index(code)]


def _stood(state: State, other: Code) -> bool:
    """Whether a state has a place on the map.

    Who did not exist on the day has no relations with anybody; others, such as the Baltic states in 1985, may have.
    """
    return existed_on(other, state.day) or (has_begun(state) and state.standing.status != Status.NO_RELATIONS)


def _lands(code: Code, asked: When, standing: Collection[Code]) -> list[Code]:
    """Return the countries of today where a state stood: its own, what came out of it, and the one that it became."""
    lands = [code, *(part for part in _parts(code, asked.day) if part not in standing)]
    became = code
    while not existed_on(became, asked.today) and len(after := successors(became)) == 1 and after[0] not in lands:
        (became,) = after
        lands.append(became)
    return lands


def _parts(code: Code, day: date) -> Sequence[Code]:
    """Return the states that came out of one, or out of those, and did not exist on a day."""
    found = [code]
    for one in found:  # which grows; some came out of each other in turn, such as Russia and the Soviet Union
        after = (state for state in successors(one) if not existed_on(state, day))
        found += [state for state in after if state not in found]
    return found[1:]


def _seen(state: State, other: Code, places: Sequence[str] | None, asked: When) -> Place:
    certain = is_certain(state)
    mark = look(state.standing.status).mark
    return Place(
        _href(state.pair, asked),
        name(other),
        places,
        _why_not(other, asked.day),
        state.status,
        mark if certain else mark.lower(),
        verdict(state, is_dated=False),
        certain,
        places is not None and asked.day > last_recorded(state.history),
    )


def _unanswered(pair: Pair, other: Code, places: Sequence[str] | None, asked: When) -> Place:
    return Place(
        _href(pair, asked),
        name(other),
        places,
        _why_not(other, asked.day),
        None,
        UNKNOWN,
        NOT_ANSWERED,
        is_certain=True,
        has_ended=False,
        is_answered=False,
    )


def _href(pair: Pair, asked: When) -> str:
    return str(asked.at(f"/{pair}").but(on=asked.day))


def _why_not(other: Code, day: date) -> str:
    why = WORDS["nothing_by_then"] if existed_on(other, day) else WORDS["not_there_then"]
    return WORDS["not_on_map"].format(why=why)


def _place(code: Code) -> str:
    found = pycountry.countries.get(alpha_3=code)
    return found.numeric if found else name(code)
