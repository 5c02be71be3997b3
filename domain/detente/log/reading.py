"""From the bytes of a log to its events, and to a finding for every line that holds none."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import ValidationError

from detente.log.columns import column
from detente.log.faults import Fault
from detente.log.findings import Finding
from detente.model.countries import current, is_code
from detente.model.events import Line, made
from detente.model.lines import validate
from detente.model.pairs import Pair

if TYPE_CHECKING:
    from typing import Any

_PARTIES = re.compile(r'"parties"\s*:\s*\[\s*"([A-Z]{3})"\s*,\s*"([A-Z]{3})"')
BOM = b"\xef\xbb\xbf"
"""The byte order mark that some editors put before a text."""


_TORN = "the last line is torn: it breaks off before its end. What stands before it is read; take the rest out."


class Entry(NamedTuple):
    """One line of a log that holds an event."""

    number: int
    """Its place among the lines, from 1."""
    line: Line
    text: str


class HoldsNoEvent(Exception):
    """A line that holds no event, with everything that is wrong in it: where, as columns from 1, and what."""

    def __init__(self, text: str, wrong: list[tuple[int, str]], *, breaks_off: bool = False) -> None:
        super().__init__(text, wrong)
        self.text = text
        self.wrong = wrong
        self.breaks_off = breaks_off
        """Whether the line ends before what it began."""


def _holds_no_event(text: str, faults: list[Fault]) -> HoldsNoEvent:
    wrong = [(_column(text, fault), fault.message) for fault in faults]
    return HoldsNoEvent(text, wrong, breaks_off=any(fault.breaks_off for fault in faults))


def _column(text: str, fault: Fault) -> int:
    if fault.offset is None:
        return column(text, fault.path)
    return len(text.encode("utf-8", errors="replace")[: fault.offset].decode("utf-8", errors="ignore")) + 1


def entries(data: bytes, path: str) -> Iterator[Entry | Finding]:
    """Read a log: for each line, in order, the event that it holds or what is wrong with it.

    A byte order mark, carriage returns and blank lines are passed over. A last line without its end counts
    if it is whole.
    """
    whole = data.removeprefix(BOM).split(b"\n")
    for number, raw in enumerate(whole, start=1):
        if not raw.strip():
            continue
        try:
            line = read_line(raw)
        except HoldsNoEvent as wrong:
            if number == len(whole) and wrong.breaks_off:
                yield Finding(path, number, len(wrong.text) + 1, _TORN, wrong.text)
                continue
            for place, message in wrong.wrong:
                yield Finding(path, number, place, message, wrong.text, _pair(wrong.text))
        else:
            yield Entry(number, line, raw.removesuffix(b"\r").decode())


def ended(data: bytes) -> bytes:
    """Give a log with the end that its last line lacks, if that line is whole but for it."""
    rest = data[data.rfind(b"\n") + 1 :]
    if rest.strip() and all(isinstance(found, Entry) for found in entries(rest, "")):
        return data + b"\n"
    return data


def read_line(raw: bytes) -> Line:
    """Read the event of one line; raise `HoldsNoEvent`."""
    try:
        text = raw.removesuffix(b"\r").decode()
    except UnicodeDecodeError as wrong:
        text = raw.decode("utf-8", errors="replace")
        why = f"this is not UTF-8: the byte 0x{raw[wrong.start]:02x} begins no character. Save the log as UTF-8."
        broken_off = wrong.reason == "unexpected end of data"
        raise _holds_no_event(text, [Fault(why, (), wrong.start, broken_off)]) from wrong
    try:
        fields = validate(text)
    except ValidationError as wrong:
        from detente.log.explaining import explain  # only mistakes need it

        raise _holds_no_event(text, explain(wrong)) from wrong
    try:
        if _may_repeat(text, fields):
            _DECODER.decode(text)
    except _Repeated as repeated:
        why = f"“{repeated.name}” stands twice in one object; keep one of the two."
        # A name that is written with escapes is not found; the line is.
        before = text[: max(0, text.rfind(f'"{repeated.name}"'))]
        raise _holds_no_event(text, [Fault(why, (), len(before.encode()))]) from repeated
    return made(fields)


def _may_repeat(text: str, fields: "dict[str, Any]") -> bool:
    """Whether a name may stand twice in an object: not if as many are written as there are fields.

    Counting is ten times as quick as reading the line once more. A colon with white space before it would not be
    counted, and one in the words of an event is: both are looked at closely.
    """
    names = len(fields) + sum(map(len, fields.get("sources", ())))
    return text.count('":') != names or " :" in text or "\t:" in text or "\r:" in text


class _Repeated(Exception):
    """A name that stands twice in an object: readers of JSON would drop one of the two in silence."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _named_once(members: "list[tuple[str, Any]]") -> None:
    names = [name for name, _ in members]
    if len(set(names)) < len(names):
        raise _Repeated(next(name for name in names if names.count(name) > 1))


_DECODER = json.JSONDecoder(object_pairs_hook=_named_once)


def _pair(text: str) -> Pair | None:
    """Tell whose relations a line that is no event was to be about, as far as it can be read."""
    parties = _PARTIES.search(text)
    if parties is None or not (is_code(parties[1]) and is_code(parties[2])):
        return None
    first, second = sorted(map(current, parties.groups()))
    return None if first == second else Pair(first, second)
