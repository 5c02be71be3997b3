"""What a log holds, in numbers: gone through once, and nothing of it kept but what is counted.

What is wrong in it is not looked for: that is `detente.log.auditing`'s.
"""

import json
import re
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic_core import from_json

from detente.log.index import LONG_AGO, latest
from detente.log.outline import BOM
from detente.log.source import Source
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.pairs import Pair
from detente.model.table import EVENTS, RETRACTION, SURVEY

_RETRACTS = re.compile(rb'"retracts"\s*:\s*("[^"\\\n]*+(?:\\.[^"\\\n]*+)*+")')
_KINDS = {row.kind for row in (*EVENTS, RETRACTION, SURVEY)}
_WITHDRAWN, _UNREAD = "withdrawn", "unread"


class Inventory(NamedTuple):
    """What a log holds. Events that were withdrawn count only as such."""

    pairs: int
    events: int
    noted: int
    """How many of the events are only noted."""
    withdrawn: int
    surveys: int
    sources: int
    """How many different ones events and surveys have."""
    first: HistoricDate | None
    """The date of the first event."""
    last: HistoricDate | None
    recorded: datetime | None
    """When the latest line was added, in UTC."""
    unread: int
    """How many lines hold nothing that can be told: `detente check` says why."""


def inventory(source: Source) -> Inventory:
    """Return what a log holds."""
    withdrawn: set[str] = set()
    moment = LONG_AGO
    for _, data in source.chunks():
        withdrawn.update(map(json.loads, _RETRACTS.findall(data)))
        moment = max(moment, latest(data))
    tally = _Tally(withdrawn)
    for number, line in enumerate(source.lines()):
        text = (line if number else line.removeprefix(BOM)).strip()
        if text:
            tally.add(text)
    counts = tally.lines
    return Inventory(
        pairs=len(tally.pairs),
        events=counts.total() - sum(counts[one] for one in (SURVEY.kind, RETRACTION.kind, _WITHDRAWN, _UNREAD)),
        noted=counts["noted"],
        withdrawn=counts[_WITHDRAWN],
        surveys=counts[SURVEY.kind],
        sources=len(tally.sources),
        first=min(tally.dates, key=lambda on: (on.earliest, on.latest), default=None),
        last=max(tally.dates, key=lambda on: (on.latest, on.earliest), default=None),
        recorded=moment if moment != LONG_AGO else None,
        unread=counts[_UNREAD],
    )


class _Tally:
    """What has been counted of the lines of a log."""

    def __init__(self, withdrawn: Collection[str]) -> None:
        self._withdrawn = withdrawn
        self.lines = Counter[str]()
        """By their kind, or by what they are instead."""
        self.pairs = set[Pair]()
        self.dates = set[HistoricDate]()
        self.sources = set[tuple[str, str, str | None]]()

    def add(self, line: bytes) -> None:
        try:
            self._add(from_json(line))
        except (ValueError, LookupError, TypeError, AttributeError, DetenteError):
            self.lines[_UNREAD] += 1

    def _add(self, fields: Any) -> None:
        kind, pair = fields["kind"], _pair(*fields["parties"])
        if kind not in _KINDS:
            raise ValueError(kind)
        if kind != RETRACTION.kind:
            if fields["id"] in self._withdrawn:
                kind = _WITHDRAWN
            else:
                sources = {(one["title"], one["publisher"], one.get("url")) for one in fields["sources"]}
                if kind != SURVEY.kind:
                    self.dates.add(_date(fields["on"]))
                self.pairs.add(pair)
                self.sources |= sources
        self.lines[kind] += 1


@lru_cache(maxsize=2**12)
def _pair(one: str, other: str) -> Pair:
    return Pair.of(one, other)


@lru_cache(maxsize=2**16)
def _date(text: str) -> HistoricDate:
    return HistoricDate.parse(text)
