"""How each field of an event is asked for, read and shown; which fields there are is said by the kind of the event."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias

from detente.cli.choosing import chosen, several
from detente.cli.dates import typed
from detente.cli.questions import BadAnswer, yes_or_no
from detente.cli.sources import whole_source
from detente.history.history import History, IllegalHistory
from detente.model.countries import country, name
from detente.model.dates import HistoricDate
from detente.model.events import Line
from detente.model.lines import choices, fields, kinds
from detente.model.machine import possible
from detente.model.meant import retractable
from detente.model.pairs import Pair
from detente.model.standing import Standing
from detente.model.wording import words

PARTIES = "parties"
_FILLED_IN = ("id", PARTIES, "recorded", "kind")
_LEFT_TO_OPTIONS = ("note", "seq", "announced", "confidence", "retracts")
"""What is asked for only where a kind requires it."""
_LAST = ("summary", "sources")
"""What is asked for when all else is known."""

_QUESTIONS = {
    "kind": "What happened? Its number or its words",
    "on": "When did it take effect?",
    "by": "Who acted?",
    "level": "At what level is the mission?",
    "head": "Of which class is its head?",
    "resident": "Does the head reside there? yes or no",
    "ordered_by": "Which country ordered it?",
    "measure": "By which instrument?",
    "conditions": "What does it ask for first?",
    "office": "Which office?",
    "power": "Which country protects?",
    "major": "Is it shown without being asked for? yes or no",
    "retracts": "Which event is withdrawn?",
    "families": "What was looked for? Several are parted by commas",
    "from": "From when on was it looked for?",
    "to": "Until when was it looked for?",
    "summary": "What happened, in one sentence?",
    "sources": "Where can it be read? TITLE|PUBLISHER|DATE|URL",
}


class Entered(NamedTuple):
    """What is known while somebody enters an event."""

    pair: Pair
    answers: dict[str, Any]
    """The fields so far; none for one that is left out."""
    recorded: tuple[Line, ...]
    """What the log holds of the pair."""


Read: TypeAlias = Callable[[str, Entered], Any]
"""What reads an answer; it raises a `DetenteError` where that cannot be taken."""
Show: TypeAlias = Callable[[Any], str]
"""What returns a value as people read it."""
Shown: TypeAlias = Callable[[Entered], Sequence[str]]
"""What returns the words that can be chosen from."""


class Form(NamedTuple):
    """How a field of one sort is asked for."""

    read: Read
    show: Show = str
    shown: Shown = lambda _: ()
    more: str = ""
    """The question for more of the same; nothing where one answer is all."""


def to_ask(kind: str) -> list[str]:
    """Return the fields of an event of a kind for which somebody is asked, in the order in which they are.

    >>> to_ask("relations_severed"), to_ask("office_opened")
    (['on', 'by', 'summary', 'sources'], ['on', 'by', 'office', 'resident', 'summary', 'sources'])
    """
    asked = [
        field
        for field, required in fields(kind).items()
        if field not in _FILLED_IN and (required or field not in _LEFT_TO_OPTIONS)
    ]
    return [*(field for field in asked if field not in _LAST), *(field for field in _LAST if field in asked)]


def text_of(field: str, kind: str) -> str:
    """Return the question for a field of an event of some kind."""
    if (kind, field) == ("retracted", "summary"):
        return "Why is it withdrawn?"
    return _QUESTIONS.get(field, f"Its {words(field)}?")


def form(field: str) -> Form:
    """Return how a field is asked for, by what it holds."""
    return _FORMS.get(field) or (_choice(field) if choices(field) else _alone(str))


def _alone(read: Callable[[str], Any], show: Show = str) -> Form:
    """Return the form of a field of which an answer is read whatever else is known."""

    def reading(text: str, _: Entered) -> Any:
        return read(text)

    return Form(reading, show)


def _choice(field: str, choose: Callable[[str, Sequence[str]], Any] = chosen, show: Show = words) -> Form:
    shown = choices(field)

    def choosing(text: str, _: Entered) -> Any:
        return choose(text, shown)

    def showing(_: Entered) -> Sequence[str]:
        return shown

    return Form(choosing, show, showing)


def _kind(text: str, entered: Entered) -> str:
    return chosen(text, _possible(entered), list(kinds()))


def _possible(entered: Entered) -> list[str]:
    """Return the kinds of event that the rules allow on the day that was entered; all, where that cannot be told."""
    on = entered.answers.get("on")
    if on is None:
        return list(kinds())
    until = HistoricDate.parse(on).earliest
    try:
        course = [one for one in History(entered.pair, entered.recorded).course if one.event.on.earliest <= until]
    except IllegalHistory:
        return list(kinds())
    standing = course[-1].after if course else Standing(entered.pair)
    return list(dict.fromkeys(act.kind for act in possible(*standing.position)))


def _party(text: str, entered: Entered) -> str:
    if text in ("1", "2"):
        return entered.pair[int(text) - 1]
    code = country(text)
    entered.pair.side(code)
    return code


def _names(entered: Entered) -> list[str]:
    return list(map(name, entered.pair))


def _retracted(text: str, entered: Entered) -> str:
    return retractable(text, entered.recorded, f"of {entered.pair.names}").id


def _date(text: str) -> str:
    return typed(text).text


def _date_in_words(text: str) -> str:
    return HistoricDate.parse(text).in_words()


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as wrong:
        raise BadAnswer(f"“{text}” is no whole number.") from wrong


def _sure(value: object) -> str:
    return "yes" if value else "no"


def _source(text: str, _: Entered) -> list[dict[str, str]]:
    return [whole_source(text)]


def _sources(value: list[dict[str, str]]) -> str:
    return "; ".join(", ".join(source.values()) for source in value)


_FORMS: dict[str, Form] = {
    PARTIES: _alone(str, lambda pair: pair.names),
    "kind": Form(_kind, words, _possible),
    **dict.fromkeys(("on", "announced", "from", "to"), _alone(_date, _date_in_words)),
    **dict.fromkeys(("by", "ordered_by"), Form(_party, name, _names)),
    **dict.fromkeys(("resident", "major"), _alone(yes_or_no, _sure)),
    "power": _alone(country, name),
    "seq": _alone(_number),
    "retracts": Form(_retracted),
    "families": _choice("families", several, ", ".join),
    "sources": Form(_source, _sources, more="Another source (Enter for no more)"),
}
