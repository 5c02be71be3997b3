"""Hypotheses: what is supposed on top of a record, kept in a file of its own, one move a line.

The first line may say what the file is (`detente.log.scenario`). Any other is an event as in the log, of which only
`kind`, `parties`, `on` and what its kind requires are needed;
``{"without": "ID"}`` for an event that did not happen; or ``{"move": "ID", "on": "DATE"}`` for one that happened
on another date.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json

from detente.log.columns import column
from detente.log.findings import Finding
from detente.log.form import not_json_lines
from detente.log.incoming import Unfit, as_json, missing_fields, read_with
from detente.log.reading import HoldsNoEvent, read_json
from detente.log.record import read_bytes
from detente.log.scenario import Header, header
from detente.log.source import BOM
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate, DetenteError
from detente.model.events import Event, fields_of
from detente.model.moves import LeftOut, Move, Moved, added
from detente.model.pairs import Pair
from detente.model.wording import called, opening

_SOURCES = [{"title": "A hypothesis", "publisher": "A hypothesis"}]
_RECORDED = "2000-01-01T00:00:00Z"
_NO_EVENTS: dict[str | None, str] = {
    "retracted": "a hypothesis retracts nothing",
    "surveyed": "a survey is no event, and supposes nothing",
}
_FORMS = 'write {"without": "ID"} to leave an event out, or {"move": "ID", "on": "DATE"} to put it on another date.'

_GIVEN = (
    'Give LeftOut("ID"), Moved("ID", "DATE"), an event, or the data of one, {"on": "DATE", "kind": "KIND"}; '
    "several one after the other, not in a list."
)


ASSUMED = "It is supposed."
"""The summary of an event that is supposed and has none."""


class BadHypothesis(DetenteError):
    """A hypothesis in which something is wrong, with all findings in order."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("The hypothesis cannot be used until this is mended:\n" + "\n".join(map(str, findings)))
        self.findings = findings


class NotSupposed(DetenteError):
    """What was to be supposed is no event."""


def supposed(pair: Pair, fields: Mapping[str, object], taken: Collection[str] = (), typed: str | None = None) -> Event:
    """Return the event that some fields say, as one that is supposed, with an id not taken; raise `NotSupposed`.

    `typed` is how it was written, for that error.
    """
    try:
        return _event(json.dumps({"parties": list(pair)} | dict(fields)).encode(), taken)
    except HoldsNoEvent as wrong:
        what = typed or " ".join(str(value) for value in fields.values())
        raise NotSupposed(
            f"“{what}” cannot be supposed: {' '.join(found.message for found in wrong.findings)}"
        ) from wrong


def move(pair: Pair, given: object, taken: Collection[str] = ()) -> Move:
    """Return the move that somebody who programs gave: an event, `LeftOut`, `Moved`, or what a line of a file holds.

    An event without an id is given one that is not taken. Raises `NotSupposed` and `BadDate`.
    """
    if isinstance(given, LeftOut):
        fields: Mapping[str, object] = {"without": given.id}
    elif isinstance(given, Moved):
        fields = {"move": given.id, "on": HistoricDate.of(given.on).text}
    elif isinstance(given, Event | Mapping):
        said: Mapping[str, object] = _without_recorded(given) if isinstance(given, Event) else given  # pyright: ignore[reportUnknownVariableType]
        fields = said if {"without", "move"} & said.keys() else {"parties": list(pair), **said}
    else:
        raise NotSupposed(f"{opening(called(given))} cannot be supposed. {_GIVEN}")
    try:
        made = _move(as_json(fields).encode(errors="surrogatepass"), taken)
    except HoldsNoEvent as wrong:
        raise NotSupposed(f"This cannot be supposed: {' '.join(found.message for found in wrong.findings)}") from wrong
    except Unfit as wrong:
        raise NotSupposed(f"This cannot be supposed: {wrong}") from wrong
    if isinstance(made, Header):
        raise NotSupposed(f"What a scenario says of itself supposes nothing. {_GIVEN}")
    return made


class Placed(NamedTuple):
    """A move, and the line of the file in which it stands."""

    move: Move
    number: int
    text: str


class Scenario(NamedTuple):
    """A hypothesis kept in a file."""

    path: str
    header: Header
    """What it says of itself; nothing in a file without such a line."""
    placed: tuple[Placed, ...]

    @property
    def moves(self) -> list[Move]:
        """What it supposes, in order."""
        return [placed.move for placed in self.placed]

    @property
    def name(self) -> str:
        """What it is called: its title, or the name of its file."""
        return self.header.title or Path(self.path).name


