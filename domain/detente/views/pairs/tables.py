"""A matrix as data, as flat rows, and as text: letters in a grid."""

from collections.abc import Iterator
from datetime import date

from detente.model.countries import Code
from detente.views.blocks import Block, Part, Sheet, Styled
from detente.views.data import Data
from detente.views.pairs.content import Matrix
from detente.views.palette import LOOKS, UNKNOWN, look

_COLUMNS = 60
"""How many columns stand beside each other in text: the others follow below."""
_ITSELF, _BLANK = "\\", "."
NOT_ANSWERED = "not_answered"
"""What stands in rows in place of the status of a pair that could not be answered about."""


def matrix_data(content: Matrix, day: date, known: date | None) -> Data:
    """Return the status of every pair, row by row; null where there is none, and where a country meets itself."""
    codes = [code for code, _ in content.countries]
    cells = [[content.cell(one, other) for other in codes] for one in codes]
    return {
        "date": day.isoformat(),
        "known": known and known.isoformat(),
        "countries": codes,
        "statuses": [[cell and cell.status for cell in row] for row in cells],
        "uncertain": [
            {"pair": list(pair), "possible": list(cell.possible)}
            for pair, cell in content.cells.items()
            if not cell.is_certain
        ],
        "ended": [list(pair) for pair, cell in content.cells.items() if not cell.is_within_record],
        "left_out": [list(pair) for pair in sorted(content.left_out)],
    }


def matrix_sheet(content: Matrix) -> Sheet:
    """Return a row for each country, with a column for each: every status that is possible, the plainest first."""
    codes = [code for code, _ in content.countries]
    rows = [{"country": one, **{other: _possible(content, one, other) for other in codes}} for one in codes]
    return Sheet(("country", *codes), rows)


def matrix_text(content: Matrix) -> Iterator[Block]:
    """Return a line for each country, with a letter for each status; of so many columns as have room on a terminal."""
    codes = [code for code, _ in content.countries]
    yield (Styled(content.title, "bold"),)
    yield (content.statement,)
    for first in range(0, len(codes), _COLUMNS):
        columns = codes[first : first + _COLUMNS]
        yield ("",)
        yield from ((f"    {''.join(letters)}",) for letters in zip(*columns, strict=True))
        yield from ((f"{code} ", *(_letter(content, code, other) for other in columns)) for code in codes)
    yield ("",)
    yield from ((Styled(one.mark, one.style), f" {status.words}") for status, one in LOOKS.items())
    yield (f"A small letter is not certain; where a dot stands, {content.blank}.",)
    if content.left_out:
        yield (f"Where {UNKNOWN} stands, it is not answered: something is wrong in the log.",)


def _possible(content: Matrix, one: Code, other: Code) -> str | None:
    cell = content.cell(one, other)
    if cell is None:
        return NOT_ANSWERED if content.is_left_out(one, other) else None
    return "|".join((cell.status, *(status for status in cell.possible if status != cell.status)))


def _letter(content: Matrix, one: Code, other: Code) -> Part:
    cell = content.cell(one, other)
    if content.is_left_out(one, other):
        return UNKNOWN
    if cell is None:
        return _ITSELF if one == other else _BLANK
    mark, style = look(cell.status).mark, look(cell.status).style
    return Styled(mark if cell.is_certain else mark.lower(), style)
