"""The posts of chiefs of mission to one state, in the order in which they were taken up."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeAlias

from detente.importers.state_department.chiefs import Chief
from detente.importers.state_department.deeds import Page
from detente.model.dates import HistoricDate

Served: TypeAlias = tuple[Chief, Page, bool | None]
"""A chief, the list that names him, and whether he resided there; None where it cannot be told."""


class Post(NamedTuple):
    """A chief of mission to one state, with the day on which the office was taken up."""

    chief: Chief
    page: Page
    is_resident: bool | None
    """None where it cannot be told."""
    on: HistoricDate

    @property
    def day(self) -> date:
        """The day on which the office was taken up."""
        return self.on.earliest

    def serves(self, day: date) -> bool:
        """Return whether the chief has come by a day, and is known to have left after it."""
        return self.day <= day and self.chief.until is not None and self.chief.until.earliest > day


class Leaving(NamedTuple):
    """The end of a chief's office, which tells of relations or of the mission."""

    chief: Chief
    page: Page
    on: HistoricDate

    @property
    def day(self) -> date:
        """When the office ended."""
        return self.on.earliest


class Posts(NamedTuple):
    """All posts to one state, in order, and the ends of offices that tell of something."""

    taken: tuple[Post, ...] = ()
    left: tuple[Leaving, ...] = ()

    @classmethod
    def of(cls, chiefs: Iterable[Served]) -> "Posts":
        """Return the posts of chiefs, each with its list and with where he resided."""
        served = list(chiefs)
        taken = [Post(chief, page, resides, chief.on) for chief, page, resides in served if chief.on]
        left = [Leaving(chief, page, chief.until) for chief, page, _ in served if chief.leaving[0] and chief.until]
        return cls(tuple(sorted(taken, key=lambda post: post.day)), tuple(left))

    def level_near(self, day: date) -> str:
        """Return the level of the mission by who takes up the post from a day on, or else held it; empty if nobody."""
        ranked = [(post.day < day, post.chief.rank[0]) for post in self.taken if post.chief.rank]
        after = [level for is_before, level in ranked if not is_before]
        before = [level for is_before, level in ranked if is_before]
        return next(iter([*after, *before[::-1]]), "")

    def serving(self, day: date) -> Post | None:
        """Return the last who serves after a day, in a role that says what the mission is; None if nobody does."""
        return next((post for post in reversed(self.taken) if post.chief.rank and post.serves(day)), None)

    def came(self, first: date, last: date, level: str) -> Post | None:
        """Return the first who took up a post of a level between two days."""
        came = (post for post in self.taken if first <= post.day <= last and post.chief.rank)
        return next((post for post in came if post.chief.rank and post.chief.rank[0] == level), None)