def read_scenario(path: Path, taken: Collection[str] = ()) -> Scenario:
    """Return the hypothesis in a file; raise `BadHypothesis` and `Unreadable`.

    Events without an id are given one that is not taken.
    """
    scenario, findings = read_lines(read_bytes(path, "file of moves"), str(path), taken)
    if findings:
        raise BadHypothesis(findings)
    return scenario


def read_lines(data: bytes, path: str, taken: Collection[str] = ()) -> tuple[Scenario, list[Finding]]:
    """Return the hypothesis that the lines of a file say, and what is wrong in those that say none."""
    said, is_first = Header(), True
    placed: list[Placed] = []
    findings: list[Finding] = []
    ids = set(taken)
    for number, raw in enumerate(data.removeprefix(BOM).split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            move = _move(raw.rstrip(), ids)
            if isinstance(move, Header):
                said = _first(move, raw, is_first=is_first)
            else:
                placed.append(Placed(move, number, raw.decode().rstrip()))
                ids.add(move.id)
        except HoldsNoEvent as wrong:
            findings += [found._replace(path=path, line=number) for found in wrong.findings]
        is_first = False
    if findings and (why := not_json_lines(data, "no scenario")):
        findings = [Finding(path, 1, 1, why, "")]
    return Scenario(path, said, tuple(placed)), findings


def joined(moves: Sequence[Move], more: Iterable[Move]) -> list[Move]:
    """Return the moves of several hypotheses, one after the other, as one.

    What two of them suppose alike is supposed once. An event of a later one that has the id of another event supposed
    before is given another id: in files of their own both may be “supposed-1”.
    """
    both, later = list(moves), [move for move in more if move not in moves]
    supposed = {move.id for move in moves if isinstance(move, Event)}
    taken = {*supposed, *(move.id for move in later)}
    renamed: dict[str, str] = {}
    for move in later:
        if isinstance(move, Event) and move.id in supposed:
            renamed[move.id] = free_id(taken)
            taken.add(renamed[move.id])
        both.append(move._replace(id=renamed.get(move.id, move.id)))
    return both


def free_id(taken: Collection[str]) -> str:
    """Return an id for an event that is supposed and has none."""
    return next(named for number in count(1) if (named := f"supposed-{number}") not in taken)


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


def _first(said: Header, raw: bytes, *, is_first: bool) -> Header:
    if not is_first:
        raise _no_move(raw, "what a scenario says of itself stands once, in its first line.")
    return said


def _without_recorded(event: Event) -> dict[str, object]:
    fields: dict[str, object] = json.loads(as_json(event))
    return {name: value for name, value in fields.items() if name != "recorded"}


def _move(raw: bytes, taken: Collection[str]) -> Move | Header:
    try:
        from_json(raw, allow_inf_nan=False)  # which takes no half of a surrogate
        fields: Any = read_json(raw.decode())
    except (ValueError, RecursionError):
        fields = None  # reading it as an event says what is wrong
    match fields:
        case {"scenario": said, **rest} if not rest:
            return header(said, raw.decode())
        case {"without": str(named), **rest} if not rest:
            return LeftOut(named)
        case {"move": str(named), "on": str(day), **rest} if not rest:
            try:
                return Moved(named, HistoricDate.parse(day))
            except BadDate as bad:
                text = raw.decode(errors="replace")
                raise HoldsNoEvent(text, [Finding("", 0, column(text, ["on"]), str(bad), text)]) from bad
        case {"without": _} | {"move": _}:
            raise _no_move(raw, _FORMS)
        case _:
            return _event(raw, taken)


def _no_move(raw: bytes, message: str) -> HoldsNoEvent:
    text = raw.decode(errors="replace")
    return HoldsNoEvent(text, [Finding("", 0, 1, message, text)])


def _kind(raw: bytes) -> str | None:
    try:
        fields: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    kind = fields.get("kind") if isinstance(fields, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return kind if isinstance(kind, str) else None


def _event(raw: bytes, taken: Collection[str]) -> Event:
    """Return the event of a line, with what a hypothesis need not say filled in."""
    if why := _NO_EVENTS.get(_kind(raw)):
        raise _no_move(raw, f"{why}: {_FORMS}")
    assumed = {"id": free_id(taken), "recorded": _RECORDED, "summary": ASSUMED, "sources": _SOURCES}
    filled = missing_fields(raw, lambda: assumed)
    event, _ = read_with(filled, raw)
    if not isinstance(event, Event) or event.retracts is not None:
        raise _no_move(raw, f"{_NO_EVENTS['retracted']}: {_FORMS}")
    return added(event._replace(sources=()) if b'"sources"' in filled else event)
