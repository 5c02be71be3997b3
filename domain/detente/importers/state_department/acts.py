"""What an act of the guide comes to, by the words of its heading and the dates of its prose."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from detente.importers.state_department import headings
from detente.importers.state_department.days import days, days_of, months_of, sentences
from detente.importers.state_department.deeds import US, Fields
from detente.importers.state_department.guide import Act
from detente.importers.state_department.headings import Heading, any_of
from detente.model.states import Code

_BACKGROUND = "background: nothing changes between the two states"
_BY_US = any_of(r"(united states|u\.s\.)[^.]{0,60} (severed|broke|suspended)\b")
_BY_US_SAYS_HEADING = any_of(r"by (the )?(u\.s\.|united states)|^united states sever")
_BY_THEM = any_of(r"severed by|sever\w* (\w+ )?relations with the united states|broke off")


class Made(NamedTuple):
    """One event that an act comes to."""

    kind: str
    on: str
    """The day, as a log has it; empty where the act has none."""
    fields: Fields


def made(act: Act, state: Code) -> tuple[Made, ...] | str:
    """Return what an act comes to between the United States and a state, or why it comes to nothing."""
    if act.section == "treaties":
        return "a treaty or agreement"
    if act.section == "issues" or not act.head:
        return _BACKGROUND
    if re.search(r"never (officially )?established diplomatic relations", act.text):
        return headings.NEVER.means
    found = tuple(_events(act, state))
    if act.section == "events":
        return tuple(one for one in found if one.kind == headings.LAPSED.means) or _BACKGROUND
    return found or _no_event(act, state)


def _no_event(act: Act, state: Code) -> tuple[Made, ...] | str:
    """Return what an act comes to that tells neither of relations nor of a mission."""
    if nothing := _first(headings.NOTHING, act.head):
        return nothing.means
    if recognised := _first(headings.RECOGNISED, act.head):
        return (_made(act, "noted", recognised, _recognition(recognised, state)),)
    return _consular(act, state) if act.section == "consular" else _BACKGROUND


def _events(act: Act, state: Code) -> Iterator[Made]:
    relations = _relations(act)
    if relations:
        severing = relations is headings.SEVERED
        yield _made(act, relations.means, relations, _severing(act, state) if severing else {})
    elif act.section != "consular" and (noted := _first(headings.NOTED, act.head)):
        place = headings.PLACE.search(act.head)
        summary = noted.means.replace("{place}", f" to {place[1]}" if place else "")
        yield _made(act, "noted", noted, {"summary": summary})
    mission = _first(headings.MISSIONS, act.head)
    if relations and relations.means == "relations_established" and not mission and headings.RAISED.search(act.text):
        mission = headings.OPENED
    office = _first(headings.OFFICES, act.head)
    if office and not (mission and mission.means == "mission_upgraded"):
        yield _made(act, "office_opened", office, {"by": US, "office": office.means})
    elif mission:
        level = _level(act, mission.means)
        for owner in _owners(act, state):
            yield _made(act, mission.means, mission, {"by": owner, **level})
    if headings.RECALLED.words.search(act.head):
        yield _made(act, headings.RECALLED.means, headings.RECALLED, {"by": US})


def _relations(act: Act) -> Heading | None:
    """Return what the heading tells of relations, an interruption being a severing where the prose says so."""
    if headings.CONSULAR.search(act.head):
        return None
    relations = _first(headings.RELATIONS, act.head)
    is_end = relations is headings.LAPSED or re.search("(?i)interrupt", act.head)
    if is_end and act.section != "consular" and headings.BROKEN.search(act.text):
        return headings.SEVERED
    return relations


def _consular(act: Act, state: Code) -> tuple[Made, ...] | str:
    if act.number or re.search("(?i)^(no|other) ", act.head):
        return "one consulate among several"
    by = state if re.search(r"(?i)in the united states", act.head) else US
    heading = Heading(any_of(""), "office_opened", any_of("consul"))
    return (_made(act, "office_opened", heading, {"by": by, "office": "consulate"}),)


def _owners(act: Act, state: Code) -> tuple[Code, ...]:
    """Return whose mission an act tells of."""
    if headings.OF_BOTH.search(act.head):
        return US, state
    return (state,) if headings.THEIRS.search(act.head) else (US,)


def _level(act: Act, kind: str) -> Fields:
    """Return the level of a mission, by the heading or else the prose; of one that closes it is not told again."""
    if kind == "mission_closed":
        return {}
    for text in (act.head, act.text):
        if kind == "mission_upgraded" or re.search("(?i)embass|ambassador", text):
            return {"level": "embassy"}
        if re.search("(?i)legation|minister|charg", text):
            return {"level": "legation"}
    return {}


def _severing(act: Act, state: Code) -> Fields:
    """Return who severed relations, if the act says so."""
    if _BY_US_SAYS_HEADING.search(act.head):
        return {"by": US}
    if _BY_THEM.search(f"{act.head} {act.text}"):
        return {"by": state}
    return {"by": US} if _BY_US.search(act.text) else {}


def _recognition(heading: Heading, state: Code) -> Fields:
    """Return the sentence on a recognition, and who recognises the other."""
    if heading.means.startswith("{us} recognises"):
        return {"by": US, "summary": heading.means}
    return {"by": state, "summary": heading.means} if "by {them}" in heading.means else {"summary": heading.means}


def _made(act: Act, kind: str, heading: Heading, fields: Fields) -> Made:
    on, is_said = _day(act, heading)
    return Made(kind, on, fields if is_said else {**fields, "confidence": "reported"})


def _day(act: Act, heading: Heading) -> tuple[str, bool]:
    """Return the day of an act, and whether it is said of the act itself, and not found near it."""
    if act.year is None:
        found = days(act.text) if act.section in {"relations", "consular"} else []
        return found[0] if found else "", False
    told = sentences(act.text)
    for words, is_first in ((heading.prose, True), (heading.or_else, False)):
        for sentence in told:
            if (match := words.search(sentence)) and (found := days_of(sentence, act.year)):
                after = days_of(sentence[match.start() :], act.year)
                return (after or found)[0], is_first and (bool(after) or len(set(found)) == 1)
    found = [day for sentence in told for day in days_of(sentence, act.year)]
    return next(iter([*found, *filter(None, [act.when]), *months_of(act.text, act.year)]), f"{act.year}"), False


def _first(rows: Sequence[Heading], head: str) -> Heading | None:
    return next((row for row in rows if row.words.search(head)), None)
