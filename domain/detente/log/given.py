"""What somebody gives to be added: a model, data or a line of JSON, read into an event and its line of the log."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from detente.log.reading import BOM, HoldsNoEvent, read_line
from detente.model.errors import DetenteError
from detente.model.events import Event, Retraction, to_json
from detente.model.events import Line as LogLine

Given: TypeAlias = "LogLine | dict[str, Any] | str | bytes"
"""What can be added: an event, as a model, as data, or as a line of JSON."""


class NotAdded(DetenteError):
    """Nothing was added to the log; each reason names the line of what was to be added."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("Nothing was added.\n" + "\n".join(reasons))
        self.reasons = reasons


class Line(NamedTuple):
    """One line that is to be added."""

    event: LogLine
    data: bytes
    """The line as it will stand in the log, its end included."""
    is_dated: bool
    """Whether it was given with the moment of its recording."""

    def says_as_much_as(self, recorded: LogLine) -> bool:
        """Whether an event in the log is this one: when it was recorded counts only if that was given."""
        return recorded == (self.event if self.is_dated else self.event._replace(recorded=recorded.recorded))


def read_given(given: Given, lacking: Callable[[], dict[str, str]]) -> Line:
    """Read what is given; `lacking` gives the ``id`` and ``recorded`` of one that has none. Raises `NotAdded`."""
    if not isinstance(given, (str, bytes)):
        given = _text(given)
    raw = given.encode(errors="surrogatepass") if isinstance(given, str) else given
    raw = raw.removeprefix(BOM).rstrip()
    if b"\n" in raw:
        raise NotAdded([": give one event at a time, on one line."])
    filled = b"" if b'"id":' in raw and b'"recorded":' in raw else filling(raw, lacking)
    try:
        event, line = read_filled(raw, filled)
    except HoldsNoEvent as wrong:
        raise NotAdded([f", column {found.column}: {found.message}" for found in wrong.findings]) from wrong
    return Line(event, line + b"\n", is_dated=b'"recorded":' not in filled)


def _text(given: object) -> str:
    if isinstance(given, (Event, Retraction)):
        # A value that was made by hand is not validated, and a line that cannot be read would spoil the log.
        return to_json(given)
    if not isinstance(given, dict):
        raise NotAdded([f": this is a {type(given).__name__}; give an event, its data, or its line of JSON."])
    try:
        return json.dumps(given, ensure_ascii=False)
    except (TypeError, ValueError) as wrong:
        raise NotAdded([f": these are no data that JSON can hold: {wrong}."]) from wrong


def filling(raw: bytes, lacking: Callable[[], Mapping[str, object]]) -> bytes:
    """Give the fields that an object lacks, as they can stand at its beginning."""
    try:
        fields: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return b""  # which is told when it is read
    if not isinstance(fields, dict) or not fields:
        return b""
    lacks = {name: value for name, value in lacking().items() if name not in fields}
    return json.dumps(lacks).encode()[1:-1] + b", " if lacks else b""


def read_filled(raw: bytes, filled: bytes) -> tuple[LogLine, bytes]:
    """Read the event of a line with fields filled in, and give that line; what is wrong is told of the line as it was.

    Raises `HoldsNoEvent`.
    """
    line = b"{" + filled + raw.lstrip()[1:] if filled else raw
    try:
        return read_line(line), line
    except HoldsNoEvent as wrong:
        text = raw.decode(errors="replace")
        found = [one._replace(column=max(1, one.column - len(filled)), text=text) for one in wrong.findings]
        raise HoldsNoEvent(text, found) from wrong
