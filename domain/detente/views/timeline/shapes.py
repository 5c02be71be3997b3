"""The shapes of a timeline, drawn so that they read without colours too: fills, lines and signs."""

from typing import NamedTuple
from xml.etree import ElementTree as ET

from detente.model.statuses import Status
from detente.views.palette import look
from detente.views.timeline.content import Fate
from detente.views.timeline.looks import Texture
from detente.views.timeline.svg import element

DARK, FAINT, GRID, SHADE, BACKGROUND = "#1a1a1a", "#595959", "#d9d9d9", "#f5f5f5", "#ffffff"
SUPPOSED = "#005a8c"
"""The colour of what is supposed; it is dashed or an open diamond as well."""


class Fill(NamedTuple):
    """How a band is filled: plain if certain and hatched if not; if supposed, dotted or hatched the other way."""

    drawing: str
    """The name of the drawing that it belongs to."""
    status: Status
    """The rung whose colour it has."""
    is_certain: bool
    is_supposed: bool
    texture: Texture = Texture.FULL

    @property
    def paint(self) -> str:
        """The value of ``fill``."""
        return look(self.status).colour if self.is_plain else f"url(#{self._name})"

    @property
    def pattern(self) -> ET.Element | None:
        """The pattern to be defined for it, if it needs one."""
        if self.is_plain:
            return None
        paper = element("rect", width=8, height=8, fill=BACKGROUND)
        motif = self._motif(look(self.status).colour)
        return element("pattern", paper, *motif, id=self._name, width=8, height=8, patternUnits="userSpaceOnUse")

    def _motif(self, colour: str) -> list[ET.Element]:
        """Return what is drawn on the paper of the pattern again and again."""
        if not self.is_certain:
            way = "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6" if not self.is_supposed else "M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2"
            return [element("path", d=way, stroke=colour, stroke_width=_HATCHES[self.texture], fill="none")]
        if self.texture == Texture.STRIPED:
            return [element("path", d="M0,2 H8 M0,6 H8", stroke=colour, stroke_width=2, fill="none")]
        if self.is_supposed and self.texture == Texture.FULL:
            return [element("circle", cx=x, cy=y, r=1.5, fill=colour) for x, y in ((2, 2), (6, 6))]
        return []

    @property
    def is_plain(self) -> bool:
        """Whether the colour alone fills it, and no pattern."""
        return self.is_certain and not self.is_supposed and self.texture == Texture.FULL

    @property
    def _name(self) -> str:
        track, certain = "supposed" if self.is_supposed else "recorded", "certain" if self.is_certain else "uncertain"
        texture = "" if self.texture == Texture.FULL else f"-{self.texture}"
        return f"{self.drawing}-{track}-{certain}-{self.status}{texture}"


_HATCHES = {Texture.FULL: 2.4, Texture.STRIPED: 1.7, Texture.HOLLOW: 1.0}
"""How strong the lines of a hatch are."""


def band(fill: Fill, x: float, y: float, width: float, height: float) -> ET.Element:
    """Return a band; where it is no plain fill, its edge says where it ends."""
    edge: dict[str, str | float] = {} if fill.is_plain else {"stroke": FAINT, "stroke_width": 0.75}
    if fill.texture == Texture.HOLLOW and fill.is_certain and width > 4:
        strong = 2 if height > 10 else 1.25
        edge = {"stroke": look(fill.status).colour, "stroke_width": strong}
        x, y, width, height = x + strong / 2, y + strong / 2, width - strong, height - strong
    if fill.is_supposed:
        edge["stroke_dasharray"] = "4 2"
    return element("rect", x=x, y=y, width=width, height=height, fill=fill.paint, **edge)


def line(path: str, *, is_certain: bool, is_supposed: bool) -> ET.Element:
    """Return a part of the line of a track."""
    look: dict[str, str | float] = {"stroke_dasharray": "7 4"} if is_supposed else {}
    return element(
        "path",
        d=path,
        fill="none",
        stroke=SUPPOSED if is_supposed else DARK,
        stroke_width=2.5 if is_certain else 1,
        **look,
    )


def extent(left: float, right: float, y: float) -> ET.Element:
    """Return a line between the first and the last day on which something can have happened."""
    ends = f"M{left:.2f},{y - 5:.2f} v10 M{left:.2f},{y:.2f} H{right:.2f} M{right:.2f},{y - 5:.2f} v10"
    return element(
        "g",
        element("path", d=ends, stroke=BACKGROUND, stroke_width=4.5, fill="none"),
        element("path", d=ends, stroke=DARK, stroke_width=2, fill="none"),
    )


def sign(fate: Fate, x: float, y: float, room: float, *, changes_status: bool) -> ET.Element:
    """Return the sign of an event: its shape says what it did, or what a hypothesis makes of it."""
    size = min(5.5, max(room / 2, 4)) if changes_status else min(4, room / 2)
    if fate == Fate.SUPPOSED:
        path = f"M{x:.2f},{y - 1.4 * size:.2f} l{_enlarged(size * 1.4, '1,1 -1,1 -1,-1')} z"
        return element("path", d=path, fill=BACKGROUND, stroke=SUPPOSED, stroke_width=2.25)
    if fate == Fate.OVERTAKEN:
        down, up, back = (_enlarged(size, point) for point in ("2,2", "0,-2", "-2,2"))
        cross = f"M{x - size:.2f},{y - size:.2f} l{down} m{up} l{back}"
        return element(
            "g",
            element("path", d=cross, stroke=BACKGROUND, stroke_width=5, fill="none"),
            element("path", d=cross, stroke=DARK, stroke_width=2.5, fill="none"),
        )
    if fate in (Fate.LEFT_OUT, Fate.MOVED):
        return element("circle", cx=x, cy=y, r=size, fill=BACKGROUND, stroke=DARK, stroke_width=2)
    if changes_status:
        return element("circle", cx=x, cy=y, r=size, fill=DARK, stroke=BACKGROUND, stroke_width=1.25)
    height = min(room, 14)
    return element(
        "rect", x=x - 1, y=y - height / 2, width=2, height=height, fill=DARK, stroke=BACKGROUND, stroke_width=0.5
    )


def _enlarged(size: float, path: str) -> str:
    """Return the relative points of a path, enlarged."""
    return " ".join(",".join(f"{float(along) * size:.2f}" for along in point.split(",")) for point in path.split())
