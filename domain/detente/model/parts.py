"""Which facts must be followed together where the dates leave an order open, and which can be followed apart."""

from collections.abc import Iterable, Sequence

from detente.model.configuration import SLOTS
from detente.model.happening import Happening
from detente.model.rules import STATUS, Act, ladder_slots, rules, slots_of
from detente.model.segments import stretches


def parts(happenings: Sequence[Happening]) -> list[frozenset[int]]:
    """Return the slots of all facts, parted so that what becomes of one part has no bearing on another.

    The first part holds the facts of the ladder. An event holds together the facts at which its rule looks; where its
    place among other events is open, those that it changes as well, since then its place decides about each of them.
    """
    found = [frozenset(ladder_slots())]
    found += [frozenset((slot,)) for slot in range(len(SLOTS)) if slot not in found[0]]
    for slots in {*map(_asked, {happening.act for happening in happenings}), *map(frozenset, _moved(happenings))}:
        joined = [part for part in found if part & slots]
        if len(joined) > 1:
            where = found.index(joined[0])
            found = [part for part in found if part not in joined]
            found.insert(where, frozenset().union(*joined))
    return found


def takes_part(act: Act) -> bool:
    """Whether an act has a bearing on any fact: what is only noted has none."""
    return bool(rules()[act.kind].effects)


def _asked(act: Act) -> frozenset[int]:
    conditions = (condition for condition in rules()[act.kind].conditions if condition.fact != STATUS)
    return frozenset(slot for condition in conditions for slot in condition.slots(act))


def _moved(happenings: Sequence[Happening]) -> Iterable[tuple[int, ...]]:
    """Return the slots of each act that can have come before or after another one."""
    for stretch in stretches(happenings):
        if stretch.stop - stretch.start > 1:
            among = happenings[stretch.start : stretch.stop]
            if any(one.earliest != one.latest for one in among) and len({one.event.on.spans for one in among}) > 1:
                yield from {slots_of(happening.act) for happening in among}
