"""What is asked of a pair: its address, read into values."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from detente.model.dates import HistoricDate
from detente.model.events import CONFIDENCES
from detente.model.pairs import Pair
from detente.model.rules import rules
from detente.web.addresses import Address
from detente.web.parameters import BadQuestion, Parameters
from detente.web.words import WORDS


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

    @property
    def end(self) -> date:
        """The last day of the timeline."""
        return self.until.latest if self.until else max(self.today, min(self.day, date(self.today.year + 5, 12, 31)))


def question(pair: Pair, asked: Parameters, today: date) -> Question:
    """Return what the parameters of an address ask of a pair; raise `BadQuestion`."""
    on = asked.date("on")
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
        asked.choice("noted", _YES) is not None,
    )
    asked.refuse_others()
    if found.since and found.since.earliest > found.end:
        raise BadQuestion(WORDS["backwards"])
    return found


_YES: Sequence[str] = ("yes",)
