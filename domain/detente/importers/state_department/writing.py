"""The lines of a log that deeds become: ids from the source's keys, summaries by rule, the page as a source."""

from collections import Counter
from collections.abc import Iterator, Sequence

from detente.importers.state_department.course import Course
from detente.importers.state_department.deeds import US, Deed, Page
from detente.model.countries import name, name_in_sentence
from detente.model.states import Code
from detente.model.wording import opening

PUBLISHER = "Office of the Historian, United States Department of State"
_GUIDE = (
    "A Guide to the United States’ History of Recognition, Diplomatic, and Consular Relations, by Country, since 1776"
)
_SITE = "https://history.state.gov"
_OFFICES = {
    "interests_section": "an interests section",
    "liaison_office": "a liaison office",
    "consulate": "a consulate",
    "trade_office": "a trade office",
}
_MISSIONS = {"embassy": "an embassy", "legation": "a legation", "": "a mission"}
_HEADS = {"ambassador": "an ambassador", "envoy": "an envoy", "charge": "a chargé d’affaires", "": "a chief of mission"}
_SENTENCES = {
    "relations_established": "{us} and {them} establish diplomatic relations.",
    "relations_severed": "{actor} severs diplomatic relations with {other}.",
    "relations_severed by nobody": "Diplomatic relations between {us} and {them} are severed.",
    "relations_restored": "{us} and {them} resume diplomatic relations.",
    "relations_normalised": "{us} and {them} return to normal relations.",
    "relations_lapsed": "The relations of {us} with {them} end with that state.",
    "relations_lapsed without relations": "What stands between {us} and {them} ends with that state.",
    "mission_opened": "{actor} opens {mission} in {other}.",
    "mission_opened from elsewhere": "{actor} accredits {head} to {other} who resides elsewhere.",
    "mission_closed": "{actor} closes its {before} in {other}.",
    "mission_upgraded": "{actor} raises its {before} in {other} to {mission}.",
    "mission_upgraded here": "{actor} opens {mission} in {other}, to which its envoy had come from elsewhere.",
    "mission_downgraded": "{actor} lowers its {before} in {other} to {mission}.",
    "mission_downgraded from elsewhere": "{actor} closes its {before} in {other}, and goes on from elsewhere.",
    "office_opened": "{actor} opens {office} in {other}.",
    "office_closed": "{office} of {actor} in {other} closes.",
    "ambassador_recalled": "{actor} recalls its ambassador from {other}.",
    "ambassador_returned": "{actor} sends an ambassador to {other} again.",
    "diplomats_expelled": "{actor} expels diplomats of {other}.",
    "protecting_power_named": "{power} takes over the protection of the interests of {actor} in {other}.",
}
"""What is said of a kind of event, in words of our own."""


def lines(deeds: Sequence[Deed]) -> Iterator[dict[str, object]]:
    """Return the lines of a log that the deeds of one act or chief become."""
    seen = Counter[str]()
    for deed in deeds:
        own = f"-{deed.by.lower()}" if deed.by and deed.by != US and deed.kind != "relations_severed" else ""
        key = f"{deed.told_by}-{deed.kind.replace('_', '-')}{own}"
        seen[key] += 1
        said = dict(deed.fields)
        yield {
            "id": key if seen[key] == 1 else f"{key}-{seen[key]}",
            "kind": deed.kind,
            "parties": sorted((US, deed.state)),
            **({"by": said.pop("by")} if "by" in said else {}),
            "on": deed.on,
            "summary": summary(deed),
            "sources": sources(deed),
            **{field: value for field, value in said.items() if field != "summary"},
        }


def surveys_of(course: Course, until: str | None) -> Iterator[dict[str, object]]:
    """Return the lines that say what of a pair was looked for in the guide and the list of chiefs.

    There is one for each time of the state of which something is told: from the first act in it to the end of the
    state, or to a day given. Nothing was looked for while there was no state.
    """
    left, number = sorted(course.deeds, key=lambda deed: deed.date.earliest), 0
    for place, end in enumerate(course.ends, 1):
        is_last = place == len(course.ends)
        of_time = [deed for deed in left if is_last or end is None or deed.date.earliest <= end.latest]
        left = left[len(of_time) :]
        if of_time:
            number += 1
            yield _survey(course.state, of_time, end.text if end else until, number)


def _survey(state: Code, told: Sequence[Deed], until: str | None, number: int) -> dict[str, object]:
    pages = {one["url"]: one for deed in told for one in sources(deed)}
    of_state = _in_its_day(state)
    return {
        "id": f"state-department-{state.lower()}-surveyed" + (f"-{number}" if number > 1 else ""),
        "kind": "surveyed",
        "parties": sorted((US, state)),
        "families": ["relations", "missions", "offices"],
        "from": told[0].on,
        **({"to": until} if until else {}),
        "summary": f"Looked for: relations of the United States with {of_state}, and its missions and offices.",
        "note": f"Of the missions and offices of {of_state} in the United States the sources tell only some, and "
        "of the times in which an American embassy had suspended its work not all.",
        "sources": list(pages.values()),
    }


def sources(deed: Deed) -> list[dict[str, str]]:
    """Return the pages on which a deed is told: an article of the guide, a country's list of chiefs, or both."""
    if not deed.told_by.startswith("rdcr-"):
        return [_list(deed.page)]
    guide = {
        "title": f"{_GUIDE}: {deed.page.title}",
        "publisher": PUBLISHER,
        "url": f"{_SITE}/countries/{deed.page.slug}",
    }
    return [guide, *([_list(deed.chiefs)] if deed.chiefs else [])]


def _list(page: Page) -> dict[str, str]:
    address = f"{_SITE}/departmenthistory/people/chiefsofmission/{page.slug}"
    return {"title": f"Chiefs of Mission for {page.title}", "publisher": PUBLISHER, "url": address}


def summary(deed: Deed) -> str:
    """Return a sentence that says what happened."""
    us, them = name_in_sentence(US), _in_its_day(deed.state)
    actor, other = (us, them) if deed.by in {US, None} else (them, us)
    words = {
        "us": us,
        "them": them,
        "actor": actor,
        "other": other,
        "mission": _MISSIONS[deed.level],
        "before": deed.before if deed.of_us and deed.before else "mission",
        "head": _HEADS[deed.text("head")],
        "office": _OFFICES.get(deed.text("office"), ""),
        "power": name(deed.text("power")),
    }
    return opening((deed.text("summary") or _SENTENCES[_sort(deed)]).format_map(words))


def _in_its_day(state: Code) -> str:
    """Return the name of a state for a sentence about its own time, which needs no "(until 1910)" to tell it apart."""
    return name_in_sentence(state).partition(" (")[0]


def _sort(deed: Deed) -> str:
    """Return under what in the table of sentences a deed stands."""
    is_resident = deed.fields.get("resident")
    if deed.kind == "relations_severed" and deed.by is None:
        return "relations_severed by nobody"
    if deed.kind == "relations_lapsed" and deed.relations != "in force":
        return "relations_lapsed without relations"
    if is_resident is False and deed.kind in {"mission_opened", "mission_downgraded"}:
        return f"{deed.kind} from elsewhere"
    return f"{deed.kind} here" if is_resident and deed.kind == "mission_upgraded" else deed.kind
