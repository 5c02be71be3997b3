"""Citations as CSL-JSON, the data of the Citation Style Language, which Zotero, Pandoc and others read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from detente.model.dates import HistoricDate
from detente.views.citations import FORMS, Work


def csl(works: Iterable[Work]) -> list[dict[str, Any]]:
    """Return works as items of CSL 1.0.2; what is not known of one is left out."""
    return [{name: value for name, value in _item(work).items() if value} for work in works]


def _item(work: Work) -> dict[str, Any]:
    return {
        "id": work.key,
        "type": work.kind,
        "title": work.title,
        "author": [{"literal": author} for author in work.authors],
        "publisher": work.publisher,
        "genre": FORMS.get(work.kind),
        "version": work.version,
        "issued": work.published and issued(work.published),
        "note": work.note,
        "URL": work.url,
    }


def issued(on: HistoricDate) -> dict[str, Any]:
    """Return a date in the form of CSL: one that is about, or between two, is ``circa``.

    >>> issued(HistoricDate.parse("2012-09"))
    {'date-parts': [[2012, 9]]}
    >>> issued(HistoricDate.parse("[2003-07-10,2003-07-11]"))
    {'date-parts': [[2003, 7, 10], [2003, 7, 11]], 'circa': True}
    """
    if on.text.startswith("["):
        return {"date-parts": [_parts(on.earliest), _parts(on.latest)], "circa": True}
    written = on.text.rstrip("~?%").replace("-XX", "")
    dated: dict[str, Any] = {"date-parts": [[int(part) for part in written.split("-")]]}
    return dated if on.text[-1] not in "~?%" else dated | {"circa": True}


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
