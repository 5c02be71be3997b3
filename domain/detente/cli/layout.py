"""Lines that several commands show: where a pair stands, and what is not known to the day."""

from collections.abc import Iterator

from detente.cli.answer import Block, Line, Styled
from detente.history.state import State
from detente.model.statuses import Status
from detente.views.palette import look
from detente.views.sentences import not_known_to_the_day


def styled(status: Status, text: str | None = None) -> Styled:
    """Return the words of a status, or another text, in its style."""
    return Styled(status.words if text is None else text, look(status).style)


def state_line(heading: str, state: State) -> Line:
    """Return a line that says where a pair stands: "Canada and Iran on 8 September 2012: severed."."""
    return (f"{heading}: ", styled(state.status, state.in_words), ".")


def state_lines(heading: str, state: State) -> Iterator[Block]:
    """Return that line, and one for each event that may or may not have happened by then."""
    yield state_line(heading, state)
    yield from not_known_to_the_day(state)
