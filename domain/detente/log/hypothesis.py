"""Hypotheses: what is supposed on top of a record, kept in a file of its own, one move a line.

A line is an event as in the log, of which only `kind`, `parties`, `on` and what its kind requires are needed;
``{"without": "ID"}`` for an event that did not happen; or ``{"move": "ID", "on": "DATE"}`` for one that happened
on another date.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.log.columns import column
from detente.log.findings import Finding
from detente.log.incoming import missing_fields, read_with
from detente.log.reading import BOM, HoldsNoEvent
from detente.log.record import read_bytes
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate, DetenteError
from detente.model.events import Event, fields_of
from detente.model.moves import LeftOut, Move, Moved, added
from detente.model.pairs import Pair

_SOURCES = [{"title": "A hypothesis", "publisher": "A hypothesis"}]
_RECORDED = "2000-01-01T00:00:00Z"
_FORMS = 'write {"without": "ID"} to leave an event out, or {"move": "ID", "on": "DATE"} to put it on another date.'


class BadHypothesis(DetenteError):
    """A hypothesis in which something is wrong, with all findings in order."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("The hypothesis cannot be used until this is mended:\n" + "\n".join(map(str, findings)))
        self.findings = findings


class NotSupposed(DetenteError):
    """What was to be supposed is no event."""


def supposed(pair: Pair, fields: Mapping[str, object], taken: Collection[str] = ()) -> Event:
    """Return the event that some fields say, as one that is supposed, with an id not taken; raise `NotSupposed`."""
    try:
        return _event(json.dumps({"parties": list(pair)} | dict(fields)).encode(), taken)
    except HoldsNoEvent as wrong:
        what = " ".join(str(value) for value in fields.values())
        raise NotSupposed(
            f"“{what}” cannot be supposed: {' '.join(found.message for found in wrong.findings)}"
        ) from wrong


def read_moves(path: Path, taken: Collection[str] = ()) -> list[Move]:
    """Return the moves in a file, in order; raise `BadHypothesis` and `Unreadable`.

    Events without an id are given one that is not taken.
    """
    moves: list[Move] = []
    findings: list[Finding] = []
    ids = set(taken)
    for number, raw in enumerate(read_bytes(path, "file of moves").removeprefix(BOM).split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            move = _move(raw.rstrip(), ids)
        except HoldsNoEvent as wrong:
            findings += [found._replace(path=str(path), line=number) for found in wrong.findings]
        else:
            moves.append(move)
            ids.add(move.id)
    if findings:
        raise BadHypothesis(findings)
    return moves


def moves_about(pair: Pair, moves: Iterable[Move], pair_of: Mapping[str, Pair]) -> list[Move]:
    """Return those of some moves that are about a pair; `pair_of` has the pair of each event of the record.

    A move of an event that nobody knows is about any pair, so that somebody is told.
    """
    about: list[Move] = []
    supposed: dict[str, Pair] = {}
    for move in moves:
        if not isinstance(move, LeftOut | Moved):
            supposed[move.id] = move.pair
        if (supposed.get(move.id) or pair_of.get(move.id, pair)) == pair:
            about.append(move)
    return about


def to_lines(moves: Iterable[Move]) -> bytes:
    """Return moves as a file holds them, one a line."""
    return "".join(f"{json.dumps(move_fields(move), ensure_ascii=False)}\n" for move in moves).encode()


def move_fields(move: Move) -> dict[str, Any]:
    """Return a move as the object that its line holds: of an event the fields that it has, and its id."""
    if isinstance(move, LeftOut):
        return {"without": move.id}
    if isinstance(move, Moved):
        return {"move": move.id, "on": move.on.text}
    return {name: value for name, value in fields_of(move).items() if name != "recorded"}


def _move(raw: bytes, taken: Collection[str]) -> Move:
    try:
        fields: Any = json.loads(raw)
    except (ValueError, RecursionError):
        fields = None  # reading it as an event says what is wrong
    match fields:
        case {"without": str(named), **rest} if not rest:
            return LeftOut(named)
        case {"move": str(named), "on": str(day), **rest} if not rest:
            try:
                return Moved(named, HistoricDate.parse(day))
            except BadDate as bad:
                text = raw.decode()
                raise HoldsNoEvent(text, [Finding("", 0, column(text, ["on"]), str(bad), text)]) from bad
        case {"without": _} | {"move": _}:
            raise _no_move(raw, _FORMS)
        case _:
            return _event(raw, taken)


def _no_move(raw: bytes, message: str) -> HoldsNoEvent:
    text = raw.decode()
    return HoldsNoEvent(text, [Finding("", 0, 1, message, text)])


def _event(raw: bytes, taken: Collection[str]) -> Event:
    """Return the event of a line, with what a hypothesis need not say filled in."""
    number = next(number for number in range(1, len(taken) + 2) if f"supposed-{number}" not in taken)
    assumed = {"id": f"supposed-{number}", "recorded": _RECORDED, "summary": "It is supposed.", "sources": _SOURCES}
    filled = missing_fields(raw, lambda: assumed)
    event, _ = read_with(filled, raw)
    if not isinstance(event, Event) or event.retracts is not None:
        raise _no_move(raw, f"a hypothesis retracts nothing: {_FORMS}")
    return added(event._replace(sources=()) if b'"sources"' in filled else event)
