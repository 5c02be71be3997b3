"""A timeline drawn for reading, as an SVG document."""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree as ET

from detente.model.wording import opening
from detente.views.timeline import facts, labels, parts, shapes
from detente.views.timeline.content import Content, bands, in_sentences
from detente.views.timeline.frame import MARGIN, ROW, WIDTH, Flag, Frame, flags, spots
from detente.views.timeline.legend import legend
from detente.views.timeline.rows import Rows, lanes_from
from detente.views.timeline.scale import Scale
from detente.views.timeline.shapes import Fill
from detente.views.timeline.svg import as_document, element

_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_TITLE, _SUBTITLE = 22, 14
_MOST_LINES = 4
"""How many lines a hypothesis is shown in; the description has all of it."""


def draw(content: Content) -> str:
    """Return a timeline as an SVG 1.1 document: the rungs of the ladder are lanes, and under them the facts.

    Every id in it begins with the `name` of the content, so that drawings of several names can stand on one page.
    The root carries the scale, for who lays something on the drawing by its date: from the beginning of the day
    ``data-first`` at x = ``data-left`` to the end of the day ``data-last`` at ``data-right``, in the units of the
    ``viewBox``. It is not there where nothing is drawn.
    """
    if not content.tracks:
        head, bottom = header(content.title, content.suppositions, content.statement)
        return document(content.name, content.title, content.statement, head, bottom)
    scale = Scale(*content.window, lanes_from(content.lanes), WIDTH - MARGIN)
    points, tracks = content.points, content.tracks
    flying = flags(points, scale)
    head, top = header(content.title, content.suppositions, content.statement)
    frame = Frame(scale, top + _height(flying, is_above=True), len(tracks))
    under = frame.bottom + _height(flying, is_above=False)
    rows = Rows(content.lanes, under + 8 if content.lanes else under)
    spotted = spots(points, frame)
    some_lack_labels = sum(point.is_labelled for point in points) > len(flying)
    remark = "Not every change has room for a label." if some_lack_labels else ""
    key, bottom = legend(content, spotted, rows.bottom + 52, remark)
    drawn = [
        _patterns(content),
        *head,
        *parts.lanes(frame),
        *facts.lanes(rows, scale),
        *parts.axis(scale, frame.top, rows.bottom),
        *(part for number, track in enumerate(tracks) for part in parts.bands(content.name, track, number, frame)),
        *(parts.pole(flag, spotted[flag.number], frame) for flag in flying),
        *(part for number, track in enumerate(tracks) for part in parts.lines(track, number, frame)),
        *(shapes.extent(spot.left, spot.right, spot.y) for spot in spotted if spot.has_extent),
        *map(parts.event, sorted(spotted, key=lambda spot: spot.point.is_labelled)),
        *(part for flag in flying for part in parts.label(flag, spotted[flag.number], frame)),
        *facts.bands(content.name, rows, scale),
        *key,
    ]
    description = " ".join([*content.suppositions, *_in_words(content)])
    return document(content.name, content.title, description, drawn, bottom, **scale.measures)


def document(  # noqa: PLR0913 - each by its name
    name: str,
    title: str,
    description: str,
    drawn: Iterable[ET.Element],
    height: float,
    *,
    width: float = WIDTH,
    **measures: str | float,
) -> str:
    """Return a drawing on paper, with a title and a description for who does not see it."""
    title_id, description_id = f"{name}-title", f"{name}-description"
    return as_document(
        element(
            "svg",
            element("title", title, id=title_id),
            element("desc", description, id=description_id),
            element("rect", width=width, height=height, fill=shapes.BACKGROUND),
            *drawn,
            xmlns="http://www.w3.org/2000/svg",
            version="1.1",
            width=width,
            height=height,
            viewBox=f"0 0 {width:.0f} {height:.0f}",
            role="img",
            aria_labelledby=f"{title_id} {description_id}",
            font_family=_FONTS,
            **measures,
        )
    )


def header(title: str, suppositions: Sequence[str], statement: str) -> tuple[list[ET.Element], float]:
    """Return the title, what is supposed, and the lines under them; and where they end."""
    room = WIDTH - 2 * MARGIN
    supposed = labels.lines(" ".join(suppositions).split(), _SUBTITLE, room)
    if len(supposed) > _MOST_LINES:
        supposed = [*supposed[: _MOST_LINES - 1], "…"]
    stated = [line for part in statement.split("\n") for line in labels.lines(part.split(), _SUBTITLE, room)]
    top = element("text", title, x=MARGIN, y=38, font_size=_TITLE, font_weight="bold", fill=shapes.DARK)
    lines = [
        element("text", line, x=MARGIN, y=62 + 20 * number, font_size=_SUBTITLE, fill=shapes.DARK)
        for number, line in enumerate([*supposed, *stated])
    ]
    return [top, *lines], 66 + 20 * len(lines)


def _in_words(content: Content) -> Iterator[str]:
    """Return what is drawn in sentences: the statuses, then each fact; where there are two tracks, with their names."""
    names = [f"{opening(track.name)}. " if len(content.tracks) > 1 else "" for track in content.tracks]
    for name, track in zip(names, content.tracks, strict=True):
        yield f"{name}{in_sentences(track.spans)}"
    for lane in content.lanes:
        yield f"{opening(lane.name)}."
        for name, held in zip(names, lane.tracks, strict=True):
            yield f"{name}{in_sentences(held)}"


def _patterns(content: Content) -> ET.Element:
    """Return the patterns of the fills that need one, each once."""
    of_statuses = (
        Fill(content.name, band.status, band.span.is_certain, track.is_supposed)
        for track in content.tracks
        for band in bands(track.spans)
    )
    of_facts = (
        facts.fill(content.name, held, is_supposed=number > 0)
        for lane in content.lanes
        for number, track in enumerate(lane.tracks)
        for held in track
    )
    fills = dict.fromkeys((*of_statuses, *of_facts))
    return element("defs", *(pattern for fill in fills if (pattern := fill.pattern) is not None))


def _height(flying: Sequence[Flag], *, is_above: bool) -> float:
    """Return how high the rows of labels are on one side of the lanes."""
    rows = [flag.placed.row + 1 for flag in flying if flag.is_above == is_above]
    return max(rows, default=0) * ROW + 8
