"""What can be cited: the tool, the record, and the sources of an answer; and how a footnote has each.

Keys are made of what a work is, so that the same work has the same key in every answer, whatever else is cited there.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from importlib.metadata import metadata
from pathlib import Path, PurePath
from typing import NamedTuple

from detente.log.descriptor import Description, description
from detente.log.record import Record
from detente.model.dates import HistoricDate
from detente.model.events import Source
from detente.model.wording import listing
from detente.views.sentences import source_in_words

SOFTWARE, DATASET, PAGE = "software", "dataset", "webpage"
"""The kinds of works, by the names that the Citation Style Language has for them."""

FORMS = {SOFTWARE: "computer software", DATASET: "data set"}
"""What the reader is told of works that are no pages."""


class Work(NamedTuple):
    """Something that can be cited. What is not known of it is none."""

    key: str
    """In plain letters, digits and hyphens, of this work alone."""
    kind: str
    title: str
    authors: Sequence[str] = ()
    """Bodies, not persons: their names are not taken apart."""
    publisher: str | None = None
    version: str | None = None
    published: HistoricDate | None = None
    url: str | None = None
    note: str | None = None


def tool(name: str, version: str, author: str) -> Work:
    """Return the tool that answers, by what its package says of itself."""
    return Work(f"{name}-{_plain(version)}", SOFTWARE, name, (author,), version=version)


def record(path: str, digest: str, added_to: date | None, described: Description | None) -> Work:
    """Return a log as a work: by what describes it, else by the name of its file; `digest` is that of `check`."""
    named, file = described or Description(), PurePath(path).name
    return Work(
        f"{_plain(named.name or file) or 'log'}-{digest[:8]}",
        DATASET,
        named.title or file,
        named.contributors,
        version=named.version,
        published=added_to and HistoricDate.parse(added_to.isoformat()),
        note=f"digest {digest}",
    )


def page(source: Source) -> Work:
    """Return a source of the log as a work.

    >>> page(Source("Iran: l’ambassade ferme", "Le Monde", HistoricDate.parse("2012-09"))).key
    'le-monde-2012-c9471ca3'
    """
    year = (source.published.text if source.published else "").strip("[")[:4]
    named = sha256("\n".join((source.title, source.publisher, source.url or "")).encode()).hexdigest()[:8]
    key = "-".join(part for part in (_plain(source.publisher)[:30].strip("-"), year, named) if part)
    return Work(
        key if key[0].isalpha() else f"page-{key}",
        PAGE,
        source.title,
        publisher=source.publisher,
        published=source.published,
        url=source.url,
    )


def works(log: Record, sources: Iterable[Source] = ()) -> list[Work]:
    """Return what an answer rests on: the tool, the log that was asked, and sources of the log."""
    said = metadata("detente")
    added_to = log.inventory.recorded
    return [
        tool(said["Name"], said["Version"], said["Author"]),
        record(log.path, log.reached().digest, added_to and added_to.date(), description(Path(log.path))),
        *map(page, sources),
    ]


def footnote(work: Work) -> str:
    """Return a work as a footnote has it.

    >>> footnote(page(Source("Canada closes embassy in Iran", "CBC", HistoricDate.parse("2012-09-07"))))
    'CBC, “Canada closes embassy in Iran”, 7 September 2012.'
    """
    if work.kind == PAGE:
        told = source_in_words(Source(work.title, work.publisher or "", work.published))
    else:
        told = ", ".join(filter(None, (listing(work.authors), f"{work.title} ({FORMS[work.kind]})")))
        told += f", version {work.version}" if work.version else ""
        told += f", {work.published.in_words()}" if work.published else ""
    return f"{', '.join(filter(None, (told, work.note, work.url)))}."


def _plain(text: str) -> str:
    """Return a text in small letters, digits and hyphens; letters of other alphabets are left out."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")
