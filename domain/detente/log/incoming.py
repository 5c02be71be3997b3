"""What comes in to be added: an event, its data or its line of JSON, read into a line of the log."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from uuid_utils import uuid7

from detente.log.form import not_json_lines
from detente.log.phrases import as_logged
from detente.log.reading import HoldsNoEvent, read_line
from detente.log.source import BOM
from detente.model.errors import DetenteError
from detente.model.events import Event, Line, Retraction, Survey, stamp, to_json
from detente.model.telling import one_line
from detente.model.wording import called

Incoming: TypeAlias = Line | Mapping[str, Any] | str | bytes
"""What can be added: an event, as a value, as data, or as a line of JSON."""

Reason: TypeAlias = tuple[int, str]
"""Why something cannot be added: the number of its line, and what is wrong with it."""


_GIVEN = "an event, its data, or its line of JSON"


class Unfit(Exception):
    """A value that was made by hand, or data, of which no line of a log can be made."""


class NotAdded(DetenteError):
    """Nothing was added to the log; each reason names the line of what was to be added."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("Nothing was added.\n" + "\n".join(reasons))
        self.reasons = reasons


class NewLine(NamedTuple):
    """One line that is to be added."""

    number: int
    """Among those that came in."""
    event: Line
    data: bytes
    """The line as it will stand in the log, its end included."""
    is_dated: bool
    """Whether it came with the moment of its recording."""

    def says_as_much_as(self, recorded: Line) -> bool:
        """Whether an event in the log is this one: when it was recorded counts only if that was given."""
        return one_line(recorded, self.event if self.is_dated else self.event._replace(recorded=recorded.recorded))


def each(events: Incoming | Iterable[Incoming]) -> list[Incoming]:
    """Return what comes in one by one: the events of several, or the one that was given; raise `NotAdded`."""
    if isinstance(events, Event | Retraction | Survey | Mapping | str | bytes):
        return [events]  # pyright: ignore[reportUnknownVariableType, reportReturnType] - a Mapping is one event
    if isinstance(events, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - who programs may give anything
        return list(events)
    raise NotAdded([f"This is {called(events)}; give {_GIVEN}, or several of them."])


def read_all(given: Sequence[Incoming], now: datetime) -> tuple[list[NewLine], list[Reason]]:
    """Read what comes in, and return the lines to be added and why some are none; blank lines are passed over.

    What does not say when it was recorded was so at the latest moment: now, or that of a line before it. Where
    all of it is something else than lines of JSON, that is the one reason.
    """
    lines: list[NewLine] = []
    reasons: list[Reason] = []
    latest = now

    def lacking() -> dict[str, str]:
        return {"id": str(uuid7()), "recorded": stamp(latest)}

    for number, incoming in enumerate(given, start=1):
        if isinstance(incoming, str | bytes) and not incoming.strip():
            continue
        try:
            line = _read(number, incoming, lacking)
        except NotAdded as unread:
            reasons += [(number, reason) for reason in unread.reasons]
        else:
            lines.append(line)
            latest = max(latest, line.event.recorded)
    if reasons and (why := _what_else(given)):
        return [], [(1, f", column 1: {why}")]
    return lines, reasons


def _what_else(given: Sequence[Incoming]) -> str | None:
    """Return what comes in, where it is bytes or text that is something else than lines of JSON."""
    raw = [one.encode(errors="surrogatepass") if isinstance(one, str) else one for one in given]
    parts = [one for one in raw if isinstance(one, bytes)]
    return not_json_lines(b"\n".join(one.removesuffix(b"\n") for one in parts), "nothing to add")


def _read(number: int, incoming: Incoming, lacking: Callable[[], dict[str, str]]) -> NewLine:
    text = incoming if isinstance(incoming, (str, bytes)) else _as_json(incoming)
    raw = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    raw = raw.removeprefix(BOM).rstrip()
    if b"\n" in raw:
        raise NotAdded([": give one event at a time, on one line."])
    filled = b"" if b'"id":' in raw and b'"recorded":' in raw else missing_fields(raw, lacking)
    try:
        event, line = read_with(filled, raw)
    except HoldsNoEvent as wrong:
        raise NotAdded([f", column {found.column}: {found.message}" for found in wrong.findings]) from wrong
    return NewLine(number, event, line + b"\n", is_dated=b'"recorded":' not in filled)


def _as_json(incoming: object) -> str:
    if not isinstance(incoming, Event | Retraction | Survey | Mapping):
        raise NotAdded([f": this is {called(incoming)}; give {_GIVEN}."])
    try:
        return as_json(incoming)  # pyright: ignore[reportUnknownArgumentType]
    except Unfit as wrong:
        raise NotAdded([f": {wrong}"]) from wrong


def as_json(event: Line | Mapping[str, Any]) -> str:
    """Return a value that was made by hand, or data, as a line of JSON that is still to be read; raise `Unfit`.

    Data may name kinds, countries and dates as people do.
    """
    try:
        return to_json(event) if isinstance(event, tuple) else json.dumps(as_logged(event), ensure_ascii=False)
    except DetenteError as wrong:
        raise Unfit(str(wrong)) from wrong
    except (TypeError, ValueError, AttributeError, RecursionError) as wrong:
        raise Unfit(f"these are no data that JSON can hold: {wrong}.") from wrong


def missing_fields(raw: bytes, lacking: Callable[[], Mapping[str, object]]) -> bytes:
    """Return the fields that an object lacks, as they can stand at its beginning."""
    try:
        fields: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return b""  # reading it as an event says what is wrong
    if not isinstance(fields, dict) or not fields:
        return b""
    lacks = {name: value for name, value in lacking().items() if name not in fields}
    return json.dumps(lacks).encode()[1:-1] + b", " if lacks else b""


def read_with(filled: bytes, raw: bytes) -> tuple[Line, bytes]:
    """Return the event of a line with fields filled in at its beginning, and that line.

    Raises `HoldsNoEvent`, with the columns of the line as it came.
    """
    line = b"{" + filled + raw.lstrip()[1:] if filled else raw
    try:
        return read_line(line), line
    except HoldsNoEvent as wrong:
        text = raw.decode(errors="replace")
        found = [one._replace(column=max(1, one.column - len(filled)), text=text) for one in wrong.findings]
        raise HoldsNoEvent(text, found) from wrong
