"""``detente add``: one event, or a batch of them."""

import argparse
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from detente.cli.answer import REFUSED, Answer
from detente.cli.dates import typed
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.grammar import TEXTS
from detente.cli.inputs import log_written
from detente.cli.sources import source
from detente.cli.trial import leads_to
from detente.log.appending import Log
from detente.log.phrases import COUNTRIES, fields
from detente.model.errors import BadDate
from detente.model.meant import SeveralEvents, retractable
from detente.model.pairs import Pair

_DATES = {"on": "on", "announced": "announced", "start": "from", "end": "to"}
"""The options that are dates, and the fields that they fill."""
_OTHERS = ("kind", *COUNTRIES, "summary", "seq", *(field for field in TEXTS if field not in _DATES))
_EVERYTHING = (*_OTHERS, *_DATES, "source", "non_resident", "families")
_PARTED = re.compile(r"\s*,\s*")


def run(asked: argparse.Namespace) -> Answer:
    """Add what is asked for; return the ids once they are durable."""
    countries = [one for one in (asked.one, asked.other) if one is not None]
    if countries == ["-"]:
        return _batch(asked)
    if len(countries) < 2 and not sys.stdin.isatty():
        raise WrongUsage("Name two countries, or write - to read events from standard input.")
    with Log(log_written(asked), wait=asked.wait) as log:
        if sys.stdin.isatty():
            return _entered(asked, countries, log)
        pair = Pair.of(*countries)
        event = _event(asked, pair)
        recorded = tuple(log.lines_of(pair))
        if "retracts" in event:
            with wrong_usage(SeveralEvents):
                event["retracts"] = retractable(event["retracts"], recorded, f"of {pair.names} in {log.path}").id
        asides = leads_to(pair, recorded, event, again=asked.again)
        return acknowledgement(log.append([event], again=asked.again), asides)


def acknowledgement(ids: list[str], asides: Sequence[str] = ()) -> Answer:
    """Return the ids of events that are durable, as an answer."""
    return Answer(lambda: ids, lambda: ids, asides)


def _batch(asked: argparse.Namespace) -> Answer:
    options = [name for name in _EVERYTHING if getattr(asked, name)]
    if options:
        raise WrongUsage(f"add - reads whole events, and takes no --{options[0].replace('_', '-')}.")
    with Log(log_written(asked), wait=asked.wait) as log:
        return acknowledgement(log.append(sys.stdin.buffer, again=asked.again))


def _entered(asked: argparse.Namespace, countries: Sequence[str], log: Log) -> Answer:
    from detente.cli.entering import Entering  # only terminals need it

    added = Entering(log, countries, _given(asked), is_sure=asked.yes, again=asked.again).added()
    return acknowledgement(*added) if added else Answer(asides=["Nothing was added."], code=REFUSED)


def _given(asked: argparse.Namespace) -> dict[str, Any]:
    """Return what the options say of an event, by its fields, as it was typed."""
    given = {name: getattr(asked, name) for name in _OTHERS}
    given |= {field: getattr(asked, option) for option, field in _DATES.items()}
    given |= {"families": asked.families, "sources": asked.source}
    given |= {"resident": False} if asked.non_resident else {}
    return {name: value for name, value in given.items() if value not in (None, "")}


def _event(asked: argparse.Namespace, pair: Pair) -> dict[str, Any]:
    """Return the event that is asked for, as data, without what was left out."""
    given = _given(asked)
    if "families" in given:
        given["families"] = _PARTED.split(given["families"])
    if "sources" in given:
        given["sources"] = [source(text) for text in given["sources"]]
    for field in given.keys() & _DATES.values():
        with suppress(BadDate):  # for the log to say what is wrong, with all else that is
            given[field] = typed(given[field]).text
    return {"parties": list(pair), **fields(given)}
