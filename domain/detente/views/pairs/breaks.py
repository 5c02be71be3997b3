"""Every break of relations as a row of a picture, and how long it lasted."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from detente.history.differences import runs, turning_days
from detente.history.history import History
from detente.history.state import State
from detente.model.configuration import SLOT_OF
from detente.model.countries import name
from detente.model.events import Event
from detente.model.naming import act_in_words
from detente.model.pairs import Pair
from detente.model.rules import Act
from detente.model.statuses import Status
from detente.model.wording import counted
from detente.views.pairs.content import Row, Rows, Stretch, cut
from detente.views.pairs.measures import Lasted
from detente.views.pairs.recorded import last_recorded
from detente.views.pairs.window import titled, window_of

_RELATIONS = SLOT_OF["relations", None]
_SEVERED = "severed"
TITLE = "Every break of relations on record"
SEVERING = "relations_severed"
"""The kind of event without which there is no break."""


class Break(NamedTuple):
    """A time for which relations were broken off, or may have been: also while talks are offered."""

    pair: Pair
    stretches: Sequence[Stretch]
    """One after the other: those that are not certain at its beginning and its end, as a rule."""
    lasted: Lasted
    began: Event | None
    """With which it began in the plainest course."""
    ended: Event | None
    """With which it ended; none where it had not by the last day that is recorded."""

    @property
    def in_words(self) -> str:
        """How long it lasted: at least, where it has not ended."""
        return self.lasted.in_words(has_ended=self.ended is not None)


def breaks(histories: Iterable[History], until: date, since: date | None = None, drawing: str = "severed") -> Rows:
    """Return every break of relations as a row, the longest on top.

    How long it lasted is told of all of it, also of what lies before `since`; one that has not ended is followed as far
    as something is recorded of the pair. Its drawing is known by the name `drawing`. Raises `BadDate` if
    `since` is later than `until`.
    """
    every = [history for history in histories if any(event.kind == SEVERING for event in history.events)]
    return rows_of(longest_first(every, until), titled(TITLE, every), until, since, drawing)


def longest_first(histories: Iterable[History], until: date) -> list[Break]:
    """Return every time for which relations of some pairs were, or may have been, broken off by the end of a day."""
    found = [one for history in histories for one in breaks_of(history, until)]
    return sorted(found, key=lambda one: (*one.lasted.rank, one.pair.names, one.stretches[0].first))


def rows_of(
    found: Sequence[Break], title: str, until: date, since: date | None = None, drawing: str = "severed"
) -> Rows:
    """Return breaks as rows in the order in which they are given; raise `BadDate`."""
    window = window_of([stretch for one in found for stretch in one.stretches], until, since)
    rows = [
        Row(" – ".join(map(name, one.pair)), stretches, one.in_words, tuple(_told(one)))
        for one in found
        if (stretches := cut(one.stretches, window))
    ]
    pairs = len({one.pair for one in found if cut(one.stretches, window)})
    return Rows(
        drawing,
        title,
        f"{counted(len(rows), 'break')} of {counted(pairs, 'pair')}, the longest on top. One that has not ended is "
        "followed as far as something is recorded of the pair.",
        "lasted",
        window,
        rows,
    )


def breaks_of(history: History, until: date) -> Iterator[Break]:
    """Return every time for which relations were, or may have been, broken off by the end of a day."""
    end = min(last_recorded(history), until)
    days = [day for day in turning_days([history]) if day <= end]
    found = groupby(runs(days, history.at, _severed), key=lambda one: _SEVERED in _severed(one[2]))
    groups = [(is_broken, list(group)) for is_broken, group in found]
    for index, (is_broken, group) in enumerate(groups):
        if is_broken:
            following = groups[index + 1][1][0][2] if index + 1 < len(groups) else None
            stretches = [_stretch(first, last or end, state) for first, last, state in group]
            facts = [state.standing.facts[_RELATIONS] for _, _, state in group]
            began = next((fact.event for fact in facts if fact.value == _SEVERED), None)
            ended = following.standing.facts[_RELATIONS].event if following else None
            yield Break(history.pair, stretches, Lasted.of(stretches), began, ended)


def _severed(state: State) -> frozenset[str]:
    """Return whether relations can be severed, and whether they can be anything else."""
    possible = state.possible_values(_RELATIONS)
    return frozenset(_SEVERED if value == _SEVERED else "" for value in possible)


def _stretch(first: date, last: date, state: State) -> Stretch:
    is_certain = len(_severed(state)) == 1
    return Stretch(first, last, (Status.SEVERED,), is_certain, "severed" if is_certain else "severed, or possibly not")


def _told(one: Break) -> Iterator[str]:
    for event in (one.began, one.ended):
        if event is not None:
            yield f"{event.on.in_words()}: {act_in_words(Act.of(event), event.pair)}"
