"""Dates as people type them."""

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.model.dates import HistoricDate


def typed(text: str) -> "HistoricDate":
    """Return the date that somebody typed: "2012-09-07", "7 September 2012", "today" (UTC); raise `BadDate`."""
    from detente.model.dates import TODAY, HistoricDate  # the help needs none

    if text.strip().casefold() == TODAY:
        from datetime import UTC, datetime

        text = datetime.now(UTC).date().isoformat()
    return HistoricDate.typed(text.strip())


def is_date(text: str) -> bool:
    """Whether a date can be read in a text."""
    from detente.model.errors import BadDate

    with suppress(BadDate):
        typed(text)
        return True
    return False
