"""Where a route leads: a status, values of facts, or wherever an act is allowed."""

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from itertools import product
from typing import NamedTuple, TypeAlias

from detente.model.configuration import NONE, NOTHING, OFFICES, SHARED, SIDED, SLOT_OF
from detente.model.countries import name
from detente.model.errors import DetenteError
from detente.model.machine import Position, move
from detente.model.pairs import Pair
from detente.model.rules import STATUS, STAYS, Act, Condition, ladder, ladder_slots, matches, rules
from detente.model.statuses import NoSuchStatus, Status
from detente.model.wording import called, did_you_mean, identifier, listing, nearest, words

NOBODY = Act("")
"""Who acts where nothing happens: a rung of the ladder is looked at without an act."""

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
        """Return the goal that words name: a status, or a fact and its value.

        Raises `NoGoal`, and of the country whose fact it is `UnknownCountry` and `NotAParty`.

        >>> Goal.of("mission of Canada open", Pair.of("Canada", "Iran")).facts
        ((2, 'open'),)
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - who programs may give anything
            raise NoGoal(f"A goal is named by a text, and this is {called(text)}.")
        phrase = text.strip().removeprefix("the ").removeprefix("The ")
        with suppress(NoSuchStatus):
            return cls(Status.of(phrase))
        found = _form().fullmatch(phrase)
        fact, value = (identifier(found[part]) for part in ("fact", "value")) if found else ("", "")
        if found and value in values(fact):
            side = None if found["whose"] is None else pair.side(found["whose"])
            if (fact, side) in SLOT_OF:
                return cls(facts=((SLOT_OF[fact, side], value),))
        known = [status.words for status in Status]
        raise NoGoal(
            f"“{text}” is no goal.{did_you_mean(nearest(text, known))} Write a status ({listing(known, 'or')}), or a "
            f"fact and its value, such as “relations in force”, “mission of {name(pair[0])} open” or "
            f"“sanctions of {name(pair[1])} none”."
        )

    @classmethod
    def of_all(cls, texts: Iterable[str], pair: Pair) -> "Goal":
        """Return the goal at which all is so that several texts name; raise as `of` does."""
        goals = [cls.of(text, pair) for text in texts]
        if len({goal.status for goal in goals if goal.status}) > 1:
            raise NoGoal("A pair has one status at a time: name one status, and facts besides.")
        facts = tuple(dict.fromkeys(fact for goal in goals for fact in goal.facts))
        if len({slot for slot, _ in facts}) < len(facts):
            raise NoGoal("A fact has one value at a time: name each fact once.")
        if not goals:
            raise NoGoal("No goal is named. Name a status, or a fact and its value.")
        return cls(next((goal.status for goal in goals if goal.status), None), facts)

    def holds(self, position: Position) -> bool:
        """Return whether a position is at the goal."""
        status, configuration = position
        return self.status in (None, status) and all(matches(configuration[slot], value) for slot, value in self.facts)

    def may_hold(self, reach: Reach) -> bool:
        """Return whether it could hold where facts have some of the values within reach."""
        left = list(reach)
        for slot, value in self.facts:
            left[slot] = {within for within in left[slot] if matches(within, value)}
        return all(left) and (self.status is None or _may_be(self.status, left))

    @property
    def alternatives(self) -> list["Goal"]:
        """The same goal, once for each fact, or facts together, that can hold its status."""
        rungs = [conditions for rung, conditions in ladder() if rung == self.status] or [()]
        facts = [[[(slot, c.value) for slot in c.slots(NOBODY)] for c in held if not c.negated] for held in rungs]
        return [Goal(self.status, self.facts + held) for rung in facts for held in product(*rung)]

    @property
    def slots(self) -> frozenset[int]:
        """The slots that it looks at."""
        own = frozenset(slot for slot, _ in self.facts)
        return own | frozenset(ladder_slots()) if self.status else own

    @property
    def is_nothing(self) -> bool:
        """Whether having no relations is the goal."""
        return self.status == Status.NO_RELATIONS or (SLOT_OF["relations", None], NONE) in self.facts


class Allowed(NamedTuple):
    """Where an act is allowed, as the goal of a route."""

    act: Act

    def holds(self, position: Position) -> bool:
        """Return whether a position is at the goal."""
        return move(*position, self.act) is not None

    def may_hold(self, reach: Reach) -> bool:
        """Return whether it could hold where facts have some of the values within reach."""
        return all(may_hold(condition, reach, self.act) for condition in rules()[self.act.kind].conditions)

    @property
    def alternatives(self) -> list["Allowed"]:
        """The goal itself."""
        return [self]

    @property
    def slots(self) -> frozenset[int]:
        """The slots that its rule looks at."""
        return slots_asked(self.act)

    is_nothing = False


def may_hold(condition: Condition, reach: Reach, act: Act) -> bool:
    """Return whether a phrase could be true of some of the values within reach; one about the status always could."""
    if condition.fact == STATUS:
        return True
    found = [{matches(value, condition.value) for value in reach[slot]} for slot in condition.slots(act)]
    return (
        all(False in answers for answers in found) if condition.negated else any(True in answers for answers in found)
    )


def _may_be(status: Status, reach: Reach) -> bool:
    """Return whether a status could be the highest that holds where facts have some of the values within reach."""
    for rung, conditions in ladder():
        if rung == status and all(may_hold(condition, reach, NOBODY) for condition in conditions):
            return True
        opposites = [condition._replace(negated=not condition.negated) for condition in conditions]
        if not any(may_hold(opposite, reach, NOBODY) for opposite in opposites):
            return False  # this rung holds, whatever the values
    return False


@cache
def _form() -> re.Pattern[str]:
    """Return the form of a fact and its value, of all values that the rules give to any fact."""
    facts = "|".join(map(words, (*SHARED, *SIDED)))
    known = "|".join(sorted({words(value) for fact in (*SHARED, *SIDED) for value in values(fact)}))
    return re.compile(rf"(?P<fact>{facts})(?: of (?P<whose>.+?))? (?P<value>{known})", re.IGNORECASE)


@cache
def values(fact: str) -> list[str]:
    """Return every value that a fact can have: none, and those that some kind of event gives it."""
    effects = [effect for rule in rules().values() for effect in rule.effects if _is_of(effect.fact, fact)]
    return [NONE, *(effect.value for effect in effects if effect.value not in (NONE, STAYS))] if effects else []


def _is_of(effect: str, fact: str) -> bool:
    """Return whether an effect on a fact or on an office changes this fact."""
    return effect == fact or (effect == "office" and fact in OFFICES)


@cache
def slots_asked(act: Act) -> frozenset[int]:
    """Return the slots that an act's rule looks at."""
    conditions = rules()[act.kind].conditions
    found = (frozenset(ladder_slots()) if c.fact == STATUS else frozenset(c.slots(act)) for c in conditions)
    return frozenset[int]().union(*found)


@cache
def changed(act: Act) -> dict[int, str]:
    """Return the slots that an act can change, and the value that it gives to each."""
    effects = [effect for effect in rules()[act.kind].effects if effect.value != STAYS]
    return dict(change for effect in effects for change in effect.changes(NOTHING, act))
