"""Whether lines of a log hold together: their ids, their retractions, and the rules in every pair."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from detente.log.columns import column
from detente.log.entry import Entry
from detente.log.findings import Finding
from detente.log.stamping import recorded_later
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
from detente.model.telling import one_line, told_twice

TO_COME = (
    "this is dated after the day on which it was recorded: what is to come may not come. Keep it as a hypothesis "
    "(detente suppose), or correct the date."
)
"""What is advised of an event that had not happened when it was recorded."""

_TOLD_TWICE = (
    "this is told already by “{}” in line {}, which says the same in all but its id and when it was recorded. If it is "
    "one event, withdraw one of the two: detente retract {}."
)

NEIGHBOURS = 24
"""How many events further on one is held against for its order: more leave so much open that advice drowns."""

ByPair: TypeAlias = Mapping[Pair, Sequence[Entry]]


def line_called(number: int) -> str:
    """Return what a line of a log is called, by its number."""
    return f"line {number}"


def wrong(
    path: str,
    read: Iterable[Entry | Finding],
    limit: datetime | None = None,
    called: Callable[[int], str] = line_called,
    is_known: Callable[[Line], bool] = lambda _: True,
) -> list[Finding]:
    """Return everything that is wrong in lines of a log: in each, with their ids, against the rules; in their order.

    With a limit also each line that says it was recorded later. Other lines are `called` by their numbers. Of lines
    that were not known nothing is found, and they move nothing; but their ids are used.
    """
    read = list(read)
    entries = [one for one in read if isinstance(one, Entry)]
    unreadable = [one for one in read if isinstance(one, Finding)]
    of_pair = {pair: [one for one in each if is_known(one.line)] for pair, each in by_pair(entries).items()}
    together = (*wrong_ids(path, entries, called, is_known), *refused(path, of_pair))
    to_come = recorded_later(path, (one for one in entries if is_known(one.line)), limit)
    return in_order([*unreadable, *to_come, *together])


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of their lines and columns."""
    return sorted(findings, key=lambda finding: (finding.line, finding.column))


def by_pair(entries: Iterable[Entry]) -> dict[Pair, list[Entry]]:
    """Return the lines about each pair, in their order; pairs in alphabetical order.

    A line whose id stands already in a line above is no second event.
    """
    found: dict[Pair, list[Entry]] = {}
    for entry in first_of_each_id(entries):
        found.setdefault(entry.line.pair, []).append(entry)
    return {pair: found[pair] for pair in sorted(found)}


def first_of_each_id(entries: Iterable[Entry]) -> list[Entry]:
    """Return lines without those whose id stands already in a line above."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.line.id, entry)
    return list(first.values())


def advise(path: str, by_pair: ByPair) -> Iterator[Finding]:
    """Return advice about events dated after they were recorded or told twice, and orders that dates leave open.

    An open order matters if the rules allow both orders and the facts differ after them.
    """
    for pair, entries in by_pair.items():
        of = {entry.line.id: entry for entry in entries}
        for entry in entries:
            if _is_to_come(entry.line):
                yield _at(path, entry, ("on",), TO_COME)
        for first, line in told_twice(entry.line for entry in entries):
            yield _at(path, of[line.id], ("id",), _TOLD_TWICE.format(first.id, of[first.id].number, line.id))
        moving = _moving(effective(entry.line for entry in entries))
        steps = follow(Standing(pair), moving)
        before = [step.before if isinstance(step, Change) else step.standing for step in steps]
        for one, other in _in_open_order(moving):
            earlier, later, between = moving[one], moving[other], moving[one + 1 : other]
            turned = ((later, earlier, *between), (*between, later, earlier))
            found = {_after(before[one], order) for order in turned} - {None}
            if found - {_after(before[one], (earlier, *between, later))}:
                yield _at(path, of[later.id], ("on",), _open_order(earlier.event, later.event))


def is_sound(pair: Pair, lines: Sequence[Line]) -> bool:
    """Whether in a pair's lines the rules refuse nothing, no date is to come, no order open and nothing told twice."""
    if any(map(_is_to_come, lines)):
        return False
    if next(told_twice(lines), None) is not None:
        return False
    happenings = effective(lines)
    if next(refusals(Standing(pair), happenings), None) is not None:
        return False
    return next(_in_open_order(_moving(happenings)), None) is None


def _is_to_come(line: Line) -> bool:
    """Whether an event is dated after the day on which it was recorded."""
    return isinstance(line, Event) and line.on.earliest > line.recorded.date()


def _moving(happenings: Iterable[Happening]) -> list[Happening]:
    return [one for one in happenings if rules()[one.act.kind].effects]


def _in_open_order(moving: Sequence[Happening]) -> Iterator[tuple[int, int]]:
    """Return the indexes of any two events whose order is open.

    It is where the days on which they can have been overlap, unless they have one earliest day and a `seq` each.
    """
    for one, earlier in enumerate(moving):
        for other in range(one + 1, min(one + 1 + NEIGHBOURS, len(moving))):
            later = moving[other]
            if later.earliest > earlier.latest:
                break
            if later.earliest != earlier.earliest or later.seq == earlier.seq:
                yield one, other


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


def wrong_ids(
    path: str,
    entries: Iterable[Entry],
    called: Callable[[int], str] = line_called,
    is_known: Callable[[Line], bool] = lambda _: True,
) -> Iterator[Finding]:
    """Return the lines that were known whose id was used before, and those that retract what cannot be retracted."""
    seen: dict[str, Entry] = {}
    retracted: set[str] = set()
    for entry in entries:
        line = entry.line
        if not is_known(line):
            pass
        elif line.id in seen:
            same = "the same event" if one_line(line, seen[line.id].line) else "another event"
            why = f"the id “{line.id}” is that of {same} in {called(seen[line.id].number)}: an id is used once"
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
    """Return the events that the rules do not allow where they come; what follows is judged without them."""
    for pair, entries in by_pair.items():
        of = {entry.line.id: entry for entry in entries}
        for one in refusals(Standing(pair), effective(entry.line for entry in entries)):
            yield _at(path, of[one.event.id], ("kind",), one)


def _at(path: str, entry: Entry, value: tuple[str, ...], why: str | NotAllowed) -> Finding:
    cause = why if isinstance(why, NotAllowed) else None
    return Finding(path, entry.number, column(entry.text, value), str(why), entry.text, entry.line.pair, cause)
