"""Where a route leads: a status, values of facts, or wherever an act is allowed."""

import re
from functools import cache
from typing import NamedTuple, TypeAlias

from detente.model.configuration import NONE, OFFICES, SHARED, SIDED, SLOT_OF
from detente.model.countries import country, name
from detente.model.errors import DetenteError
from detente.model.machine import Position, move
from detente.model.pairs import Pair
from detente.model.rules import STATUS, STAYS, Act, Condition, ladder, matches, rules
from detente.model.statuses import Status
from detente.model.wording import did_you_mean, identifier, listing, nearest, words

Reach: TypeAlias = list[set[str]]
"""For each slot the values that its fact could get."""


class NoGoal(DetenteError):
    """Words that name no status and no fact."""


class Goal(NamedTuple):
    """Where a route leads: a status, or values of facts by their slots, or both."""

    status: Status | None = None
    facts: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, text: str, pair: Pair) -> "Goal":
        """Read a goal in words: a status, or a fact and its value.

        Raises `NoGoal`, and of the country whose fact it is `UnknownCountry` and `NotAParty`.

        >>> Goal.of("mission of Canada open", Pair.of("Canada", "Iran")).facts
        ((2, 'open'),)
        """
        said = text.strip().removeprefix("the ").removeprefix("The ")
        if identifier(said) in list(Status):
            return cls(Status(identifier(said)))
        found = _form().fullmatch(said)
        fact, value = (identifier(found[part]) for part in ("fact", "value")) if found else ("", "")
        if found and value in _values(fact):
            side = None if found["whose"] is None else pair.side(country(found["whose"]))
            if (fact, side) in SLOT_OF:
                return cls(facts=((SLOT_OF[fact, side], value),))
        known = [status.words for status in Status]
        raise NoGoal(
            f"“{text}” is no goal.{did_you_mean(nearest(text, known))} Write a status ({listing(known, 'or')}), or a "
            f"fact and its value, such as “relations in force”, “mission of {name(pair[0])} open” or "
            f"“sanctions of {name(pair[1])} none”."
        )

    def holds(self, here: Position) -> bool:
        """Whether a relation is there."""
        status, configuration = here
        return self.status in (None, status) and all(
            matches(configuration[place], value) for place, value in self.facts
        )

    def may_hold(self, reach: Reach) -> bool:
        """Whether it could hold where facts have some of the values within reach."""
        nobody = Act("")
        rungs = [conditions for rung, conditions in ladder() if rung == self.status] or [()]
        return any(all(may_hold(condition, reach, nobody) for condition in held) for held in rungs) and all(
            any(matches(within, value) for within in reach[place]) for place, value in self.facts
        )

    @property
    def places(self) -> frozenset[int]:
        """The slots that it looks at."""
        own = frozenset(place for place, _ in self.facts)
        return own | _ladder_places() if self.status else own

    @property
    def is_nothing(self) -> bool:
        """Whether it is to have no relations."""
        return self.status == Status.NO_RELATIONS or (SLOT_OF["relations", None], NONE) in self.facts


class Allowed(NamedTuple):
    """Where an act is allowed, as the goal of a route."""

    act: Act

    def holds(self, here: Position) -> bool:
        """Whether a relation is there."""
        return move(*here, self.act) is not None

    def may_hold(self, reach: Reach) -> bool:
        """Whether it could hold where facts have some of the values within reach."""
        return all(may_hold(condition, reach, self.act) for condition in rules()[self.act.kind].conditions)

    @property
    def places(self) -> frozenset[int]:
        """The slots that its rule looks at."""
        return places_asked(self.act)

    is_nothing = False


def may_hold(condition: Condition, reach: Reach, act: Act) -> bool:
    """Whether a phrase could be true of some of the values within reach; of a status that is left open."""
    if condition.fact == STATUS:
        return True
    found = [{matches(value, condition.value) for value in reach[place]} for place in condition.slots(act)]
    return all(False in so for so in found) if condition.negated else any(True in so for so in found)


@cache
def _form() -> re.Pattern[str]:
    """The form of a fact and its value, of all values that the rules give to any fact."""
    facts = "|".join(map(words, (*SHARED, *SIDED)))
    values = "|".join(sorted({words(value) for fact in (*SHARED, *SIDED) for value in _values(fact)}))
    return re.compile(rf"(?P<fact>{facts})(?: of (?P<whose>.+?))? (?P<value>{values})", re.IGNORECASE)


@cache
def _values(fact: str) -> list[str]:
    """Every value that a fact can have: none, and those that some kind of event gives it."""
    effects = [effect for rule in rules().values() for effect in rule.effects if _slot_name(effect.fact, fact)]
    return [NONE, *(effect.value for effect in effects if effect.value not in (NONE, STAYS))] if effects else []


def _slot_name(effect: str, fact: str) -> bool:
    return effect == fact or (effect == "office" and fact in OFFICES)


@cache
def _ladder_places() -> frozenset[int]:
    """The slots on which a status depends."""
    nobody = Act("")
    return frozenset(place for _, held in ladder() for condition in held for place in condition.slots(nobody))


@cache
def places_asked(act: Act) -> frozenset[int]:
    """The slots that an act's rule looks at."""
    conditions = rules()[act.kind].conditions
    found = (_ladder_places() if c.fact == STATUS else frozenset(c.slots(act)) for c in conditions)
    return frozenset[int]().union(*found)
