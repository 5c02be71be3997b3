"""The events of the log: one model for each kind.

Which events the rules allow, and what each changes, is in `detente.model.table`; here is what a line of the
log may hold. Models are strict and immutable, and refuse fields that they do not know.
"""

import json
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias, get_args

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)

from detente.model.countries import Code as CountryCode
from detente.model.countries import current, is_code
from detente.model.dates import FORMS, HistoricDate
from detente.model.pairs import Pair

if TYPE_CHECKING:
    from typing import Self


def _known(code: str) -> str:
    if not is_code(code):
        raise ValueError(f"“{code}” is no code of a country; write three capitals of ISO 3166, such as IRN.")
    return current(code)


def _two(parties: tuple[str, str]) -> tuple[str, str]:
    if parties[0] == parties[1]:
        raise ValueError(f"a pair needs two different countries, and both are {parties[0]}.")
    return (min(parties), max(parties))


NEVER = datetime.max.replace(tzinfo=UTC)
"""When an event was recorded that is only supposed: no line of a log has this moment."""

Code = Annotated[CountryCode, AfterValidator(_known), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
_CONTROL = r"\x00-\x1f\x7f-\x9f"
_WORDS = rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"
_NAME = rf"^[^\s{_CONTROL}]+$"
_ADDRESS = rf"^https?://[^\s{_CONTROL}]+$"
SHAPES = {
    _WORDS: "must have something to read in it, on one line, without control characters",
    _NAME: "must be one word, without spaces",
    _ADDRESS: "must be an address that begins with http:// or https:// and has no spaces",
}
"""What each pattern asks for, in words."""

Text = Annotated[str, StringConstraints(pattern=_WORDS)]
Identifier = Annotated[str, StringConstraints(pattern=_NAME)]
Url = Annotated[str, StringConstraints(pattern=_ADDRESS)]
Level = Literal["embassy", "legation"]
Head = Literal["ambassador", "envoy", "charge"]
Office = Literal["interests_section", "liaison_office", "consulate", "trade_office"]
Confidence = Literal["confirmed", "reported", "disputed"]


class WrongParty(ValueError):
    """A country in a field where it cannot stand."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{why}.")
        self.field = field


def _date(value: object) -> HistoricDate:
    if not isinstance(value, str):
        # pydantic takes a ValueError for a fault of the line, and lets a TypeError through.
        raise ValueError('a date must be text in quotation marks, such as "2012-09-07".')  # noqa: TRY004
    return HistoricDate.parse(value)


def _universal(moment: datetime) -> datetime:
    try:
        universal = moment.astimezone(UTC)
    except OverflowError:
        universal = NEVER
    if universal == NEVER:
        raise ValueError("this moment is outside the calendar.")
    return universal


On = Annotated[
    HistoricDate,
    PlainValidator(_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "description": f"A date of ISO 8601-2 (EDTF): {FORMS}."}),
]
Moment = Annotated[AwareDatetime, AfterValidator(_universal)]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


class Source(_Model):
    """Where something can be read."""

    title: Text
    publisher: Text
    published: On | None = None
    url: Url | None = None


class _Line(_Model):
    """What every line of the log has."""

    id: Identifier = Field(description="Unique in the log, and never used again.")
    parties: Annotated[tuple[Code, Code], AfterValidator(_two)] = Field(description="The two countries.")
    recorded: Moment = Field(description="When the line was added to the log.")
    summary: Text = Field(description="What happened, in one sentence; for a retraction, its reason.")
    note: Text | None = Field(None, description="What else a reader should know, such as a doubt.")

    def is_known_on(self, day: date) -> bool:
        """Whether it was recorded by the end of a day (UTC)."""
        return self.recorded.date() <= day

    @property
    def pair(self) -> Pair:
        """The pair whose relations the event is about."""
        return Pair(*self.parties)


class _Dated(_Line):
    """What happened on a day, and how that is known."""

    on: On = Field(description="The date on which the act took effect.")
    seq: Annotated[int, Field(ge=-(2**31), lt=2**31)] = Field(0, description="Order among events of one day.")
    announced: On | None = Field(None, description="The date on which it was made public, if another.")
    sources: Annotated[tuple[Source, ...], Field(min_length=1)] = Field(description="Where it can be read.")
    confidence: Confidence = "confirmed"
    retracts: Identifier | None = Field(None, description="The id of the event that this one replaces.")

    @property
    def is_supposed(self) -> bool:
        """Whether it is part of a hypothesis, and of no record."""
        return self.recorded == NEVER


class Mutual(_Dated):
    """An act of both countries, or of neither."""

    by: ClassVar[None] = None


class Acted(_Dated):
    """What one of the two countries does, if the kind says who."""

    by: Code | None = Field(None, description="The country that acts.")

    @model_validator(mode="after")
    def _is_party(self) -> "Self":
        if self.by is not None and self.by not in self.parties:
            raise WrongParty("by", f"{self.by} is not one of the parties, {' and '.join(self.parties)}")
        return self


class OneSided(Acted):
    """An act of one of the two countries."""

    by: Code = Field(description="The country that acts.")  # pyright: ignore[reportIncompatibleVariableOverride]


class RelationsEstablished(Mutual):
    """The two countries enter into diplomatic relations (VCDR Art. 2)."""

    kind: Literal["relations_established"]


class MissionOpened(OneSided):
    """A country opens its mission to the other (VCDR Art. 2); `by` is whose mission it is."""

    kind: Literal["mission_opened"]
    level: Level | None = None
    head: Head | None = Field(None, description="The class of its head (VCDR Art. 14).")
    resident: bool = Field(True, description="Whether its head resides there (VCDR Art. 5).")


class MissionClosed(OneSided):
    """A mission closes while relations may go on (VCDR Art. 45)."""

    kind: Literal["mission_closed"]
    ordered_by: Code | None = Field(None, description="The receiving state, if it required the closing.")

    @model_validator(mode="after")
    def _is_receiving_state(self) -> "Self":
        if (self.ordered_by is not None and self.ordered_by not in self.parties) or self.ordered_by == self.by:
            raise WrongParty("ordered_by", f"{self.ordered_by} is not the state that receives the mission")
        return self


class MissionUpgraded(OneSided):
    """A mission or its head is raised in level (VCDR Art. 14 and 15)."""

    kind: Literal["mission_upgraded"]
    level: Level | None = None
    head: Head | None = None


class MissionDowngraded(OneSided):
    """A mission or its head is lowered in level; relations go on."""

    kind: Literal["mission_downgraded"]
    level: Level | None = None
    head: Head | None = None


class AmbassadorRecalled(OneSided):
    """A country calls its ambassador home for consultations."""

    kind: Literal["ambassador_recalled"]


class AmbassadorReturned(OneSided):
    """A country's ambassador, or a new one, takes up the post again."""

    kind: Literal["ambassador_returned"]


class DiplomatsExpelled(OneSided):
    """A country declares diplomats of the other personae non gratae (VCDR Art. 9); `by` is who expels."""

    kind: Literal["diplomats_expelled"]


class GrievanceRaised(OneSided):
    """A country complains of the other; `by` is who complains, not who did it."""

    kind: Literal["grievance_raised"]


class GrievanceSettled(OneSided):
    """A country declares its complaint settled."""

    kind: Literal["grievance_settled"]


class SanctionsImposed(OneSided):
    """A country puts sanctions of its own on the other."""

    kind: Literal["sanctions_imposed"]
    measure: Text | None = None


class SanctionsExtended(OneSided):
    """A country adds to its sanctions."""

    kind: Literal["sanctions_extended"]
    measure: Text | None = None


class SanctionsEased(OneSided):
    """A country ends some of its sanctions; the instrument stays."""

    kind: Literal["sanctions_eased"]
    measure: Text | None = None


class SanctionsLifted(OneSided):
    """A country ends its sanctions."""

    kind: Literal["sanctions_lifted"]
    measure: Text | None = None


class RelationsSevered(OneSided):
    """A country breaks off relations, which it can do alone (VCDR Art. 45)."""

    kind: Literal["relations_severed"]


class RelationsRestored(Mutual):
    """Severed relations are taken up again, without missions as yet."""

    kind: Literal["relations_restored"]


class RelationsNormalised(Mutual):
    """Strained relations return to what they were."""

    kind: Literal["relations_normalised"]


class RelationsLapsed(Mutual):
    """One of the two countries ceases to exist."""

    kind: Literal["relations_lapsed"]


class TalksOffered(OneSided):
    """A country says that it is ready to talk."""

    kind: Literal["talks_offered"]
    conditions: Text | None = Field(None, description="What it asks for first.")


class TalksDeclined(OneSided):
    """A country turns down the other's offer of talks."""

    kind: Literal["talks_declined"]


class TalksOpened(Mutual):
    """The two countries begin to talk."""

    kind: Literal["talks_opened"]


class AgreementReached(Mutual):
    """The two countries agree on what is still to be carried out."""

    kind: Literal["agreement_reached"]


class TalksEnded(OneSided):
    """A country ends the talks, or withdraws what was agreed or offered."""

    kind: Literal["talks_ended"]


class ProtectingPowerNamed(OneSided):
    """A third state takes over a country's interests in the other (VCDR Art. 45 and 46)."""

    kind: Literal["protecting_power_named"]
    power: Code = Field(description="The third state.")

    @model_validator(mode="after")
    def _is_third_state(self) -> "Self":
        if self.power in self.parties:
            raise WrongParty("power", f"{self.power} is one of the parties; a protecting power is a third state")
        return self


class ProtectingPowerEnded(OneSided):
    """A country's protecting power gives up its mandate."""

    kind: Literal["protecting_power_ended"]


class OfficeOpened(OneSided):
    """A country opens an office beside or instead of a mission."""

    kind: Literal["office_opened"]
    office: Office


class OfficeClosed(OneSided):
    """A country closes the last of its offices of one kind."""

    kind: Literal["office_closed"]
    office: Office


class Noted(Acted):
    """Context worth keeping, of which no rule speaks."""

    kind: Literal["noted"]


class Retracted(_Line):
    """An event of the log is withdrawn: it no longer counts."""

    kind: Literal["retracted"]
    retracts: Identifier = Field(description="The id of the event that is withdrawn.")


Event: TypeAlias = (
    RelationsEstablished
    | MissionOpened
    | MissionClosed
    | MissionUpgraded
    | MissionDowngraded
    | AmbassadorRecalled
    | AmbassadorReturned
    | DiplomatsExpelled
    | GrievanceRaised
    | GrievanceSettled
    | SanctionsImposed
    | SanctionsExtended
    | SanctionsEased
    | SanctionsLifted
    | RelationsSevered
    | RelationsRestored
    | RelationsNormalised
    | RelationsLapsed
    | TalksOffered
    | TalksDeclined
    | TalksOpened
    | AgreementReached
    | TalksEnded
    | ProtectingPowerNamed
    | ProtectingPowerEnded
    | OfficeOpened
    | OfficeClosed
    | Noted
)
"""Something that happened between two countries."""

Line = Annotated[Event | Retracted, Field(discriminator="kind")]
"""Anything that a line of the log can hold."""


@cache
def lines() -> TypeAdapter[Event | Retracted]:
    """Give the adapter that reads a line of the log, in JSON, into the model of its kind."""
    return TypeAdapter(Line)


@cache
def models() -> dict[str, type[Event | Retracted]]:
    """Give the model of each kind."""
    every: tuple[type[Event | Retracted], ...] = (*get_args(Event), Retracted)
    return {get_args(model.model_fields["kind"].annotation)[0]: model for model in every}


def written(line: Event | Retracted) -> str:
    """Write an event as a line of the log, in JSON: what is not said is left out."""
    fields = line.model_dump(mode="json", exclude_defaults=True)
    return _IN_JSON({name: fields.pop(name) for name in _FIRST if name in fields} | fields)


_IN_JSON = json.JSONEncoder(ensure_ascii=False).encode
_FIRST = ("id", "kind", "parties", "by", "on", "seq", "announced", "recorded", "summary")
