"""``detente add``: one event, or a batch of them."""

import argparse
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from json import dumps
from typing import Any, TypeAlias

from detente.cli.answer import REFUSED, Answer
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.grammar import TEXTS
from detente.cli.inputs import log_written
from detente.history.history import History, IllegalHistory
from detente.log.admission import Judge
from detente.log.appending import Log
from detente.log.findings import Finding
from detente.log.incoming import NotAdded
from detente.log.phrases import COUNTRIES, fields
from detente.log.reading import Entry, entries
from detente.model.configuration import OFFICES
from detente.model.countries import country, name
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.events import Event, Line
from detente.model.lines import fields as fields_of_kind
from detente.model.lines import kinds
from detente.model.machine import possible
from detente.model.meant import SeveralEvents, retractable
from detente.model.naming import act_in_words
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed
from detente.model.rules import Act
from detente.model.standing import Standing
from detente.views.sentences import heading

NEW = "the-new-event"
"""What an event is called that has no id yet."""

_PLAIN = ("on", "summary", "seq", *TEXTS)
_EVERYTHING = ("kind", *COUNTRIES, *_PLAIN, "source", "non_resident", "families", "start", "end")
_PARTED = re.compile(r"\s*,\s*")

Lines: TypeAlias = tuple[Line, ...]


class BadAnswer(DetenteError):
    """An answer on the terminal that cannot be taken."""


def run(asked: argparse.Namespace) -> Answer:
    """Add what is asked for; return the ids once they are durable."""
    with Log(log_written(asked), wait=asked.wait) as log:
        if asked.one == "-" and asked.other is None:
            options = [name for name in _EVERYTHING if getattr(asked, name)]
            if options:
                raise WrongUsage(f"add - reads whole events, and takes no --{options[0].replace('_', '-')}.")
            return acknowledgement(log.append(sys.stdin.buffer, again=asked.again))
        if asked.one is None or asked.other is None:
            raise WrongUsage("Name two countries, or write - to read events from standard input.")
        pair = Pair.of(asked.one, asked.other)
        event = _event(asked, pair)
        recorded = tuple(log.lines_of(pair))
        if "retracts" in event:
            with wrong_usage(SeveralEvents):
                event["retracts"] = retractable(event["retracts"], recorded, f"of {pair.names} in {log.path}").id
        if sys.stdin.isatty():
            _ask_for_missing(event, pair, recorded)
        asides = _what_it_leads_to(pair, recorded, event, again=asked.again)
        if not asked.yes and sys.stdin.isatty():
            if not _is_agreed(asides):
                return Answer(asides=["Nothing was added."], code=REFUSED)
            asides = []
        return acknowledgement(log.append([event], again=asked.again), asides)


def acknowledgement(ids: list[str], asides: Sequence[str] = ()) -> Answer:
    """Return the ids of events that are durable, as an answer."""
    return Answer(lambda: ids, lambda: ids, asides)


def _event(asked: argparse.Namespace, pair: Pair) -> dict[str, Any]:
    """Return the event that is asked for, as data, without what was left out."""
    options = {name: getattr(asked, name) for name in ("kind", *COUNTRIES, *_PLAIN)}
    event: dict[str, Any] = {"parties": list(pair), **fields(options)}
    survey = {"families": asked.families and _PARTED.split(asked.families), "from": asked.start, "to": asked.end}
    event |= {name: value for name, value in survey.items() if value}
    if asked.non_resident:
        event["resident"] = False
    if asked.source:
        event["sources"] = [_source(text) for text in asked.source]
    return event


def _source(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split("|", 3)]
    named = zip(("title", "publisher", "published", "url"), parts, strict=False)
    return {name: part for name, part in named if part}


def _whole_source(text: str) -> dict[str, str]:
    source = _source(text)
    if not {"title", "publisher"} <= source.keys():
        raise BadAnswer("A source needs a title and a publisher, such as: Canada-Iran Relations|Government of Canada")
    HistoricDate.parse(source.get("published", "2000"))
    return source


def _ask_for_missing(event: dict[str, Any], pair: Pair, recorded: Lines) -> None:
    """Ask on the terminal for what an event needs and does not have yet."""
    from detente.cli.questions import question

    def party(text: str) -> str:
        code = country(text)
        pair.side(code)
        return code

    if "kind" not in event:
        if "on" not in event:
            event["on"] = question("When did it take effect?", HistoricDate.parse).text
        event["kind"] = question("What happened?", choices=_possible(pair, recorded, event["on"]))
    if event["kind"] not in kinds():
        return  # which is found with all else that is wrong
    needed = fields_of_kind(event["kind"])
    if "on" not in event and "on" in needed:
        event["on"] = question("When did it take effect?", HistoricDate.parse).text
    if "by" not in event and "by" in needed and needed["by"]:
        event["by"] = question(f"Who acted, {name(pair.first)} or {name(pair.second)}?", party)
    if "power" not in event and "power" in needed:
        event["power"] = question("Which country protects?", country)
    if "office" not in event and "office" in needed:
        event["office"] = question("Which office?", choices=list(OFFICES))
    if "retracts" not in event and "retracts" in needed and needed["retracts"]:
        event["retracts"] = question("Which event is withdrawn, by its id?")
    if "summary" not in event:
        event["summary"] = question("What happened, in one sentence?")
    if "sources" not in event and "sources" in needed:
        event["sources"] = [question("Where can it be read? TITLE|PUBLISHER|DATE|URL", _whole_source)]


def _possible(pair: Pair, recorded: Lines, on: str) -> list[str]:
    """Return the kinds of event that the rules allow on a day."""
    until = HistoricDate.parse(on).earliest
    course = [change for change in History(pair, recorded).course if change.event.on.earliest <= until]
    standing = course[-1].after if course else Standing(pair)
    return list(dict.fromkeys(act.kind for act in possible(*standing.position)))


def _what_it_leads_to(pair: Pair, recorded: Lines, event: dict[str, Any], *, again: bool) -> list[str]:
    """Return what the status becomes; raise `NotAdded`, before anybody is asked, where it cannot be added."""
    now = max([datetime.now(UTC), *(line.recorded for line in recorded)])
    assumed = {"id": NEW, "recorded": now.isoformat()}
    read = list(entries(dumps(assumed | event).encode(), ""))
    wrong = [found.message for found in read if isinstance(found, Finding)]
    if wrong:
        raise NotAdded(wrong)
    (line,) = (found.line for found in read if isinstance(found, Entry))
    if line.id in {other.id for other in recorded}:
        return []  # the log knows it: it is the same, or an id used twice
    to_come = isinstance(line, Event) and line.on.earliest > now.date()
    try:
        judge = Judge(pair, recorded)
        if not again and (already := judge.told_already(line)):
            raise already
        judge.add(line)
    except NotAllowed as refused:
        raise NotAdded([str(refused).replace(f" ({NEW})", "")]) from refused
    history = History(pair, (*recorded, line))
    sentences = ["It is dated in times to come, and may not come: a hypothesis could hold it."] if to_come else []
    # What withdraws one of several wrong events leaves the others.
    with suppress(IllegalHistory):
        sentences += [
            f"{act_in_words(Act.of(change.event), pair)}: {change.before.status.words} → {change.after.status.words}"
            for change in history.course
            if change.event.id == line.id
        ]
        state = history.at(history.last_day)
        sentences.append(f"{heading(state, is_dated=False)}: {state.in_words}.")
    return sentences


def _is_agreed(because: Sequence[str]) -> bool:
    from detente.cli.questions import agreed

    return agreed("Add it?", because)
