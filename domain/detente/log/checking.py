"""Whether a record holds together: its lines, its ids, its retractions, and the rules in every pair."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from detente.log.columns import column
from detente.log.findings import Finding
from detente.log.reading import Entry
from detente.model.events import Event, Retracted
from detente.model.fold import counting, step
from detente.model.machine import START, Here, move
from detente.model.naming import event_in_words
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed, Refused
from detente.model.retraction import wrong_retraction
from detente.model.rules import Act, rules
from detente.model.standing import Standing

NEIGHBOURS = 24
"""How many events further on one is held against for its order: more leave so much open that advice drowns."""

ByPair: TypeAlias = Mapping[Pair, tuple[Entry, ...]]


def advise(path: str, by_pair: ByPair) -> Iterator[Finding]:
    """Find the events whose order their dates leave open, where another order would lead elsewhere.

    The order of two events is open where the days on which they can have been overlap, unless they have one
    earliest day and a `seq` each. It matters if the rules allow both orders and the facts differ after them.
    """
    for entries in by_pair.values():
        places = {entry.line.id: entry for entry in entries}
        moving = [event for event in counting(entry.line for entry in entries) if rules()[event.kind].effects]
        before: list[Here] = [START]
        for event in moving:
            before.append(_after(before[-1], [event]) or before[-1])
        for one, earlier in enumerate(moving):
            for other in range(one + 1, min(one + 1 + NEIGHBOURS, len(moving))):
                later, between = moving[other], moving[one + 1 : other]
                if later.on.earliest > earlier.on.latest:
                    break
                told_apart = later.on.earliest == earlier.on.earliest and later.seq != earlier.seq
                turned = ((later, earlier, *between), (*between, later, earlier))
                found = {_after(before[one], order) for order in turned} - {None}
                if not told_apart and found - {_after(before[one], (earlier, *between, later))}:
                    yield _at(path, places[later.id], ("on",), _open_order(earlier, later))


def _open_order(earlier: Event, later: Event) -> str:
    one_day = earlier.on.earliest == later.on.earliest
    settled = "A “seq” in both settles it" if one_day else "To settle it, narrow one of the two"
    return (
        f"the dates leave open whether this came before or after {event_in_words(earlier)}, and it would matter. "
        f"{settled}."
    )


def differently_ordered(one: Event | Retracted, other: Event | Retracted, entries: Iterable[Entry]) -> bool:
    """Whether two events of a pair fall on one day with one `seq`, and the facts would differ in the other order."""
    if isinstance(one, Retracted) or isinstance(other, Retracted):
        return False
    if (one.on.earliest, one.seq) != (other.on.earliest, other.seq):
        return False
    if not (rules()[one.kind].effects and rules()[other.kind].effects):
        return False
    events = counting(entry.line for entry in entries)
    turned = [{one.id: other, other.id: one}.get(event.id, event) for event in events]
    return _after(START, events) != _after(START, turned)


def _after(here: Here, events: Iterable[Event]) -> Here | None:
    """Give where events lead; nowhere, if the rules refuse one of them."""
    there: Here | None = here
    for event in events:
        there = there and move(*there, Act.of(event))
    return there


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
        places = {entry.line.id: entry for entry in entries}
        for before, event, after in _course(pair, entries):
            if after is None:
                yield _at(path, places[event.id], ("kind",), Refused(event, before))


def _course(pair: Pair, entries: tuple[Entry, ...]) -> Iterator[tuple[Standing, Event, Standing | None]]:
    """Follow a pair's events; one that the rules refuse leaves the standing as it was."""
    standing = Standing(pair)
    for event in counting(entry.line for entry in entries):
        after = step(standing, event)
        yield standing, event, after
        standing = after or standing


def _at(path: str, entry: Entry, value: tuple[str, ...], why: str | NotAllowed) -> Finding:
    cause = why if isinstance(why, NotAllowed) else None
    return Finding(path, entry.number, column(entry.text, value), str(why), entry.text, entry.line.pair, cause)
