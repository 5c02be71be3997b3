"""At the end of which day every pair is looked at, and as known on which."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from detente.model.dates import HistoricDate, day_in_words
from detente.web.addresses import Address
from detente.web.parameters import Parameters
from detente.web.site import Site


class When(NamedTuple):
    """What is asked of any view of every pair."""

    here: Address
    """The address that asks it."""
    day: date
    is_dated: bool
    """Whether the day was asked for, and is not simply today."""
    today: date
    known: HistoricDate | None
    """As known on which day; on none, as recorded by now."""

    @property
    def spoken(self) -> str:
        """The day in words."""
        return day_in_words(self.day)

    @property
    def end(self) -> date:
        """The last day of what is drawn along the years."""
        return max(self.today, min(self.day, date(self.today.year + 5, 12, 31)))

    def at(self, path: str, kept: Sequence[str] = ()) -> Address:
        """Return another address at the same day, with what is asked by some more names."""
        return self.here.only(("on", "known", *kept))._replace(path=path)


def when(site: Site, path: str, asked: Parameters) -> When:
    """Return which day the parameters of an address name; raise `BadQuestion`."""
    on = asked.date("on")
    day = on.latest if on else site.today
    return When(asked.address(path), day, on is not None, site.today, asked.date("known"))
