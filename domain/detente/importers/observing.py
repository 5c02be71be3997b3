"""Observations: how two states were represented in each other, seen from time to time, and what happened in between."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

from detente.importers.changing import changing
from detente.model.configuration import NONE
from detente.model.countries import Code, name_in_sentence
from detente.model.dates import Span, some_day
from detente.model.existence import existence
from detente.model.pairs import Pair
from detente.model.representation import MISSION, NOTHING, Representation
from detente.model.wording import opening, words

Sources: TypeAlias = Sequence[Mapping[str, str]]
Data: TypeAlias = dict[str, Any]
"""A line of the log as data."""


class Observation(NamedTuple):
    """How states of a pair were seen to be represented in the other."""

    on: str
    """When what is new in it came to be so, as the log writes dates."""
    seen: Mapping[Code, Representation]
    """Of each state that was looked at."""
    key: str
    """By which the source knows it; the ids are made from it."""
    doubts: Mapping[Code, str] = {}
    """Of states of whose mission or office it is not certain what it is, why: a note on events that are `reported`."""


def happened(pair: Pair, observations: Iterable[Observation], sources: Sources) -> Iterator[list[Data]]:
    """Return what happened before each observation of a pair, in the order of time: the events since the one before it.

    A mission implies relations, which are then established on the same days, unless they were.
    """
    before = dict.fromkeys(pair, NOTHING)
    are_related = False
    for one in observations:
        events: list[Data] = []
        if not are_related and any(seen.by == MISSION for seen in one.seen.values()):
            are_related = True
            summary = f"{opening(pair.names)} have relations: one has a mission in the other."
            implied = {"kind": "relations_established", "confidence": "reported"}
            events.append(_event(pair, one, sources, implied, summary))
        for code in sorted(one.seen):
            was, now = before[code], one.seen[code]
            before[code] = now
            for act in changing(was, now):
                is_doubted = code in one.doubts and not act["kind"].endswith("_closed")
                doubt = {"note": one.doubts[code], "confidence": "reported"} if is_doubted else {}
                summary = _summary(pair, code, was, now, act["kind"])
                events.append(_event(pair, one, sources, {"by": code} | act | doubt, summary))
        yield events


def survey(pair: Pair, prefix: str, days: Span, summary: str, sources: Sources) -> Data:
    """Return the line that says that missions and offices of a pair were looked for from one day to another."""
    first, last = days
    return {
        "id": f"{prefix}-{first}-{last}-surveyed",
        "kind": "surveyed",
        "parties": list(pair),
        "families": ["missions", "offices"],
        "from": str(first),
        "to": str(last),
        "summary": summary,
        "sources": sources,
    }


def since(pair: Pair, before: date | None, day: date, beginning: date) -> str:
    """Return the date of what was first seen on a day: after the day on which it was last seen otherwise.

    It was not before both states existed; where nothing says when they began, not before the data do.

    >>> since(Pair("IRN", "USA"), date(1840, 12, 31), date(1844, 12, 31), date(1817, 1, 1))
    '[1841..1844]'
    >>> since(Pair("IRN", "USA"), None, date(1844, 12, 31), date(1817, 1, 1))
    '[1776-07-04..1844]'
    """
    begun = [span.first for code in pair for span in existence(code) if span.first and span.covers(day)]
    earliest = [first.earliest for first in begun] + ([before + timedelta(days=1)] if before else [])
    return some_day(min(day, max(earliest, default=beginning)), day)


def _event(pair: Pair, one: Observation, sources: Sources, act: Data, summary: str) -> Data:
    by = f"-{act['by'].lower()}" if "by" in act else ""
    return {
        "id": f"{one.key}-{act['kind'].replace('_', '-')}{by}",
        **act,
        "parties": list(pair),
        "on": one.on,
        "summary": summary,
        "sources": sources,
    }


def _summary(pair: Pair, code: Code, was: Representation, now: Representation, kind: str) -> str:
    own, other = (name_in_sentence(one) for one in (code, pair[1 - pair.side(code)]))
    if not kind.endswith("_closed"):
        return f"{opening(own)} is represented in {other} by {now.in_words}."
    closed = f"The {words(was.by)} of {own} in {other}"
    return f"{closed} is closed." if now.by == NONE else f"{closed} gives way to {now.in_words}."
