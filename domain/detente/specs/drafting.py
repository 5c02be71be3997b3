"""A first draft of a feature: what the record reads of two countries, to be edited by a person."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from detente.history.differences import turning_days
from detente.history.history import History
from detente.model.countries import name


class Example(NamedTuple):
    """A row of examples: a day, and the status at its end."""

    day: str
    status: str
    since: str


def draft(history: History, run_with: str) -> str:
    """Return a feature that holds of the record as it is; `run_with` is the command that it says to run it with."""
    known = f" as known on {history.known_on}" if history.known_on else ""
    one, other = map(name, history.pair)
    examples = list(_examples(history))
    lines = [
        f"Feature: {history.pair.names}",
        "  Drafted from the record: keep what history must read, whatever is added to it, and say why.",
        f"  Run it with: {run_with}",
    ]
    outlines = {
        "Where the status turns": (" since <since>", [example for example in examples if example.since]),
        "Where it is not certain that anything has begun": ("", [example for example in examples if not example.since]),
    }
    for title, (since, rows) in outlines.items():
        if rows:
            columns = ("date", "status", "since") if since else ("date", "status")
            lines += [
                "",
                f"  Scenario Outline: {title}",
                f"    Given the record{known}",
                f"    Then the status of {one} and {other} on <date> is <status>{since}",
                "",
                "    Examples:",
                *_table([columns, *(row[: len(columns)] for row in rows)]),
            ]
    return "\n".join(lines)


def _examples(history: History) -> Iterator[Example]:
    """Return the days on which the status turns, or may turn."""
    before: tuple[str, str] = ("", "")
    for day in turning_days([history]):
        example = _example(history, day)
        if example[1:] != before:
            yield example
        before = example[1:]


def _example(history: History, day: date) -> Example:
    state = history.at(day)
    return Example(day.isoformat(), state.in_words, state.since.text if state.since else "")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = " | ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        yield f"      | {cells} |"
