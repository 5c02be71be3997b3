"""The course of the relations with one state: its acts and its chiefs in order, and which of them change anything.

The guide's acts come first: a chief of mission changes a mission only where no act says how it came to be open, or at
another level. What an editor decided stays as it is.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile

from detente.importers.state_department.corrections import Correction, Corrections
from detente.importers.state_department.deeds import LEVELS, US, Deed, Fields, Page
from detente.importers.state_department.facts import Facts
from detente.importers.state_department.headings import RECEIVED
from detente.importers.state_department.posts import Leaving, Post, Posts
from detente.model.existence import Span, existence
from detente.model.states import Code

_ORDER = (
    "mission_closed", "relations_severed", "relations_lapsed", "relations_established", "relations_restored",
    "mission_opened", "mission_upgraded", "mission_downgraded",
)  # fmt: skip
"""In what order events of one day come; all others after them."""
_NEAR = timedelta(days=3 * 365)
"""How long before an act of the guide a chief of mission can be the one it speaks of."""
_YEAR = timedelta(days=365)
_IMPLIED = "A mission, or its chief, implies relations; the day on which they began, or began anew, is not told."


class Course:
    """The course of one state.

    `deeds` are what remains and what is added; `reasons` why others came to nothing; `ends` when each time of the state
    ended, None for one that lasts.
    """

    def __init__(self, state: Code, told: Sequence[Deed], posts: Posts, corrections: Corrections) -> None:
        self.deeds: list[Deed] = []
        self.reasons: dict[str, str] = {}
        self.state = state
        self._posts = posts
        self._told = sorted((self._dated(deed) for deed in told), key=_key)
        self._facts = Facts()
        self.ends = [span.last for span in existence(state) or (Span(None, None),)]
        self._run(self._lapses(corrections))

    def _run(self, ends: Iterator[Deed]) -> None:
        steps: list[tuple[date, int, Deed | Post | Leaving]] = [
            *((*_key(deed), deed) for deed in (*self._told, *ends)),
            *((leaving.day, -1, leaving) for leaving in self._posts.left),
            *((post.day, len(_ORDER) + 1, post) for post in self._posts.taken),
        ]
        steps.sort(key=lambda step: step[:2])
        for number, (day, _, step) in enumerate(steps):
            match step:
                case Deed():
                    self._follow(step)
                case Post():
                    self._serve(step)
                case Leaving():
                    self._leave(step)
            if number + 1 == len(steps) or steps[number + 1][0] > day:
                self._remain(day)

    def _follow(self, deed: Deed) -> None:
        """Follow what the guide or an editor tells: as it is, or as what came before shows it to have been."""
        if deed.is_firm:
            self._take(deed)
        elif deed.kind in {"relations_established", "relations_restored"}:
            self._relate(deed)
        elif deed.kind in {"mission_opened", "mission_upgraded"}:
            self._open(deed) if deed.of_us else self._open_theirs(deed)
        elif deed.kind == "mission_closed" and not (self._facts.level if deed.of_us else self._facts.is_theirs_open):
            self.reasons[deed.told_by] = "no mission is known to have been open"
        elif deed.kind == "relations_lapsed" and self._is_nothing_left():
            self.reasons[deed.told_by] = "nothing stood between the two states that could end"
        else:
            self._take(deed)

    def _is_nothing_left(self) -> bool:
        """Whether nothing was told, or only noted, since the beginning, or since relations ended before."""
        since = takewhile(lambda one: one.kind != "relations_lapsed", reversed(self.deeds))
        return all(one.kind == "noted" for one in since)

    def _relate(self, deed: Deed) -> None:
        kind = {"none": "relations_established", "severed": "relations_restored"}.get(self._facts.relations)
        if kind == deed.kind:
            self._take(deed)
        elif kind or self._facts.is_interrupted:
            self._take(deed.but(kind or "relations_normalised", confidence="reported"))
        else:
            self.reasons[deed.told_by] = "relations were in force already"

    def _open(self, deed: Deed) -> None:
        level = deed.level or self._posts.level_near(deed.date.earliest) or "embassy"
        is_none = self._facts.relations == "none"
        if is_none and not self._is_told_later("relations_established", deed.date.latest, timedelta(days=60)):
            self._imply("relations_established", deed.told_by, deed.on, deed.page, deed.where)
        here, is_resident = self._facts.level, self._facts.is_resident
        if not here:
            self._take(deed.but("mission_opened", level=level))
        elif LEVELS.index(level) > LEVELS.index(here) or not is_resident:
            resident = {} if is_resident or deed.kind == "mission_upgraded" else {"resident": True}
            self._take(deed.but("mission_upgraded", level=max(level, here, key=LEVELS.index), **resident))
        else:
            self.reasons[deed.told_by] = "the mission was open already, at that level"

    def _open_theirs(self, deed: Deed) -> None:
        if deed.kind == "mission_upgraded" and not self._facts.is_theirs_open:
            self._take(deed.but("mission_opened", confidence="reported"))
        elif deed.kind == "mission_opened" and self._facts.is_theirs_open:
            self.reasons[deed.told_by] = "the mission was open already"
        else:
            self._take(deed)

    def _serve(self, post: Post) -> None:
        """Follow what a chief of mission tells of the mission, where the guide does not."""
        if self._facts.is_awaiting and post.chief.is_acting and post.on.earliest == post.on.latest:
            self._station(post, post.day)
            return
        why_not = self._told_otherwise(post) if post.chief.rank else "a role that says nothing of the mission's level"
        if why_not or post.chief.rank is None:
            self.reasons[post.chief.id] = why_not
            return
        if self._facts.relations != "in force":
            kind = "relations_restored" if self._facts.relations == "severed" else "relations_established"
            self._imply(kind, post.chief.id, post.on.text, post.page, post.chief.where)
        elif self._facts.is_interrupted and not self._is_told_later("relations_restored", post.day):
            self._imply("relations_normalised", post.chief.id, post.on.text, post.page, post.chief.where)
        if self._facts.is_aggrieved and post.chief.rank != ("embassy", "charge"):
            self._take(self._deed(post, "grievance_settled", by=self.state, summary=RECEIVED))
        level, head = post.chief.rank
        here = self._facts.level
        if not here:
            self._station(post, post.day)
        elif LEVELS.index(level) > LEVELS.index(here):
            self._take(self._deed(post, "mission_upgraded", level=level, head=head))
        elif LEVELS.index(level) < LEVELS.index(here) and head == "envoy" and not self._was_raised(post.day):
            self._take(self._deed(post, "mission_downgraded", level=level, head=head))
        elif post.is_resident and not self._facts.is_resident and not self._is_told_soon("mission_opened", post.day):
            self._take(self._deed(post, "mission_upgraded", level=here, head=head, resident=True))
        else:
            self.reasons[post.chief.id] = "a change of chief that leaves the mission as it was"

    def _told_otherwise(self, post: Post) -> str:
        """Return why the guide is to be heard, and not a chief of mission; empty where the chief is."""
        if self._facts.relations != "in force":
            is_told = self._is_told_later("relations_established", post.day) or self._is_told_later(
                "relations_restored", post.day
            )
            return "before relations began, as the guide tells it" if is_told else ""
        if self._facts.was_closed and post.is_resident is not False:
            if self._is_told_later("mission_opened", post.day):
                return "the mission was closed, and opened later, as the guide tells it"
            return "" if post.is_resident else "the mission was closed, and nothing tells that it opened again"
        is_higher = post.chief.rank and LEVELS.index(post.chief.rank[0]) > LEVELS.index(self._facts.level)
        if is_higher and self._facts.level and self._is_told_soon("mission_upgraded", post.day):
            return "the guide tells when the mission was raised"
        return ""

    def _leave(self, leaving: Leaving) -> None:
        """Follow what the end of a chief's office tells, where the guide does not."""
        chief, (kind, sentence) = leaving.chief, leaving.chief.leaving
        near = [deed.kind for deed in self._told if abs(deed.date.earliest - leaving.day) < _YEAR]
        is_told = kind in near or "relations_severed" in near
        if is_told or self._facts.relations != "in force" or (kind == "mission_closed" and not self._facts.level):
            return
        by = {
            "mission_closed": US,
            "relations_severed": US if "The United States severed" in chief.left else None,
            "diplomats_expelled": self.state,
        }.get(kind)
        said = {"by": by, "summary": sentence}
        told = {"confidence": "reported", **{field: value for field, value in said.items() if value}}
        self._take(Deed(chief.id, self.state, kind, leaving.on.text, told, leaving.page, chief.where))

    def _remain(self, day: date) -> None:
        """At the end of a day on which no mission is open: whoever is accredited, and stays, goes on from elsewhere."""
        if self._facts.relations != "in force" or self._facts.level:
            return
        serving = self._posts.serving(day)
        if serving and (serving.is_resident is False or not self._facts.was_closed):
            self._station(serving, day)

    def _station(self, post: Post, day: date) -> None:
        """Open a mission with the chief who serves then; one that is told to open later he leads from elsewhere."""
        level, head = post.chief.rank or (self._posts.level_near(day) or "embassy", "charge")
        is_here = post.is_resident or (post.is_resident is None and not self._is_told_later("mission_opened", day))
        deed = self._deed(post, "mission_opened", level=level, head=head, **({} if is_here else {"resident": False}))
        self._take(deed if post.day == day else deed._replace(on=day.isoformat()))

    def _take(self, deed: Deed) -> None:
        day = deed.date.earliest
        seq = sum(one.date.earliest == day for one in self.deeds)
        told = deed._replace(before=self._facts.level, relations=self._facts.relations)
        self.deeds.append(told.but(deed.kind, **({"seq": seq} if seq else {})))
        self._facts = self._facts.after(deed)

    def _imply(self, kind: str, told_by: str, on: str, page: Page, where: str) -> None:
        fields: Fields = {"confidence": "reported", "note": _IMPLIED}
        self._take(Deed(told_by, self.state, kind, on, fields, page, where))

    def _deed(self, post: Post, kind: str, **fields: str | int) -> Deed:
        said: Fields = {"by": US, "confidence": "reported", **fields}
        return Deed(post.chief.id, self.state, kind, post.on.text, said, post.page, post.chief.where)

    def _is_told_soon(self, kind: str, day: date) -> bool:
        return self._is_told_later(kind, day, _NEAR)

    def _is_told_later(self, kind: str, day: date, within: timedelta | None = None) -> bool:
        """Return whether the guide tells of an event of a kind after a day, before relations end or are severed."""
        last = day + within if within else date.max
        for deed in self._told:
            if day < deed.date.earliest <= last:
                if deed.kind == kind and (deed.of_us or deed.by is None):
                    return True
                if deed.kind in {"relations_severed", "relations_lapsed"}:
                    return False
        return False

    def _was_raised(self, day: date) -> bool:
        """Return whether the guide tells that the mission was raised not long before a day."""
        raised = (deed for deed in self._told if deed.kind == "mission_upgraded" and deed.of_us)
        return any(timedelta() <= day - deed.date.earliest < _NEAR for deed in raised)

    def _dated(self, deed: Deed) -> Deed:
        """Return a deed, told to the month or the year alone, with the day that is known of what it tells.

        Of a mission that is the day of the chief who came in that time, of the end of relations that of the state.
        """
        on = deed.date
        if deed.is_firm or on.earliest == on.latest:
            return deed
        if deed.kind == "relations_lapsed":
            lasts = (span.last for span in existence(self.state) if span.last)
            last = next((last for last in lasts if on.earliest <= last.latest <= on.latest), None)
            return deed._replace(on=last.text) if last else deed
        if not deed.of_us or not deed.kind.startswith("mission_"):
            return deed
        post = self._posts.came(on.earliest, on.latest, deed.level)
        if post is None:
            return deed
        return deed._replace(on=post.on.text, chiefs=post.page).but(deed.kind, confidence="reported")

    def _lapses(self, corrections: Corrections) -> Iterator[Deed]:
        """Return the end of relations where the state ended, unless the guide or an editor tells of it."""
        tells = [(deed.page, deed.where) for deed in self._told]
        tells += [(post.page, post.chief.where) for post in self._posts.taken]
        lapses = [deed.date.earliest for deed in self._told if deed.kind == "relations_lapsed"]
        for span in existence(self.state) if tells else ():
            if span.last is None or any(abs(day - span.last.latest) < _NEAR for day in lapses):
                continue
            page, where = tells[0]
            told_by = end_of(page.slug, self.state)
            if corrections.drops(told_by):
                self.ends.remove(span.last)
            else:
                fields: Fields = {"confidence": "reported", **(corrections[told_by] or Correction()).fields}
                yield Deed(told_by, self.state, "relations_lapsed", span.last.text, fields, page, where)


def end_of(slug: str, state: Code) -> str:
    """Return the id of what tells that a state ended."""
    return f"rdcr-{slug}-{state.lower()}-ended"


def _key(deed: Deed) -> tuple[date, int]:
    return deed.date.earliest, _ORDER.index(deed.kind) if deed.kind in _ORDER else len(_ORDER)
