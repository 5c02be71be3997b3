"""``detente suppose``: what if; both courses side by side, and where they differ."""

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from detente.cli.answer import Answer, Block, Part, Styled, Table
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.inputs import history_asked, last_of, record_asked, written_to
from detente.cli.layout import state_line, styled
from detente.history.differences import Contrast, contrasts, differences
from detente.history.history import History
from detente.history.state import State
from detente.log.hypothesis import NotSupposed, moves_about, read_moves, supposed, to_lines
from detente.log.phrases import BadPhrase, event_fields
from detente.log.writing import replace
from detente.model.dates import HistoricDate, day_in_words, last_day
from detente.model.errors import BadDate
from detente.model.events import Event
from detente.model.following import Change
from detente.model.happening import Happening, order
from detente.model.meant import SeveralEvents
from detente.model.moves import LeftOut, Move, Moved
from detente.model.naming import act_in_words
from detente.model.rules import Act
from detente.model.wording import opening
from detente.views.data import supposition_data
from detente.views.sentences import days


def run(asked: argparse.Namespace) -> Answer:
    """Return both courses from where they part, the days on which they differ, and what is overtaken."""
    asked_about, asides = history_asked(asked)
    history = asked_about.recorded
    supposition = asked_about.suppose(*_moves(asked, asked_about), strict=asked.strict)
    if asked.save:
        replace(written_to(asked.save, asked), to_lines(supposition.moves))
    on = last_day(asked.on or last_of(history, supposition))
    answered = (history.at(on), supposition.at(on), contrasts(history, supposition))
    return Answer(partial(supposition_data, *answered), partial(_text, *answered, whole=asked.all), asides)


def _moves(asked: argparse.Namespace, history: History) -> list[Move]:
    moves: list[Move] = []
    if asked.file:
        pair_of = record_asked(asked).pair_of
        about = moves_about(history.pair, read_moves(Path(asked.file), {*pair_of, *history.ids}), pair_of)
        if not about:
            raise WrongUsage(f"{asked.file} supposes nothing of {history.pair.names}.")
        moves += history.not_void(about)
    taken = {*history.ids, *(move.id for move in moves)}
    for text in asked.add:
        with wrong_usage(NotSupposed, BadPhrase):
            event = supposed(history.pair, event_fields(text), taken)
        moves.append(event)
        taken.add(event.id)
    there = [move for move in moves if isinstance(move, Event)]
    with wrong_usage(SeveralEvents, BadDate):
        moves += [LeftOut(history.event(named, *there).id) for named in asked.without]
        for text in asked.move:
            named, _, day = text.rpartition("=")
            if not named:
                raise WrongUsage(f"“{text}” moves no event: write --move ID=DATE.")
            on = HistoricDate.typed(day)
            moves.append(Moved(history.event(named, *there).id, on))
    if not (moves or asked.file or getattr(asked, "suppose", None)):
        raise WrongUsage("Nothing is supposed. Write what, with --add, --without, --move or --file.")
    return moves


def _text(before: State, after: State, differ: list[Contrast], *, whole: bool) -> Iterator[Block]:
    history, supposition = before.history, after.history
    yield _courses(history, supposition, whole=whole)
    yield from _differences(differ)
    for refused in supposition.overtaken:
        yield ""
        yield (Styled("Overtaken: ", "bold"), str(refused))
    yield ""
    where = f"{opening(history.pair.names)} on {day_in_words(before.day)}"
    yield state_line(f"{where}, as recorded", before)
    yield state_line(f"{where}, supposed", after)
    for found in differences(before, after):
        yield f"  {found.in_words}"


def _courses(history: History, supposition: History, *, whole: bool) -> Table:
    """Return the table of both courses: whole, or what turns the status or differs, from where they part."""
    compared = list(_compared(history, supposition))
    parted = 0 if whole else next((index for index, one in enumerate(compared) if one.differs), len(compared))
    return Table(
        f"{opening(history.pair.names)}: as recorded, and supposed",
        {"Date": 3, "As recorded": 3, "Supposed": 3, "What happened": 8},
        [one.cells for one in compared[parted:] if whole or one.differs or one.turns],
    )


class _Compared(NamedTuple):
    """One event: what it did in the course as recorded and in the one supposed, where it is part of them."""

    event: Event
    recorded: Change | None
    supposed: Change | None
    remark: str = ""

    @property
    def differs(self) -> bool:
        """Whether it is part of one course only."""
        return self.recorded is None or self.supposed is None

    @property
    def turns(self) -> bool:
        """Whether it changed the status in either course."""
        return any(change is not None and change.of_status for change in (self.recorded, self.supposed))

    @property
    def cells(self) -> list[Part]:
        """Its row of the table."""
        remark = f" [{self.remark}]" if self.remark else ""
        what = f"{act_in_words(Act.of(self.event), self.event.pair)}{remark}"
        return [self.event.on.in_words(), _status(self.recorded), _status(self.supposed), what]


def _status(change: Change | None) -> Part:
    if change is None:
        return Styled("–", "dim")
    status = change.after.status
    return styled(status) if change.of_status else Styled(status.words, "dim")


def _compared(history: History, supposition: History) -> Iterator[_Compared]:
    """Put both courses side by side, in the order of time; an event that is moved comes twice."""
    recorded = {change.event.id: change for change in history.course}
    other = {change.event.id: change for change in supposition.course}
    moved = {event.id for event in supposition.events if event.is_supposed} & recorded.keys()
    overtaken = {refused.event.id for refused in supposition.overtaken}
    both = [*history.events, *(e for e in supposition.events if e.id not in recorded or e.id in moved)]
    for event in sorted(both, key=lambda event: order(Happening.of(event))):
        if event.is_supposed:
            yield _Compared(event, None, other[event.id], "moved here" if event.id in moved else "supposed")
        elif event.id in moved:
            yield _Compared(event, recorded[event.id], None, "moved away")
        elif event.id in overtaken:
            yield _Compared(event, recorded[event.id], None, "overtaken")
        elif event.id not in other:
            yield _Compared(event, recorded[event.id], None, "left out")
        elif event.id in recorded:
            change = recorded[event.id]
            if change.of_facts or other[event.id].of_facts:
                yield _Compared(event, change, other[event.id])


def _differences(found: list[Contrast]) -> Iterator[Block]:
    yield (Styled("They differ:" if found else "They do not differ on any day.", "bold"),)
    for contrast in found:
        one, other = contrast.one, contrast.other
        if contrast.of_status:
            yield (f"  {days(contrast)}: {one.in_words} → ", styled(other.status, other.in_words))
        else:
            what = "other facts" if contrast.of_facts else "the same facts, resting on other events"
            yield f"  {days(contrast)}: {one.in_words} in both, {what}"
