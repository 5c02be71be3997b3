"""What a line tells, in one form however it is written: two lines of one form tell one event twice."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from detente.model.dates import HistoricDate
from detente.model.events import Event, Line, Source
from detente.model.wording import as_read

Told: TypeAlias = tuple[Hashable, ...]
"""What a line tells: equal for lines that tell the same."""


def told(line: Line) -> Told:
    """Return what a line tells, whatever it is called and whenever it was recorded.

    What is left out tells the same as its default; dates tell the same in every form that names the same days, sources
    and families in any order and however often, words with other spaces, in another normal form of Unicode, and
    with characters between them that cannot be seen.

    >>> from datetime import UTC, datetime
    >>> from detente.model.pairs import Pair
    >>> noted = Event("a", "noted", Pair("CAN", "IRN"), HistoricDate.parse("2012"), datetime.now(UTC), "A note.")
    >>> told(noted) == told(noted._replace(id="b", on=HistoricDate.parse("2012-XX-XX"), seq=0, summary="A  note. "))
    True
    """
    said = zip(line._fields, line, strict=True)
    unsaid = _DEFAULTS.get(line.kind, _NONE)
    # A replacement stands where another event stood, unless it has a place of its own, be it 0.
    place = 0 if line.retracts is None else None
    return tuple(
        _FORMS[name](value) if name in _FORMS and value is not None
        else value if value is not None
        else place if name == "seq"
        else unsaid.get(name)
        for name, value in said
        if name not in _NOT_TOLD
    )  # fmt: skip


class Tellings:
    """Lines that count, and what they tell. Only of lines that are alike in kind, actor and day it is looked closer."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self._unseen: dict[Hashable, list[Line]] = {}
        self._seen: dict[Told, list[Line]] = {}
        for line in lines:
            self.add(line)

    def add(self, line: Line) -> None:
        """Add a line; one that retracts another tells what no line tells that does not."""
        if line.retracts is None:
            self._unseen.setdefault(_outline(line), []).append(line)

    def find(self, line: Line) -> Line | None:
        """Return the first line that tells the same, if there is one."""
        outline = _outline(line)
        if outline not in self._unseen:
            return None
        for one in self._unseen[outline]:
            self._seen.setdefault(told(one), []).append(one)
        self._unseen[outline].clear()
        return next(iter(self._seen.get(told(line), ())), None)

    def discard(self, line: Line) -> None:
        """Take out a line that no longer counts."""
        if self.find(line) is not None:
            self._seen[told(line)].remove(line)


def told_twice(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """Return the lines that tell what one above tells, each behind the first that does; of a pair, and that count."""
    lines = list(lines)
    retracted = {line.retracts for line in lines}
    tellings = Tellings()
    for line in lines:
        if line.retracts is not None or line.id in retracted:
            continue
        if first := tellings.find(line):
            yield first, line
        else:
            tellings.add(line)


def one_line(line: Line, other: Line) -> bool:
    """Whether two lines are one line twice: of one id, recorded at one moment, and telling the same."""
    return line == other or ((line.id, line.recorded) == (other.id, other.recorded) and told(line) == told(other))


def _outline(line: Line) -> Hashable:
    """Return what is the same of all lines that tell the same, and quickly seen."""
    return (line.kind, line.by, line.on.earliest) if isinstance(line, Event) else line.kind


def _days(on: HistoricDate) -> Hashable:
    return on.spans, on.qualifier


def _sources(sources: tuple[Source, ...]) -> Hashable:
    return frozenset(
        (as_read(one.title), as_read(one.publisher), one.published and _days(one.published), one.url) for one in sources
    )


_NONE: Mapping[str, Hashable] = {}
_DEFAULTS: Mapping[str, Mapping[str, Hashable]] = {
    "mission_opened": {"resident": True},
    "office_opened": {"resident": True},
    "noted": {"major": False},
}
"""What is so of a kind of event where it does not say; a change of rank that does not say leaves it as it was."""

_NOT_TOLD = frozenset(("id", "recorded"))
_FORMS: Mapping[str, Callable[[Any], Hashable]] = {
    **dict.fromkeys(("summary", "note", "measure", "conditions"), as_read),
    **dict.fromkeys(("on", "announced", "start", "end"), _days),
    "sources": _sources,
    "families": frozenset,
}
"""What makes one form of the values of a field that can be written in several."""
