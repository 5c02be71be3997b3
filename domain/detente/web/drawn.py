"""Drawings as they stand in a page, and where a day lies on those that have one axis of days."""

from datetime import date
from io import StringIO
from typing import NamedTuple
from xml.etree import ElementTree as ET

from markupsafe import Markup

from detente.views.timeline.content import Content
from detente.views.timeline.drawing import draw


class Scaled(NamedTuple):
    """The days that a drawing shows, and where they lie in it."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day ends; the nearest end of the drawing for days beyond it."""
        days = self.last.toordinal() - self.first.toordinal() + 1
        passed = min(max(day.toordinal() - self.first.toordinal() + 1, 0), days)
        return round(self.left + (self.right - self.left) * passed / days, 2)


class Drawn(NamedTuple):
    """A timeline, or another drawing."""

    svg: Markup
    """The drawing, to stand in a page; everything in it is escaped."""
    width: str
    height: str
    scaled: Scaled | None
    """None where nothing is drawn along the years."""


def drawn(content: Content) -> Drawn:
    """Return a timeline, drawn."""
    return placed(draw(content))


def placed(document: str) -> Drawn:
    """Return a drawing of ours as it stands in a page."""
    _, root = next(ET.iterparse(StringIO(document), ["start"]))  # noqa: S314 - drawn by us
    scaled = None
    measures = root.attrib
    if "data-first" in measures:
        first, last = (date.fromisoformat(measures[name]) for name in ("data-first", "data-last"))
        scaled = Scaled(first, last, float(measures["data-left"]), float(measures["data-right"]))
    svg = Markup(document.partition("\n")[2])  # noqa: S704 - what follows the line that says it is XML
    return Drawn(svg, measures["width"], measures["height"], scaled)
