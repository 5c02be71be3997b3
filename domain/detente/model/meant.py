"""Which event is meant: by its id, by the beginning of its id, by a date, or by words."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

from detente.model.dates import HistoricDate
from detente.model.errors import BadDate, DetenteError
from detente.model.events import Event, Line, Retraction
from detente.model.naming import act_in_words
from detente.model.rules import Act
from detente.model.wording import did_you_mean, nearest, words

SHOWN = 10
"""How many of several candidates are listed."""
LIKE = 3
"""How many are suggested at most where none fits."""

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = frozenset(("a", "an", "and", "by", "in", "of", "on", "the"))
"""Words that tell no event from another."""

AnyLine = TypeVar("AnyLine", bound=Line)


class NoSuchEvent(DetenteError):
    """An event that is not there, or not any more."""


class SeveralEvents(DetenteError):
    """Words that name more than one event."""

    def __init__(self, text: str, candidates: Collection[Line]) -> None:
        super().__init__(text, candidates)
        self.text = text
        self.candidates = tuple(candidates)

    def __str__(self) -> str:
        listed = [f"  {_row(line)}" for line in self.candidates[:SHOWN]]
        more = len(self.candidates) - SHOWN
        return "\n".join(
            [
                f"“{self.text}” names {len(self.candidates)} events. Say which, by more words or by its id:",
                *listed,
                *([f"  and {more} more"] if more > 0 else []),
            ]
        )


def meant(text: str, lines: Iterable[AnyLine], where: str) -> AnyLine:
    """Return the one of some lines that a text names; `where` says where they are, for a sentence.

    An exact id always wins. Else the text is the beginning of an id, or a date within which the event falls; else
    all its words are of the kind as people say it, the country that acts and the date; else they begin words of
    those or of the summary. The first of these that names any line decides. Raises `SeveralEvents` where it names
    more than one, and `NoSuchEvent`, with what is like it, where nothing does.

    >>> from detente import History, read, shipped_log
    >>> events = History.of(read(shipped_log()), "Canada", "Iran").events
    >>> {meant(text, events, "here").id for text in ("can-irn-2012-09-07-sev", "relations severed", "Baird suspends")}
    {'can-irn-2012-09-07-severed'}
    """
    known = {line.id: line for line in lines}
    if text in known:
        return known[text]
    for names in _ways(text):
        found = [line for line in known.values() if names(line)]
        if len(found) > 1:
            raise SeveralEvents(text, found)
        if found:
            return found[0]
    near = nearest(text, known) or _alike(text, known.values())
    otherwise = " Write its id, the beginning of it, its date, or words of what happened."
    raise NoSuchEvent(f"There is no event “{text}” {where}.{did_you_mean(near) or otherwise}")


def retractable(text: str, lines: Iterable[Line], where: str) -> Line:
    """Return the line to be retracted that a text names: by its exact id, or among those that can still be.

    Raises as `meant` does.
    """
    lines = list(lines)
    gone = {line.retracts for line in lines} | {line.id for line in lines if isinstance(line, Retraction)}
    return meant(text, [line for line in lines if line.id == text or line.id not in gone], where)


def _ways(text: str) -> Iterator[Callable[[Line], bool]]:
    """Return what tells whether a line is named, in each of the ways but the exact id."""
    typed, day = _telling(text), _date(text)

    def by_id_or_date(line: Line) -> bool:
        within = day and isinstance(line, Event) and day.earliest <= line.on.earliest and line.on.latest <= day.latest
        return bool(within) or (bool(text) and line.id.casefold().startswith(text.casefold()))

    def by_kind(line: Line) -> bool:
        return bool(typed) and typed <= _words(_what(line))

    def by_summary(line: Line) -> bool:
        return bool(typed) and _begun(typed, line) == typed

    yield from (by_id_or_date, by_kind, by_summary)


def _alike(text: str, lines: Collection[Line]) -> list[str]:
    """Return the ids of lines like a text that names none: those nearest in time, or with most of its words."""
    day = _date(text)
    if day:
        events = [line for line in lines if isinstance(line, Event)]
        return [event.id for event in sorted(events, key=lambda event: abs(event.on.earliest - day.earliest))][:LIKE]
    shared = {line.id: len(_begun(_telling(text), line)) for line in lines}
    most = max(shared.values(), default=0)
    return [named for named, count in shared.items() if count == most > 0][:LIKE]


def _what(line: Line) -> str:
    """Return the kind, who acted and when, in words and as data."""
    if not isinstance(line, Event):
        return words(line.kind)
    return f"{act_in_words(Act.of(line), line.pair)} {line.on.in_words()} {line.on}"


def _row(line: Line) -> str:
    if not isinstance(line, Event):
        return f"{line.id}: {words(line.kind)}"
    return f"{line.id}, {line.on.in_words()}: {act_in_words(Act.of(line), line.pair)}"


def _begun(typed: set[str], line: Line) -> set[str]:
    """Return which of some words begin words of a line."""
    has = _words(f"{_what(line)} {line.summary}")
    return {word for word in typed if any(one.startswith(word) for one in has)}


def _telling(text: str) -> set[str]:
    return _words(text) - _BETWEEN


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _date(text: str) -> HistoricDate | None:
    with suppress(BadDate):
        return HistoricDate.typed(text)
    return None
