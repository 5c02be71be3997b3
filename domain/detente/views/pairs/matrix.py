"""Countries by countries on one day, as an SVG document."""

from collections.abc import Iterator, Sequence
from itertools import chain
from xml.etree import ElementTree as ET

from detente.model.pairs import Pair
from detente.model.statuses import Status
from detente.views.pairs.bands import Box, bands, entries, marks, patterns, unanswered, unknown
from detente.views.pairs.content import Cell, Matrix
from detente.views.timeline import labels, shapes
from detente.views.timeline.drawing import document, header
from detente.views.timeline.frame import MARGIN, NAME_GAP, WIDTH
from detente.views.timeline.legend import flowing
from detente.views.timeline.looks import Texture
from detente.views.timeline.shapes import Fill
from detente.views.timeline.svg import element

LEAST, MOST = 15, 28
"""How wide and high a cell is at least and at most: as small as that letters in it can still be read."""
MANY = 40
"""From how many countries on the names stand on all four sides."""
_SIZE, _ROOM = 12, 200
_LETTERS: dict[str, str | float] = {"font_size": _SIZE, "fill": shapes.DARK}
_GROUP = 5
"""How many rows lie between two lines of the grid, so that the eye finds the way back to the names."""


def draw(content: Matrix) -> str:
    """Return a matrix as an SVG 1.1 document: each pair in the row of either country, coloured by status.

    Every id in it begins with the `name` of the content. The cells of a row are a group of the class ``row``, and say
    to who points at them where the two stand.
    """
    names = [labels.shortened(name, _SIZE, _ROOM) for _, name in content.countries]
    side = min(max((WIDTH - 2 * MARGIN - _ROOM) / max(len(names), 1), LEAST), MOST)
    room = max((labels.width(name, _SIZE) for name in names), default=0) + NAME_GAP
    head, top = header(content.title, [], content.statement)
    used = list(dict.fromkeys(chain.from_iterable(_fills(content, cell) for cell in content.cells.values())))
    known = [*entries(used, content.blank), *unanswered(has_any=bool(content.left_out))]
    key, top = flowing(known, top + 16)
    if not names:
        return document(content.name, content.title, content.statement, [*head, *key], top)
    grid = Box(MARGIN + room, top + room, side * len(names), side * len(names))
    is_large = len(names) >= MANY
    drawn = [
        patterns(used),
        *head,
        *key,
        *_lines(grid, len(names)),
        *_names(names, grid, side, is_repeated=is_large),
        *(
            element("g", *_row(content, number, grid, side), class_="row", data_country=code)
            for number, (code, _) in enumerate(content.countries)
        ),
    ]
    width = max(WIDTH, grid.x + grid.width + (room if is_large else 0) + MARGIN)
    height = grid.y + grid.height + (room if is_large else 0) + MARGIN
    return document(content.name, content.title, content.statement, drawn, height, width=width)


def _lines(grid: Box, count: int) -> Iterator[ET.Element]:
    """Return the lines of the grid, stronger after each few rows, and the diagonal."""
    side, right, bottom = grid.width / count, grid.x + grid.width, grid.y + grid.height
    for strong in (False, True):
        numbers = [number for number in range(count + 1) if (number % _GROUP == 0) == strong]
        across = (f"M{grid.x:.2f},{grid.y + side * number:.2f} H{right:.2f}" for number in numbers)
        down = (f"M{grid.x + side * number:.2f},{grid.y:.2f} V{bottom:.2f}" for number in numbers)
        stroke = shapes.FAINT if strong else shapes.GRID
        yield element("path", d=" ".join((*across, *down)), stroke=stroke, stroke_width=0.5, fill="none")
    yield element("path", d=f"M{grid.x:.2f},{grid.y:.2f} L{right:.2f},{bottom:.2f}", stroke=shapes.GRID)


def _names(names: Sequence[str], grid: Box, side: float, *, is_repeated: bool) -> Iterator[ET.Element]:
    """Return the names of the rows and the columns; where there are very many, also to the right and below."""
    right, bottom = grid.x + grid.width + NAME_GAP / 2, grid.y + grid.height + NAME_GAP / 2
    left, above = grid.x - NAME_GAP / 2, grid.y - NAME_GAP / 2
    for number, name in enumerate(names):
        middle = side * (number + 0.5) + 4
        yield element("text", name, x=left, y=grid.y + middle, text_anchor="end", **_LETTERS)
        yield _upright(name, grid.x + middle, above, "start")
        if is_repeated:
            yield element("text", name, x=right, y=grid.y + middle, **_LETTERS)
            yield _upright(name, grid.x + middle, bottom, "end")


def _upright(name: str, x: float, y: float, anchor: str) -> ET.Element:
    return element("text", name, transform=f"translate({x:.2f},{y:.2f}) rotate(-90)", text_anchor=anchor, **_LETTERS)


def _row(content: Matrix, number: int, grid: Box, side: float) -> Iterator[ET.Element]:
    """Return the cells of the pairs of one country."""
    code, _ = content.countries[number]
    top = grid.y + side * number
    lettered: dict[bool, list[tuple[float, Status]]] = {True: [], False: []}
    for column, (other, _) in enumerate(content.countries):
        cell = content.cell(code, other)
        left = grid.x + side * column
        if content.is_left_out(code, other):
            yield unknown(Box(left + 0.5, top + 0.5, side - 1, side - 1), f"{Pair.of(code, other).names}: not answered")
        elif cell is not None:
            yield from bands(_fills(content, cell), Box(left + 0.5, top + 0.5, side - 1, side - 1), cell.in_words)
            if cell.is_certain:
                lettered[cell.is_within_record].append((left + side / 2, cell.status))
    for is_within_record, found in lettered.items():
        yield from marks(found, top + side / 2, on_paper=not is_within_record)


def _fills(content: Matrix, cell: Cell) -> list[Fill]:
    texture = Texture.FULL if cell.is_within_record else Texture.HOLLOW
    return [Fill(content.name, status, cell.is_certain, False, texture) for status in cell.possible]
