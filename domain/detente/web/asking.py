"""What is asked of a pair: its address, read into values."""

from datetime import date
from typing import NamedTuple

from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES
from detente.model.pairs import Pair
from detente.model.rules import rules
from detente.web.addresses import Address
from detente.web.errors import BadQuestion
from detente.web.parameters import Parameters
from detente.web.words import WORDS

SCENARIOS = 4
"""How many scenarios can stand beside each other."""
MOVES = 20
"""How many moves of a kind a scenario can have in an address."""
GOALS = 3
"""How many things can be asked for at once of a way there."""
LIMIT = 10
"""How many ways are shown."""


class Phrases(NamedTuple):
    """What a scenario supposes, as it stands in the address: by the options of ``detente suppose``."""

    number: int
    add: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    move: tuple[str, ...] = ()

    @property
    def said(self) -> list[tuple[str, str]]:
        """The parameters that say it, in the order in which the moves are made."""
        return [(self.named(kind), text) for kind in ("add", "without", "move") for text in getattr(self, kind)]

    def less(self, name: str, text: str) -> "Phrases":
        """Return the same without a phrase, given by its parameter."""
        kind = name.rstrip("0123456789")
        return self._replace(**{kind: tuple(one for one in getattr(self, kind) if one != text)})

    def named(self, kind: str) -> str:
        """Return the name that a parameter of this scenario has: those of the first have no number."""
        return kind if self.number == 1 else f"{kind}{self.number}"


class Question(NamedTuple):
    """What is asked of a pair."""

    pair: Pair
    here: Address
    """The address that asks it."""
    day: date
    """At the end of which day the pair is looked at."""
    is_dated: bool
    """Whether the day was asked for, and is not simply today."""
    today: date
    known: HistoricDate | None
    """As known on which day; on none, as recorded by now."""
    since: HistoricDate | None
    until: HistoricDate | None
    """From when to when the timeline goes."""
    kind: str | None
    confidence: str | None
    with_noted: bool
    """Which events are listed."""
    scenarios: tuple[Phrases, ...]
    """Those that suppose anything."""
    edited: Phrases
    """The scenario that is worked on: one of those, or an empty one."""
    draft: str
    """An event that is being written."""
    goals: tuple[str, ...]
    by: str | None
    """Where a way is to lead, and whether one country is to get there alone."""

    @property
    def end(self) -> date:
        """The last day of the timeline."""
        return self.until.latest if self.until else max(self.today, min(self.day, date(self.today.year + 5, 12, 31)))


def question(pair: Pair, asked: Parameters, today: date) -> Question:
    """Return what the parameters of an address ask of a pair; raise `BadQuestion`."""
    on = asked.date("on")
    every = [_phrases(number, asked) for number in range(1, SCENARIOS + 1)]
    scenarios = tuple(one for one in every if one.said)
    edited = asked.choice("edit", [str(one.number) for one in every])
    latest = scenarios[-1] if scenarios else every[0]
    found = Question(
        pair,
        asked.address(f"/{pair}"),
        on.latest if on else today,
        on is not None,
        today,
        asked.date("known"),
        asked.date("from"),
        asked.date("to"),
        asked.choice("kind", list(rules())),
        asked.choice("confidence", CONFIDENCES[::-1]),
        asked.choice("noted", ("yes",)) is not None,
        scenarios,
        every[int(edited) - 1] if edited else latest,
        asked.one("draft") or "",
        tuple(asked.many("goal", GOALS)),
        asked.choice("by", pair),
    )
    asked.refuse_others()
    if found.since and found.since.earliest > found.end:
        raise BadQuestion(WORDS["backwards"])
    return found


def _phrases(number: int, asked: Parameters) -> Phrases:
    named = Phrases(number).named
    return Phrases(number, *(tuple(asked.many(named(kind), MOVES)) for kind in ("add", "without", "move")))


def with_move(pair: Pair, asked: Parameters) -> Address | None:
    """Return the address that says what a form for moving an event asks; nothing where no event is moved.

    A form has the event and its date in two fields, and an address has them in one.
    """
    moving, to, edited = asked.one("moving"), asked.one("moved_to"), asked.one("edit")
    if not moving or not to:
        return None
    here = asked.address(f"/{pair}").but(moving=None, moved_to=None)
    number = int(edited) if edited and edited in map(str, range(1, SCENARIOS + 1)) else 1
    named = Phrases(number).named("move")
    for name, value in here.asked:
        if name == named and value.rpartition("=")[0] == moving:
            here = here.less(name, value)
    return here.plus(named, f"{moving}={to}")
