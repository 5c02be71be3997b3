"""``detente suppose``: what if; both courses side by side, and where they differ."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from detente.cli.asking import (
    STYLES,
    history_asked,
    last_of,
    print_json,
    print_table,
    record_asked,
    say,
    wants_json,
    written_to,
)
from detente.cli.errors import WrongUsage
from detente.history.differences import Contrast, contrasts, differences
from detente.history.history import History
from detente.log.hypothesis import NotSupposed, moves_about, read_moves, supposed, to_lines
from detente.log.phrases import BadPhrase, event_fields
from detente.log.writing import replace
from detente.model.dates import HistoricDate, day_in_words, last_day
from detente.model.errors import BadDate
from detente.model.events import Event
from detente.model.following import Change
from detente.model.happening import Happening, order
from detente.model.moves import LeftOut, Move, Moved
from detente.model.naming import act_in_words
from detente.model.rules import Act

Cell = str | tuple[str, str]


class NoMove(WrongUsage):
    """A move that cannot be read, or no move at all."""


def run(asked: argparse.Namespace) -> int:
    """Print both courses from where they part, the days on which they differ, and what is overtaken."""
    before_it = history_asked(asked)
    history = before_it.recorded
    supposition = before_it.suppose(*_moves(asked, before_it), strict=asked.strict)
    if asked.save:
        replace(written_to(asked.save, asked), to_lines(supposition.moves))
    on = last_day(asked.on or last_of(history, supposition))
    before, after = history.at(on), supposition.at(on)
    if wants_json(asked):
        from detente.views.data import supposition_data

        return print_json(supposition_data(history, supposition, before, after))
    _print_courses(history, supposition, whole=asked.all)
    _say_differences(contrasts(history, supposition))
    for refused in supposition.overtaken:
        say()
        say(("Overtaken: ", "bold"), str(refused))
    say()
    where = f"{history.pair.names} on {day_in_words(on)}"
    say(f"{where}, as recorded: ", (before.in_words, STYLES[before.status]), ".")
    say(f"{where}, supposed: ", (after.in_words, STYLES[after.status]), ".")
    for found in differences(before, after):
        say(f"  {found.in_words}")
    return 0


def _moves(asked: argparse.Namespace, history: History) -> list[Move]:
    moves: list[Move] = []
    if asked.file:
        pair_of = record_asked(asked).pair_of
        about = moves_about(history.pair, read_moves(Path(asked.file), {*pair_of, *history.ids}), pair_of)
        if not about:
            raise NoMove(f"{asked.file} supposes nothing of {history.pair.names}.")
        moves += history.not_void(about)
    taken = {*history.ids, *(move.id for move in moves)}
    for text in asked.add:
        try:
            event = supposed(history.pair, event_fields(text), taken)
        except (NotSupposed, BadPhrase) as unread:
            raise NoMove(str(unread)) from unread
        moves.append(event)
        taken.add(event.id)
    moves += [LeftOut(named) for named in asked.without]
    for text in asked.move:
        named, _, day = text.rpartition("=")
        if not named:
            raise NoMove(f"“{text}” moves no event: write --move ID=DATE.")
        try:
            moves.append(Moved(named, HistoricDate.parse(day)))
        except BadDate as bad:
            raise NoMove(str(bad)) from bad
    if not (moves or asked.file or getattr(asked, "suppose", None)):
        raise NoMove("Nothing is supposed. Say what, with --add, --without, --move or --file.")
    return moves


def _print_courses(history: History, supposition: History, *, whole: bool) -> None:
    rows = list(_rows(history, supposition))
    parted = 0 if whole else next((place for place, row in enumerate(rows) if row.differs), len(rows))
    shown = [row for row in rows[parted:] if whole or row.differs or row.turns]
    print_table(
        f"{history.pair.names}: as recorded, and supposed",
        {"Date": 3, "As recorded": 3, "Supposed": 3, "What happened": 8},
        [row.cells for row in shown],
    )


class _Row:
    """One event in both courses, or in one of them."""

    def __init__(self, event: Event, here: Change | None, there: Change | None, why: str) -> None:
        self.differs = here is None or there is None
        self.turns = any(change is not None and change.of_status for change in (here, there))
        mark = f" [{why}]" if why else ""
        self.cells: list[Cell] = [
            event.on.in_words(),
            _status(here),
            _status(there),
            f"{act_in_words(Act.of(event), event.pair)}{mark}",
        ]


def _status(change: Change | None) -> Cell:
    if change is None:
        return ("–", "dim")
    return (change.after.status.words, STYLES[change.after.status] if change.of_status else "dim")


def _rows(history: History, supposition: History) -> Iterator[_Row]:
    """Put both courses side by side, in the order of time; a moved event stands in both its places."""
    recorded = {change.event.id: change for change in history.course}
    other = {change.event.id: change for change in supposition.course}
    moved = {event.id for event in supposition.events if event.is_supposed} & recorded.keys()
    overtaken = {refused.event.id for refused in supposition.overtaken}
    events = {event.id: event for event in history.events}
    both = [*history.events, *(event for event in supposition.events if event.id not in events or event.id in moved)]
    for event in sorted(both, key=lambda event: order(Happening.of(event))):
        if event.is_supposed:
            yield _Row(event, None, other[event.id], "moved here" if event.id in moved else "supposed")
        elif event.id in moved:
            yield _Row(event, recorded[event.id], None, "moved away")
        elif event.id in overtaken:
            yield _Row(event, recorded[event.id], None, "overtaken")
        elif event.id not in other:
            yield _Row(event, recorded[event.id], None, "left out")
        elif event.id in recorded:
            change = recorded[event.id]
            if change.of_facts or other[event.id].of_facts:
                yield _Row(event, change, other[event.id], "")


def _days(contrast: Contrast) -> str:
    if contrast.last is None:
        return f"from {day_in_words(contrast.first)} on"
    if contrast.last == contrast.first:
        return day_in_words(contrast.first)
    return f"{day_in_words(contrast.first)} to {day_in_words(contrast.last)}"


def _say_differences(found: list[Contrast]) -> None:
    say(("They differ:" if found else "They do not differ on any day.", "bold"))
    for contrast in found:
        days = f"  {_days(contrast)}: "
        if contrast.of_status:
            say(days, contrast.one.in_words, " → ", (contrast.other.in_words, STYLES[contrast.other.status]))
        else:
            what = "other facts" if contrast.of_facts else "the same facts, resting on other events"
            say(days, f"{contrast.one.in_words} in both, {what}")
