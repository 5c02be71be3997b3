"""What somebody gives to be added: a model, data or a line of JSON, read into an event and its line of the log."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias, cast

from detente.log.reading import BOM, HoldsNoEvent, read_line
from detente.model.errors import DetenteError
from detente.model.events import Event, Retracted, written

Given: TypeAlias = "Event | Retracted | dict[str, Any] | str | bytes"
"""What can be added: an event, as a model, as data, or as a line of JSON."""


class NotAdded(DetenteError):
    """Nothing was added to the log; each reason names the line of what was to be added."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("Nothing was added.\n" + "\n".join(reasons))
        self.reasons = reasons


class Line(NamedTuple):
    """One line that is to be added."""

    event: Event | Retracted
    data: bytes
    """The line as it will stand in the log, its end included."""


def read_given(given: Given, lacking: Callable[[], dict[str, str]]) -> Line:
    """Read what is given; `lacking` gives the ``id`` and ``recorded`` of one that has none. Raises `NotAdded`."""
    if not isinstance(given, str | bytes | dict):
        return Line(given, written(given).encode() + b"\n")
    if isinstance(given, dict):
        given = json.dumps(given, ensure_ascii=False)
    raw = given.encode(errors="surrogatepass") if isinstance(given, str) else given
    raw = raw.removeprefix(BOM).rstrip()
    if b"\n" in raw:
        raise NotAdded([": give one event at a time, on one line."])
    if b'"id"' not in raw or b'"recorded"' not in raw:
        raw = _filled(raw, lacking)
    try:
        return Line(read_line(raw), raw + b"\n")
    except HoldsNoEvent as wrong:
        reasons = [f", column {wrong.column(fault)}: {fault.message}" for fault in wrong.faults]
        raise NotAdded(reasons) from wrong


def _filled(raw: bytes, lacking: Callable[[], dict[str, str]]) -> bytes:
    try:
        fields: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return raw  # which is told when it is read
    if not isinstance(fields, dict):
        return raw
    return json.dumps(lacking() | cast("dict[str, str]", fields), ensure_ascii=False).encode(errors="surrogatepass")
