"""How long something lasted in a picture of many pairs, as far as the dates of events tell it."""

from collections.abc import Iterable
from typing import NamedTuple

from detente.model.dates import lasting, lasting_at_least
from detente.model.wording import from_to
from detente.views.pairs.content import Stretch


class Lasted(NamedTuple):
    """How many days something lasted, at least and at most."""

    least: int
    most: int

    @classmethod
    def of(cls, stretches: Iterable[Stretch]) -> "Lasted":
        """Return how many days some stretches have: those that are certain at least, all of them at most."""
        days = [(one.is_certain, (one.last - one.first).days + 1) for one in stretches]
        return cls(sum(count for is_certain, count in days if is_certain), sum(count for _, count in days))

    @property
    def rank(self) -> tuple[int, int]:
        """What brings the longest to the top of what is sorted."""
        return -self.least, -self.most

    def in_words(self, *, has_ended: bool) -> str:
        """Return it in words: at least, where it has not ended; nothing if it is no time at all.

        >>> Lasted(7670, 7670).in_words(has_ended=True), Lasted(1299, 1700).in_words(has_ended=False)
        ('21.0 years', '3.5 years or more')
        """
        if not self.most:
            return ""
        return lasting(self.least, self.most) if has_ended else from_to(lasting_at_least(self.least), None)
