"""The page of a pair: where it stands on a day, its timeline, its facts and its events."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from detente.history.citing import sources_of_state
from detente.history.differences import contrasts
from detente.history.history import History
from detente.history.state import State
from detente.model.countries import name
from detente.model.dates import ALWAYS, day_in_words
from detente.model.errors import DetenteError
from detente.model.following import Change
from detente.model.pairs import Pair
from detente.model.related import related
from detente.model.rules import rules
from detente.model.wording import opening, words
from detente.views.blocks import Sheet
from detente.views.citations import Work
from detente.views.citations import page as source_cited
from detente.views.data import history_data, state_data
from detente.views.rows import COLUMNS
from detente.views.rows import rows as flat_rows
from detente.views.sentences import nothing_recorded, see_also
from detente.views.sheets import as_csv, as_json
from detente.views.suppositions import comparison_data
from detente.views.timeline.drawing import draw
from detente.views.timeline.from_history import content_of
from detente.web import citing, supposing, world
from detente.web.asking import SCENARIOS, Question, question, with_move
from detente.web.course import chosen, fates, listed, rows, stop, stops, with_scenario
from detente.web.drawn import Drawn, drawn
from detente.web.errors import BadQuestion, NoPage
from detente.web.forms import form_asked
from detente.web.named import named
from detente.web.pages import page
from detente.web.parameters import Parameters
from detente.web.site import Edition, Site
from detente.web.standing import caveats, sides, statement
from detente.web.supposing import NotPossible
from detente.web.words import WORDS

SUGGESTED = 12
"""How many other pairs are suggested where nothing is recorded of one."""


class Looked(NamedTuple):
    """A pair that is looked at."""

    site: Site
    edition: Edition
    asked: Question
    history: History
    supposed: tuple[History, ...]
    """The history in each scenario that is asked for."""

    @property
    def state(self) -> State:
        """Where it stands at the end of the day."""
        return self.history.at(self.asked.day)

    @property
    def edited(self) -> History:
        """The history in the scenario that is worked on; as recorded where that supposes nothing."""
        return dict(zip(self.asked.scenarios, self.supposed, strict=True)).get(self.asked.edited, self.history)

    def told(self, history: History) -> list[Change]:
        """Return the part of a course that is asked for."""
        return [one.change for one in chosen(self.edition.kept(listed, history), self.asked) if one.change]

    @property
    def by_number(self) -> list[tuple[str, History]]:
        """The history in each scenario, by the number of the scenario."""
        return [(str(one.number), made) for one, made in zip(self.asked.scenarios, self.supposed, strict=True)]

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
    path = request.path_params["name"]
    who = named(path)
    if not isinstance(who, Pair):
        return world.show_country(site, who, Parameters(request.url.query))
    asked = Parameters(request.url.query)
    if moved := with_move(who, asked):
        return RedirectResponse(str(moved), HTTPStatus.FOUND)
    if str(who) != path:
        return RedirectResponse(str(asked.address(f"/{who}")), HTTPStatus.FOUND)
    refused: list[NotPossible] = []
    while True:
        try:
            return _page(_looked(site, who, asked), refused)
        except NotPossible as one:
            # What can be is shown without it: its phrases are never asked again.
            refused.append(one)
            asked = asked.less(*one.wrong)


def in_form(request: Request) -> Response:
    """Return what the page of a pair shows in another form."""
    site: Site = request.app.state.site
    who = named(request.path_params["name"])
    if not isinstance(who, Pair):
        return world.country_in_form(request, who)
    media, make = form_asked(request, FORMS)
    answer = Response(make(_looked(site, who, Parameters(request.url.query))), media_type=media)
    if request.path_params["form"] in SAVED:
        answer.headers["Content-Disposition"] = f'attachment; filename="{who}-scenario.jsonl"'
    return answer


def _looked(site: Site, pair: Pair, given: Parameters) -> Looked:
    edition = site.edition
    asked = question(pair, given, site.today)
    history = edition.history(pair, asked.known)
    if pair not in edition.record_of:
        raise NoPage(nothing_recorded(history), tuple(_instead(edition, pair)))
    return Looked(site, edition, asked, history, tuple(_supposed(edition, history, asked)))


def _supposed(edition: Edition, history: History, asked: Question) -> Iterator[History]:
    for phrases in asked.scenarios:
        try:
            yield edition.kept(supposing.supposed, history, phrases)
        except DetenteError as error:
            raise supposing.refusal(history, error, phrases, asked.here) from error


def _instead(edition: Edition, pair: Pair) -> list[tuple[str, str]]:
    """Return pairs that may be meant where nothing is recorded of one."""
    kin = [(other, see_also(other)) for other in related(pair, edition.pairs)]
    near = [(other, opening(other.names)) for code in pair for other in edition.of_country.get(code, [])]
    return [(f"/{other}", said) for other, said in dict([*near, *kin]).items()][:SUGGESTED]


def _page(looked: Looked, refused: Sequence[NotPossible]) -> Response:
    asked, history, state, keep = looked.asked, looked.history, looked.state, looked.edition.kept
    edited = looked.edited
    recorded = keep(listed, history)
    events = keep(with_scenario, recorded, edited) if edited.moves else recorded
    picked = chosen(events, asked)
    since = asked.since and asked.since.earliest
    pictures = [
        keep(_picture, one, asked.end, since, number) for number, one in enumerate(looked.supposed or [history])
    ]
    days = stops([one for one in events if one.change and (one.change.of_facts or one.event.major)])
    return page(
        "relation.html",
        HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK,
        site=looked.site,
        refused=refused,
        title=opening(history.pair.names),
        here=asked.here,
        asked=asked,
        state=state,
        statement=statement(state),
        caveats=caveats(state),
        others=[(f"/{other}", see_also(other)) for other in looked.others],
        sides=list(sides(state)),
        alike_at=asked.here.only(("on", "known"))._replace(path=f"/{asked.pair}/alike"),
        pictures=pictures,
        spoken=day_in_words(asked.day),
        stops=days,
        stop=stop(days, asked.day),
        rows=list(rows(picked, asked.day, fates(edited))),
        count=len(picked),
        kinds=sorted({one.event.kind for one in events}, key=list(rules()).index),
        in_words=words,
        works=looked.works,
        scenarios=[
            supposing.scenario(made, phrases, asked, looked.site.log, keep(contrasts, history, made))
            for phrases, made in zip(asked.scenarios, looked.supposed, strict=True)
        ],
        courses=keep(supposing.courses, history, *looked.supposed) if looked.supposed else [],
        next_scenario=next((number for number in range(1, SCENARIOS + 1) if number not in _numbers(asked)), None),
        offers=list(supposing.offers(edited, asked.day)),
        goals=supposing.goals_named(asked.pair),
        ways=supposing.routes(edited.at(asked.day), asked),
        name=name,
    )


def _numbers(asked: Question) -> set[int]:
    return {phrases.number for phrases in asked.scenarios}


def _picture(history: History, end: date, since: date | None, number: int) -> Drawn:
    content = content_of(history, end, since, f"{'-'.join(history.pair).lower()}-{number}")
    # Where they stand at its end is not where they stand on the day that the page is about, and says.
    return drawn(content._replace(statement="") if content.tracks else content)


def _json(looked: Looked) -> str:
    history, state = looked.history, looked.state
    data = {
        "state": state_data(state, looked.others),
        "history": history_data(history, looked.told(history), None, ALWAYS, None),
    }
    if looked.supposed:
        made = [(number, one.at(looked.asked.day)) for number, one in looked.by_number]
        data["suppositions"] = comparison_data(state, made, looked.told)
    return as_json(data)


def _csv(looked: Looked) -> str:
    courses = [("", looked.history), *looked.by_number]
    rows = [{"scenario": number, **row} for number, one in courses for row in flat_rows(one, looked.told(one))]
    return as_csv(Sheet(("scenario", *COLUMNS) if looked.supposed else COLUMNS, rows))


def _svg(looked: Looked) -> str:
    asked = looked.asked
    return draw(content_of(looked.edited, asked.end, asked.since and asked.since.earliest))


def _scenario(looked: Looked) -> bytes:
    if not looked.edited.moves:
        raise BadQuestion(WORDS["nothing_supposed"])
    return supposing.kept(looked.edited, looked.edition.record)


def _citing(make: Callable[[Sequence[Work]], str]) -> Callable[[Looked], str]:
    return lambda looked: make(looked.works)


FORMS: dict[str, tuple[str, Callable[[Looked], str | bytes]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", _csv),
    "svg": ("image/svg+xml", _svg),
    **{form: (media, _citing(make)) for form, (media, make) in citing.FORMS.items()},
    "scenario": ("application/jsonl", _scenario),
}
"""What writes each form, and what kind of file it is."""
SAVED = ("scenario",)
"""The forms that a browser keeps as a file."""
