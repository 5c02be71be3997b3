"""Whether a record holds together: its lines, its ids, its retractions, and the rules in every pair."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from detente.log.columns import column
from detente.log.findings import Finding
from detente.log.reading import Entry
from detente.model.events import Event, Line
from detente.model.following import Change, follow, refusals
from detente.model.happening import Happening, effective
from detente.model.machine import Position
from detente.model.naming import event_in_words
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed
from detente.model.retraction import wrong_retraction
from detente.model.rules import rules
from detente.model.standing import Standing

NEIGHBOURS = 24
"""How many events further on one is held against for its order: more leave so much open that advice drowns."""

ByPair: TypeAlias = Mapping[Pair, tuple[Entry, ...]]


def advise(path: str, by_pair: ByPair) -> Iterator[Finding]:
    """Find the events whose order their dates leave open, where another order would lead elsewhere.

    The order of two events is open where the days on which they can have been overlap, unless they have one
    earliest day and a `seq` each. It matters if the rules allow both orders and the facts differ after them.
    """
    for pair, entries in by_pair.items():
        at = {entry.line.id: entry for entry in entries}
        moving = [one for one in effective(entry.line for entry in entries) if rules()[one.act.kind].effects]
        steps = follow(Standing(pair), moving)
        before = [step.before if isinstance(step, Change) else step.standing for step in steps]
        for one, earlier in enumerate(moving):
            for other in range(one + 1, min(one + 1 + NEIGHBOURS, len(moving))):
                later, between = moving[other], moving[one + 1 : other]
                if later.earliest > earlier.latest:
                    break
                is_settled = later.earliest == earlier.earliest and later.seq != earlier.seq
                turned = ((later, earlier, *between), (*between, later, earlier))
                found = {_after(before[one], order) for order in turned} - {None}
                if not is_settled and found - {_after(before[one], (earlier, *between, later))}:
                    yield _at(path, at[later.id], ("on",), _open_order(earlier.event, later.event))


def _open_order(earlier: Event, later: Event) -> str:
    one_day = earlier.on.earliest == later.on.earliest
    settled = "A “seq” in both settles it" if one_day else "To settle it, narrow one of the two"
    return (
        f"the dates leave open whether this came before or after {event_in_words(earlier)}, and it would matter. "
        f"{settled}."
    )


def differently_ordered(one: Line, other: Line, entries: Iterable[Entry]) -> bool:
    """Whether two events of a pair fall on one day with one `seq`, and the facts would differ in the other order."""
    if not (isinstance(one, Event) and isinstance(other, Event)):
        return False
    if (one.on.earliest, one.seq or 0) != (other.on.earliest, other.seq or 0):
        return False
    if not (rules()[one.kind].effects and rules()[other.kind].effects):
        return False
    happenings = effective(entry.line for entry in entries)
    of = {happening.id: happening for happening in happenings}
    if not {one.id, other.id} <= of.keys():
        return False
    turned = [of[{one.id: other.id, other.id: one.id}.get(id_, id_)] for id_ in of]
    return _after(Standing(one.pair), happenings) != _after(Standing(one.pair), turned)


def _after(standing: Standing, happenings: Iterable[Happening]) -> Position | None:
    """Return where what happens leads; nowhere, if the rules refuse some of it."""
    for step in follow(standing, happenings):
        if not isinstance(step, Change):
            return None
        standing = step.after
    return standing.position


def wrong_ids(path: str, entries: Iterable[Entry]) -> Iterator[Finding]:
    """Find ids that are used twice, and retractions of what cannot be retracted."""
    seen: dict[str, Entry] = {}
    retracted: set[str] = set()
    for entry in entries:
        line = entry.line
        if line.id in seen:
            same = "the same event" if seen[line.id].line == line else "another event"
            why = f"the id “{line.id}” is that of {same} in line {seen[line.id].number}: an id is used once"
            yield _at(path, entry, ("id",), NotAllowed(f"{why}."))
        elif line.retracts is not None:
            named = seen.get(line.retracts)
            wrong = wrong_retraction(line, named and named.line, is_retracted=line.retracts in retracted)
            if wrong:
                yield _at(path, entry, ("retracts",), wrong)
            else:
                retracted.add(line.retracts)
        seen.setdefault(line.id, entry)


def refused(path: str, by_pair: ByPair) -> Iterator[Finding]:
    """Find the events that the rules do not allow where they come; what follows is judged without them."""
    for pair, entries in by_pair.items():
        at = {entry.line.id: entry for entry in entries}
        for one in refusals(Standing(pair), effective(entry.line for entry in entries)):
            yield _at(path, at[one.event.id], ("kind",), one)


def _at(path: str, entry: Entry, value: tuple[str, ...], why: str | NotAllowed) -> Finding:
    cause = why if isinstance(why, NotAllowed) else None
    return Finding(path, entry.number, column(entry.text, value), str(why), entry.text, entry.line.pair, cause)
