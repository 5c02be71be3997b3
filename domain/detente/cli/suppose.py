"""``detente suppose``: what if; the courses side by side, and where they differ."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial

from detente.cli.answer import Answer, Block, Part, Styled, Table
from detente.cli.errors import WrongUsage
from detente.cli.inputs import history_told, last_of, record_asked
from detente.cli.layout import state_line, styled
from detente.cli.supposing import RECORDED, all_together, each_apart, save, scenarios_asked
from detente.history.differences import Contrast, contrasts, differences
from detente.history.history import History
from detente.history.side_by_side import Fate, Row, side_by_side
from detente.history.state import State
from detente.model.dates import day_in_words, last_day
from detente.model.following import Change
from detente.model.wording import counted, opening
from detente.views.data import supposition_data
from detente.views.sentences import days_of
from detente.views.suppositions import (
    acts_in_words,
    comparison_data,
    contrasts_in_words,
    made_on_another,
    overtaken_in_words,
    shown_rows,
    why_no_difference,
    words_of_its_own,
)


def run(asked: argparse.Namespace) -> Answer:
    """Return the courses from where they part, the days on which they differ, and what is overtaken."""
    record = record_asked(asked)
    history, asides = history_told(record, asked)
    scenarios = scenarios_asked(asked, record)
    asides += [remark for scenario in scenarios for remark in made_on_another(scenario, [record])]
    recorded = history.recorded
    if asked.compare:
        if asked.save:
            raise WrongUsage("--save keeps one scenario, and --compare has several: leave one of the two out.")
        several = each_apart(asked, history, scenarios, record)
        on = last_day(asked.on or last_of(recorded, *(one for _, one in several)))
        compared = recorded.at(on), [(name, one.at(on)) for name, one in several]
        return Answer(partial(comparison_data, *compared), partial(_comparison, *compared, whole=asked.all), asides)
    supposition = all_together(asked, history, scenarios, record)
    asides += save(supposition.moves, asked, record)
    on = last_day(asked.on or last_of(recorded, supposition))
    answered = (recorded.at(on), supposition.at(on), contrasts(recorded, supposition))
    return Answer(partial(supposition_data, *answered), partial(_text, *answered, whole=asked.all), asides)


def _text(before: State, after: State, differ: Sequence[Contrast], *, whole: bool) -> Iterator[Block]:
    recorded, supposition = before.history, after.history
    yield Table(
        f"{opening(recorded.pair.names)}: as recorded, and supposed",
        [("Date", 3), (RECORDED, 3), ("Supposed", 3), ("What happened", 8)],
        [
            [_when(run), *(_status(change) for change in run[0].changes), _what(run, _remark(run[0]))]
            for run in shown_rows(side_by_side(recorded, supposition), whole=whole)
        ],
    )
    yield (Styled("They differ:" if differ else "They do not differ on any day.", "bold"),)
    yield from _differences(differ, recorded, supposition)
    yield from _overtaken(supposition, "Overtaken: ", whole=whole)
    yield ""
    where = f"{opening(recorded.pair.names)} on {day_in_words(before.day)}"
    yield state_line(f"{where}, as recorded", before)
    yield state_line(f"{where}, supposed", after)
    for found in differences(before, after):
        yield (f"  {found.in_words}",)


def _comparison(before: State, supposed: Sequence[tuple[str, State]], *, whole: bool) -> Iterator[Block]:
    """Return the courses of several hypotheses beside that of the record, and of each how it differs and ends."""
    recorded = before.history
    rows = side_by_side(recorded, *(state.history for _, state in supposed))
    yield Table(
        f"{opening(recorded.pair.names)}: as recorded, and in {counted(len(supposed), 'scenario')}",
        [("Date", 5), (RECORDED, 6), *((name, 6) for name, _ in supposed), ("What happened", 6)],
        [
            [_when(run), *map(_status, run[0].changes, run[0].fates), _what(run)]
            for run in shown_rows(rows, whole=whole)
        ],
    )
    for name, state in supposed:
        differ = contrasts(recorded, state.history)
        yield (Styled(f"{name} {'differs' if differ else 'does not differ on any day'}:", "bold"),)
        yield from _differences(differ, recorded, state.history)
        yield from _overtaken(state.history, f"Overtaken in {name}: ", whole=whole)
        yield ""
    yield f"{opening(recorded.pair.names)} on {day_in_words(before.day)}:"
    for name, state in ((RECORDED, before), *supposed):
        yield state_line(f"  {name}", state)


def _status(change: Change | None, fate: Fate = Fate.ELSEWHERE) -> Part:
    """Return where an event led in one course; what has become of it, where it is not part of that."""
    if change is None:
        return Styled(fate, "dim")
    status = change.after.status
    return styled(status) if change.of_status else Styled(status.words, "dim")


def _when(run: Sequence[Row]) -> str:
    return days_of([row.event for row in run])


def _what(run: Sequence[Row], remark: str = "") -> str:
    """Return what happened, and of one event that is supposed what is said of it."""
    said = words_of_its_own(run[0].event)
    return f"{acts_in_words([row.event for row in run])}{remark}{f': {said}' if said else ''}"


def _remark(row: Row) -> str:
    return "" if row.fates[1] == Fate.RECORDED else f" [{row.fates[1]}]"


def _differences(differ: Sequence[Contrast], recorded: History, supposition: History) -> Iterator[Block]:
    """Return the days on which two courses differ; where there are none, why not."""
    for told, contrast in contrasts_in_words(differ):
        other = contrast.other
        yield (f"  {told}", *([styled(other.status, other.in_words)] if contrast.of_status else []))
    yield from ((f"  {sentence}",) for sentence in (() if differ else why_no_difference(recorded, supposition)))


def _overtaken(supposition: History, heading: str, *, whole: bool) -> Iterator[Block]:
    """Return what is overtaken, by the rule that it would break."""
    for because, events in overtaken_in_words(supposition.overtaken, each=whole):
        yield ""
        yield (Styled(heading, "bold"), f"{because}:")
        yield from ((f"  {event}",) for event in events)
