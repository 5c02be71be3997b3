"""Where a pair stands, in the words of a diplomat: its status and what lies below it, each fact with its own date."""

from collections.abc import Iterable, Sequence

from detente.history.state import State
from detente.model.configuration import SLOT_OF
from detente.model.countries import name_in_sentence
from detente.model.dates import HistoricDate, day_in_words
from detente.model.events import Event
from detente.model.existence import absence
from detente.model.naming import event_in_words
from detente.model.rules import holding
from detente.model.standing import Fact
from detente.model.statuses import Status
from detente.model.wording import counted, listing, opening, or_possibly

RELATIONS, TALKS = SLOT_OF["relations", None], SLOT_OF["talks", None]
OVER = "†"
"""What marks a pair in a table whose record ends before the day."""
_OF_STATUS = ("sanctions", "grievances", "talks")
"""The families of facts that a survey leaves out most often, and that decide a status."""


def verdict(state: State, *, is_dated: bool = True) -> str:
    """Return where a pair stands, to be put behind whom and when: "severed since 7 September 2012, with sanctions".

    Dates are those of facts: the sanctions in force since 2010 may stand below a status that began later. Without
    dates it fits into a table.
    """
    return _Words(state, is_dated).all if state.status else state.in_words


def began(state: State) -> HistoricDate | None:
    """Return since when the fact holds on which the status rests; nothing where it rests on none."""
    return _Words(state, is_dated=True).began if state.status else None


def in_words(status: Status) -> str:
    """Return a status as a sentence has it: having no relations means having no diplomatic ones."""
    return "no diplomatic relations" if status == Status.NO_RELATIONS else status.words


def absences(state: State) -> list[str]:
    """Return a sentence for each of the two countries that did not exist on the day."""
    return [sentence for code in state.pair if (sentence := absence(code, state.day))]


def remarks(state: State) -> list[str]:
    """Return sentences on how far an answer can be trusted: what was not looked for, where the record begins or ends,
    and what is only reported or disputed.
    """  # noqa: D205 - one sentence
    if state.recorded is None:
        return []
    found = limits(state)
    if state.unsurveyed and state.is_within_record:
        families = listing(state.unsurveyed)
        found.append(f"{opening(families)} were not surveyed for {day_in_words(state.day)}.")
    for confidence in ("reported", "disputed"):
        doubted = [event_in_words(event) for event in _holding(state) if event.confidence == confidence]
        if doubted:
            found.append(f"It rests on what is only {confidence}: {listing(doubted)}.")
    return found


def is_over(state: State) -> bool:
    """Return whether the record of a pair ends before the day, so that what is told of it is older than that."""
    return state.status is not None and state.recorded is not None and state.recorded.ends_before(state.day)


def caveats(states: Sequence[State]) -> list[str]:
    """Return what is to be said under a table of many pairs, so that nobody reads absence into it."""
    return caveats_of([(is_over(state), state.unsurveyed) for state in states])


def caveats_of(told: Sequence[tuple[bool, Sequence[str] | None]]) -> list[str]:
    """Return the same, of pairs of which is told whether their record is over, and what was not surveyed."""
    found: list[str] = []
    if over := sum(is_over for is_over, _ in told):
        found.append(f"{OVER} The record of {counted(over, 'pair')} ends before that day.")
    counts = [(family, sum(family in (unsurveyed or ()) for _, unsurveyed in told)) for family in _OF_STATUS]
    if missing := [f"{family} of {number}" for family, number in counts if number]:
        found.append(f"Not surveyed for that day, of {counted(len(told), 'pair')}: {listing(missing)}.")
    return found


def limits(state: State) -> list[str]:
    """Return sentences on where the record begins or ends, if the day is outside it."""
    extent, found = state.recorded, list[str]()
    if extent is not None and extent.begins_after(state.day):
        found.append(f"The record begins {on_in_words(extent.start)}.")
    if extent is not None and extent.end is not None and extent.ends_before(state.day):
        found.append(f"The record ends {on_in_words(extent.end)}.")
    return found


def on_in_words(on: HistoricDate) -> str:
    """Return a date as a sentence places it: "on 7 September 2012", "in 1955", "between 1 and 21 May 2025"."""
    words = on.in_words()
    if on.text.startswith("["):
        has_days = all(len(point) == len("2012-09-07") for point in on.text[1:-1].replace("..", ",").split(","))
        return words if words.startswith("between") else f"{'on' if has_days else 'in'} {words}"
    if words.startswith("about"):
        return words
    return f"on {words}" if on.earliest == on.latest else f"in {words}"


def _holding(state: State) -> list[Event]:
    """Return the events by which the rungs hold, each once."""
    slots = [slot for rung in state.rungs for slot in holding(rung, state.standing.configuration)]
    return list(dict.fromkeys(event for slot in slots for event in state.standing.facts[slot].events[:1]))


