"""From files to lines of a log: read them all, judge each act and each chief, and put each state's in order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from detente.importers.coming import Dropped, NotImported, Outcome, Taken
from detente.importers.state_department import chiefs, guide
from detente.importers.state_department.acts import Made, made
from detente.importers.state_department.corrections import Correction, Corrections, Decided
from detente.importers.state_department.course import Course, end_of
from detente.importers.state_department.deeds import US, Deed, Page
from detente.importers.state_department.documents import Malformed, document
from detente.importers.state_department.posts import Posts, Served
from detente.importers.state_department.states import state_of, states_of
from detente.importers.state_department.writing import lines, surveys_of
from detente.model.dates import HistoricDate
from detente.model.errors import AmbiguousCountry, UnknownCountry
from detente.model.existence import existed_on
from detente.model.lines import fields as fields_of
from detente.model.states import Code

_YEAR = timedelta(days=365)
"""How long before a state began, or after it ended, an act can still be between it and the United States."""
_BY_EDITOR = "an editor decided that it comes to nothing: the table of corrections says why"
_NO_DAY = "no day is told on which the office was taken up"
_HALF = "the country's other file could not be read, and half of its course would mislead"


def read(files: Sequence[Path], mapping: Path | None) -> Iterator[Outcome]:
    """Read files and folders of the guide and of the list of chiefs, and say what each act and chief comes to."""
    gathering = Gathering(Corrections.of(mapping))
    for path in _documents(files):
        try:
            found = document(path)
        except Malformed as malformed:
            yield malformed.finding
            gathering.unread.add(path.stem)
            continue
        if guide.is_article(found):
            gathering.articles.append(guide.article(path.stem, found))
        elif chiefs.is_mission(found):
            gathering.missions.append(chiefs.mission(path.stem, found))
        else:
            yield Dropped("a file that is neither an article nor a list of chiefs of mission")
    if not gathering.articles and not gathering.missions:
        raise NotImported("None of these files is an article of the guide (rdcr) or a list of chiefs (pocom).")
    yield from gathering.outcomes()


def _documents(files: Sequence[Path]) -> Iterator[Path]:
    """Return the files named, and those within the folders named, in the order of their names."""
    for path in files:
        yield from sorted(path.rglob("*.xml")) if path.is_dir() else (path,)


class Gathering:
    """All that was read, to be judged together: a state's course needs its acts and its chiefs."""

    def __init__(self, corrections: Corrections) -> None:
        self.articles: list[guide.Article] = []
        self.missions: list[chiefs.Mission] = []
        self.unread = set[str]()
        """What could not be read: of these countries nothing is taken, since the other half alone would mislead."""
        self._corrections = corrections
        self._told = defaultdict[Code, list[Deed]](list)
        self._served = defaultdict[Code, list[Served]](list)
        self._reasons: dict[str, str] = {}
        """Of each act and chief, by id, why it comes to nothing, as long as it does."""

    def outcomes(self) -> Iterator[Outcome]:
        """Return what each act and each chief comes to, and the surveys. Raises `NotImported`."""
        for article in self.articles:
            for act in article.acts:
                self._judge(article, act)
        titles = {article.slug: article.title for article in self.articles}
        residences = chiefs.residences(self.missions)
        for slug, served in self.missions:
            page = Page(slug, titles.get(slug, slug.replace("-", " ").title()))
            for chief in served:
                self._station((chief, page, residences.get((slug, chief.id))))
        self._demand()
        taken = defaultdict[str, list[Deed]](list)
        surveys: list[dict[str, object]] = []
        for state in sorted(self._told.keys() | self._served.keys()):
            course = Course(state, self._told[state], Posts.of(self._served[state]), self._corrections)
            self._reasons |= course.reasons
            for deed in course.deeds:
                taken[deed.told_by].append(deed)
            surveys += surveys_of(course, self._corrections.surveyed_until)
        for told_by, deeds in taken.items():
            yield Taken(tuple(lines(deeds)), deeds[0].where, int(self._reasons.pop(told_by, None) is not None))
        for reason in self._reasons.values():
            yield Dropped(reason)
        yield Taken(surveys, rows=0)

    def _demand(self) -> None:
        ended = [end_of(one.slug, state) for one in self.articles for state in states_of(one.slug, one.title)]
        beginnings = [f"rdcr-{one.slug}-" for one in self.articles]
        beginnings += {"-".join(key.split("-")[:2]) + "-" for key in self._reasons if key.startswith("pocom-")}
        self._corrections.demand((*self._reasons, *ended), beginnings)

    def _judge(self, article: guide.Article, act: guide.Act) -> None:
        """Find out what an act comes to: by an editor's decision, or by rule."""
        correction = self._corrections[act.id] or Correction()
        self._reasons[act.id] = _BY_EDITOR
        if article.slug in self.unread:
            self._reasons[act.id] = _HALF
            return
        state = correction.state or self._state_of(act.id, Page(article.slug, article.title), _last_day(act))
        if state is None:
            return
        rules = made(act, state)
        if correction.events is not None:
            for event in correction.events:
                self._decide(act.id, Page(article.slug, article.title), act.where, event, correction.state or state)
        elif isinstance(rules, str):
            self._reasons[act.id] = rules
        else:
            for one in rules:
                self._follow(article, act, one, correction)

    def _follow(self, article: guide.Article, act: guide.Act, one: Made, correction: Correction) -> None:
        """Take what the rules make of an act, with what an editor says otherwise."""
        on = correction.on or one.on
        if not on:
            self._reasons[act.id] = "no date is told, neither in the heading nor in the prose"
            return
        day = HistoricDate.parse(on).latest
        state = correction.state or state_of(article.slug, article.title, day)
        if not any(existed_on(state, day + away) for away in (timedelta(), _YEAR, -_YEAR)):
            self._reasons[act.id] = "the state did not exist on that day"
            return
        fields = {**one.fields, **correction.fields}
        page = Page(article.slug, article.title)
        chiefs_of = page if correction.from_chiefs else None
        self._told[state].append(Deed(act.id, state, one.kind, on, fields, page, act.where, chiefs=chiefs_of))

    def _station(self, served: Served) -> None:
        """Put a chief among those of a state, or what an editor decided in place of him."""
        chief, page, is_resident = served
        correction = self._corrections[chief.id] or Correction()
        self._reasons[chief.id] = _BY_EDITOR if correction.events == () else _NO_DAY
        on = chief.on or chief.until
        if page.slug in self.unread:
            self._reasons[chief.id] = _HALF
        elif on is not None:
            state = correction.state or self._state_of(chief.id, page, on.earliest)
            if state is None:
                return
            if correction.events is None:
                resides = correction.fields.get("resident", is_resident)
                self._served[state].append((chief, page, None if resides is None else bool(resides)))
            for event in correction.events or ():
                self._decide(chief.id, page, chief.where, event, state)

    def _state_of(self, told_by: str, page: Page, on: date) -> Code | None:
        """Return the state that a page speaks of on a day; where none can be told, keep why."""
        try:
            return state_of(page.slug, page.title, on)
        except (UnknownCountry, AmbiguousCountry) as error:
            self._reasons[told_by] = f"the state cannot be told: {error}"
            return None

    def _decide(self, told_by: str, page: Page, where: str, event: Decided, state: Code) -> None:
        """Take what an editor decided; the United States acts where a kind needs somebody and nobody is named."""
        by = {"by": US} if fields_of(event.kind).get("by") and "by" not in event.fields else {}
        state = event.state or state
        fields, chiefs_of = {**by, **event.fields}, page if event.from_chiefs else None
        self._told[state].append(
            Deed(told_by, state, event.kind, event.on, fields, page, where, is_firm=True, chiefs=chiefs_of)
        )


def _last_day(act: guide.Act) -> date:
    """Return the last day that an act can be of, by its heading."""
    return HistoricDate.parse(act.when or f"{act.year}").latest if act.year else date.max
