"""``detente add``: one event, or a batch of them."""

import argparse
import sys
from contextlib import suppress
from datetime import UTC, datetime
from json import dumps
from typing import Any, TypeAlias

from detente.cli.asking import aside, log_written, print_json, wants_json
from detente.cli.errors import WrongUsage
from detente.cli.grammar import TEXTS
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
from detente.model.events import Line
from detente.model.lines import fields as fields_of_kind
from detente.model.lines import kinds
from detente.model.machine import possible
from detente.model.naming import act_in_words
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed
from detente.model.rules import Act
from detente.model.standing import Standing

NEW = "the-new-event"
"""What an event is called that has no id yet."""

_PLAIN = ("on", "summary", "seq", *TEXTS)
_EVERYTHING = ("kind", *COUNTRIES, *_PLAIN, "source", "non_resident")

Lines: TypeAlias = "tuple[Line, ...]"


class BadAnswer(DetenteError):
    """An answer on the terminal that cannot be taken."""


def run(asked: argparse.Namespace) -> int:
    """Add what is asked; print the ids once they are durable."""
    with Log(log_written(asked), wait=asked.wait) as log:
        if asked.one == "-" and asked.other is None:
            said = [name for name in _EVERYTHING if getattr(asked, name)]
            if said:
                raise WrongUsage(f"add - reads whole events, and takes no --{said[0].replace('_', '-')}.")
            return acknowledge(asked, log.append(sys.stdin.buffer))
        if asked.one is None or asked.other is None:
            raise WrongUsage("add takes two countries, or - to read events from standard input.")
        pair = Pair.of(asked.one, asked.other)
        given = _given(asked, pair)
        recorded = tuple(log.lines_of(pair))
        if sys.stdin.isatty():
            _ask_for_missing(given, pair, recorded)
        _say_what_it_leads_to(pair, recorded, given)
        if not asked.yes and sys.stdin.isatty() and not _agreed():
            aside("Nothing was added.")
            return 1
        return acknowledge(asked, log.append([given]))


def acknowledge(asked: argparse.Namespace, ids: list[str]) -> int:
    """Print the ids of events that are durable."""
    if wants_json(asked):
        return print_json(ids)
    if ids:
        print("\n".join(ids))
    return 0


def _given(asked: argparse.Namespace, pair: Pair) -> dict[str, Any]:
    """Give the event that was asked for, as data: only what was said."""
    said = {name: getattr(asked, name) for name in ("kind", *COUNTRIES, *_PLAIN)}
    given: dict[str, Any] = {"parties": list(pair), **fields(said)}
    if asked.non_resident:
        given["resident"] = False
    if asked.source:
        given["sources"] = [_source(text) for text in asked.source]
    return given


def _source(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split("|", 3)]
    named = zip(("title", "publisher", "published", "url"), parts, strict=False)
    return {name: part for name, part in named if part}


def _source_answered(text: str) -> dict[str, str]:
    source = _source(text)
    if not {"title", "publisher"} <= source.keys():
        raise BadAnswer("A source needs a title and a publisher, such as: Canada-Iran Relations|Government of Canada")
    HistoricDate.parse(source.get("published", "2000"))
    return source


def _ask_for_missing(given: dict[str, Any], pair: Pair, recorded: Lines) -> None:
    """Ask on the terminal for what an event needs and was not said."""
    from detente.cli.questions import question

    def party(text: str) -> str:
        code = country(text)
        pair.side(code)
        return code

    if "kind" not in given:
        if "on" not in given:
            given["on"] = question("When did it take effect?", HistoricDate.parse).text
        given["kind"] = question("What happened?", choices=_possible(pair, recorded, given["on"]))
    if given["kind"] not in kinds():
        return  # which is told with all else that is wrong
    needed = fields_of_kind(given["kind"])
    if "on" not in given and "on" in needed:
        given["on"] = question("When did it take effect?", HistoricDate.parse).text
    if "by" not in given and "by" in needed and needed["by"]:
        given["by"] = question(f"Who acted, {name(pair.first)} or {name(pair.second)}?", party)
    if "power" not in given and "power" in needed:
        given["power"] = question("Which country protects?", country)
    if "office" not in given and "office" in needed:
        given["office"] = question("Which office?", choices=list(OFFICES))
    if "retracts" not in given and "retracts" in needed and needed["retracts"]:
        given["retracts"] = question("Which event is withdrawn, by its id?")
    if "summary" not in given:
        given["summary"] = question("What happened, in one sentence?")
    if "sources" not in given and "sources" in needed:
        given["sources"] = [question("Where can it be read? TITLE|PUBLISHER|DATE|URL", _source_answered)]


def _possible(pair: Pair, recorded: Lines, on: str) -> list[str]:
    """List the kinds of what the rules allow on a day."""
    until = HistoricDate.parse(on).earliest
    course = [change for change in History(pair, recorded).course if change.event.on.earliest <= until]
    standing = course[-1].after if course else Standing(pair)
    return list(dict.fromkeys(act.kind for act in possible(*standing.position)))


def _say_what_it_leads_to(pair: Pair, recorded: Lines, given: dict[str, Any]) -> None:
    """Say what the status becomes; raise `NotAdded`, before anybody is asked, where it cannot be added."""
    now = max([datetime.now(UTC), *(line.recorded for line in recorded)])
    assumed = {"id": NEW, "recorded": now.isoformat()}
    read = list(entries(dumps(assumed | given).encode(), ""))
    wrong = [found.message for found in read if isinstance(found, Finding)]
    if wrong:
        raise NotAdded(wrong)
    (line,) = (found.line for found in read if isinstance(found, Entry))
    if line.id in {other.id for other in recorded}:
        return  # which the log knows: it is the same, or an id used twice
    try:
        Judge(pair, recorded).add(line)
    except NotAllowed as refused:
        raise NotAdded([str(refused).replace(f" ({NEW})", "")]) from refused
    history = History(pair, (*recorded, line))
    # What withdraws one of several wrong events leaves the others.
    with suppress(IllegalHistory):
        for change in history.course:
            if change.event.id == line.id:
                became = f"{change.before.status.words} → {change.after.status.words}"
                aside(f"{act_in_words(Act.of(change.event), pair)}: {became}")
        aside(f"{pair.names} after all that is recorded: {history.at(history.last_day).in_words}.")


def _agreed() -> bool:
    from detente.cli.questions import agreed

    return agreed("Add it?")
