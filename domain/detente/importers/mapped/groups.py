"""Groups of states that act together, and who was a member when: a source's "EU" is as many states as it had then."""

from datetime import date
from functools import cache
from typing import NamedTuple, TypeAlias

from detente.model.countries import country
from detente.model.dates import HistoricDate
from detente.model.errors import DetenteError
from detente.model.states import Code
from detente.model.tables import rows
from detente.model.wording import listing


class BadGroup(DetenteError):
    """A group that is not known, or whose members cannot be read."""


class Member(NamedTuple):
    """A state, and the days from which and until which it was a member."""

    code: Code
    first: date
    last: date


Group: TypeAlias = tuple[Member, ...]


def group(name: str, given: str | list[str]) -> Group:
    """Return the members of a group: of one that is known here by its name, or as given, each ``CODE FIRST..LAST``.

    Either end may be left out. Raises `BadGroup`.

    >>> group("the Benelux", ["BEL", "NLD 1958-01-01..", "LUX ..2020"])[1]
    Member(code='NLD', first=datetime.date(1958, 1, 1), last=datetime.date(9999, 12, 31))
    """
    if isinstance(given, str):
        if given not in known_groups():
            known = listing([f"“{one}”" for one in known_groups()], "or")
            raise BadGroup(
                f"groups: “{given}” (for “{name}”) is not known: write {known}, “drop”, or a list of members."
            )
        return known_groups()[given]
    return tuple(_member(text) for text in given)


@cache
def known_groups() -> dict[str, Group]:
    """Return the groups whose members are known here, by their names."""
    found: dict[str, Group] = {}
    for row in rows("groups.csv", "detente.importers.mapped"):
        member = Member(row["code"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"] or "9999-12-31"))
        found[row["group"]] = (*found.get(row["group"], ()), member)
    return found


def _member(text: str) -> Member:
    named, _, span = text.rpartition(" ") if ".." in text else (text, "", "")
    first, _, last = span.partition("..")
    try:
        return Member(
            country(named),
            HistoricDate.parse(first).earliest if first else date.min,
            HistoricDate.parse(last).latest if last else date.max,
        )
    except DetenteError as error:
        raise BadGroup(f"groups: “{text}” is no member, such as “GBR 1973-01-01..2020-01-31”: {error}") from error
