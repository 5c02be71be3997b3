"""Which lines a line can retract: the row of the table, `detente.model.table.RETRACTION`, applied."""

from detente.model.events import Line, Retraction
from detente.model.refusal import NotAllowed
from detente.model.table import RETRACTION

EXISTS, NOT_RETRACTED, NO_RETRACTION = RETRACTION.when.split("; ")


class WrongRetraction(NotAllowed):
    """A retraction of what cannot be retracted."""

    def __init__(self, why: str, phrase: str) -> None:
        super().__init__(f"{why}.")
        self.phrase = phrase
        """The phrase of the table that does not hold."""


def wrong_retraction(line: Line, named: Line | None, *, is_retracted: bool) -> WrongRetraction | None:
    """Return why a line cannot retract the one above it that it names, if there is such a one; nothing where it can."""
    event = f"“{line.retracts}”"
    if named is None:
        return WrongRetraction(f"there is no event {event} of {line.pair.names} before this one to retract", EXISTS)
    if isinstance(named, Retraction):
        why = "is itself a retraction, which cannot be retracted; add the event anew"
        return WrongRetraction(f"{event} {why}", NO_RETRACTION)
    if named.pair != line.pair:
        return WrongRetraction(f"{event} is about {named.pair.names}: retract it under its own parties", EXISTS)
    if is_retracted:
        return WrongRetraction(f"{event} is retracted already", NOT_RETRACTED)
    if line.recorded < named.recorded:
        why = "was recorded later than this: a correction cannot be known before what it corrects"
        return WrongRetraction(f"{event} {why}", EXISTS)
    return None
