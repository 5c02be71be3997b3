"""What happens when a state comes to be represented otherwise: the events that make the one of the other."""

from collections.abc import Iterator
from typing import Any

from detente.model.configuration import NONE
from detente.model.representation import MISSION, Representation


def changing(before: Representation, after: Representation) -> Iterator[dict[str, Any]]:
    """Return the kinds and details of the events that lead from one representation to another, in their order.

    A mission of which the rank is not known from then on is downgraded to nothing that is named.

    >>> for event in changing(Representation("liaison_office"), Representation("mission", "embassy")):
    ...     print(event)
    {'kind': 'office_closed', 'office': 'liaison_office'}
    {'kind': 'mission_opened', 'level': 'embassy'}
    >>> list(changing(Representation("mission", "embassy"), Representation("mission")))
    [{'kind': 'mission_downgraded'}]
    """
    if before == after:
        return
    residence = {} if after.is_resident else {"resident": False}
    if before.by == after.by == MISSION:
        kind = "mission_upgraded" if before.weight < after.weight else "mission_downgraded"
        if before.is_resident != after.is_resident:
            residence = {"resident": after.is_resident}
        yield {"kind": kind} | _rank(after) | residence
        return
    if before.by == after.by:
        yield {"kind": "office_opened", "office": after.by, "resident": after.is_resident}
        return
    if before.by == MISSION:
        yield {"kind": "mission_closed"}
    elif before.by != NONE:
        yield {"kind": "office_closed", "office": before.by}
    if after.by == MISSION:
        yield {"kind": "mission_opened"} | _rank(after) | residence
    elif after.by != NONE:
        yield {"kind": "office_opened", "office": after.by} | residence


def _rank(mission: Representation) -> dict[str, Any]:
    rank = {"level": mission.level, "head": mission.head}
    return {name: value for name, value in rank.items() if value is not None}
