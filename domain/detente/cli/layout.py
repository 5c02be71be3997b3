"""Lines that several commands show: where a pair stands, and what is not known to the day."""

from collections.abc import Iterator

from detente.cli.answer import Line, Styled
from detente.history.state import NOTHING_RECORDED, State
from detente.model.statuses import Status
from detente.views.palette import look
from detente.views.sentences import not_known_to_the_day
from detente.views.verdicts import absences, remarks, verdict


def styled(status: Status | None, text: str | None = None) -> Styled:
    """Return the words of a status, or another text, in its style."""
    words = text if text is not None else status.words if status else NOTHING_RECORDED
    return Styled(words, look(status).style if status else "dim")


def cell(state: State) -> Styled:
    """Return where a pair stands, for a cell of a table."""
    return styled(state.status, verdict(state, is_dated=False))


def state_line(heading: str, state: State, *, is_dated: bool = False) -> Line:
    """Return a line that says where a pair stands, with the dates of the facts if asked for.

    "Canada and Iran on 8 September 2012: severed, with sanctions in force."
    """
    return (f"{heading}: ", styled(state.status, verdict(state, is_dated=is_dated)), ".")


def state_lines(heading: str, state: State, *, is_dated: bool = False) -> Iterator[Line]:
    """Return that line, one for each event that may or may not have happened by then, and what limits the answer."""
    yield from ((sentence,) for sentence in absences(state))
    yield state_line(heading, state, is_dated=is_dated)
    yield from ((sentence,) for sentence in (*not_known_to_the_day(state), *remarks(state)))
