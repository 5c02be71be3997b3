"""Trying a scenario on a record: what of it the record or the rules leave no room for."""

from collections.abc import Iterable, Iterator, Sequence

from detente.history.history import History, SpoiledRecord
from detente.history.hypotheses import Impossible, check
from detente.log.findings import Finding
from detente.log.hypothesis import BadHypothesis, Placed, Scenario, moves_about
from detente.log.record import Record
from detente.model.meant import NoSuchEvent
from detente.model.moves import LeftOut, Moved
from detente.model.pairs import Pair
from detente.model.wording import did_you_mean, listing, nearest


def pairs_of(scenario: Scenario, record: Record) -> list[Pair]:
    """Return the pairs of which a scenario supposes something, as far as the record says."""
    added = {move.id: move.pair for move in scenario.moves if not isinstance(move, LeftOut | Moved)}
    known = (added.get(move.id) or record.pair_of.get(move.id) for move in scenario.moves)
    return sorted({pair for pair in known if pair})


def unknown(scenarios: Sequence[Scenario], records: Sequence[Record]) -> list[Finding]:
    """Return what scenarios suppose of events that no record has and none of them adds, in the order of their lines."""
    added = (move.id for scenario in scenarios for move in scenario.moves if not isinstance(move, LeftOut | Moved))
    known = {*added, *(named for record in records for named in record.pair_of)}
    where = f"{listing([record.path for record in records], 'and')} {'has' if len(records) == 1 else 'have'} no event"
    return [
        _at(scenario, one, f"{where} “{one.move.id}”.{did_you_mean(nearest(one.move.id, known))}")
        for scenario in scenarios
        for one in scenario.placed
        if one.move.id not in known
    ]


def must_be_known(scenarios: Sequence[Scenario], records: Sequence[Record]) -> None:
    """Raise `BadHypothesis` where scenarios suppose anything of events that nobody knows."""
    if findings := unknown(scenarios, records):
        raise BadHypothesis(findings)


def impossible(scenario: Scenario, record: Record) -> list[Finding]:
    """Return what is wrong with a scenario on top of a record, in the order of its lines.

    That is an event that the record does not have, and one that is supposed and that the rules refuse. A pair of which
    the record cannot be answered is passed over.
    """
    found = unknown([scenario], [record])
    strange = {finding.line for finding in found}
    there = [one for one in scenario.placed if one.number not in strange]
    for pair in pairs_of(scenario, record):
        about = moves_about(pair, (one.move for one in there), record.pair_of)
        try:
            history = History.of(record, *pair)
        except SpoiledRecord:
            continue
        found += (_at(scenario, one, why) for one, why in _refused(history, [p for p in there if p.move in about]))
    return sorted(found, key=lambda finding: finding.line)


def _refused(history: History, placed: Iterable[Placed]) -> Iterator[tuple[Placed, str]]:
    """Return the moves that cannot be made, each with the reason: the others are tried without it."""
    left: list[Placed] = []
    for one in placed:
        try:
            check(history.pair, history.ids, (before.move for before in (*left, one)))
        except NoSuchEvent as wrong:
            yield one, str(wrong)
        else:
            left.append(one)
    while True:
        try:
            history.suppose(*(one.move for one in left))
        except Impossible as wrong:
            bad = next(one for one in reversed(left) if one.move.id == wrong.refused.event.id)
            yield bad, str(wrong)
            left.remove(bad)
        else:
            return


def _at(scenario: Scenario, placed: Placed, why: str) -> Finding:
    return Finding(scenario.path, placed.number, 1, why, placed.text)
