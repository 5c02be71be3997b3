"""What stands between the United States and a state: as much of it as decides what the next deed means."""

from typing import NamedTuple

from detente.importers.state_department.deeds import Deed
from detente.importers.state_department.headings import INTERRUPTED

_RELATIONS = {
    "relations_established": "in force",
    "relations_restored": "in force",
    "relations_severed": "severed",
    "relations_lapsed": "none",
}
_GRIEVANCES = {"diplomats_expelled": True, "grievance_raised": True, "grievance_settled": False}


class Facts(NamedTuple):
    """What stands at one time."""

    relations: str = "none"
    level: str = ""
    """The level of the American mission; empty where none is open."""
    is_resident: bool = True
    was_closed: bool = False
    """Whether the American mission was closed, and has not opened since."""
    is_interrupted: bool = False
    """Whether normal relations are interrupted, though nobody broke them off."""
    is_theirs_open: bool = False
    is_aggrieved: bool = False
    """Whether a head of the American mission had to go, and none came after him."""

    @property
    def is_awaiting(self) -> bool:
        """Whether there are relations and no American mission yet: not even one that was closed."""
        return self.relations == "in force" and not self.level and not self.was_closed

    def after(self, deed: Deed) -> "Facts":
        """Return what stands after a deed."""
        if deed.kind in _RELATIONS:
            return Facts(_RELATIONS[deed.kind])
        if deed.kind.startswith("mission_"):
            return (
                self._with_mission(deed) if deed.of_us else self._replace(is_theirs_open=deed.kind != "mission_closed")
            )
        if deed.kind == "relations_normalised":
            return self._replace(is_interrupted=False, is_aggrieved=False)
        if deed.kind in _GRIEVANCES and not deed.of_us:
            return self._replace(is_aggrieved=_GRIEVANCES[deed.kind])
        return self._replace(is_interrupted=self.is_interrupted or deed.text("summary") == INTERRUPTED)

    def _with_mission(self, deed: Deed) -> "Facts":
        if deed.kind == "mission_closed":
            return self._replace(level="", was_closed=True)
        resides = self.is_resident if deed.kind != "mission_opened" else True
        return self._replace(
            level=deed.level or self.level or "embassy",
            is_resident=bool(deed.fields.get("resident", resides)),
            was_closed=False,
        )
