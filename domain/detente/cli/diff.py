"""``detente diff``: what changed between two days, two logs, or what was known on two days."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from detente.cli.answer import Answer, Block
from detente.cli.errors import WrongUsage
from detente.cli.inputs import last_of, logs_asked, overlay_asked, several_asked, span_asked, supposing
from detente.cli.layout import state_line
from detente.history.differences import Difference, differences
from detente.history.history import History
from detente.history.state import State
from detente.log.record import read
from detente.model.dates import HistoricDate, beginning, last_day
from detente.views.data import differences_data
from detente.views.sentences import heading, mention
from detente.views.verdicts import limits


def run(asked: argparse.Namespace) -> Answer:
    """Return where a pair stood before and stands after, and each fact that differs; without one, who changed."""
    logs, known = logs_asked(asked), several_asked(asked, "known")
    if asked.one is not None and asked.other is None:
        raise WrongUsage("One country is no pair: name two countries, or none for every pair of the log.")
    if asked.one is not None and (asked.lenient or asked.output or asked.memory):
        raise WrongUsage("--lenient, --memory and -o are of every pair: name no countries with them.")
    if len(logs) > 2 or len(known) > 2:
        raise WrongUsage("--log and --known are written twice at most: before, and after.")
    if not asked.since and len(logs) < 2 and len(known) < 2:
        raise WrongUsage("Between what? Write --from DATE, or --log twice, or --known twice.")
    span_asked(asked)  # which refuses days the wrong way round
    sides = [(logs[at], known[at] if known else None) for at in (0, -1)]
    if asked.one is None:
        from detente.cli import who_changed  # which takes an extra

        return who_changed.run(asked, sides)
    return _of_pair(asked, sides)


def _of_pair(asked: argparse.Namespace, sides: Sequence[tuple[Path, HistoricDate | None]]) -> Answer:
    # A file that is named once is read once: it may be a pipe.
    records = {path: read(path) for path in dict.fromkeys(path for path, _ in sides)}
    overlay = overlay_asked(asked, *records.values())
    (before, nothing), (after, also_nothing) = (
        supposing(History.of(records[path], asked.one, asked.other, known), overlay, records[path])
        for path, known in sides
    )
    since = asked.since and beginning(asked.since)
    until = last_day(asked.until) if asked.until else max(last_of(before, after), since or date.min)
    one, other = before.at(since or until), after.at(until)
    found = differences(one, other)
    is_named_twice = len(several_asked(asked, "log")) > 1
    names = [f", in {path}" if is_named_twice else "" for path, _ in sides]
    return Answer(
        partial(differences_data, one, other, found),
        partial(_text, (one, other), names, found),
        [
            *(aside for record in records.values() for aside in mention(record)),
            *overlay.remarks,
            *dict.fromkeys([*nothing, *also_nothing]),
        ],
    )


def _text(states: Sequence[State], names: Sequence[str], found: Sequence[Difference]) -> Iterator[Block]:
    for state, name in zip(states, names, strict=True):
        yield state_line(f"{heading(state)}{name}", state)
        yield from ((f"  {sentence}",) for sentence in limits(state))
    for difference in found:
        yield (f"  {difference.in_words}",)
    if not found and any(state.is_recorded for state in states):
        yield ("  Every fact is the same.",)
