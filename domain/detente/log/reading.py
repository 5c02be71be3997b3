"""From the bytes of a log to its events, and to findings for every line that holds none."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic_core import ValidationError

from detente.log.entry import Entry
from detente.log.findings import Finding
from detente.log.outline import outlines
from detente.log.source import BOM
from detente.model.events import Line, made
from detente.model.lines import validate

if TYPE_CHECKING:
    from typing import Any

_TORN = "the last line is torn: it breaks off before its end. What stands before it is read; take the rest out."


_ZEROS_OF_UTF_32 = 3
"""How many zeros may follow a line feed that is not written in UTF-8."""


class HoldsNoEvent(Exception):
    """A line that holds no event, with all that is wrong in it: findings that name no log and no line yet."""

    def __init__(self, text: str, findings: list[Finding], *, breaks_off: bool = False) -> None:
        super().__init__(text, findings)
        self.text = text
        self.findings = findings
        self.breaks_off = breaks_off
        """Whether the line ends in the middle of something."""


def entries(data: bytes, path: str) -> Iterator[Entry | Finding]:
    """Read a log: return for each line, in order, the event that it holds or what is wrong with it.

    A byte order mark, carriage returns and blank lines are passed over. A last line without its end counts
    if it is whole.
    """
    whole = data.removeprefix(BOM).split(b"\n")
    for number, raw in enumerate(whole, start=1):
        if raw.strip():
            yield from read_one(raw, path, number, is_last=number == len(whole))


def read_one(raw: bytes, path: str, number: int, *, is_last: bool = False) -> Iterator[Entry | Finding]:
    """Return the event of one line, or everything that is wrong with it; of a last line that it is torn."""
    try:
        line = read_line(raw)
    except HoldsNoEvent as wrong:
        if is_last and torn(raw):
            yield Finding(path, number, len(wrong.text) + 1, _TORN, wrong.text, is_torn=True)
            return
        (outline,) = outlines(raw, offset=1)
        for finding in wrong.findings:
            yield finding._replace(path=path, line=number, pair=outline.pair)
    else:
        yield Entry(number, line, raw.rstrip(b"\r").decode())


def torn(data: bytes) -> bytes:
    """Return the last line of a log where a power cut broke it off; nothing where all is whole, or wrong otherwise.

    It begins as every line does that is added, and ends in the middle of something, or in the zeros that some file
    systems leave in place of what was not yet written: more than the few with which a line of UTF-16 or UTF-32 ends,
    and none between the letters. What is no text is no line that was added.
    """
    rest = data[data.rfind(b"\n") + 1 :]
    begun = rest.removeprefix(BOM).rstrip(b"\0")
    if b"\0" in begun or (not begun and len(rest) <= _ZEROS_OF_UTF_32):
        return b""
    if rest.endswith(b"\0"):
        return rest if begun[:1] in (b"", b"{") else b""
    try:
        if begun.startswith(b"{"):
            read_line(begun)
    except HoldsNoEvent as wrong:
        return rest if wrong.breaks_off else b""
    return b""


def ended(data: bytes) -> bytes:
    """Return a log with the end that its last line lacks, if that line is whole but for it."""
    rest = data[data.rfind(b"\n") + 1 :]
    return data + b"\n" if rest.strip() and not torn(rest) else data


def read_line(raw: bytes) -> Line:
    """Return the event of one line; raise `HoldsNoEvent`."""
    try:
        text = raw.rstrip(b"\r").decode()
    except UnicodeDecodeError as wrong:
        text = raw.decode("utf-8", errors="replace")
        column = len(raw[: wrong.start].decode()) + 1
        why = f"this is not UTF-8: the byte 0x{raw[wrong.start]:02x} begins no character. Save it as UTF-8."
        breaks_off = wrong.reason == "unexpected end of data"
        raise HoldsNoEvent(text, [Finding("", 0, column, why, text)], breaks_off=breaks_off) from wrong
    try:
        fields = validate(text)
    except ValidationError as wrong:
        from detente.log.explaining import breaks_off, explain  # only mistakes need it

        raise HoldsNoEvent(text, explain(wrong, text), breaks_off=breaks_off(wrong)) from wrong
    if _may_repeat(text, fields):
        read_json(text)
    return made(fields)


def read_json(text: str) -> "Any":
    """Return what a line of JSON holds.

    Raises `HoldsNoEvent` where a name stands twice, `ValueError` where it is no JSON, and `RecursionError`.
    """
    try:
        return _DECODER.decode(text)
    except _Repeated as repeated:
        why = f"“{repeated.name}” stands twice in one object; keep one of the two."
        # A name that is written with escapes is not found; the line is.
        column = max(0, text.rfind(f'"{repeated.name}"')) + 1
        raise HoldsNoEvent(text, [Finding("", 0, column, why, text)]) from repeated


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


def _named_once(members: "list[tuple[str, Any]]") -> "dict[str, Any]":
    fields = dict(members)
    if len(fields) < len(members):
        names = [name for name, _ in members]
        raise _Repeated(next(name for name in names if names.count(name) > 1))
    return fields


_DECODER = json.JSONDecoder(object_pairs_hook=_named_once)
