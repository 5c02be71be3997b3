"""What a hypothesis makes of a record, in sentences and as data: what differs, why nothing does, what is overtaken."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import timedelta
from operator import attrgetter

from detente.history.differences import Contrast, contrasts
from detente.history.history import History
from detente.history.hypotheses import by_rule
from detente.history.indifference import Indifference, Undoing, indifferences
from detente.history.side_by_side import Fate, Row, parting
from detente.history.state import State
from detente.log.findings import Finding
from detente.log.hypothesis import ASSUMED, Scenario
from detente.log.record import Record
from detente.model.configuration import NONE
from detente.model.countries import name_in_sentence
from detente.model.events import Event
from detente.model.following import Change
from detente.model.naming import act_in_words, event_in_words, fact_in_words, line_in_words, value_in_words
from detente.model.refusal import Refused
from detente.model.rules import Act
from detente.model.wording import listing, opening
from detente.views.data import Data, change_data, finding_data, move_data, state_data, supposition_data
from detente.views.folding import folded, likeness_of_acts, run_in_words
from detente.views.sentences import days, days_of

_SUPPOSING = {
    Fate.LEFT_OUT: "leaving out",
    Fate.MOVED_AWAY: "moving",
    Fate.MOVED_HERE: "moving",
    Fate.SUPPOSED: "supposing",
}


def fits(scenario: Scenario, records: Sequence[Record]) -> bool | None:
    """Whether a scenario was made on lines with which a record begins; none where it does not say, or without one."""
    lines, digest = scenario.header.lines, scenario.header.digest
    if digest is None or not records:
        return None
    return any(record.reached(lines)[::2] == (lines, digest) for record in records)


def made_on_another(scenario: Scenario, records: Sequence[Record]) -> list[str]:
    """Return a remark where a scenario was made on lines that no record begins with; nothing else."""
    if fits(scenario, records) is not False:
        return []
    logs = listing([record.path for record in records], "or")
    return [
        f"{scenario.path} was made on another log, or on lines that have changed since: the first "
        f"{scenario.header.lines} of {logs} do not have the digest that it names. What it supposes may not fit."
    ]


def shown_rows(rows: Sequence[Row], *, whole: bool) -> list[tuple[Row, ...]]:
    """Return all rows, or those that turn a status or are not part of every course, from where the courses part.

    Where not all are wanted, three or more like ones in a row are one run; any other row is one alone.
    """
    if whole:
        return [(row,) for row in rows]
    return folded([row for row in rows[parting(rows) :] if row.differs or row.turns], _likeness)


def _likeness(row: Row) -> Hashable | None:
    """Return what a row has in common with the others of a run; none where it turns a status."""
    common = None if row.turns or words_of_its_own(row.event) else likeness_of_acts(row.event)
    return common and (common, row.fates, tuple(change and change.after.status for change in row.changes))


def contrasts_in_words(differ: Iterable[Contrast]) -> Iterator[tuple[str, Contrast]]:
    """Return on which days two courses differ, and what stood there as recorded, up to what is supposed.

    "7 September 2012 to 28 March 2016: severed → ", or "…: severed in both, other facts". Days one after the other on
    which the status is the same in both, whatever it is, are told together, with the first contrast of them.
    """
    run: list[Contrast] = []
    for contrast in differ:
        if run and not _go_on(run[-1], contrast):
            yield _run_in_words(run), run[0]
            run = []
        run.append(contrast)
    if run:
        yield _run_in_words(run), run[0]


def _go_on(one: Contrast, other: Contrast) -> bool:
    alike = not (one.of_status or other.of_status) and one.of_facts == other.of_facts
    return alike and one.last is not None and other.first - one.last == timedelta(days=1)


def _run_in_words(run: Sequence[Contrast]) -> str:
    first = run[0]
    when = days(first._replace(last=run[-1].last))
    if first.of_status:
        return f"{when}: {first.one.in_words} → "
    status = first.one.in_words if len(run) == 1 else "the same status"
    what = "other facts" if first.of_facts else "the same facts, resting on other events"
    return f"{when}: {status} in both, {what}"


def why_no_difference(recorded: History, supposed: History) -> list[str]:
    """Return why a hypothesis that differs on no day does not, in sentences."""
    found = [_indifference(one) for one in indifferences(recorded, supposed)]
    return found or [
        "Of what is supposed nothing is left: it is taken back, or about what was not known or not counted."
    ]


def _indifference(found: Indifference) -> str:
    event = found.event
    what = f"{opening(_SUPPOSING[found.fate])} {event_in_words(event)}"
    if found.is_there_already:
        return f"{what} changes nothing: {event.on.in_words()} is its date already."
    if found.is_of_no_effect:
        return f"{what} changes nothing: an event of this kind never changes a fact."
    if not found.undoes:
        return f"{what} makes no difference: with all that is supposed it comes to the same."
    return f"{what} makes no difference: {listing([_undoing(one, event) for one in found.undoes])}."


def overtaken_in_words(overtaken: Sequence[Refused], *, each: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Return for each rule that overtaken events would break: how it is broken, and the events.

    Three or more like events in a row are told as one, unless `each` is wanted.
    """
    for because, refused in by_rule(overtaken).items():
        events = [one.event for one in refused]
        runs = [(event,) for event in events] if each else folded(events, likeness_of_acts)
        yield (
            because,
            [line_in_words(run[0]) if len(run) == 1 else f"{acts_in_words(run)}, {days_of(run)}" for run in runs],
        )


