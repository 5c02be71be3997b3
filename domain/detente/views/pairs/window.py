"""What pictures of many pairs along the years have in common: the days that are shown, and what the title says."""

from collections.abc import Iterable, Sequence
from datetime import date

from detente.history.history import History
from detente.model.dates import between
from detente.views.pairs.content import Stretch
from detente.views.sentences import as_known
from detente.views.timeline.content import Window


def window_of(stretches: Iterable[Stretch], until: date, since: date | None) -> Window:
    """Return the days from one, or from the first of some stretches, to another; raise `BadDate`."""
    between(since, until)
    first = min((one.first for one in stretches), default=until)
    return Window(since or min(first, until), until)


def titled(title: str, histories: Sequence[History]) -> str:
    """Return a title that says so where something is supposed, and as known on which day it all is."""
    supposed = "HYPOTHESIS: " if any(history.moves for history in histories) else ""
    return f"{supposed}{title}{as_known(histories[0]) if histories else ''}"
