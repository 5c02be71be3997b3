"""What a matrix shows, taken from where pairs stand on one day."""

from collections.abc import Iterable, Sequence
from datetime import date
from unicodedata import normalize

from detente.history.state import State
from detente.model.countries import Code, name
from detente.model.dates import day_in_words
from detente.model.pairs import Pair
from detente.model.wording import counted, opening
from detente.views.pairs.content import AS_FAR_AS_READ, NOTHING, Cell, Matrix, not_answered
from detente.views.pairs.recorded import has_begun, last_recorded
from detente.views.pairs.window import titled
from detente.views.verdicts import remarks, verdict


def matrix_of(  # noqa: PLR0913 - what it is of, and how it is known, each by its name
    states: Iterable[State],
    day: date,
    countries: Sequence[Code] = (),
    drawing: str = "matrix",
    left_out: Iterable[Pair] = (),
    *,
    is_in_doubt: bool = False,
) -> Matrix:
    """Return the matrix of some countries on a day, or of all that have a pair of which something is recorded by then.

    `states` are those of pairs on that day; of which nothing is recorded yet, or at all, they stay blank. Pairs
    that are `left_out`, as they could not be answered about, are marked; where that `is_in_doubt`, lines may be about
    any of the others. Countries are in the order of their names.
    The drawing is known by the name `drawing`.
    """
    shown = [state for state in states if has_begun(state) and (not countries or {*state.pair} <= {*countries})]
    out = frozenset(pair for pair in left_out if not countries or {*pair} <= {*countries})
    codes = countries or {code for pair in (*(state.pair for state in shown), *out) for code in pair}
    cells = {state.pair: _cell(state) for state in shown}
    ended = sum(not cell.is_within_record for cell in cells.values())
    return Matrix(
        drawing,
        titled(f"Countries by countries on {day_in_words(day)}", [state.history for state in shown]),
        f"{counted(len(shown), 'pair')} on record by then"
        + (f"; of {ended} of them the record ends before that day." if ended else ".")
        + (f" {not_answered(out)}" if out else ""),
        sorted(((code, name(code)) for code in codes), key=lambda one: normalize("NFKD", one[1])),
        cells,
        AS_FAR_AS_READ if is_in_doubt else NOTHING,
        out,
    )


def _cell(state: State) -> Cell:
    words = " ".join([f"{opening(state.pair.names)}: {verdict(state)}.", *remarks(state)])
    return Cell(state.standing.status, state.possible, state.day <= last_recorded(state.history), words)
