"""Pairs on a day in other forms than a page: as data, as a table, and those of a country drawn along the years."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response, StreamingResponse

from detente.model.countries import Code
from detente.views.every_pair import left_out_data
from detente.views.pairs.content import without
from detente.views.pairs.rows import draw
from detente.views.sheets import as_json
from detente.web.when import When

if TYPE_CHECKING:
    from detente.web.everywhere import Everywhere
    from detente.world.columns import LeftOut

A_PART = 500
"""How many pairs are told at a time, so that whoever else asks has a turn between."""


class Listed(NamedTuple):
    """The pairs that are asked for, on all pages."""

    every: "Everywhere"
    asked: When
    pairs: Sequence[int]
    left_out: "Sequence[LeftOut]"
    """Those of them that cannot be answered about."""


Made = Callable[[Listed], str | bytes | Iterator[str]]


def answered(found: Listed, form: tuple[str, Made]) -> Response:
    """Return what is found in a form."""
    media, make = form
    made = make(found)
    if isinstance(made, str | bytes):
        return Response(made, media_type=media)
    return StreamingResponse(made, media_type=media)


def _json(found: Listed) -> Iterator[str]:
    """Return the pairs as one array, part by part; at its end those that cannot be answered about."""
    told, day = "", found.asked.day
    yield "["
    for first in range(0, len(found.pairs), A_PART):
        part = as_json(found.every.data(day, found.pairs[first : first + A_PART]))
        yield told + part[1:-1]
        told = ", "
    if found.left_out:
        yield told + as_json([left_out_data(one.pair, day, one.findings) for one in found.left_out])[1:-1]
    yield "]"


FORMS: Mapping[str, tuple[str, Made]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv", lambda found: found.every.csv(found.asked.day, found.pairs, found.left_out)),
}
"""What writes each form of pairs, and what kind of file it is."""


def of_country(code: Code) -> Mapping[str, tuple[str, Made]]:
    """Return the forms of the pairs of a country: they can be drawn as well, each along the years."""
    return {
        **FORMS,
        "svg": ("image/svg+xml", lambda found: drawn(found.every, code, sorted(found.pairs), found.asked.end)),
    }


def drawn(every: "Everywhere", code: Code, pairs: Sequence[int], end: date) -> str:
    """Return some pairs of a country, drawn along the years; it says how many cannot be answered about."""
    left_out = [one.pair for one in every.left_out_of((code,))]
    return draw(without(every.of_country(code, pairs, end), left_out, is_in_doubt=every.is_in_doubt))
