"""The list of chiefs of mission by country (`pocom`): who served where, in which role, from when to when."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from detente.importers.state_department.documents import Document, within, words
from detente.importers.state_department.headings import INTERRUPTED, UNWELCOME
from detente.model.dates import HistoricDate
from detente.model.errors import BadDate

Rank = tuple[str, str]
"""The level of a mission and the class of its head, as a line of a log has them."""

RANKS: dict[str, Rank] = {
    "ambassador-e-p": ("embassy", "ambassador"),
    "envoy-extraordinary-minister-plenipotentiary": ("legation", "envoy"),
    "envoy-extraordinary-minister-plenipotentiary-consul-general": ("legation", "envoy"),
    "minister-plenipotentiary": ("legation", "envoy"),
    "minister": ("legation", "envoy"),
    "minister-resident": ("legation", "envoy"),
    "minister-resident-and-extraordinary": ("legation", "envoy"),
    "minister-resident-consul-general": ("legation", "envoy"),
    "minister-resident-foreign-service-officer": ("legation", "envoy"),
    "commissioner": ("legation", "envoy"),
    "commissioner-consul-general": ("legation", "envoy"),
    "charge-daffaires": ("legation", "charge"),
    "charge-daffaires-pro-tem": ("legation", "charge"),
    "charge-daffaires-consul-general": ("legation", "charge"),
}
"""What a role says of the mission, by the congresses of Vienna (1815) and Aix-la-Chapelle (1818). All others (acting
chargés, agents, principal officers, representatives) say nothing of its level."""
_ACTING = "charge-daffaires-ad-interim"
"""An acting chargé, who heads a mission of whatever level: where none was open since relations began, he begins it."""
_LEAVING = {
    r"(severed|broke)( diplomatic)? relations|relations were suspended": ("relations_severed", ""),
    r"^(Embassy|Legation)\b[\w ]*(closed|suspended)|^Closed the Legation|closing of Legation": ("mission_closed", ""),
    r"^Normal relations interrupted": ("noted", INTERRUPTED),
    r"^Declared persona non grata": ("diplomats_expelled", UNWELCOME),
    r"^(Recall|Departure) requested by": (
        "diplomats_expelled",
        "{them} asks {us} to withdraw the head of its mission.",
    ),
}
"""What is said of how an office ended: the kind of event that it tells of, and a sentence where the rules' own does not
do. To ask for a recall was to declare somebody persona non grata before there was a word for it."""
MODERN = 1966
"""Since then the United States has had no legation: a chargé heads an embassy."""


class Chief(NamedTuple):
    """One chief of mission in one role."""

    id: str
    person: str
    role: str
    on: HistoricDate | None
    """When the office was taken up: credentials presented, or else arrival; None where neither is told."""
    until: HistoricDate | None
    left: str
    """How the office ended, in the list's words."""
    where: str

    @property
    def leaving(self) -> tuple[str, str]:
        """What the end of the office says of relations or the mission: a kind of event and its sentence, or nothing."""
        return next((event for words, event in _LEAVING.items() if re.search(words, self.left)), ("", ""))

    @property
    def is_acting(self) -> bool:
        """Whether it is a chargé ad interim."""
        return self.role == _ACTING

    @property
    def rank(self) -> Rank | None:
        """What the role says of the mission; None where it says nothing."""
        rank = RANKS.get(self.role)
        is_modern = self.on is not None and self.on.earliest.year > MODERN
        return ("embassy", "charge") if rank and is_modern and rank[1] == "charge" else rank


class Mission(NamedTuple):
    """The chiefs of mission to one country, in the order of the list."""

    slug: str
    chiefs: tuple[Chief, ...]


def is_mission(read: Document) -> bool:
    """Return whether a document lists the chiefs of mission to a country."""
    return read.root.tag == "country-mission"


def mission(slug: str, read: Document) -> Mission:
    """Return the chiefs of mission in a document."""
    found: list[Chief] = []
    seen = Counter[str]()
    for chief in read.root.iter("chief"):
        said = {part.tag: part for part in chief}
        key = words(said.get("id"))
        seen[key] += 1
        started, arrived, ended = (_date(said, part) for part in ("started", "arrived", "ended"))
        found.append(
            Chief(
                f"pocom-{key}" if seen[key] == 1 else f"pocom-{key}-{seen[key]}",
                words(said.get("person-id")),
                words(said.get("role-title-id")),
                started or arrived,
                ended,
                words(next(within(said["ended"], "note"), None)) if "ended" in said else "",
                read.where(chief),
            )
        )
    return Mission(slug, tuple(found))


def residences(missions: Iterable[Mission]) -> dict[tuple[str, str], bool]:
    """Return of each chief, by slug and id, whether he resided there, as far as it can be told.

    The list says "Left post" of somebody who left the post that he lived at, and names the city ("Left Bridgetown")
    of one who was accredited elsewhere at the same time.
    """
    by_person: dict[str, list[tuple[str, Chief]]] = {}
    for slug, chiefs in missions:
        for chief in chiefs:
            by_person.setdefault(chief.person, []).append((slug, chief))
    told = (
        ((slug, chief.id), _is_resident(slug, chief, served)) for served in by_person.values() for slug, chief in served
    )
    return {key: is_resident for key, is_resident in told if is_resident is not None}


def _is_resident(slug: str, chief: Chief, served: Sequence[tuple[str, Chief]]) -> bool | None:
    if _is_at_post(_last_of_run(slug, chief, served)):
        return True
    elsewhere = [(there, other) for there, other in served if there != slug and _overlap(chief, other)]
    if any(_is_at_post(_last_of_run(there, other, served)) for there, other in elsewhere):
        return False
    return None


def _last_of_run(slug: str, chief: Chief, served: Sequence[tuple[str, Chief]]) -> Chief:
    """Return the last role of a person in a country in which he was promoted without leaving."""
    later = [
        other
        for there, other in served
        if there == slug and other.on and chief.until and other.on.earliest >= chief.until.earliest
    ]
    is_promoted = "romoted" in chief.left or "ecommissioned" in chief.left or "accredited" in chief.left
    return later[0] if later and is_promoted else chief


def _is_at_post(chief: Chief) -> bool:
    return "post" in chief.left.lower()


def _overlap(one: Chief, other: Chief) -> bool:
    if one.on is None or other.on is None:
        return False
    return (other.until is None or one.on.earliest <= other.until.latest) and (
        one.until is None or other.on.earliest <= one.until.latest
    )


def _date(said: Mapping[str, object], part: str) -> HistoricDate | None:
    element = said.get(part)
    text = words(next(within(element, "date"), None)) if element is not None else ""  # type: ignore[arg-type]
    try:
        return HistoricDate.parse(text) if text else None
    except BadDate:
        return None
