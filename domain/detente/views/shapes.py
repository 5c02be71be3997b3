"""The words in which the shapes of answers are described: a few kinds of JSON Schema, each with what it is."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Shape: TypeAlias = dict[str, Any]


def one(of: str, what: str = "") -> Shape:
    """Return the shape of a part that is described by its name."""
    return {"$ref": f"#/$defs/{of}"} | ({"description": what} if what else {})


def or_null(shape: Shape, what: str = "") -> Shape:
    """Return a shape, or null."""
    return {"anyOf": [shape, {"type": "null"}]} | ({"description": what} if what else {})


def many(of: Shape, what: str = "") -> Shape:
    """Return the shape of an array of some shape."""
    return {"type": "array", "items": of} | ({"description": what} if what else {})


def text(what: str = "") -> Shape:
    """Return the shape of a text."""
    return {"type": "string"} | ({"description": what} if what else {})


def number(what: str) -> Shape:
    """Return the shape of a whole number."""
    return {"type": "integer", "description": what}


def whether(what: str) -> Shape:
    """Return the shape of something that is true or not."""
    return {"type": "boolean", "description": what}


def one_of(values: Iterable[str], what: str = "") -> Shape:
    """Return the shape of one of some texts."""
    return {"type": "string", "enum": list(values)} | ({"description": what} if what else {})


def an_object(what: str, fields: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """Return the shape of an object that has all of some fields, may have others, and has no more."""
    return {
        "type": "object",
        "description": what,
        "properties": {**fields, **(optional or {})},
        "required": list(fields),
        "additionalProperties": False,
    }


def dated(name: str, what: str, *, is_null: bool = True) -> dict[str, Shape]:
    """Return the fields of a date: as EDTF, and its first and last possible day."""
    date, days = one("date"), one("days")
    beside = f"The first and the last day of `{name}`."
    if is_null:
        return {name: or_null(date, what), f"{name}_days": or_null(days, beside)}
    return {name: date | {"description": what}, f"{name}_days": days | {"description": beside}}
