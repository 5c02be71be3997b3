"""Which facts must be followed together where the dates leave an order open, and which can be followed apart."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain

from detente.model.configuration import SLOTS
from detente.model.happening import Happening
from detente.model.rules import STATUS, Act, ladder_slots, rules, slots_of
from detente.model.segments import stretches


def parts(happenings: Sequence[Happening]) -> list[frozenset[int]]:
    """Return the slots of all facts, parted so that what becomes of one part has no bearing on another.

    The first part holds the facts of the ladder. These belong together: the facts that an event asks for; where its
    place among other events is open, those that it changes as well; and where several events have the very same
    possible days, and more than one, the facts of all of them, since the second never happens without the first.
    """
    acts = {happening.act for happening in happenings}
    return _parted([*map(asked_of, acts), *_of_open_order(happenings), *_of_the_same_days(happenings)])


def parts_in_order(acts: Iterable[Act]) -> list[frozenset[int]]:
    """Return the same where the order of events is known, whichever of some acts they are."""
    return _parted(map(asked_of, acts))


def asked_of(act: Act) -> frozenset[int]:
    """Return the slots of the facts that an act asks for, the status apart."""
    conditions = (condition for condition in rules()[act.kind].conditions if condition.fact != STATUS)
    return frozenset(slot for condition in conditions for slot in condition.slots(act))


def _parted(together: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    found = [frozenset(ladder_slots())]
    found += [frozenset((slot,)) for slot in range(len(SLOTS)) if slot not in found[0]]
    for slots in together:
        joined = [part for part in found if part & slots]
        if len(joined) > 1:
            where = found.index(joined[0])
            found = [part for part in found if part not in joined]
            found.insert(where, frozenset(chain.from_iterable(joined)))
    return found


def takes_part(act: Act) -> bool:
    """Whether an act has a bearing on any fact: what is only noted has none."""
    return bool(rules()[act.kind].effects)


def _of_open_order(happenings: Sequence[Happening]) -> Iterator[frozenset[int]]:
    """Return the slots of each event that can have come before or after another one."""
    for stretch in stretches(happenings):
        among = happenings[stretch.start : stretch.stop]
        if len(among) > 1 and any(one.earliest != one.latest for one in among):
            yield from {frozenset(slots_of(one.act)) for one in among}


def _of_the_same_days(happenings: Sequence[Happening]) -> Iterator[frozenset[int]]:
    """Return the slots of all the events that have the very same possible days, and more than one."""
    found: defaultdict[Hashable, list[Happening]] = defaultdict(list)
    for happening in happenings:
        if happening.earliest != happening.latest:
            found[happening.event.on.spans].append(happening)
    for several in found.values():
        if len(several) > 1:
            yield frozenset(slot for happening in several for slot in slots_of(happening.act))
