"""What the log holds, as plain immutable values: events, and the retractions that withdraw them.

Which events the rules allow, and what each changes, is in `detente.model.table`; what a line of JSON may hold
is checked by `detente.model.lines`. Here is nothing to check: a value is what a line said.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeAlias

from detente.model.calling import asked
from detente.model.countries import current
from detente.model.dates import Dated, HistoricDate, historic, last_day
from detente.model.pairs import Pair
from detente.model.wording import shown

CONFIDENCES = ("disputed", "reported", "confirmed")
"""How sure an event can be, the least sure first."""

NEVER = datetime.max.replace(tzinfo=UTC)
"""When an event was recorded that is only supposed: no line of a log has this moment."""
UNTOLD = datetime.min.replace(tzinfo=UTC)
"""When an event was recorded that was read out of columns, which do not tell: what was not known yet is not in them."""


class Source(NamedTuple):
    """Where something can be read."""

    title: str
    publisher: str
    published: HistoricDate | None = None
    url: str | None = None

    def __repr__(self) -> str:
        return shown("Source", f"{self.title} ({self.publisher}{f', {self.published}' if self.published else ''})")


class Event(NamedTuple):
    """Something that happened between two countries. What was not said of it is none, or has its default.

    Its kind is one of `detente.model.table.EVENTS`, whose rows say which of the fields that kind can have.
    """

    id: str
    kind: str
    parties: Pair
    on: HistoricDate
    """The date on which the act took effect."""
    recorded: datetime
    """When the line was added to the log, in UTC."""
    summary: str
    by: str | None = None
    """The code of the country that acts; none for a mutual act, and where it is not known who acted."""
    seq: int | None = None
    """Its order among events of one day; one that does not say is in order 0."""
    announced: HistoricDate | None = None
    level: str | None = None
    head: str | None = None
    resident: bool | None = None
    ordered_by: str | None = None
    measure: str | None = None
    conditions: str | None = None
    office: str | None = None
    power: str | None = None
    major: bool | None = None
    """Whether what is only noted is shown without being asked for."""
    note: str | None = None
    sources: tuple[Source, ...] = ()
    confidence: str = "confirmed"
    retracts: str | None = None
    """The id of the event that this one replaces."""

    def __repr__(self) -> str:
        by = f" by {self.by}" if self.by else ""
        return shown("Event", f"{self.id}: {self.kind}{by} on {self.on}{' (hypothetical)' if self.is_supposed else ''}")

    @property
    def pair(self) -> Pair:
        """The pair whose relations the event is about."""
        return self.parties

    @property
    def is_supposed(self) -> bool:
        """Whether it is part of a hypothesis, and of no record."""
        return self.recorded == NEVER

    @property
    def id_in_log(self) -> str | None:
        """Its id; none of an event that was read out of columns, which have neither ids nor words."""
        return None if self.recorded == UNTOLD else self.id


class Retraction(NamedTuple):
    """A line that withdraws an event of the log: it no longer counts."""

    id: str
    parties: Pair
    recorded: datetime
    summary: str
    """The reason."""
    retracts: str
    note: str | None = None
    kind: str = "retracted"

    def __repr__(self) -> str:
        return shown("Retraction", f"{self.id} of {self.retracts}: {self.summary}")

    @property
    def pair(self) -> Pair:
        """The pair whose event is withdrawn."""
        return self.parties


class Survey(NamedTuple):
    """A line that says which families of facts of a pair were looked for; it is no event."""

    id: str
    parties: Pair
    recorded: datetime
    summary: str
    families: tuple[str, ...]
    """Of `detente.model.table.FAMILIES`."""
    start: HistoricDate
    """From when on they were looked for: from its first day."""
    end: HistoricDate | None = None
    """Until when: its last day. None where they are followed to this day."""
    note: str | None = None
    sources: tuple[Source, ...] = ()
    kind: str = "surveyed"

    retracts = None

    def __repr__(self) -> str:
        return shown("Survey", f"{self.id}: {self.start} to {self.end or 'this day'}, {', '.join(self.families)}")

    @property
    def pair(self) -> Pair:
        """The pair whose facts were looked for."""
        return self.parties

    @asked
    def covers(self, on: Dated) -> bool:
        """Whether a day is one of those for which they were looked for; raise `BadDate`."""
        day = last_day(on)
        return self.start.earliest <= day and (self.end is None or day <= self.end.latest)


Line: TypeAlias = Event | Retraction | Survey
"""Anything that a line of the log can hold."""


def is_known_on(line: Line, day: date) -> bool:
    """Whether a line was recorded by the end of a day (UTC)."""
    return line.recorded.date() <= day


def vouched(fields: Mapping[str, Any]) -> Line:
    """Return the line of the log that fields of JSON say, which were checked when they were recorded."""
    read = {name: value for name, value in fields.items() if value is not None}
    for name in DATES & read.keys():
        read[name] = historic(read[name])
    for name in _CODES & read.keys():
        read[name] = current(read[name])
    read["parties"] = map(current, read["parties"])
    read["recorded"] = datetime.fromisoformat(read["recorded"]).astimezone(UTC)
    if "sources" in read:
        read["sources"] = [
            {**source, "published": historic(source["published"])} if source.get("published") else source
            for source in read["sources"]
        ]
    return made(read)


def made(fields: Mapping[str, Any]) -> Line:
    """Return the line of the log that has these fields: dates, moments and codes as values already."""
    read = dict(fields)
    read["parties"] = Pair(*sorted(read["parties"]))
    if read["kind"] == "retracted":
        return Retraction(**read)
    read["sources"] = tuple(Source(**source) for source in read["sources"])
    if read["kind"] == "surveyed":
        read["families"] = tuple(read["families"])
        return Survey(**{_ATTRIBUTES.get(name, name): value for name, value in read.items()})
    return Event(**read)


def fields_of(line: Line | Source) -> dict[str, Any]:
    """Return what a line of the log says, as JSON has it: what has its default is left out.

    >>> fields_of(Source("A title", "A publisher", HistoricDate.parse("2012")))
    {'title': 'A title', 'publisher': 'A publisher', 'published': '2012'}
    """
    defaults = line._field_defaults
    said = {name: value for name, value in zip(line._fields, line, strict=True) if value != defaults.get(name, line)}
    if isinstance(line, Retraction | Survey):
        said["kind"] = line.kind
    return {_FIELDS.get(name, name): _plain(said[name]) for name in (*_FIRST, *said) if name in said}


def to_json(line: Line) -> str:
    """Return a line of the log, in JSON and without its end."""
    return _ENCODER.encode(fields_of(line))


def stamp(moment: datetime) -> str:
    """Return a moment of UTC as the log writes it.

    >>> stamp(datetime(2026, 11, 23, 9, tzinfo=UTC))
    '2026-11-23T09:00:00Z'
    """
    return f"{moment.replace(tzinfo=None).isoformat()}Z"


DATES = frozenset(("on", "announced", "published", "from", "to"))
"""The fields of a line, and of a source, that are dates."""
_CODES = frozenset(("by", "ordered_by", "power"))
_ATTRIBUTES = {"from": "start", "to": "end"}
"""The fields whose names Python keeps for itself, and what they are called here."""
_FIELDS = {attribute: field for field, attribute in _ATTRIBUTES.items()}
_FIRST = ("id", "kind", "parties", "by", "on", "seq", "announced", "recorded", "summary")
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, HistoricDate):
        return value.text
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Pair):
        return list(value)
    if isinstance(value, tuple):
        return [fields_of(one) if isinstance(one, Source) else one for one in value]  # pyright: ignore[reportUnknownVariableType]
    return value
