"""What a line of the log may hold: JSON, checked field by field and made into an event or a retraction.

The rows of `detente.model.table` say which kinds there are and which fields each can have; the schema is made from
them for pydantic's validator, strict and without a class for each kind, since every command that reads a log that
is not vouched for waits for it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pydantic_core import CoreSchema, PydanticKnownError, SchemaValidator, core_schema

from detente.model.calling import asked
from detente.model.configuration import OFFICES
from detente.model.countries import current, is_code
from detente.model.dates import FORMS, HistoricDate, historic
from detente.model.events import CONFIDENCES, NEVER
from detente.model.table import EVENTS, FAMILIES, RETRACTION, SURVEY, Row
from detente.model.wording import BLANK, UNSEEN, words

_CONTROL = r"\x00-\x1f\x7f-\x9f"
_SEEN = rf"[^\s{_CONTROL}{UNSEEN}{BLANK}]"
_WORDS = rf"^[^{_CONTROL}]*{_SEEN}[^{_CONTROL}]*$"
_NAME = rf"^{_SEEN}+$"
_ADDRESS = rf"^https?://[^\s{_CONTROL}]+$"
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?", re.IGNORECASE
)
SHAPES = {
    _WORDS: "must have something to read in it, on one line, without control characters",
    _NAME: "must be one word, without spaces and without characters that cannot be seen",
    _ADDRESS: "must be an address that begins with http:// or https:// and has no spaces",
}
"""What each pattern asks for, in words."""


class WrongField(ValueError):
    """A value in a field where it cannot stand beside the others."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{why}.")
        self.field = field


class Field(NamedTuple):
    """One field of a line: what it may hold, and what that is."""

    holds: CoreSchema
    what: str = ""


def validate(text: str) -> dict[str, Any]:
    """Return the fields of a line of JSON, dates and moments as values; raise pydantic's `ValidationError`."""
    return _validator().validate_json(text)


def read_value(field: str, text: str) -> Any:
    """Return what one field of a line holds by a value of JSON, or none for null where that says as much as nothing.

    Raises pydantic's `ValidationError`. Whether a line of some kind has the field at all is not asked.

    >>> read_value("parties", '["IRN", "BUR"]'), read_value("by", "null")
    (('IRN', 'MMR'), None)
    """
    return _of_field(field).validate_json(text)


def is_nullable(field: str) -> bool:
    """Whether null says the same of a field as leaving it out, in a line that need not have it."""
    return field in _NULLABLE


@asked
def kinds() -> dict[str, Row]:
    """Return the row of every kind that a line can be of, in the order of the table."""
    return {row.kind: row for row in (*EVENTS, RETRACTION, SURVEY)}


def fields(kind: str) -> dict[str, bool]:
    """Return the fields that a line of a kind can have, each with whether it must have it."""
    row = kinds()[kind]
    common = dict.fromkeys(("id", "parties", "recorded", "summary"), True) | {"note": False}
    if row is RETRACTION:
        common |= {"kind": True}
    elif row is SURVEY:
        common |= {"sources": True, "kind": True}
    else:
        common |= {"on": True, "seq": False, "announced": False, "sources": True}
        common |= {"confidence": False, "retracts": False}
        common |= {} if row.by in ("both", "none") else {"by": not row.by.endswith("or none")}
        common |= {"kind": True}
    return common | dict(_own(row))


def choices(field: str) -> tuple[str, ...]:
    """Return the words of which a field of a line holds one, or several; nothing where it holds anything else.

    >>> choices("level"), choices("summary")
    (('embassy', 'legation'), ())
    """
    holds: dict[str, Any] = dict(_all_fields()[field].holds)
    return tuple(holds.get("items_schema", holds).get("expected", ()))


def source_fields() -> dict[str, bool]:
    """Return the fields that a source can have, each with whether it must have it."""
    return {"title": True, "publisher": True, "published": False, "url": False}


