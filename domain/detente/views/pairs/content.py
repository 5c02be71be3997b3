"""What pictures of many pairs show, as plain values."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from detente.model.countries import Code
from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.model.wording import counted
from detente.views.timeline.content import Window, days_in_words


class Stretch(NamedTuple):
    """Days, one after the other, on which a pair stands where it stands, or may."""

    first: date
    last: date
    statuses: tuple[Status, ...]
    """In which colours it is drawn, from the highest rung: one under the other where there are several."""
    is_certain: bool
    """Whether the dates of events leave nothing open; else it is hatched."""
    in_words: str

    @property
    def days_in_words(self) -> str:
        """The days: "from 7 September 2012 to 28 March 2016"."""
        return days_in_words(self.first, self.last)


def cut(stretches: Iterable[Stretch], window: Window) -> list[Stretch]:
    """Return the parts of stretches that lie within a window."""
    parts = (one._replace(first=max(one.first, window.first), last=min(one.last, window.last)) for one in stretches)
    return [part for part in parts if part.first <= part.last]


class Row(NamedTuple):
    """What is drawn in one row."""

    name: str
    """Of whom: "Iran", or "Canada and Iran"."""
    stretches: Sequence[Stretch]
    """In order; days that lie in none are not recorded, and stay blank."""
    measure: str
    """What stands at the end of the row: how long it lasted."""
    remarks: tuple[str, ...] = ()
    """What is shown to who points at the name, each a line."""


class Rows(NamedTuple):
    """A picture of many rows along the years."""

    name: str
    """What the ids of its drawing begin with."""
    title: str
    statement: str
    """The lines under the title."""
    measured: str
    """The heading of what stands at the ends of the rows."""
    window: Window
    rows: Sequence[Row]
    """From the top."""


def without(content: Rows, left_out: Collection[Pair], *, is_in_doubt: bool = False) -> Rows:
    """Return a picture that says of how many pairs there can be no row, as they could not be answered about.

    Where that `is_in_doubt`, it says that lines may be about any pair that it does not show.
    """
    said = [content.statement, *([not_answered(left_out)] if left_out else []), *([IN_DOUBT] if is_in_doubt else [])]
    return content._replace(statement=" ".join(said))


IN_DOUBT = "Lines that could not be read may be about any two countries, also about those that are not shown."
"""What is said where of no pair it can be said that nothing is recorded of it."""


def not_answered(left_out: Collection[Pair]) -> str:
    """Return, as a sentence, of how many pairs it could not be answered where they stand."""
    return f"Not answered, as something is wrong in the log: {counted(len(left_out), 'pair')}."


NOTHING = "nothing is recorded"
"""Why a cell of a matrix stays blank."""
AS_FAR_AS_READ = f"{NOTHING}, as far as the log can be read"
"""The same, where there are lines that may be about any pair."""


class Cell(NamedTuple):
    """Where two countries stand on the day of a matrix."""

    status: Status
    """That of the plainest course."""
    possible: tuple[Status, ...]
    """Every one that is possible, from the highest rung."""
    is_within_record: bool
    """Whether the day lies within what is recorded; else it is how the record ended before."""
    in_words: str

    @property
    def is_certain(self) -> bool:
        """Whether only one status is possible."""
        return len(self.possible) == 1


class Matrix(NamedTuple):
    """A picture of countries by countries, on one day."""

    name: str
    """What the ids of its drawing begin with."""
    title: str
    statement: str
    """The lines under the title."""
    countries: Sequence[tuple[Code, str]]
    """The codes and the names, in the order in which they are drawn."""
    cells: Mapping[Pair, Cell]
    """Pairs that are neither among them nor left out stay blank."""
    blank: str = NOTHING
    """Why they do."""
    left_out: frozenset[Pair] = frozenset()
    """Pairs that could not be answered about: they have a mark of their own."""

    def cell(self, one: Code, other: Code) -> Cell | None:
        """Return the cell of two countries, in whatever order; nothing where nothing is recorded, or answered."""
        return self.cells.get(Pair(*sorted((one, other))))

    def is_left_out(self, one: Code, other: Code) -> bool:
        """Whether two countries, in whatever order, could not be answered about."""
        return Pair(*sorted((one, other))) in self.left_out
