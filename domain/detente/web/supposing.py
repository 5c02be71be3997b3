"""What is supposed of a pair, as a page shows it: each scenario, what it changes, and what could be supposed next."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from detente.history.differences import Contrast, differences
from detente.history.goals import Goal
from detente.history.history import History
from detente.history.phrased import phrased
from detente.history.routes import ways
from detente.history.side_by_side import Fate, Row, side_by_side
from detente.history.state import State
from detente.log.hypothesis import to_lines
from detente.log.record import Record
from detente.log.scenario import Header, to_line
from detente.model.countries import name
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.events import NEVER, Event
from detente.model.happening import Happening
from detente.model.machine import acts
from detente.model.machine import move as moved
from detente.model.pairs import Pair
from detente.model.refusal import Refused
from detente.model.rules import Act, rules
from detente.model.standing import Standing
from detente.model.statuses import Status
from detente.model.wording import opening, words
from detente.views.sentences import days_of, goal_in_words, no_route, route_act, route_lines, shared_route, supposition
from detente.views.suppositions import (
    acts_in_words,
    contrasts_in_words,
    overtaken_in_words,
    shown_rows,
    why_no_difference,
)
from detente.views.verdicts import verdict
from detente.web.addresses import Address
from detente.web.asking import LIMIT, Phrases, Question
from detente.web.commands import command, elsewhere, option
from detente.web.errors import BadQuestion
from detente.web.parameters import naming
from detente.web.words import WORDS

_NOT_OFFERED = ("noted", "relations_lapsed")
"""The kinds that nobody supposes: one changes nothing, the other is no act between two countries."""


class Made(NamedTuple):
    """A move of a scenario."""

    in_words: str
    taken_back: Address
    """The address of the page without it."""


class Cell(NamedTuple):
    """Where an event led in one course, or what became of it there."""

    in_words: str
    status: Status | None
    turns: bool


class Course(NamedTuple):
    """An event, or several alike, in every course."""

    when: str
    cells: list[Cell]
    what: str


class Scenario(NamedTuple):
    """A scenario, and what it changes."""

    name: str
    phrases: Phrases
    history: History
    moves: list[Made]
    statement: str
    """Where it leads on the day looked at."""
    facts: list[str]
    """The facts that are then otherwise than recorded."""
    differ: list[tuple[str, str, Status | None]]
    """On which days it differs from the record, what stood there and stands there instead."""
    no_difference: list[str]
    overtaken: list[tuple[str, list[str]]]
    """What it leaves no room for, by the rule that would be broken."""
    command: str


class Offer(NamedTuple):
    """An act that could be supposed."""

    who: str
    in_words: str
    phrase: str
    why_not: str
    """Why it cannot be; empty where it can."""
    is_whole: bool
    """Whether the phrase says all that the kind needs."""


class Way(NamedTuple):
    """A way to a goal."""

    in_words: str
    supposed: Address | None
    """The address at which all of it is supposed; none where that takes more words."""


class Ways(NamedTuple):
    """The ways to a goal."""

    said: list[str]
    ways: list[Way]


def supposed(history: History, phrases: Phrases) -> History:
    """Return a history with what a scenario supposes on top; raise as `phrased` and `History.suppose` do."""
    made = history.suppose(*phrased(history, phrases.add, phrases.without, phrases.move))
    made.events  # noqa: B018 - which raises, if anything is impossible
    return made


class NotPossible(BadQuestion):
    """A scenario that cannot be; it says why, and which of its phrases stand in the way."""

    def __init__(self, error: DetenteError, phrases: Phrases, wrong: Sequence[tuple[str, str]], here: Address) -> None:
        back = [(str(here.less(*said)), WORDS["take_back_this"].format(move=said[1])) for said in phrases.said]
        super().__init__(f"{WORDS['scenario'].format(number=phrases.number)}: {error}", back)
        self.wrong = tuple(wrong)
        """The parameters without which it could be."""


def refusal(history: History, error: DetenteError, phrases: Phrases, here: Address) -> NotPossible:
    """Return what is said of a scenario that cannot be: which phrase is wrong, if it is one; else all of them are."""
    for one in reversed(phrases.said):
        with suppress(DetenteError):
            supposed(history, phrases.less(*one))
            return NotPossible(error, phrases, [one], here)
    return NotPossible(error, phrases, phrases.said, here)


def scenario(made: History, phrases: Phrases, asked: Question, log: Path, differ: Sequence[Contrast]) -> Scenario:
    """Return what a page shows of a scenario."""
    history = made.recorded
    before, after = history.at(asked.day), made.at(asked.day)
    moves = zip(phrases.said, made.moves, strict=True)
    return Scenario(
        WORDS["scenario"].format(number=phrases.number),
        phrases,
        made,
        [Made(supposition(one, made), asked.here.less(*said)) for said, one in moves],
        opening(f"{verdict(after)}."),
        [found.in_words for found in differences(before, after)],
        [_contrast(told, one) for told, one in contrasts_in_words(differ)],
        [] if differ else why_no_difference(history, made),
        list(overtaken_in_words(made.overtaken)),
        _command(phrases, asked, log),
    )


def _contrast(told: str, contrast: Contrast) -> tuple[str, str, Status | None]:
    other = contrast.other
    return (told, other.in_words, other.status) if contrast.of_status else (told, "", None)


def courses(recorded: History, *supposed: History) -> list[Course]:
    """Return the courses beside each other, from where they part."""
    return [
        Course(
            days_of([row.event for row in run]),
            [_cell(run[0], number) for number in range(1 + len(supposed))],
            acts_in_words([row.event for row in run]),
        )
        for run in shown_rows(side_by_side(recorded, *supposed), whole=False)
    ]


def _cell(row: Row, number: int) -> Cell:
    change, fate = row.changes[number], row.fates[number]
    if change is None:
        return Cell(fate, None, turns=False)
    said = change.after.status.words
    return Cell(said if fate == Fate.RECORDED else f"{said} [{fate}]", change.after.status, change.of_status)


def _command(phrases: Phrases, asked: Question, log: Path) -> str:
    """Return the line that asks the command line the same."""
    given = [(kind, text) for kind in ("add", "without", "move") for text in getattr(phrases, kind)]
    given += [("on", asked.day.isoformat())] if asked.is_dated else []
    given += [("known", str(asked.known))] if asked.known else []
    who = [*map(name, asked.pair)]
    return command("suppose", *who, *(part for one in given for part in option(*one)), *elsewhere(log, str(log)))


def kept(made: History, record: Record) -> bytes:
    """Return a scenario as the file that ``detente suppose --save`` writes."""
    sealed = record.reached()
    return f"{to_line(Header(lines=sealed.lines, digest=sealed.digest))}\n".encode() + to_lines(made.moves)


def offers(history: History, day: date) -> Iterator[Offer]:
    """Return every act that could be supposed at the end of a day, after all that happened by its end."""
    index = bisect_right(history.happenings, day, key=lambda happening: happening.earliest)
    standing = history.course[index - 1].after if index else Standing(history.pair)
    for act in acts():
        sides = rules()[act.kind].sides
        if act.kind in _NOT_OFFERED or (act.side is None and len(sides) > 1):
            continue
        tried = act._replace(power=_SOME_POWER) if act.kind == "protecting_power_named" else act
        is_possible = moved(*standing.position, tried) is not None
        why_not = "" if is_possible else opening(f"{_refused(tried, standing, day).because}.")
        phrase, is_whole = phrase_of(act, history.pair, day)
        who = WORDS["both_sides"] if act.side is None else name(history.pair[act.side])
        yield Offer(who, _what(act), phrase, why_not, is_whole)


def _what(act: Act) -> str:
    return words(act.kind) + (f" ({words(act.office)})" if act.office else "")


_SOME_POWER = "CHE"
"""A country that can protect: which one makes no difference to the rules."""


def phrase_of(act: Act, pair: Pair, day: date) -> tuple[str, bool]:
    """Return an act on a day as it is typed, and whether that says all that its kind needs."""
    by = "" if act.side is None else f" by {pair[act.side]}"
    office = f" office={act.office}" if act.office else ""
    needs_power = act.kind == "protecting_power_named"
    return f"{day} {act.kind}{by}{office}{' power=' if needs_power else ''}", not needs_power


def _refused(act: Act, standing: Standing, day: date) -> Refused:
    pair = standing.pair
    by = None if act.side is None else pair[act.side]
    on = HistoricDate.parse(day.isoformat())
    event = Event("supposed", act.kind, pair, on, NEVER, "", by, office=act.office, power=act.power)
    return Refused(Happening.of(event), standing)


def routes(state: State, asked: Question) -> Ways | None:
    """Return the shortest ways to what is asked for; nothing where nothing is."""
    if not asked.goals:
        return None
    pair = asked.pair
    with naming("goal"):
        goal = Goal.of_all(asked.goals, pair)
    side = None if asked.by is None else pair.side(asked.by)
    found = ways(state, goal, by=side, limit=LIMIT)
    target = goal_in_words(goal, pair)
    if not found.routes.total:
        said = [no_route(target, pair, side)]
        if side is not None:
            said += [shared_route(route, pair, side) for route in found.together.given]
        return Ways(said, [])
    first, *_ = route_lines(found.routes, target, pair, with_cost=False)
    return Ways([first], [_way(route.acts, asked) for route in found.routes.given if route.acts])


def _way(steps: Sequence[Act], asked: Question) -> Way:
    here: Address | None = asked.here.but(goal=None, by=None)
    for act in steps:
        phrase, is_whole = phrase_of(act, asked.pair, asked.day)
        here = here.plus(asked.edited.named("add"), phrase) if here and is_whole else None
    return Way(" → ".join(route_act(act, asked.pair) for act in steps), here)


def goals_named(pair: Pair) -> list[str]:
    """Return what can be asked for, as suggestions: the statuses, and facts that people ask for."""
    named = [name(code) for code in pair]
    facts = [f"{fact} of {country} {value}" for fact, value in _FACTS for country in named]
    return [*(status.words for status in Status), *facts]


_FACTS = (("mission", "open"), ("sanctions", "none"), ("grievance", "none"), ("protecting power", "named"))
