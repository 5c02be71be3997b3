"""``detente add``: one event, or a batch of them."""

import argparse
import sys
from typing import Any

from detente.cli.asking import aside, log_written, print_json, wants_json
from detente.cli.grammar import TEXTS
from detente.history.history import History
from detente.log.appending import Log
from detente.log.reading import Entry, entries
from detente.log.record import Record, read
from detente.log.said import COUNTRIES, fields
from detente.model.configuration import NOTHING, OFFICES
from detente.model.countries import country
from detente.model.dates import HistoricDate
from detente.model.events import models
from detente.model.naming import act_in_words
from detente.model.pairs import Pair
from detente.model.rules import Act, possible
from detente.model.statuses import Status
from detente.model.table import RETRACTION

_PLAIN = ("on", "summary", "seq", *TEXTS)


def run(asked: argparse.Namespace) -> int:
    """Add what is asked; print the ids once they are durable."""
    with Log(log_written(asked), wait=asked.wait) as log:
        if asked.one == "-" and asked.other is None:
            return acknowledge(asked, log.append(sys.stdin.buffer))
        if asked.one is None or asked.other is None:
            aside("detente add: name two countries, or - to read events from standard input.")
            return 2
        pair = Pair.of(asked.one, asked.other)
        record = read(log.path) if log.path.exists() else Record(str(log.path), ())
        given = _given(asked, pair)
        if sys.stdin.isatty():
            _ask_for_missing(given, History.of(record, *pair))
        if not asked.yes and sys.stdin.isatty() and not _agreed(record, given):
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


def _ask_for_missing(given: dict[str, Any], history: History) -> None:
    """Ask on the terminal for what an event needs and was not said."""
    from detente.cli.questions import question

    if "on" not in given:
        given["on"] = question("When did it take effect?", HistoricDate.parse).text
    if "kind" not in given:
        kinds = dict.fromkeys(act.kind for act in _possible(history, given["on"]))
        given["kind"] = question("What happened?", choices=list(kinds))
    needed = models()[given["kind"]].model_fields if given["kind"] in models() else {}
    if "by" not in given and "by" in needed and needed["by"].is_required():
        given["by"] = question("Who acted?", choices=list(history.pair))
    if "power" not in given and "power" in needed:
        given["power"] = question("Which country protects?", country)
    if "office" not in given and "office" in needed:
        given["office"] = question("Which office?", choices=list(OFFICES))
    if "summary" not in given:
        given["summary"] = question("What happened, in one sentence?")
    if "sources" not in given:
        given["sources"] = [_source(question("Where can it be read? TITLE|PUBLISHER|DATE|URL"))]


def _possible(history: History, on: str) -> list[Act]:
    """List what the rules allow on a day."""
    before = [change for change in history.course if change.event.on.earliest <= HistoricDate.parse(on).earliest]
    status, configuration = (
        (before[-1].after.status, before[-1].after.configuration) if before else (Status.NO_RELATIONS, NOTHING)
    )
    return possible(status, configuration)


def _agreed(record: Record, given: dict[str, Any]) -> bool:
    """Show what the status becomes, and ask whether that is meant."""
    from json import dumps

    from detente.cli.questions import agreed

    shown = {"id": "the-new-event", "recorded": "9999-12-30T00:00:00Z", **given}
    added = [found for found in entries(dumps(shown).encode(), "line") if isinstance(found, Entry)]
    grown = Record(record.path, (*record.entries, *added))
    pair = Pair(*given["parties"])
    if added and pair not in grown.spoiled and given.get("kind") != RETRACTION.kind:
        history = History.of(grown, *pair)
        new = next((change for change in history.course if change.event.id == shown["id"]), None)
        if new is not None:
            what = act_in_words(Act.of(new.event), pair)
            aside(f"{what}: {new.before.status.words} → {new.after.status.words}")
            aside(f"{pair.names} after all that is recorded: {history.at(history.last_day).in_words}.")
    return agreed("Add it?")
