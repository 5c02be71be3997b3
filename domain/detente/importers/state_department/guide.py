"""The guide to relations by country (`rdcr`): an article on each state, and in it the acts, each under a heading."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from typing import NamedTuple

from detente.importers.state_department.documents import ID, Document, within, words

_SECTIONS = {
    "diplomatic-relations": "relations",
    "diplomatic-relation": "relations",
    "relations": "relations",
    "history": "relations",
    "recognition": "recognition",
    "recongition": "recognition",
    "recogntition": "recognition",
    "consular-presence": "consular",
    "consular-relations": "consular",
    "treaties-agreements": "treaties",
    "treaties": "treaties",
    "key-events": "events",
    "key-diplomatic-events": "events",
    "diplomatic-event": "events",
    "diplomatic-events": "events",
    "issues": "issues",
    "relevant-issues": "issues",
}
"""How the guide spells the names of its sections, and which they are."""
_YEAR = re.compile(r"\b(1[78]\d\d|19\d\d|20\d\d)\b")


class Act(NamedTuple):
    """One act that the guide tells of."""

    id: str
    """Made of the article, the section and the year, so that it stays when others are put in before it:
    ``rdcr-ecuador-relations-1848``; the second of a year ends in ``-2``."""
    section: str
    number: int
    """Which one of its section it is, from 0."""
    head: str
    year: int | None
    when: str | None
    """The date in the heading where it is more than a year, as ``1954-11-16``."""
    text: str
    where: str


class Article(NamedTuple):
    """One article of the guide."""

    slug: str
    """Its file's name, and the last part of its address."""
    title: str
    """The name of the state, as the article writes it."""
    acts: tuple[Act, ...]


def is_article(read: Document) -> bool:
    """Return whether a document is an article of the guide."""
    return read.root.tag == "TEI"


def article(slug: str, read: Document) -> Article:
    """Return the article in a document."""
    titles = {title.get("type"): words(title) for title in read.root.iter("title")}
    seen = Counter[str]()
    acts: list[Act] = []
    for section in read.root.iter("div"):
        if section.get("type") == "section":
            name = _SECTIONS.get(section.get(ID, "").lower().replace("_", "-"), "other")
            told = (found for found in within(section, "div") if found.get("type") == "timeline")
            acts += (_act(f"rdcr-{slug}-{name}", name, number, found, read) for number, found in enumerate(told))
    return Article(slug, titles.get("short", slug).rstrip("*"), tuple(_numbered(act, seen) for act in acts))


def _act(key: str, section: str, number: int, found: ET.Element, read: Document) -> Act:
    heading = next(within(found, "head"), None)
    head = words(heading)
    dates = list(heading.iter("date")) if heading is not None else []
    when = (dates[0].get("when") or dates[0].get("from") or "") if dates else ""
    year = _YEAR.search(head) or _YEAR.search(when)
    return Act(
        f"{key}-{year[1]}" if year else key,
        section,
        number,
        head,
        int(year[1]) if year else None,
        when if year and len(when) > 4 and when.startswith(year[1]) else None,
        " ".join(words(part) for part in found if part is not heading),
        read.where(found),
    )


def _numbered(act: Act, seen: Counter[str]) -> Act:
    """Return an act with its number in the id where it is not the first of its year."""
    seen[act.id] += 1
    return act if seen[act.id] == 1 else act._replace(id=f"{act.id}-{seen[act.id]}")
