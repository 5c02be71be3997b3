"""The tables of `detente.model.table`, read: their phrases become conditions and effects on configurations."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from detente.model.configuration import NONE, NOTHING, OFFICES, SHARED, SIDED, SLOT_OF, SLOTS, Configuration
from detente.model.errors import DetenteError
from detente.model.events import Event
from detente.model.statuses import Status
from detente.model.table import EVENTS, LADDER, Row
from detente.model.wording import did_you_mean, identifier, nearest


class NoSuchKind(DetenteError):
    """Words that name no kind of event."""


STATUS = "status"
STAYS = "stays"
NAMED = "named"


class Act(NamedTuple):
    """What the rules look at in an event: its kind, the side that acts, and the office or power it names."""

    kind: str
    side: int | None = None
    office: str | None = None
    power: str | None = None

    @classmethod
    def of(cls, event: Event) -> "Act":
        """Return the act that an event is."""
        side = None if event.by is None else event.parties.index(event.by)
        return cls(event.kind, side, event.office, event.power)


class Condition(NamedTuple):
    """One phrase that allows an event, or holds a rung: "its mission not open"."""

    phrase: str
    fact: str
    whose: str
    value: str
    negated: bool

    def holds(self, status: Status, configuration: Configuration, act: Act) -> bool:
        """Whether the phrase is true of a relation, when that act is about to happen."""
        values = [status] if self.fact == STATUS else [configuration[slot] for slot in self.slots(act)]
        return any(matches(value, self.value) for value in values) is not self.negated

    def slots(self, act: Act) -> tuple[int, ...]:
        """The slots that the phrase speaks of."""
        return _slots(self.fact, self.whose, act.side, act.office)


def matches(value: str, wanted: str) -> bool:
    """Whether a value is one that is wanted: of a protecting power any that is named."""
    return value != NONE if wanted == NAMED else value == wanted


class Effect(NamedTuple):
    """One phrase that an event brings about: "talks end"."""

    phrase: str
    fact: str
    whose: str
    value: str

    def changes(self, configuration: Configuration, act: Act) -> Iterator[tuple[int, str]]:
        """The slots that the phrase speaks of, and the value that each has afterwards."""
        for slot in _slots(self.fact, self.whose, act.side, act.office):
            if self.value == STAYS:
                yield slot, configuration[slot]
            elif self.value == NAMED:
                yield slot, act.power or NAMED
            else:
                yield slot, self.value


class Rule(NamedTuple):
    """One row of the table, read."""

    row: Row
    conditions: tuple[Condition, ...]
    effects: tuple[Effect, ...]

    @property
    def sides(self) -> tuple[int | None, ...]:
        """Who can act: both sides in turn, nobody in particular, or either way."""
        if self.row.by in ("both", "none"):
            return (None,)
        return (None, 0, 1) if self.row.by.endswith("or none") else (0, 1)

    @property
    def acts(self) -> list[Act]:
        """Every act of this kind; the power that an act may name makes no difference to the rules."""
        of_office = any(effect.fact == "office" for effect in self.effects)
        return [
            Act(self.row.kind, side, office) for side in self.sides for office in (OFFICES if of_office else (None,))
        ]

    def changes(self, configuration: Configuration, act: Act) -> list[tuple[int, str]]:
        """The slots that the act speaks of and their values afterwards, also where that is what they were."""
        return [change for effect in self.effects for change in effect.changes(configuration, act)]


@cache
def rules() -> dict[str, Rule]:
    """The rules of all kinds of event, in the order of the table."""
    return {
        row.kind: Rule(row, tuple(map(condition, _phrases(row.when))), tuple(map(effect, _phrases(row.then))))
        for row in EVENTS
    }


def kind(text: str) -> str:
    """Return the kind of event that words name, in capitals or not; raise `NoSuchKind`, naming the nearest.

    >>> kind("Mission closed")
    'mission_closed'
    """
    named = identifier(text) if isinstance(text, str) else ""  # pyright: ignore[reportUnnecessaryIsInstance]
    if named not in rules():
        near = did_you_mean(nearest(named, rules()))
        raise NoSuchKind(f"There is no kind of event “{text}”.{near or ' detente machine lists them.'}")
    return named


@cache
def ladder() -> tuple[tuple[Status, tuple[Condition, ...]], ...]:
    """The rungs from the highest down, once for each alternative under which one holds."""
    return tuple(
        (status, tuple(map(condition, _phrases(alternative, " and "))))
        for status, holds_when in LADDER.items()
        for alternative in holds_when.split(", or ")
    )


@lru_cache(maxsize=2**12)
def rungs(configuration: Configuration) -> tuple[Status, ...]:
    """Return every rung that holds, the highest first; `no_relations` alone where no other does."""
    nobody = Act("")
    held = dict.fromkeys(
        rung
        for rung, conditions in ladder()
        if conditions and all(condition.holds(rung, configuration, nobody) for condition in conditions)
    )
    return tuple(held) or (Status.NO_RELATIONS,)


@cache
def ladder_slots() -> tuple[int, ...]:
    """Return the slots on which a status depends."""
    nobody = Act("")
    found = {slot for _, conditions in ladder() for condition in conditions for slot in condition.slots(nobody)}
    return tuple(sorted(found))


@lru_cache(maxsize=2**12)
def slots_of(act: Act) -> tuple[int, ...]:
    """Return the slots that an act's row looks at: those of its conditions and those that it touches."""
    conditions = (condition for condition in rules()[act.kind].conditions if condition.fact != STATUS)
    asked = (slot for condition in conditions for slot in condition.slots(act))
    return tuple(dict.fromkeys((*asked, *touched(act))))


