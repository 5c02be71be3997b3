"""The rules of relations once more, written straight from the words of the design.

It shares no code with the package, on purpose: the tests hold the two against each other.
"""

import datetime as dt
from itertools import chain, combinations

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


Event = tuple[str, str | None, dt.date, dt.date]
"""Kind, side, earliest and latest possible day."""


def at(events: list[Event], day: dt.date) -> tuple[str, set[str]] | None:
    """Give the status and all possible ones, trying every choice of undecided events; nothing if none can be.

    Events come in order. A world takes some of the undecided ones; it is dropped where a rule refuses an event
    that is in it.
    """
    begun = [event for event in events if event[2] <= day]
    undecided = [event for event in begun if event[3] > day]
    outcomes: list[tuple[int, int, str]] = []
    for taken in chain.from_iterable(combinations(undecided, count) for count in range(len(undecided) + 1)):
        facts: Facts | None = nothing()
        for event in begun:
            if facts is not None and (event in taken or event not in undecided):
                facts = after(facts, event[0], event[1])
        if facts is not None:
            found = status(facts)
            outcomes.append((len(taken), -LADDER.index(found), found))
    if not outcomes:
        return None
    return min(outcomes)[2], {found for _, _, found in outcomes}
