"""What is wrong in a line that holds no event, in words."""

import re
from typing import TYPE_CHECKING, Any

from detente.log.columns import column
from detente.log.findings import Finding
from detente.model.lines import SHAPES, WrongField, fields, kinds, source_fields
from detente.model.wording import did_you_mean, listing, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ValidationError


_EXPECTED = {
    "bool_type": "must be true or false",
    "datetime_parsing": "must be a moment with its time zone, such as 2026-11-23T09:00:00Z",
    "datetime_from_date_parsing": "must be a moment with its time zone, such as 2026-11-23T09:00:00Z",
    "datetime_type": "must be a moment with its time zone, such as 2026-11-23T09:00:00Z",
    "int_type": "must be a whole number",
    "list_type": "must be a list in square brackets",
    "dict_type": "must be an object in braces",
    "string_type": "must be text in quotation marks",
    "timezone_aware": "must name its time zone, such as the Z in 2026-11-23T09:00:00Z",
    "too_long": "has more entries than it can",
    "too_short": "must have at least one entry",
    "tuple_type": "must be a list in square brackets",
}
_NO_JSON = {
    "expected ident": "words stand in quotation marks, all but true, false and null",
    "key must be a string": "names stand in quotation marks",
    "trailing comma": "a comma stands after the last one",
    "trailing characters": "more stands after its end",
    "EOF while parsing": "it breaks off within",
}
"""What a reader of JSON says, and the same in plain words."""
_DATES = ("on", "announced", "published")
_AT_COLUMN = re.compile(r"(?P<what>.*) at line \d+ column (?P<column>\d+)")


def explain(error: "ValidationError", text: str) -> list[Finding]:
    """Return in words all that the schema found wrong in one line of JSON."""
    details = error.errors(include_url=False)
    paths = [detail["loc"] for detail in details]
    return [
        _finding(detail, text)
        for detail in details
        # An entry that is wrong leaves its list too short: saying the one is enough.
        if detail["type"] != "too_short" or not any(len(path) > len(detail["loc"]) for path in paths)
    ]


def breaks_off(error: "ValidationError") -> bool:
    """Whether a line is no JSON because it ends in the middle of an object, a list or a value."""
    (first, *_) = error.errors(include_url=False)
    return first["type"] == "json_invalid" and first.get("ctx", {})["error"].startswith("EOF")


def column_of_byte(text: str, index: int) -> int:
    """Return the column of the character to which a byte of a line belongs."""
    return len(text.encode("utf-8", errors="replace")[:index].decode("utf-8", errors="ignore")) + 1


def _finding(detail: Any, text: str) -> Finding:
    if detail["type"] == "json_invalid":
        reason = detail["ctx"]["error"]
        at_column = _AT_COLUMN.fullmatch(reason)
        reason, index = (at_column["what"], int(at_column["column"]) - 1) if at_column else (reason, 0)
        for jargon, plain in _NO_JSON.items():
            reason = reason.replace(jargon, plain)
        message = f"this is not JSON: {reason}. A line holds one whole event, as one JSON object."
        return Finding("", 0, column_of_byte(text, index), message, text)
    message, path = _explained(detail)
    return Finding("", 0, column(text, path), message, text)


def _explained(detail: Any) -> "tuple[str, Sequence[str | int]]":  # noqa: PLR0911, PLR0912 - one for each mistake
    """Return what is wrong, and the path of names and indexes that leads to the value which is."""
    kind, *path = detail["loc"] or [""]
    context = detail.get("ctx", {})
    name = next((f"“{key}”" for key in reversed(path) if isinstance(key, str)), "the line")
    if path and isinstance(path[-1], int):
        name = f"entry {path[-1] + 1} of {name}"
    match detail["type"]:
        case "dict_type" if not path:
            return "a line holds one event, as a JSON object in braces.", []
        case "union_tag_not_found":
            return "“kind” is missing: every event says what kind it is of (detente schema lists them).", []
        case "union_tag_invalid" if not isinstance(detail["input"]["kind"], str):
            return f"“kind” {_EXPECTED['string_type']}.", ["kind"]
        case "union_tag_invalid":
            near = did_you_mean(nearest(context["tag"], kinds())) or f" The kinds are {listing(list(kinds()))}."
            return f"unknown kind “{context['tag']}”.{near}", ["kind"]
        case "missing":
            return _missing(kind, path), path[:-1]
        case "extra_forbidden":
            return _unknown(kind, path), path
        case "value_error":
            wrong = context["error"]
            return str(wrong), [*path, wrong.field] if isinstance(wrong, WrongField) else path
        case "string_pattern_mismatch":
            return f"{name} {SHAPES[context['pattern']]}.", path
        case "literal_error" if not isinstance(detail["input"], str):
            return f"{name} {_EXPECTED['string_type']}.", path
        case "literal_error":
            return _none_of(name, detail["input"], context["expected"]), path
        case "greater_than_equal" | "less_than":
            return f"{name} is too far from 0: a few units either way are plenty.", path
        case "string_type" if path and path[-1] in _DATES:
            return 'a date must be text in quotation marks, such as "2012-09-07".', path
        case other:
            return f"{name} {_EXPECTED.get(other, detail['msg'])}.", path


def _missing(kind: str, path: "Sequence[str | int]") -> str:
    match path:
        case ["by"]:
            return f"“by” is missing: a “{kind}” says which of the two countries acts."
        case ["parties", int()]:
            return "“parties” must name two countries."
        case ["sources", int(), str(field)]:
            return f"“{field}” is missing: a source needs its title and its publisher."
        case _:
            return f"“{path[-1]}” is missing: every “{kind}” needs it."


def _unknown(kind: str, path: "Sequence[str | int]") -> str:
    field = str(path[-1])
    if path == ["by"]:
        return f"a “{kind}” is not the act of one country: it has no “by”. Take it out."
    holder, known = ("source", list(source_fields())) if len(path) > 1 else (f"“{kind}”", list(fields(kind)))
    if any(field in fields(other) for other in kinds()):
        return f"a {holder} has no “{field}”. Take it out, or choose a kind that has it."
    near = did_you_mean(nearest(field, known))
    return f"unknown field “{field}”.{near or f' A {holder} can have {listing(known)}.'}"


def _none_of(name: str, value: str, expected: str) -> str:
    known = re.findall(r"'([^']+)'", expected)
    return f"{name} cannot be “{value}”.{did_you_mean(nearest(value, known))} It is {listing(known, 'or')}."
