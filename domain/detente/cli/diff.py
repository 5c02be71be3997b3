"""``detente diff``: what changed between two days, two logs, or what was known on two days."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from detente.cli.answer import Answer, Block, Table
from detente.cli.errors import WrongUsage
from detente.cli.inputs import file_named, last_of, log_asked, overlay_asked, span_asked, supposing
from detente.cli.layout import cell, state_line
from detente.history.differences import Difference, differences
from detente.history.history import History
from detente.history.state import State
from detente.log.record import read
from detente.model.dates import beginning, day_in_words, last_day
from detente.model.wording import opening
from detente.views.data import differences_data
from detente.views.sentences import heading, mention


def run(asked: argparse.Namespace) -> Answer:
    """Return the status before and after, and each fact that differs."""
    if asked.other is None:
        return _every_pair(asked)
    logs, known = _values(asked, "log"), _values(asked, "known")
    span_asked(asked)
    since = asked.since and beginning(asked.since)
    if len(logs) > 2 or len(known) > 2:
        raise WrongUsage("--log and --known are written twice at most: before, and after.")
    if not asked.since and len(logs) < 2 and len(known) < 2:
        raise WrongUsage("Between what? Write --from DATE, or --log twice, or --known twice.")
    paths = [file_named(log) for log in logs] or [log_asked(argparse.Namespace())]
    # A file that is named once is read once: it may be a pipe.
    records = {path: read(path) for path in dict.fromkeys((paths[0], paths[-1]))}
    overlay = overlay_asked(asked, *records.values())
    (before, nothing), (after, also_nothing) = (
        supposing(History.of(records[path], asked.one, asked.other, known_on), overlay, records[path])
        for path, known_on in ((paths[0], known[0] if known else None), (paths[-1], known[-1] if known else None))
    )
    until = last_day(asked.until) if asked.until else max(last_of(before, after), since or date.min)
    one, other = before.at(since or until), after.at(until)
    found = differences(one, other)
    names = [f", in {path}" if len(paths) > 1 else "" for path in (paths[0], paths[-1])]
    return Answer(
        partial(differences_data, one, other, found),
        partial(_text, (one, other), names, found),
        [
            *(aside for record in records.values() for aside in mention(record)),
            *overlay.remarks,
            *dict.fromkeys([*nothing, *also_nothing]),
        ],
    )


def _every_pair(asked: argparse.Namespace) -> Answer:
    """Return which pairs changed from one day to another, and from what to what."""
    logs, known = _values(asked, "log"), _values(asked, "known")
    if asked.one is not None:
        raise WrongUsage("One country is no pair: name two countries, or none for every pair of the log.")
    if not asked.since or len(logs) > 1 or len(known) > 1:
        raise WrongUsage("Of every pair the days are asked between which it changed: --from DATE --to DATE.")
    from detente.cli.in_bulk import InBulk
    from detente.views.every_pair import changes_data

    asked.log, asked.known = logs[0] if logs else None, known[0] if known else None
    every = InBulk(asked)
    since = beginning(asked.since)
    before = every.world.on(since)
    after = every.world.on(last_day(asked.until) if asked.until else max(every.world.last_day, since))
    if after.day < since:
        raise WrongUsage("--to is before --from; ask the other way round.")
    chosen = every.world.changed(before, after)
    return Answer(
        lambda: changes_data(every.data(before, chosen), every.data(after, chosen)),
        lambda: _changes(every.states(before, chosen), every.states(after, chosen)),
        every.asides,
        code=every.code,
    )


def _changes(before: Sequence[State], after: Sequence[State]) -> Iterator[Block]:
    if not before:
        yield ("No pair has changed.",)
        return
    days = f"from {day_in_words(before[0].day)} to {day_in_words(after[0].day)}"
    rows = [(opening(one.pair.names), cell(one), cell(other)) for one, other in zip(before, after, strict=True)]
    yield Table(f"Pairs that changed {days}", [("Pair", 3), ("Before", 4), ("After", 4)], rows)


def _text(states: Sequence[State], names: Sequence[str], found: Sequence[Difference]) -> Iterator[Block]:
    for state, name in zip(states, names, strict=True):
        yield state_line(f"{heading(state)}{name}", state)
    for difference in found:
        yield (f"  {difference.in_words}",)
    if not found and any(state.is_recorded for state in states):
        yield ("  Every fact is the same.",)


def _values(asked: argparse.Namespace, option: str) -> list[Any]:
    """Return the values of an option that may be written twice; before the command it is written once."""
    value: Any = getattr(asked, option, None)
    if isinstance(value, list):
        return value  # pyright: ignore[reportUnknownVariableType]
    return [] if value is None else [value]