class _Words:
    """The words for each rung of one state."""

    def __init__(self, state: State, is_dated: bool) -> None:  # noqa: FBT001 - of this module
        self._state = state
        self._is_dated = is_dated

    @property
    def all(self) -> str:
        """The highest rung, what may be so instead, and the rungs below it."""
        state = self._state
        others = [in_words(status) for status in state.possible if status != state.status]
        highest = state.rungs[0]
        below = f"; {self._below_talks()}" if highest == Status.TALKS_OFFERED else self._with_lower(highest)
        return f"{or_possibly([self._leading(highest), *others])}{below}"

    @property
    def began(self) -> HistoricDate | None:
        """The date of the fact on which the highest rung rests."""
        events = [fact.event for fact in self._resting(self._state.rungs[0]) if fact.event]
        return _first(events).on if events else None

    def _resting(self, rung: Status) -> list[Fact]:
        """Return the facts on which a rung rests: of open talks these alone, and relations only by themselves."""
        slots = holding(rung, self._state.standing.configuration)
        if TALKS in slots:
            return [self._state.standing.facts[TALKS]]
        return [self._state.standing.facts[slot] for slot in slots if slot != RELATIONS] or [self._fact("relations")]

    def _leading(self, rung: Status) -> str:
        """Return the words for the highest rung."""
        facts = self._resting(rung)
        if rung == Status.TALKS_OFFERED:
            return self._talks(facts)
        if rung == Status.EMBASSY_CLOSED:
            return self._of_each("embassy closed", "embassies of both closed", facts)
        return self._since(in_words(rung), facts)

    def _with_lower(self, highest: Status) -> str:
        """Return the words for the rungs below the highest."""
        lower = listing(
            [part for rung in self._state.rungs if rung.height < highest.height for part in self._lower(rung)]
        )
        is_apart = highest == Status.SANCTIONED and not self._fact("relations").in_force
        return f"{f', with {lower}' if lower else ''}{', without diplomatic relations' if is_apart else ''}"

    def _lower(self, rung: Status) -> list[str]:
        """Return the words for a rung below the highest; that relations are in force goes without saying."""
        facts = self._resting(rung)
        match rung:
            case Status.ESTABLISHED:
                return []
            case Status.SANCTIONED:
                return [self._of_each("sanctions in force", "sanctions of both in force", facts)]
            case Status.EMBASSY_CLOSED:
                return [self._of_each("an embassy closed", "the embassies of both closed", facts)]
            case Status.STRAINED:
                strains = (
                    ("a grievance open", "grievances of both open", self._sided("grievance", "open")),
                    ("an ambassador recalled", "the ambassadors of both recalled", self._sided("recall", "open")),
                )
                return [self._of_each(of_one, of_both, facts) for of_one, of_both, facts in strains if facts]
            case _:
                return [self._since(in_words(rung), facts)]

    def _talks(self, facts: Sequence[Fact]) -> str:
        """Return which of the three it is: an offer, talks under way, or an agreement not yet carried out."""
        talks = self._fact("talks")
        if talks.value == "agreed":
            dated = f" of {talks.event.on.in_words()}" if talks.event and self._is_dated else ""
            return f"talks offered (an agreement{dated} not yet carried out)"
        if talks.in_force:
            return f"talks offered ({self._since('talks under way', facts)})"
        by = listing([name_in_sentence(fact.event.by) for fact in facts if fact.event and fact.event.by])
        return self._of_each(f"talks offered by {by}", "talks offered by both", facts)

    def _below_talks(self) -> str:
        """Return how relations stand that talks are about."""
        lower = [rung for rung in self._state.rungs if rung != Status.TALKS_OFFERED]
        if not lower:
            return in_words(Status.NO_RELATIONS)
        first = lower[0]
        relations = {Status.SEVERED: "relations severed", Status.ESTABLISHED: "relations established"}
        leading = self._since(relations[first], self._resting(first)) if first in relations else self._leading(first)
        return f"{leading}{self._with_lower(first)}"

    def _of_each(self, of_one: str, of_both: str, facts: Sequence[Fact]) -> str:
        """Return words for a fact of one side, or of both, with the date of each."""
        dates = list(dict.fromkeys(fact.event.on for fact in facts if fact.event))
        if len(facts) < 2 or len(dates) < 2 or not self._is_dated:
            return self._since(of_one if len(facts) < 2 else of_both, facts)
        first, second = sorted(dates, key=lambda on: (on.latest, on.earliest))
        return f"{of_both}, {first.since_in_words()} and {second.since_in_words().removeprefix('since ')}"

    def _since(self, words: str, facts: Sequence[Fact]) -> str:
        """Return words for facts, with the date of the first of them."""
        events = [fact.event for fact in facts if fact.event]
        if not events or not self._is_dated:
            return words
        return f"{words} {_first(events).on.since_in_words()}"

    def _fact(self, name: str) -> Fact:
        return self._state.standing.facts[SLOT_OF[name, None]]

    def _sided(self, name: str, value: str) -> list[Fact]:
        facts = [self._state.standing.facts[SLOT_OF[name, side]] for side in (0, 1)]
        return [fact for fact in facts if fact.value == value]


def _first(events: Iterable[Event]) -> Event:
    """Return the event that had happened the soonest for certain."""
    return min(events, key=lambda event: (event.on.latest, event.on.earliest))