def acts_in_words(run: Sequence[Event]) -> str:
    """Return the kind and actor of an event, or of several that are alike: "26 rounds of sanctions by Canada"."""
    act, pair = Act.of(run[0]), run[0].pair
    if len(run) == 1:
        return act_in_words(act, pair)
    return run_in_words(run) + ("" if act.side is None else f" by {name_in_sentence(pair[act.side])}")


def words_of_its_own(event: Event) -> str:
    """Return the summary and the note that somebody gave an event that is supposed; nothing where nobody did."""
    if not event.is_supposed:
        return ""
    return " ".join(text for text in (event.summary, event.note) if text and text != ASSUMED)


def comparison_data(
    before: State,
    supposed: Iterable[tuple[str, State]],
    told: Callable[[History], Iterable[Change]] = attrgetter("course"),
) -> Data:
    """Return the course of a record and, by their names, hypotheses on it, each as `supposition_data` has it."""
    recorded = before.history
    kept = ("moves", "supposed", "differ", "no_difference", "overtaken", "after")
    return {
        "pair": list(recorded.pair),
        "recorded": [change_data(change) for change in told(recorded)],
        "before": state_data(before),
        "scenarios": [
            {"name": name, **{what: data[what] for what in kept}}
            for name, state in supposed
            for data in [supposition_data(before, state, contrasts(recorded, state.history), told)]
        ],
    }


def scenario_data(scenario: Scenario, records: Sequence[Record], findings: Iterable[Finding]) -> Data:
    """Return a scenario that was checked: what it says of itself, whether it fits, its moves, and what is wrong."""
    said = {name: value for name, value in scenario.header._asdict().items() if value is not None}
    return {
        "path": scenario.path,
        "scenario": said,
        "fits": fits(scenario, records),
        "moves": [move_data(move) for move in scenario.moves],
        "findings": [finding_data(finding) for finding in findings],
    }


def _undoing(undoing: Undoing, event: Event) -> str:
    by = undoing.event
    same = by.on == event.on and by.on.earliest == by.on.latest
    when = "on the same day" if same else by.on.in_words()
    ended = [fact_in_words(slot, by.pair) for slot, value in undoing.values if value == NONE]
    put = [
        f"makes {fact_in_words(slot, by.pair)} {value_in_words(value)}"
        for slot, value in undoing.values
        if value != NONE
    ]
    does = listing([*([f"ends {listing(ended)}"] if ended else []), *put])
    return f"{event_in_words(by)}, {when}, {does} all the same"