def json_schema(kind: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a line of the log, or of one kind of line."""
    from pydantic.json_schema import GenerateJsonSchema  # costs what only this question should pay

    def described(kind: str) -> dict[str, Any]:
        made = GenerateJsonSchema().generate(_of_kind(kinds()[kind]))
        for name, schema in made["properties"].items():
            what = _all_fields()[name].what if name in _all_fields() else ""
            schema.update({"description": what} if what else {})
        code = {"type": "string", "pattern": "^[A-Z]{3}$"}
        made["properties"]["parties"] |= {"prefixItems": [code, code]}
        for name in _CODES & made["properties"].keys():
            made["properties"][name]["pattern"] = code["pattern"]
        title = words(kind).title().replace(" ", "")
        return {"title": title, "description": kinds()[kind].what} | made

    if kind is not None:
        return described(kind)
    return {"oneOf": [described(one) for one in kinds()], "discriminator": {"propertyName": "kind"}}


def _own(row: Row) -> Iterator[tuple[str, bool]]:
    """Return the fields that a kind adds to the common ones, each with whether it must have it."""
    for field in row.fields.split("; ") if row.fields else ():
        name, _, required = field.partition(" ")
        yield name, bool(required)


@cache
def _validator() -> SchemaValidator:
    choices = {kind: _of_kind(row) for kind, row in kinds().items()}
    return SchemaValidator(core_schema.tagged_union_schema(choices, discriminator="kind", strict=True))


@cache
def _of_field(name: str) -> SchemaValidator:
    holds = _all_fields()[name].holds
    return SchemaValidator(core_schema.nullable_schema(holds) if name in _NULLABLE else holds)


def _of_kind(row: Row) -> CoreSchema:
    holds = {name: field.holds for name, field in _all_fields().items()}
    holds["kind"] = core_schema.literal_schema([row.kind])
    members = {
        name: core_schema.typed_dict_field(
            holds[name] if required or name not in _NULLABLE else core_schema.nullable_schema(holds[name]),
            required=required,
        )
        for name, required in fields(row.kind).items()
    }
    of_members = core_schema.typed_dict_schema(members, extra_behavior="forbid", strict=True)
    checks = [check for name, check in _CHECKS.items() if name in members]
    return _after(_all_hold(checks), of_members) if checks else of_members


def _after(check: Callable[[Any], Any], schema: CoreSchema) -> CoreSchema:
    return core_schema.no_info_after_validator_function(check, schema)


@cache
def _all_fields() -> dict[str, Field]:
    """Return every field that some line can have."""
    text = core_schema.str_schema(pattern=_WORDS, strict=True)
    name = core_schema.str_schema(pattern=_NAME, strict=True)
    code = _after(_known, core_schema.str_schema(strict=True))
    on = _after(_date, core_schema.str_schema(strict=True))
    moment = core_schema.no_info_before_validator_function(
        _written_as_moment, _after(_universal, core_schema.datetime_schema(tz_constraint="aware"))
    )
    source = core_schema.typed_dict_schema(
        {
            "title": core_schema.typed_dict_field(text),
            "publisher": core_schema.typed_dict_field(text),
            "published": core_schema.typed_dict_field(core_schema.nullable_schema(on), required=False),
            "url": core_schema.typed_dict_field(
                core_schema.nullable_schema(core_schema.str_schema(pattern=_ADDRESS, strict=True)), required=False
            ),
        },
        extra_behavior="forbid",
        strict=True,
    )
    form = f"A date of ISO 8601-2 (EDTF): {FORMS}."
    return {
        "id": Field(name, "Unique in the log, and never used again."),
        "kind": Field(core_schema.literal_schema(list(kinds()))),
        "parties": Field(_after(_two, core_schema.tuple_positional_schema([code, code])), "The two countries."),
        "recorded": Field(moment, "When the line was added to the log."),
        "summary": Field(text, "What happened, in one sentence; for a retraction, its reason."),
        "note": Field(text, "What else a reader should know, such as a doubt."),
        "on": Field(on, f"The date on which the act took effect. {form}"),
        "seq": Field(core_schema.int_schema(ge=-(2**31), lt=2**31, strict=True), "Order among events of one day."),
        "announced": Field(on, f"The date on which it was made public, if another. {form}"),
        "sources": Field(core_schema.list_schema(source, min_length=1, strict=True), "Where it can be read."),
        "confidence": Field(core_schema.literal_schema(list(CONFIDENCES[::-1]))),
        "retracts": Field(name, "The id of the event that this one replaces, or that a retraction withdraws."),
        "by": Field(code, "The country that acts."),
        "level": Field(core_schema.literal_schema(["embassy", "legation"])),
        "head": Field(core_schema.literal_schema(["ambassador", "envoy", "charge"]), "Its class (VCDR Art. 14)."),
        "resident": Field(core_schema.bool_schema(strict=True), "Whether the head resides there (VCDR Art. 5)."),
        "ordered_by": Field(code, "The receiving state, if it required the closing."),
        "measure": Field(text),
        "conditions": Field(text, "What it asks for first."),
        "office": Field(core_schema.literal_schema(list(OFFICES))),
        "power": Field(code, "The third state."),
        "major": Field(core_schema.bool_schema(strict=True), "Whether it is shown without being asked for."),
        "families": Field(
            core_schema.list_schema(core_schema.literal_schema(list(FAMILIES)), min_length=1, strict=True),
            "The families of facts that were looked for.",
        ),
        "from": Field(on, f"From when on they were looked for: from its first day. {form}"),
        "to": Field(on, f"Until when, its last day; without it, to this day. {form}"),
    }  # fmt: skip


_NULLABLE = frozenset(
    ("note", "announced", "retracts", "to", "by", "level", "head", "ordered_by", "measure", "conditions"),
)
"""The fields of which null says the same as leaving them out."""
_CODES = frozenset(("by", "ordered_by", "power"))


@lru_cache(maxsize=2**16)
def _date(text: str) -> HistoricDate:
    """Read a date: the lines of a log share most of theirs, and reading them is half of the work of validating."""
    return historic(text)


def _known(code: str) -> str:
    if not is_code(code):
        raise ValueError(f"“{code}” is no code of a country; write three capitals of ISO 3166, such as IRN.")
    return current(code)


def _two(parties: tuple[str, str]) -> tuple[str, str]:
    if parties[0] == parties[1]:
        raise ValueError(f"a pair needs two different countries, and both are {parties[0]}.")
    return parties


def _written_as_moment(value: object) -> str:
    """Return a moment as RFC 3339 writes it, with or without its zone: pydantic would take numbers, and more."""
    if not isinstance(value, str):
        raise PydanticKnownError("datetime_type")
    if _MOMENT.fullmatch(value) is None:
        raise PydanticKnownError("datetime_parsing", {"error": "it is not as RFC 3339 writes it"})
    return value


def _universal(moment: datetime) -> datetime:
    try:
        universal = moment.astimezone(UTC)
    except OverflowError:
        universal = NEVER
    if universal == NEVER:
        raise ValueError("this moment is outside the calendar.")
    return universal


def _all_hold(checks: list[Callable[[dict[str, Any]], None]]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def checked(line: dict[str, Any]) -> dict[str, Any]:
        for check in checks:
            check(line)
        return line

    return checked


def _actor_is_party(line: dict[str, Any]) -> None:
    by, parties = line.get("by"), line["parties"]
    if by is not None and by not in parties:
        raise WrongField("by", f"{by} is not one of the parties, {' and '.join(sorted(parties))}")


def _receiving_state_orders(line: dict[str, Any]) -> None:
    ordered_by = line.get("ordered_by")
    if ordered_by is not None and (ordered_by not in line["parties"] or ordered_by == line["by"]):
        raise WrongField("ordered_by", f"{ordered_by} is not the state that receives the mission")


def _power_is_third(line: dict[str, Any]) -> None:
    if line["power"] in line["parties"]:
        raise WrongField("power", f"{line['power']} is one of the parties; a protecting power is a third state")


def _begins_before_it_ends(line: dict[str, Any]) -> None:
    end = line.get("to")
    if end is not None and end.latest < line["from"].earliest:
        raise WrongField(
            "to", f"{end.in_words()} is before {line['from'].in_words()}, from when on they were looked for"
        )


_CHECKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "by": _actor_is_party,
    "ordered_by": _receiving_state_orders,
    "power": _power_is_third,
    "from": _begins_before_it_ends,
}
