"""A timeline: the course of a pair, drawn for reading as an SVG document."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from detente.history.differences import spans
from detente.history.history import History, State
from detente.model.dates import day_in_words
from detente.model.errors import DetenteError
from detente.model.moves import LeftOut, Moved
from detente.model.naming import act_in_words
from detente.model.rules import Act
from detente.views import ink, labels, strokes
from detente.views.course import Course, Window, bands, in_sentences, marks, runs
from detente.views.frame import LANES_FROM, MARGIN, ROW, WIDTH, Flag, Frame, flags, spots
from detente.views.ink import Fill
from detente.views.legend import legend
from detente.views.scale import Scale
from detente.views.svg import element, written

_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_TITLE, _SUBTITLE = 22, 14
_MOST_LINES = 4
"""How many lines the hypothesis is told in; the description tells all of it."""


class BackwardsWindow(DetenteError):
    """A timeline that is to end before it begins."""


def timeline(history: History, until: date, since: date | None = None) -> str:
    """Draw the course of a pair from one day to another, by default from its first event, as an SVG 1.1 document.

    The rungs of the ladder are lanes, the highest at the top. A hypothesis is drawn beside what is recorded. Both
    days are included, and events after `until` are not drawn. Raises `BackwardsWindow` if `since` is later than
    `until`, and what the history raises if it cannot be followed.
    """
    if since is not None and since > until:
        raise BackwardsWindow(
            f"A timeline cannot end on {day_in_words(until)}, before it begins on {day_in_words(since)}."
        )
    begun = min((event.on.earliest for event in (*history.recorded.events, *history.events)), default=date.max)
    if begun > until:
        return _nothing(history, until)
    window = Window(since or _a_little_before(begun, until), until)
    histories = [history.recorded, history] if history.moves else [history]
    courses = [Course(runs(spans(one), window), bool(one.moves)) for one in histories]
    marked = marks(history, window)
    scale = Scale(window.first, window.last, LANES_FROM, WIDTH - MARGIN)
    flying = flags(marked, scale)

    header, top = _header(history, _stands(history, until))
    frame = Frame(scale, top + _height(flying, is_above=True), len(courses))
    axis = frame.bottom + _height(flying, is_above=False)
    spotted = spots(marked, frame)
    silent = sum(mark.tells for mark in marked) > len(flying)
    explained, bottom = legend(courses, spotted, axis + 52, "Not every change has room for a label." if silent else "")
    told = " ".join(_of(course, history, in_sentences(course.runs)) for course in courses)
    drawn = [
        _patterns(courses),
        *header,
        *strokes.lanes(frame, axis),
        *(part for track, course in enumerate(courses) for part in strokes.course_bands(course, track, frame)),
        *(strokes.pole(flag, spotted[flag.number], frame) for flag in flying),
        *(part for track, course in enumerate(courses) for part in strokes.course_lines(course, track, frame)),
        *(ink.extent(spot.left, spot.right, spot.y) for spot in spotted if spot.has_extent),
        *map(strokes.event, sorted(spotted, key=lambda spot: spot.mark.tells)),
        *(part for flag in flying for part in strokes.label(flag, spotted[flag.number], frame)),
        *explained,
    ]
    return _document(history, f"{' '.join(_supposed(history))} {told}".strip(), drawn, bottom)


def _nothing(history: History, until: date) -> str:
    """Draw that there is nothing to draw."""
    when = f" by {day_in_words(until)}" if history.events or history.recorded.events else ""
    said = f"Nothing is recorded of {history.pair.names}{when}{_as_known(history)}."
    header, bottom = _header(history, said)
    return _document(history, said, header, bottom)


def _document(history: History, description: str, drawn: Iterable[ET.Element], height: float) -> str:
    """Put a drawing on paper, with a title and a description for who does not see it."""
    return written(
        element(
            "svg",
            element("title", _title(history), id="title"),
            element("desc", description, id="description"),
            element("rect", width=WIDTH, height=height, fill=ink.PAPER),
            *drawn,
            xmlns="http://www.w3.org/2000/svg",
            version="1.1",
            width=WIDTH,
            height=height,
            viewBox=f"0 0 {WIDTH} {height:.0f}",
            role="img",
            aria_labelledby="title description",
            font_family=_FONTS,
        )
    )


def _title(history: History) -> str:
    return f"{'HYPOTHESIS: ' if history.moves else ''}{history.pair.names}"


def _header(history: History, said: str) -> tuple[list[ET.Element], float]:
    """Write the title, what is supposed, and a sentence under it; give where they end."""
    room = WIDTH - 2 * MARGIN
    supposed = labels.lines(" ".join(_supposed(history)).split(), _SUBTITLE, room)
    if len(supposed) > _MOST_LINES:
        supposed = [*supposed[: _MOST_LINES - 1], "…"]
    title = element("text", _title(history), x=MARGIN, y=38, font_size=_TITLE, font_weight="bold", fill=ink.INK)
    told = [
        element("text", line, x=MARGIN, y=62 + 20 * number, font_size=_SUBTITLE, fill=ink.INK)
        for number, line in enumerate([*supposed, *labels.lines(said.split(), _SUBTITLE, room)])
    ]
    return [title, *told], 66 + 20 * len(told)


def _stands(history: History, until: date) -> str:
    """Say where the pair stands on the last day."""
    when = f"On {day_in_words(until)}{_as_known(history)}"
    recorded, supposed = map(_state, (history.recorded.at(until), history.at(until)))
    if not history.moves:
        return f"{when}: {recorded}."
    if recorded == supposed:
        return f"{when}: {recorded}, as recorded and as supposed."
    return f"{when}: {recorded}, as recorded; {supposed}, as supposed."


def _state(state: State) -> str:
    return f"{state.in_words}{f' {state.since.since_in_words()}' if state.since else ''}"


def _as_known(history: History) -> str:
    return f", as known on {day_in_words(history.known_on)}" if history.known_on else ""


def _supposed(history: History) -> Iterator[str]:
    """Say what a hypothesis supposes, a sentence for each move."""
    known = {event.id: event for event in (*history.recorded.events, *history.events)}
    recorded = {event.id: event for event in history.recorded.events}
    for move in history.moves:
        if not isinstance(move, LeftOut | Moved):
            yield f"Supposed: {act_in_words(Act.of(move), move.pair)}, {move.on.in_words()}."
            continue
        event = recorded.get(move.id) or known.get(move.id)
        named = move.id if event is None else f"{act_in_words(Act.of(event), event.pair)}, {event.on.in_words()}"
        yield f"Left out: {named}." if isinstance(move, LeftOut) else f"Moved: {named}, to {move.on.in_words()}."


def _of(course: Course, history: History, told: str) -> str:
    """Say which course is told, if there are two."""
    return f"{course.name[0].upper()}{course.name[1:]}. {told}" if history.moves else told


def _patterns(courses: Sequence[Course]) -> ET.Element:
    """Define the patterns of the fills that need one, each once."""
    fills = dict.fromkeys(
        Fill(band.status, band.run.is_certain, course.is_supposed) for course in courses for band in bands(course.runs)
    )
    return element("defs", *(pattern for fill in fills if (pattern := fill.pattern) is not None))


def _height(flying: Sequence[Flag], *, is_above: bool) -> float:
    """Give how high the rows of labels are on one side of the lanes."""
    rows = [flag.placed.row + 1 for flag in flying if flag.is_above == is_above]
    return max(rows, default=0) * ROW + 8


def _a_little_before(day: date, until: date) -> date:
    """Leave room before the first event."""
    room = max(1, (until - day).days // 60)
    return date.fromordinal(max(1, day.toordinal() - room))
