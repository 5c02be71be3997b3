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
from detente.model.wording import listing, or_possibly


def verdict(state: State, *, is_dated: bool = True) -> str:
    """Return where a pair stands, to be put behind whom and when: "severed since 7 September 2012, with sanctions".

    Dates are those of facts: the sanctions in force since 2010 may stand below a status that began later. Without
    dates it fits into a table.
    """
    if state.status is None:
        return state.in_words
    others = [in_words(status) for status in state.possible if status != state.status]
    return or_possibly([_Words(state, is_dated).all, *others])


def in_words(status: Status) -> str:
    """Return a status as a sentence has it: having no relations means having no diplomatic ones."""
    return "no diplomatic relations" if status == Status.NO_RELATIONS else status.words


def remarks(state: State) -> list[str]:
    """Return sentences on how far an answer can be trusted: what was not looked for, where the record begins or ends,
    what is only reported or disputed, and who did not exist.
    """  # noqa: D205 - one sentence
    found = [sentence for code in state.pair if (sentence := absence(code, state.day))]
    extent = state.recorded
    if extent is None:
        return found
    if extent.begins_after(state.day):
        found.append(f"The record begins {on_in_words(extent.start)}.")
    if extent.end is not None and extent.ends_before(state.day):
        found.append(f"The record ends {on_in_words(extent.end)}.")
    if state.unsurveyed and state.is_within_record:
        families = listing(state.unsurveyed)
        found.append(f"{families[0].upper()}{families[1:]} were not surveyed for {day_in_words(state.day)}.")
    if state.confidence not in (None, "confirmed"):
        doubted = [event for event in _holding(state) if event.confidence != "confirmed"]
        found += [f"It rests on what is only {event.confidence}: {event_in_words(event)}." for event in doubted]
    return found


def on_in_words(on: HistoricDate) -> str:
    """Return a date as a sentence places it: "on 7 September 2012", "in 1955", "between 1 and 21 May 2025"."""
    words = on.in_words()
    if on.text.startswith("["):
        return words if words.startswith("between") else f"on {words}"
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
        self._relations = self._fact("relations")

    @property
    def all(self) -> str:
        """The highest rung, and those below it."""
        highest, *_ = self._state.rungs
        if highest == Status.TALKS_OFFERED:
            return f"{self._talks()}; {self._below_talks()}"
        return f"{self._leading(highest)}{self._with_lower(highest)}"

    def _leading(self, rung: Status) -> str:
        """Return the words for the highest rung but talks."""
        if rung == Status.SANCTIONED:
            return self._since("sanctioned", self._sided("sanctions", "in_force"))
        if rung == Status.EMBASSY_CLOSED:
            closed = self._sided("mission", "closed")
            return self._since("embassy closed" if len(closed) == 1 else "embassies of both closed", closed)
        if rung == Status.STRAINED:
            return self._since("strained", [*self._sided("grievance", "open"), *self._sided("recall", "open")])
        return self._since(in_words(rung), [self._relations])

    def _with_lower(self, highest: Status) -> str:
        """Return the words for the rungs below the highest."""
        lower = listing(
            [part for rung in self._state.rungs if rung.height < highest.height for part in self._lower(rung)]
        )
        apart = (
            ", without diplomatic relations" if highest == Status.SANCTIONED and not self._relations.in_force else ""
        )
        return f"{f', with {lower}' if lower else ''}{apart}"

    def _lower(self, rung: Status) -> list[str]:
        if rung == Status.SANCTIONED:
            return [self._since("sanctions in force", self._sided("sanctions", "in_force"))]
        if rung == Status.EMBASSY_CLOSED:
            closed = self._sided("mission", "closed")
            return [self._since("an embassy closed" if len(closed) == 1 else "the embassies of both closed", closed)]
        if rung == Status.STRAINED:
            grievances, recalls = self._sided("grievance", "open"), self._sided("recall", "open")
            strains = (("a grievance open", grievances), ("an ambassador recalled", recalls))
            return [self._since(words, facts) for words, facts in strains if facts]
        return []

    def _talks(self) -> str:
        """Return which of the three it is: an offer, talks under way, or an agreement not yet carried out."""
        talks, offers = self._fact("talks"), self._sided("offer", "standing")
        if talks.value == "agreed":
            return f"talks offered ({self._since('an agreement not yet carried out', [talks])})"
        if talks.value == "open":
            return f"talks offered ({self._since('talks under way', [talks])})"
        events = [offer.event for offer in offers if offer.event]
        by = " by both" if len(offers) > 1 else "".join(f" by {self._name(event)}" for event in events)
        return self._since(f"talks offered{by}", offers)

    def _below_talks(self) -> str:
        """Return how relations stand that talks are about."""
        lower = [rung for rung in self._state.rungs if rung != Status.TALKS_OFFERED]
        if not lower:
            return in_words(Status.NO_RELATIONS)
        first = lower[0]
        relations = {Status.SEVERED: "relations severed", Status.ESTABLISHED: "relations established"}
        leading = self._since(relations[first], [self._relations]) if first in relations else self._leading(first)
        return f"{leading}{self._with_lower(first)}"

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

    def _name(self, event: Event) -> str:
        return name_in_sentence(event.by) if event.by else "both"


def _first(events: Iterable[Event]) -> Event:
    return min(events, key=lambda event: (event.on.earliest, event.on.latest))
