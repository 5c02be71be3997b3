"""The states that there are and have been: what ISO 3166 lists, and what `states.csv` says besides.

Codes are ISO 3166-1 alpha-3, for former states ISO 3166-3 alpha-3 (``SUN``, ``DDR``). States that ISO never coded have
a code of our own, from the range that ISO 3166-1 leaves to its users (``XAA``-``XZZ``). A state that was only renamed
has today's code; one that was absorbed, split or succeeded is another state. `docs/countries.md` describes the table.
"""

from functools import cache
from typing import NamedTuple, TypeAlias

from detente.model.tables import iso, rows

Code: TypeAlias = str
"""The three letters of a state."""


class State(NamedTuple):
    """A state, or a territory that ISO lists."""

    code: Code
    name: str
    """The name under which people read of it, with its article: "the United Kingdom"."""
    own_names: tuple[str, ...]
    """Its names and codes that mean it before any other state that has borne them too."""
    other_names: tuple[str, ...]
    existed: str
    """The times in which it existed, in the form of `states.csv`; empty if the table names none."""
    successors: tuple[Code, ...]


@cache
def states() -> dict[Code, State]:
    """Return every state by its code: today's countries first, then former ones, then those with codes of our own."""
    today = {entry["alpha_3"]: entry for entry in iso("3166-1")}
    table = _table()
    former_names: dict[Code, list[str]] = {}
    for entry in iso("3166-3"):
        now = current(entry["alpha_3"])
        former_names.setdefault(now, []).extend((entry["alpha_2"], entry["alpha_3"], entry["name"]))
    return {
        code: _state(code, today.get(code, {}), former_names.get(code, []), table.get(code, {}))
        for code in dict.fromkeys((*today, *former_names, *table))
    }


def current(code: Code) -> Code:
    """Return the code that a state has today: another one if it was renamed, and the same code for all others.

    >>> current("BUR"), current("MMR"), current("SUN")
    ('MMR', 'MMR', 'SUN')
    """
    return former_codes().get(code, code)


@cache
def former_codes() -> dict[Code, Code]:
    """Return today's code of each state that was renamed, by the code that it had (BUR, now MMR)."""
    return {former: code for code, row in _table().items() for former in row["former_codes"].split()}


@cache
def _table() -> dict[Code, dict[str, str]]:
    return {row["code"]: row for row in rows("states.csv")}


def _state(code: Code, today: dict[str, str], former_names: list[str], row: dict[str, str]) -> State:
    name = row.get("name") or today.get("common_name") or today.get("name") or former_names[-1]
    others = [today[field] for field in ("name", "official_name") if field in today]
    others += former_names
    others += filter(None, row.get("other_names", "").split("; "))
    return State(
        code,
        name,
        (name, code, *([today["alpha_2"]] if today else [])),
        tuple(others),
        row.get("existed", ""),
        tuple(row.get("successors", "").split()),
    )
