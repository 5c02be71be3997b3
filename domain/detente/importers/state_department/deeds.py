"""What the State Department's data tells, on its way to become lines of a log."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from detente.model.dates import HistoricDate
from detente.model.states import Code

US: Code = "USA"
Fields: TypeAlias = Mapping[str, str | int]
"""What a line of its kind holds beside the common fields; also `summary`, in place of the rules' words, in which
``{us}`` and ``{them}`` stand for the names of the two states."""
LEVELS = ("", "legation", "embassy")
"""The levels of a mission, the lowest first; none is below them."""


class Page(NamedTuple):
    """Where something can be read: an article of the guide, or a list of chiefs."""

    slug: str
    """The name of its file, and the last part of its address."""
    title: str
    """The name of the country."""


class Deed(NamedTuple):
    """One event between the United States and a state, told by an act of the guide or by a chief of mission."""

    told_by: str
    """The id of the act or the chief."""
    state: Code
    kind: str
    on: str
    fields: Fields
    page: Page
    where: str
    is_firm: bool = False
    """Whether an editor decided on it, so that it stays as it is."""
    before: str = ""
    """The level of the American mission before it; empty where none was open."""
    relations: str = ""
    """What the relations were before it, as far as the course of a state tells."""
    chiefs: Page | None = None
    """The list of chiefs of mission, where something of an act of the guide is taken from it."""

    @property
    def by(self) -> Code | None:
        """Who acts; None where it is both, or not told."""
        return self.text("by") or None

    @property
    def level(self) -> str:
        """The level of a mission; empty where it is not told."""
        return self.text("level")

    @property
    def date(self) -> HistoricDate:
        """When it was."""
        return HistoricDate.parse(self.on)

    @property
    def of_us(self) -> bool:
        """Whether it is the United States that acts."""
        return self.by == US

    def text(self, field: str) -> str:
        """Return the text of a field; empty where it has none."""
        return str(self.fields.get(field, ""))

    def but(self, kind: str, **changed: str | int) -> "Deed":
        """Return the same deed as one of another kind, with other fields."""
        return self._replace(kind=kind, fields={**self.fields, **changed})