@lru_cache(maxsize=2**12)
def touched(act: Act) -> tuple[int, ...]:
    """Return the slots that an act speaks of, also where it only confirms what they hold."""
    return tuple(dict.fromkeys(slot for slot, _ in rules()[act.kind].changes(NOTHING, act)))


def applied(configuration: Configuration, changes: Iterable[tuple[int, str]]) -> Configuration:
    """Return the configuration with changes made."""
    values = list(configuration)
    for slot, value in changes:
        values[slot] = value
    return tuple(values)


@lru_cache(maxsize=2**12)
def holding(status: Status, configuration: Configuration) -> tuple[int, ...]:
    """Return the slots whose values hold a relation on its rung."""
    nobody = Act("")
    rungs = [conditions for rung, conditions in ladder() if rung == status]
    held = [rung for rung in rungs if all(condition.holds(status, configuration, nobody) for condition in rung)]
    return tuple(sorted({slot for rung in held for slot in resting_on(rung, configuration)}))


def resting_on(conditions: Iterable[Condition], configuration: Configuration) -> list[int]:
    """Return the slots that have the values which the conditions of a rung ask for."""
    asked = [condition for condition in conditions if not condition.negated]
    return [slot for one in asked for slot in one.slots(Act("")) if configuration[slot] == one.value]


def condition(phrase: str) -> Condition:
    """Return the condition that a phrase says ("its mission not open"); raise `ValueError` where it says none."""
    whose, fact, rest = _subject(phrase)
    value = rest.removeprefix("not ")
    return Condition(phrase, fact, whose, identifier(value), negated=value != rest)


def effect(phrase: str) -> Effect:
    """Return the effect that a phrase says, such as "talks end"; raise `ValueError` where it says none."""
    whose, fact, rest = _subject(phrase)
    value = {"end": NONE, "ends": NONE, "stay": STAYS}.get(rest, identifier(rest))
    return Effect(phrase, fact, whose, value)


_OWN, _OTHER, _EITHER = "its", "the other's", ""
_NOUNS = {
    STATUS: STATUS,
    "everything": "everything",
    "office": "office",
    **{fact: fact for fact in SHARED},
    **{fact.replace("_", " ") + plural: fact for fact in SIDED for plural in ("", "s")},
}
_PHRASE = re.compile(
    rf"(?:(?P<whose>{_OWN}|{_OTHER}|an?) )?(?P<noun>{'|'.join(sorted(_NOUNS, key=len, reverse=True))}) (?P<rest>.+)"
)


def _phrases(text: str, parted_by: str = "; ") -> list[str]:
    return text.split(parted_by) if text else []


def _subject(phrase: str) -> tuple[str, str, str]:
    match = _PHRASE.fullmatch(phrase)
    if match is None:
        raise ValueError(f"the table has a phrase that nobody can read: “{phrase}”")
    whose = match["whose"] if match["whose"] in (_OWN, _OTHER) else _EITHER
    return whose, _NOUNS[match["noun"]], match["rest"]


@cache
def _slots(fact: str, whose: str, acting: int | None, office: str | None) -> tuple[int, ...]:
    if fact == "everything":
        return tuple(range(len(SLOTS)))
    if fact in SHARED:
        return (SLOT_OF[fact, None],)
    name = office or "" if fact == "office" else fact
    sides = (side for side in (0, 1) if whose == _EITHER or (side == acting) is (whose == _OWN))
    return tuple(SLOT_OF[name, side] for side in sides)
