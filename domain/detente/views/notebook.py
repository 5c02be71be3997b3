"""States and histories as a notebook shows them: a table, and under it the timeline."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import blake2b

from detente.history.history import History
from detente.history.reasons import reasons
from detente.history.state import State
from detente.model.errors import DetenteError
from detente.model.wording import opening
from detente.views.blocks import Block, Styled, Table
from detente.views.course import course_table, told
from detente.views.html import as_html
from detente.views.sentences import as_asked, heading, not_known_to_the_day, nothing_recorded
from detente.views.timeline.drawing import draw
from detente.views.timeline.from_history import content_of
from detente.views.verdicts import absences, remarks, verdict

_PAPER = "background:#fff;color:#1a1a1a;color-scheme:light;padding:.5em;max-height:40em;overflow:auto"
"""How what everything lies on looks: also in a notebook that is dark it is light, as the drawing is."""


def state_html(state: State) -> str:
    """Return where a pair stands, its facts, and the timeline until that day."""
    return _on_paper(lambda: (_state(state), _drawn(state.history, state.day)))


def history_html(history: History) -> str:
    """Return the course of a pair, and its timeline until the last event."""
    return _on_paper(lambda: (_course(history), _drawn(history, history.last_day)))


def _on_paper(made: Callable[[], tuple[Iterable[Block], str]]) -> str:
    """Return what is shown; where it cannot be answered, why not, for a notebook would show a traceback."""
    try:
        blocks, drawing = made()
        shown = f"{as_html(blocks)}\n{drawing}"
    except DetenteError as error:
        shown = as_html([str(error)])
    return f'<div style="{_PAPER}">\n{shown}\n</div>'


def _state(state: State) -> Iterator[Block]:
    if state.status is None:
        yield nothing_recorded(state.history)
        yield from absences(state)
        return
    yield from absences(state)
    yield (Styled(f"{heading(state)}: {verdict(state)}.", "bold"),)
    yield from (*not_known_to_the_day(state), *remarks(state))
    rows = [
        (reason.fact, reason.in_words, event.on.in_words() if event else "–", event.id if event else "–")
        for reason in reasons(state)
        for event in (reason.because.event,)
    ]
    yield Table("Facts in force", [("Fact", 3), ("Value", 3), ("Since", 3), ("Event", 4)], rows)


def _course(history: History) -> Iterator[Block]:
    title = f"{opening(history.pair.names)}{as_asked(history)}"
    yield course_table(title, told(history, history.told)) if history.told else nothing_recorded(history)


def _drawn(history: History, until: date) -> str:
    """Return the timeline as an element of a page, with ids of its own: a page may have others of the same pair."""
    content = content_of(history, until)
    mark = blake2b(repr(content).encode(errors="replace"), digest_size=4).hexdigest()
    return draw(content._replace(name=f"{content.name}-{mark}")).partition("?>\n")[2]
