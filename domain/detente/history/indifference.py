"""Why what is supposed makes no difference: who else puts the same facts there or ends them, or that nothing would."""

from collections.abc import Iterator
from typing import NamedTuple

from detente.history.history import History
from detente.history.reasons import changed
from detente.history.side_by_side import Fate, side_by_side
from detente.model.events import Event
from detente.model.following import Change
from detente.model.rules import touched


class Indifference(NamedTuple):
    """Why it makes no difference that an event is left out, moved or added."""

    event: Event
    fate: Fate
    """What is supposed of it."""
    undoes: tuple["Undoing", ...] = ()
    """The events that decide in its place on the same days; none where it changes nothing."""
    is_of_no_effect: bool = False
    """Whether events of its kind never change anything."""
    is_there_already: bool = False
    """Whether it is moved to the date that it has."""


class Undoing(NamedTuple):
    """An event that changes again what another has just changed."""

    event: Event
    values: tuple[tuple[int, str], ...]
    """The slots of the facts that it decides, each with the value that it leaves."""


def indifferences(recorded: History, supposed: History) -> list[Indifference]:
    """Return why a hypothesis makes no difference, for each event that it supposes anything of.

    It is meant for two histories that `contrasts` finds to be alike on every day.

    >>> from detente import History, LeftOut, read, shipped_log
    >>> history = History.of(read(shipped_log()), "Canada", "Iran")
    >>> (found,) = indifferences(history, history.suppose(LeftOut("can-irn-2012-09-07-tehran-closed")))
    >>> [undoing.event.id for undoing in found.undoes]
    ['can-irn-2012-09-07-severed']
    """
    found: dict[str, Indifference] = {}
    for row in side_by_side(recorded, supposed):
        fate = row.fates[1]
        if not row.differs or fate == Fate.OVERTAKEN:
            continue
        history, change = (recorded, row.changes[0]) if row.changes[0] else (supposed, row.changes[1])
        if change is not None:
            one = _why(history, change, fate)
            before = found.get(row.event.id)
            # An event that is moved is found where it was and where it is.
            found[row.event.id] = one if before is None else _of_move(before, one)
    return list(found.values())


def _why(history: History, change: Change, fate: Fate) -> Indifference:
    if not touched(change.happening.act):
        return Indifference(change.event, fate, is_of_no_effect=True)
    return Indifference(change.event, fate, tuple(_undoing(history, change)))


def _undoing(history: History, change: Change) -> Iterator[Undoing]:
    """Return the events of a course that next change what one has changed, in order."""
    open_slots = {slot for slot, _, _ in changed(change)}
    after = history.course[history.course.index(change) + 1 :]
    for later in after:
        again = [(slot, value) for slot, _, value in changed(later) if slot in open_slots]
        if again:
            open_slots -= {slot for slot, _ in again}
            yield Undoing(later.event, tuple(again))
        if not open_slots:
            return


def _of_move(one: Indifference, other: Indifference) -> Indifference:
    here, away = (one, other) if one.fate == Fate.MOVED_HERE else (other, one)
    return here._replace(
        undoes=tuple(dict.fromkeys((*away.undoes, *here.undoes))),
        is_there_already=here.event.on.text == away.event.on.text,
    )
