"""What a line that is no event should have been, in words."""

import re
from typing import TYPE_CHECKING, Any

from detente.log.faults import Fault
from detente.model.lines import SHAPES, WrongField, fields, kinds, source_fields
from detente.model.wording import did_you_mean, listing, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ValidationError


_EXPECTED = {
    "bool_type": "must be true or false",
    "datetime_parsing": "must be a moment with its time zone, such as 2026-11-23T09:00:00Z",
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
_DATES = ("on", "announced", "published")
_AT_COLUMN = re.compile(r"(?P<what>.*) at line \d+ column (?P<column>\d+)")


def explain(error: "ValidationError") -> list[Fault]:
    """Say in words what the models found wrong in one line of JSON."""
    details = error.errors(include_url=False)
    inner = [detail["loc"] for detail in details]
    return [
        _fault(detail)
        for detail in details
        # An entry that is wrong leaves its list too short: saying the one is enough.
        if detail["type"] != "too_short" or not any(len(loc) > len(detail["loc"]) for loc in inner)
    ]


def _fault(detail: Any) -> Fault:  # noqa: PLR0911, PLR0912 - one line for each thing that can be wrong
    kind, *path = detail["loc"] or [""]
    context = detail.get("ctx", {})
    name = next((f"“{step}”" for step in reversed(path) if isinstance(step, str)), "the line")
    if path and isinstance(path[-1], int):
        name = f"entry {path[-1] + 1} of {name}"
    match detail["type"]:
        case "json_invalid":
            what = _AT_COLUMN.fullmatch(context["error"])
            reason, offset = (what["what"], int(what["column"]) - 1) if what else (context["error"], 0)
            return Fault(
                f"this is not JSON: {reason}. A line holds one whole event, as one JSON object.",
                (),
                offset,
                reason.startswith("EOF"),
            )
        case "dict_type" if not path:
            return Fault("a line holds one event, as a JSON object in braces.", ())
        case "union_tag_not_found":
            return Fault("“kind” is missing: every event says what kind it is of (detente schema lists them).", ())
        case "union_tag_invalid" if not isinstance(detail["input"]["kind"], str):
            return Fault(f"“kind” {_EXPECTED['string_type']}.", ("kind",))
        case "union_tag_invalid":
            near = did_you_mean(nearest(context["tag"], kinds()))
            return Fault(f"unknown kind “{context['tag']}”.{near or ' detente schema lists the kinds.'}", ("kind",))
        case "missing":
            return Fault(_missing(kind, path), tuple(path[:-1]))
        case "extra_forbidden":
            return Fault(_unknown(kind, path), tuple(path))
        case "value_error":
            wrong = context["error"]
            return Fault(str(wrong), (*path, wrong.field) if isinstance(wrong, WrongField) else tuple(path))
        case "string_pattern_mismatch":
            return Fault(f"{name} {SHAPES[context['pattern']]}.", tuple(path))
        case "literal_error" if not isinstance(detail["input"], str):
            return Fault(f"{name} {_EXPECTED['string_type']}.", tuple(path))
        case "literal_error":
            return Fault(_none_of(name, detail["input"], context["expected"]), tuple(path))
        case "greater_than_equal" | "less_than":
            return Fault(f"{name} is too far from 0: a few units either way are plenty.", tuple(path))
        case "string_type" if path and path[-1] in _DATES:
            return Fault('a date must be text in quotation marks, such as "2012-09-07".', tuple(path))
        case other:
            return Fault(f"{name} {_EXPECTED.get(other, detail['msg'])}.", tuple(path))


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


def _none_of(name: str, given: str, expected: str) -> str:
    known = re.findall(r"'([^']+)'", expected)
    return f"{name} cannot be “{given}”.{did_you_mean(nearest(given, known))} It is {listing(known, 'or')}."
