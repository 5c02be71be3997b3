"""``detente diff``: what changed between two days, two logs, or what was known on two days."""

import argparse
from pathlib import Path
from typing import Any

from detente.cli.asking import (
    STYLES,
    as_asked,
    aside,
    last_of,
    log_asked,
    mention,
    moves_asked,
    print_json,
    say,
    supposing,
    wants_json,
)
from detente.history.differences import differences
from detente.history.history import History, State
from detente.log.record import read
from detente.model.dates import HistoricDate, day_in_words


def run(asked: argparse.Namespace) -> int:
    """Print the status before and after, and each fact that differs."""
    logs, known = _given(asked, "log"), _given(asked, "known")
    if asked.since and asked.until and asked.until.latest < asked.since.latest:
        aside("detente diff: --to is before --from; ask the other way round.")
        return 2
    if len(logs) > 2 or len(known) > 2:
        aside("detente diff: --log and --known are given twice at most: before, and after.")
        return 2
    if not asked.since and len(logs) < 2 and len(known) < 2:
        aside("detente diff: between what? Give --from DATE, or --log twice, or --known twice.")
        return 2
    paths = [Path(log) for log in logs] or [log_asked(argparse.Namespace())]
    before, after = (
        _history(asked, paths[place], known[place] if known else None, is_said=place == 0 or paths[0] != paths[place])
        for place in (0, -1)
    )
    until = asked.until or last_of(before, after)
    one, other = before.at(asked.since or until), after.at(until)
    found = differences(one, other)
    if wants_json(asked):
        from detente.views.data import difference_data, state_data

        facts = [difference_data(difference) for difference in found]
        return print_json({"before": state_data(one), "after": state_data(other), "facts": facts})
    for state, path in ((one, paths[0]), (other, paths[-1])):
        say(_heading(state, path if len(paths) > 1 else None), (state.in_words, STYLES[state.status]), ".")
    for difference in found:
        say(f"  {difference.in_words}")
    if not found:
        say("  Every fact is the same.")
    return 0


def _given(asked: argparse.Namespace, name: str) -> list[Any]:
    """Give what an option that may stand twice was given; before the command it stands once."""
    option: Any = getattr(asked, name, None)
    if isinstance(option, list):
        return option  # pyright: ignore[reportUnknownVariableType]
    return [] if option is None else [option]


def _history(asked: argparse.Namespace, path: Path, known: HistoricDate | None, *, is_said: bool) -> History:
    record = read(path)
    if is_said:
        mention(record)
    return supposing(History.of(record, asked.one, asked.other, known), moves_asked(asked, record), record)


def _heading(state: State, path: Path | None) -> str:
    return f"{state.pair.names} on {day_in_words(state.day)}{as_asked(state.history)}{f', in {path}' if path else ''}: "
