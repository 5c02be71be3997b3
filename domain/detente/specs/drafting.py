"""A first draft of a feature: what the record reads of two countries, to be edited by a person."""

from collections.abc import Callable, Iterator, Sequence
from shlex import quote
from typing import NamedTuple

from detente.history.differences import turning_days
from detente.history.history import History
from detente.history.state import State
from detente.model.configuration import NONE, SLOTS
from detente.model.countries import name
from detente.model.naming import fact_in_words, value_in_words
from detente.model.rules import rungs
from detente.model.wording import listing, or_possibly

Row = dict[str, str]
"""A row of examples, by column."""


class Outline(NamedTuple):
    """A scenario outline: its title, its steps of Then, and the rows of its examples, all of the same columns."""

    title: str
    steps: Sequence[str]
    rows: Sequence[Row]


def draft(history: History, log: str | None) -> str:
    """Return a feature that holds of the record as it is; `log` is how its log was named, if it was.

    What was not surveyed on a day is said beside what holds on it, and what the dates leave open is said to be open.
    """
    known = f" as known on {history.known_on}" if history.known_on else ""
    lines = [
        f"Feature: {history.pair.names}",
        "  Drafted from the record: keep what history must read, whatever is added to it, and say why.",
        f"  Run it with: detente spec THIS.feature{f' --log {quote(log)}' if log else ''}",
    ]
    for title, steps, rows in _outlines(history):
        lines += ["", f"  Scenario Outline: {title}", f"    Given the record{known}"]
        lines += [f"    {keyword} {step}" for keyword, step in zip(("Then", "And"), steps, strict=False)]
        lines += ["", "    Examples:", *_table(rows)]
    return "\n".join(lines)


def _outlines(history: History) -> Iterator[Outline]:
    """Return what there is to say of the status, of all rungs and of the facts, each on the days on which it turns."""
    states = [state for state in map(history.at, turning_days([history])) if state.complete]
    one, other = map(name, history.pair)
    on = f"{one} and {other} on <date>"
    status, not_surveyed = f"the status of {on} is <status>", f"of {on} <unsurveyed> were not surveyed"
    for title, step, rows in (
        ("Where the status turns", f"{status} since <since>", _turning(states, _status_and_since)),
        ("Where it is not certain that anything has begun", status, _turning(states, _status_alone)),
        ("Every rung that holds", f"the rungs of {on} are <rungs>", _turning(states, _certain_rungs)),
    ):
        surveyed = [row for row in rows if "unsurveyed" not in row]
        others = [row for row in rows if "unsurveyed" in row]
        if surveyed:
            yield Outline(title, [step], surveyed)
        if others:
            yield Outline(f"{title}, though not all was surveyed", [step, not_surveyed], others)
    if facts := list(_facts(states)):
        yield Outline("Where the facts turn", [f"between {on} <fact>"], facts)


def _status_and_since(state: State) -> Row | None:
    return {"status": state.in_words, "since": state.since.text} if state.since else None


def _status_alone(state: State) -> Row | None:
    return None if state.since else {"status": state.in_words}


def _certain_rungs(state: State) -> Row | None:
    """Return the rungs that hold; nothing where the dates leave open which."""
    possible = {rungs(position.configuration) for position in state.positions}
    return {"rungs": ", ".join(rung.words for rung in state.rungs)} if possible == {state.rungs} else None


def _turning(states: Sequence[State], read: Callable[[State], Row | None]) -> list[Row]:
    """Return what is read of the states as rows, each with its day, and with what was not surveyed; not one twice."""
    rows: list[Row] = []
    before: Row | None = None
    for state in states:
        row = read(state)
        if row is not None and state.unsurveyed:
            row |= {"unsurveyed": listing(state.unsurveyed)}
        if row is not None and row != before:
            rows.append({"date": state.day.isoformat()} | row)
        before = row
    return rows


def _facts(states: Sequence[State]) -> Iterator[Row]:
    """Return each fact on the days on which it becomes another, or may: what no event was about is not said."""
    before = dict.fromkeys(range(len(SLOTS)), NONE)
    for state in states:
        for slot in before:
            values = [value_in_words(value) for value in state.possible_values(slot)]
            event = state.standing.facts[slot].event
            since = f" since {event.on}" if event and len(values) == 1 else ""
            found = f"{or_possibly(values)}{since}"
            if found != before[slot]:
                fact = fact_in_words(slot, state.pair).removeprefix("the ")
                yield {"date": state.day.isoformat(), "fact": f"the {fact} {_verb(SLOTS[slot][0])} {found}"}
            before[slot] = found


def _verb(fact: str) -> str:
    return "are" if fact.endswith("s") else "is"


def _table(rows: Sequence[Row]) -> Iterator[str]:
    table = [[*rows[0]], *([*row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = " | ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        yield f"      | {cells} |"
