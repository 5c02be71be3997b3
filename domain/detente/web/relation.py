"""The page of a pair: where it stands on a day, its timeline, its facts and its events."""

import json
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from detente.history.citing import sources_of_state
from detente.history.history import History
from detente.history.state import State
from detente.model.dates import ALWAYS, day_in_words
from detente.model.pairs import Pair
from detente.model.related import related
from detente.model.rules import rules
from detente.model.wording import escaped, opening, words
from detente.views.bibtex import bibtex
from detente.views.blocks import Sheet
from detente.views.citations import Work, footnote
from detente.views.citations import page as source_cited
from detente.views.csl import csl
from detente.views.data import history_data, state_data
from detente.views.rows import COLUMNS
from detente.views.rows import rows as flat_rows
from detente.views.sentences import nothing_recorded, see_also
from detente.views.sheets import as_csv
from detente.views.timeline.drawing import draw
from detente.views.timeline.from_history import content_of
from detente.web import world
from detente.web.asking import Question, question
from detente.web.course import chosen, listed, rows, stop, stops
from detente.web.drawn import Drawn, drawn
from detente.web.named import NoPage, named
from detente.web.pages import page
from detente.web.parameters import Parameters
from detente.web.site import Edition, Site
from detente.web.standing import caveats, sides, statement
from detente.web.words import WORDS

SUGGESTED = 12
"""How many other pairs are suggested where nothing is recorded of one."""


class Looked(NamedTuple):
    """A pair that is looked at."""

    site: Site
    edition: Edition
    asked: Question
    history: History

    @property
    def state(self) -> State:
        """Where it stands at the end of the day."""
        return self.history.at(self.asked.day)

    @property
    def others(self) -> list[Pair]:
        """The pairs of predecessors and successors that have a record, where this has none for the day."""
        return [] if self.state.is_within_record else related(self.asked.pair, self.edition.pairs)

    @property
    def works(self) -> list[Work]:
        """What can be cited of what is shown."""
        return [*self.edition.cited, *map(source_cited, sources_of_state(self.state))]


def show(request: Request) -> Response:
    """Show the page of the pair, or of the country, that the path names."""
    site: Site = request.app.state.site
    name = request.path_params["name"]
    who = named(name)
    if not isinstance(who, Pair):
        return world.show_country(site, who, Parameters(request.url.query))
    asked = Parameters(request.url.query)
    if str(who) != name:
        return RedirectResponse(str(asked.address(f"/{who}")), HTTPStatus.FOUND)
    return _page(_looked(site, who, asked))


def in_form(request: Request) -> Response:
    """Return what the page of a pair shows in another form."""
    site: Site = request.app.state.site
    form, who = request.path_params["form"], named(request.path_params["name"])
    if form not in FORMS or not isinstance(who, Pair):
        raise NoPage(WORDS["no_page"].format(path=request.url.path, near=""))
    media, make = FORMS[form]
    return Response(make(_looked(site, who, Parameters(request.url.query))), media_type=media)


def _looked(site: Site, pair: Pair, given: Parameters) -> Looked:
    edition = site.edition
    asked = question(pair, given, site.today())
    history = edition.history(pair, asked.known)
    if pair not in edition.record_of:
        raise NoPage(nothing_recorded(history), tuple(_instead(edition, pair)))
    return Looked(site, edition, asked, history)


def _instead(edition: Edition, pair: Pair) -> list[tuple[str, str]]:
    """Return pairs that may be meant where nothing is recorded of one."""
    kin = [(other, see_also(other)) for other in related(pair, edition.pairs)]
    near = [(other, opening(other.names)) for code in pair for other in edition.of_country.get(code, [])]
    return [(f"/{other}", said) for other, said in dict([*near, *kin]).items()][:SUGGESTED]


def _page(looked: Looked) -> Response:
    asked, history, state = looked.asked, looked.history, looked.state
    events = looked.edition.kept(listed, history)
    picked = chosen(events, asked)
    picture = looked.edition.kept(_picture, history, asked.end, asked.since and asked.since.earliest)
    days = stops([one for one in events if one.change and (one.change.of_facts or one.event.major)])
    return page(
        "relation.html",
        site=looked.site,
        title=opening(history.pair.names),
        here=asked.here,
        asked=asked,
        state=state,
        statement=statement(state),
        caveats=caveats(state),
        others=[(f"/{other}", see_also(other)) for other in looked.others],
        sides=list(sides(state)),
        picture=picture,
        at=picture.scaled and picture.scaled.x(asked.day),
        spoken=day_in_words(asked.day),
        stops=days,
        stop=stop(days, asked.day),
        rows=list(rows(picked, asked.day)),
        count=len(picked),
        kinds=sorted({one.event.kind for one in events}, key=list(rules()).index),
        in_words=words,
        footnotes=[(work, footnote(work)) for work in looked.works],
    )


def _picture(history: History, end: date, since: date | None) -> Drawn:
    return drawn(content_of(history, end, since))


def _json(looked: Looked) -> str:
    history, state = looked.history, looked.state
    data = {
        "state": state_data(state, looked.others),
        "history": history_data(history, history.told, None, ALWAYS, None),
    }
    return escaped(json.dumps(data, ensure_ascii=False))


def _csv(looked: Looked) -> str:
    picked = chosen(looked.edition.kept(listed, looked.history), looked.asked)
    return as_csv(Sheet(COLUMNS, flat_rows(looked.history, [one.change for one in picked if one.change])))


def _svg(looked: Looked) -> str:
    asked = looked.asked
    return draw(content_of(looked.history, asked.end, asked.since and asked.since.earliest))


FORMS: dict[str, tuple[str, Callable[[Looked], str]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
    "svg": ("image/svg+xml", _svg),
    "bib": ("application/x-bibtex", lambda looked: bibtex(looked.works)),
    "csl": ("application/vnd.citationstyles.csl+json", lambda looked: escaped(json.dumps(csl(looked.works)))),
}
"""What writes each form, and what kind of file it is."""
