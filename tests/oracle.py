"""The rules of relations once more, written straight from the words of the design.

It shares no code with the package, on purpose: the tests hold the two against each other.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

Facts = dict[str, object]

LADDER = ["talks_offered", "severed", "sanctioned", "embassy_closed", "strained", "established", "no_relations"]
SIDED = [
    "mission_opened", "mission_closed", "mission_upgraded", "mission_downgraded", "ambassador_recalled",
    "ambassador_returned", "diplomats_expelled", "grievance_raised", "grievance_settled", "sanctions_imposed",
    "sanctions_extended", "sanctions_eased", "sanctions_lifted", "relations_severed", "talks_offered",
    "talks_declined", "talks_ended", "protecting_power_named", "protecting_power_ended", "office_opened",
    "office_closed",
]  # fmt: skip
MUTUAL = ["relations_established", "relations_restored", "relations_normalised", "talks_opened", "agreement_reached"]
NOBODYS = ["relations_lapsed"]
PERHAPS_NOBODYS = ["relations_severed", "talks_ended"]
"""Of these it need not be established who acted."""
OFFICES = ["interests_section", "liaison_office", "consulate", "trade_office"]


def nothing() -> Facts:
    blank: Facts = {
        "mission": "none",
        "recalled": False,
        "grievance": False,
        "sanctions": False,
        "offer": False,
        "power": None,
        "offices": frozenset[str](),
    }
    facts: Facts = {"relations": "none", "talks": "none"}
    return facts | {f"{fact} {side}": value for side in "ab" for fact, value in blank.items()}


def status(facts: Facts) -> str:
    def either(fact: str, value: object = True) -> bool:
        return facts[f"{fact} a"] == value or facts[f"{fact} b"] == value

    if either("offer") or facts["talks"] in ("open", "agreed"):
        return "talks_offered"
    if facts["relations"] == "severed":
        return "severed"
    if either("sanctions"):
        return "sanctioned"
    if facts["relations"] != "in force":
        return "no_relations"
    if either("mission", "closed"):
        return "embassy_closed"
    return "strained" if either("grievance") or either("recalled") else "established"


def rungs(facts: Facts) -> list[str]:
    """Give every rung that holds, the highest first."""

    def either(fact: str, value: object = True) -> bool:
        return facts[f"{fact} a"] == value or facts[f"{fact} b"] == value

    in_force = facts["relations"] == "in force"
    held = {
        "talks_offered": either("offer") or facts["talks"] != "none",
        "severed": facts["relations"] == "severed",
        "sanctioned": either("sanctions"),
        "embassy_closed": in_force and either("mission", "closed"),
        "strained": in_force and (either("grievance") or either("recalled")),
        "established": in_force,
    }
    return [rung for rung in LADDER if held.get(rung)] or ["no_relations"]


def after(facts: Facts, kind: str, by: str | None, office: str | None = None, power: str | None = None) -> Facts | None:
    """Give the facts after an event by side "a" or "b"; nothing if it is refused."""
    new = dict(facts)
    other = {"a": "b", "b": "a"}.get(by or "")
    in_force = facts["relations"] == "in force"

    def end(*what: str) -> None:
        blank = nothing()
        for name in what:
            for key in (key for key in new if key.split()[0] == name):
                new[key] = blank[key]

    match kind:
        case "noted":
            return new
        case "relations_lapsed":
            return nothing()
        case "relations_established":
            if facts["relations"] != "none":
                return None
            new["relations"] = "in force"
            end("talks", "offer", "power")
        case "relations_severed":
            if not in_force:
                return None
            new["relations"] = "severed"
            end("mission", "recalled", "talks", "offer")
        case "relations_restored":
            if facts["relations"] != "severed":
                return None
            new["relations"] = "in force"
            end("mission", "grievance", "recalled", "talks", "offer", "power")
        case "relations_normalised":
            if not in_force:
                return None
            end("grievance", "recalled", "talks", "offer")
        case "mission_opened":
            if not in_force or facts[f"mission {by}"] == "open":
                return None
            new[f"mission {by}"] = "open"
            offices = facts[f"offices {by}"]
            assert isinstance(offices, frozenset)
            new[f"offices {by}"] = offices - {"interests_section", "liaison_office"}
        case "mission_closed" | "mission_upgraded" | "mission_downgraded":
            if facts[f"mission {by}"] != "open":
                return None
            new[f"mission {by}"] = "closed" if kind == "mission_closed" else "open"
            if kind == "mission_closed":
                new[f"recalled {by}"] = False
        case "ambassador_recalled":
            if not in_force or facts[f"mission {by}"] == "closed" or facts[f"recalled {by}"]:
                return None
            new[f"recalled {by}"] = True
        case "ambassador_returned":
            if not facts[f"recalled {by}"]:
                return None
            new[f"recalled {by}"] = False
        case "diplomats_expelled" | "grievance_raised":
            if kind == "diplomats_expelled" and not in_force:
                return None
            new[f"grievance {by}"] = True
        case "grievance_settled":
            if not facts[f"grievance {by}"]:
                return None
            new[f"grievance {by}"] = False
        case "sanctions_imposed":
            if facts[f"sanctions {by}"]:
                return None
            new[f"sanctions {by}"] = True
        case "sanctions_extended" | "sanctions_eased" | "sanctions_lifted":
            if not facts[f"sanctions {by}"]:
                return None
            new[f"sanctions {by}"] = kind != "sanctions_lifted"
        case "talks_offered":
            if status(facts) == "established" or facts[f"offer {by}"]:
                return None
            new[f"offer {by}"] = True
        case "talks_declined":
            if not facts[f"offer {other}"]:
                return None
            new[f"offer {other}"] = False
        case "talks_opened" | "agreement_reached":
            if status(facts) == "established":
                return None
            end("offer")
            new["talks"] = "open" if kind == "talks_opened" else "agreed"
        case "talks_ended":
            if status(facts) != "talks_offered":
                return None
            end("talks", "offer")
        case "protecting_power_named":
            new[f"power {by}"] = power
        case "protecting_power_ended":
            if facts[f"power {by}"] is None:
                return None
            new[f"power {by}"] = None
        case "office_opened" | "office_closed":
            offices = facts[f"offices {by}"]
            assert isinstance(offices, frozenset)
            if kind == "office_closed" and office not in offices:
                return None
            new[f"offices {by}"] = offices | {office} if kind == "office_opened" else offices - {office}
        case _:
            raise AssertionError(kind)
    return new


class Event(NamedTuple):
    """What is recorded to have happened, as little as the oracle needs of it."""

    kind: str
    by: str | None
    days: frozenset[dt.date]
    """Its possible days."""
    office: str | None = None
    power: str | None = None


class Answer(NamedTuple):
    """What can be said of the end of a day."""

    status: str
    possible: set[str]
    values: dict[str, set[object]]
    """Every value that each fact can have."""
    to_blame: set[int]
    undecided: set[int]


Fell = dict[int, dt.date]
"""Of a course: the events that have happened, by their indices and in their order, and the day of each."""


def days(first: dt.date, last: dt.date) -> frozenset[dt.date]:
    return frozenset(first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def courses(events: list[Event], day: dt.date) -> Iterator[tuple[Fell, Facts]]:
    """Give every course up to the end of a day, trying every day for each event and every order.

    Events come in order. Of those with the same possible days the second never happens without the first.
    """
    return _further(events, day, {}, nothing(), dt.date.min)


def _further(
    events: list[Event], day: dt.date, fell: Fell, facts: Facts, since: dt.date
) -> Iterator[tuple[Fell, Facts]]:
    left = [index for index in range(len(events)) if index not in fell]
    if all(max(events[index].days) > day for index in left):
        yield fell, facts
    for index in left:
        kind, by, possible, office, power = events[index]
        first_of_its_days = all(events[other].days != possible for other in left if other < index)
        new = after(facts, kind, by, office, power) if first_of_its_days else None
        if new is not None:
            for falls in possible:
                if since <= falls <= day:
                    yield from _further(events, day, {**fell, index: falls}, new, falls)


def answer(events: list[Event], day: dt.date) -> Answer:
    """Give all that can be said of the end of a day, out of every course."""
    every = list(courses(events, day))
    plain = [
        (sum(max(events[index].days) > day for index in fell), -LADDER.index(status(facts)))
        for fell, facts in every
        if list(fell) == sorted(fell)
    ]

    def depends(index: int, ask: Callable[[Facts], object]) -> bool:
        found: dict[dt.date | None, set[object]] = {}
        for fell, facts in every:
            found.setdefault(fell.get(index), set()).add(ask(facts))
        return len(set(map(frozenset, found.values()))) > 1

    single = {name: (lambda facts, name=name: singly(facts)[name]) for name in singly(nothing())}
    possible = {status(facts) for _, facts in every}
    alone = {index for index in range(len(events)) if depends(index, status)}
    of_facts = {index for index in range(len(events)) if any(depends(index, ask) for ask in single.values())}
    undecided = alone | of_facts
    return Answer(
        LADDER[-min(plain)[1]],
        possible,
        {name: {ask(facts) for _, facts in every} for name, ask in single.items()},
        (alone or undecided) if len(possible) > 1 else set(),
        undecided,
    )


def singly(facts: Facts) -> Facts:
    """Give facts with each office as a fact of its own."""
    offices = {f"{office} {side}": office in facts[f"offices {side}"] for office in OFFICES for side in "ab"}  # type: ignore[operator]
    return {name: value for name, value in facts.items() if not name.startswith("offices")} | offices


def at(events: list[Event], day: dt.date) -> tuple[str, set[str]]:
    """Give the status and all possible ones, going from day to day with every way in which things can stand.

    That takes less than trying every course, and is held against it.
    """
    ways: set[Way] = {(frozenset(), tuple(nothing().items()), True)}
    for today in sorted({turn for event in events for turn in turns(event.days) if turn <= day}):
        ways = _within(events, today, ways)
        over = {index for index, event in enumerate(events) if max(event.days) == today}
        ways = {way for way in ways if over <= way[0]}
    undecided = {index for index, event in enumerate(events) if max(event.days) > day}
    found = [(happened, status(dict(facts)), is_plain) for happened, facts, is_plain in ways]
    plain = [(len(happened & undecided), -LADDER.index(one)) for happened, one, is_plain in found if is_plain]
    return LADDER[-min(plain)[1]], {one for _, one, _ in found}


Way = tuple[frozenset[int], tuple[tuple[str, object], ...], bool]
"""Which events have happened, what the facts are, and whether the events came in their order."""


def turns(possible: frozenset[dt.date]) -> set[dt.date]:
    """Give the first and the last of each run of days."""
    one = dt.timedelta(days=1)
    return {day for day in possible if not {day - one, day + one} <= possible}


def _within(events: list[Event], today: dt.date, ways: set[Way]) -> set[Way]:
    """Give every way in which things can stand at the end of a day, from those in which they can before it."""
    found, new = set(ways), list(ways)
    while new:
        happened, facts, is_plain = new.pop()
        for index, event in enumerate(events):
            waits = any(other not in happened and events[other].days == event.days for other in range(index))
            if index not in happened and today in event.days and not waits:
                changed = after(dict(facts), event.kind, event.by, event.office, event.power)
                if changed is not None:
                    in_order = is_plain and index > max(happened, default=-1)
                    way = happened | {index}, tuple(changed.items()), in_order
                    if way not in found:
                        found.add(way)
                        new.append(way)
    return found
