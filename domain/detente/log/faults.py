"""What can be wrong in one line, before it is known which line of which log it is."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong in a line: what, and the path of names and positions that leads to it."""

    message: str
    path: "tuple[str | int, ...]"
    offset: int | None = None
    """How many bytes into the line it is, where the line is not JSON and no path leads anywhere."""
    breaks_off: bool = False
    """Whether the line ends before what it began."""
