"""What a hypothesis makes of a history: what it supposes, and what of the record it leaves no room for."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from detente.model.errors import DetenteError
from detente.model.events import Event
from detente.model.following import Change, follow
from detente.model.happening import Happening
from detente.model.machine import START, Position
from detente.model.meant import NoSuchEvent
from detente.model.moves import LeftOut, Move, Moved
from detente.model.naming import act_in_words, line_in_words
from detente.model.pairs import Pair
from detente.model.refusal import Refused
from detente.model.standing import Standing
from detente.model.wording import did_you_mean, listing, nearest

if TYPE_CHECKING:
    from detente.history.routes import Routes


class Impossible(DetenteError):
    """A hypothesis of which the rules refuse an event that it supposes."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused)
        self.refused = refused

    @property
    def ways(self) -> "Routes":
        """The shortest ways that would have made it possible."""
        from detente.history.goals import Allowed  # what is possible needs no way to it
        from detente.history.routes import routes

        return routes(self.refused.standing.position, Allowed(self.refused.happening.act), limit=3)

    @property
    def because(self) -> str:
        """What the rules need and do not have, and what would make it possible."""
        return f"{self.refused.because}. {_would_be_possible(self.refused.event, self.ways)}"

    def __str__(self) -> str:
        event, before = self.refused.event, self.refused.standing
        since = f" {before.since.on.since_in_words()}" if before.since else ""
        stood = f"Before it the status is {before.status.words}{since}."
        return f"{self.refused} {stood} {_would_be_possible(event, self.ways)}"


class Overtakes(DetenteError):
    """A hypothesis that leaves no room for events of the record, where it was to leave room for all."""

    def __init__(self, overtaken: Sequence[Refused]) -> None:
        super().__init__(overtaken)
        self.overtaken = overtaken

    def __str__(self) -> str:
        listed = "\n".join(
            "\n    ".join([f"  {because}:", *(line_in_words(one.event) for one in refused)])
            for because, refused in by_rule(self.overtaken).items()
        )
        return f"The hypothesis overtakes what is recorded:\n{listed}"


def check(pair: Pair, ids: frozenset[str], moves: Iterable[Move]) -> None:
    """Hold moves against the ids of a pair's events, as they follow each other; raise `NoSuchEvent`."""
    there = set(ids)
    for made in moves:
        if isinstance(made, LeftOut | Moved):
            if made.id not in there:
                why = " any more: it is left out" if made.id in ids else ""
                near = "" if why else did_you_mean(nearest(made.id, there))
                raise NoSuchEvent(f"The history of {pair.names} has no event “{made.id}”{why}.{near}")
            if isinstance(made, LeftOut):
                there.remove(made.id)
        elif made.pair != pair or made.id in there:
            what = f"is one of {made.pair.names}" if made.pair != pair else "is there already"
            raise NoSuchEvent(f"The event “{made.id}” cannot be added to {pair.names}: it {what}.")
        else:
            there.add(made.id)


def by_rule(overtaken: Iterable[Refused]) -> dict[str, list[Refused]]:
    """Return events that a hypothesis leaves no room for by the rule that each would break, and how it is broken."""
    groups: dict[str, list[Refused]] = {}
    for refused in overtaken:
        groups.setdefault(refused.because, []).append(refused)
    return groups


class Followed(NamedTuple):
    """A history that was followed: what the machine took, where each led, and what it refused."""

    happenings: tuple[Happening, ...] = ()
    positions: tuple[Position, ...] = ()
    """Where each of them led."""
    refused: tuple[tuple[Happening, int], ...] = ()
    """The others, each with how many had been taken before it."""
    start: Position = START
    """Where things stood before all of them."""

    def before(self, index: int) -> Position:
        """Return where things stood before one of those taken."""
        return self.positions[index - 1] if index else self.start


def alike(some: Sequence[Happening], others: Sequence[Happening]) -> int:
    """Count with how many of the same happenings two sequences begin."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((index for index, (one, other) in pairs if one is not other), min(len(some), len(others)))


def followed(begun: Standing, happenings: Sequence[Happening], known: Followed | None = None) -> Followed:
    """Return where what happens leads, in its order, from a standing on.

    Of what has been followed already only as much is followed again as it takes: from where the two first differ
    until the last ones are the same and things stand as they stood.
    """
    known = known or Followed(start=begun.position)
    same, alike_at_end = alike(happenings, known.happenings), alike(happenings[::-1], known.happenings[::-1])
    taken, positions = list(known.happenings[:same]), list(known.positions[:same])
    refused = list[tuple[Happening, int]]()
    steps = follow(Standing(begun.pair, known.before(same)), happenings[same:])
    position = known.before(same)
    for left in range(len(happenings) - same, 0, -1):
        if left <= alike_at_end and position == known.before(len(known.happenings) - left):
            taken += known.happenings[-left:]
            positions += known.positions[-left:]
            break
        step = next(steps)
        if isinstance(step, Change):
            position = step.after.position
            taken.append(step.happening)
            positions.append(position)
        else:
            refused.append((step.happening, len(taken)))
    return Followed(tuple(taken), tuple(positions), tuple(refused), begun.position)


def _would_be_possible(event: Event, ways: "Routes") -> str:
    if not ways.total:
        return "Nothing that the two can do would make it possible."
    chains = [" → ".join(act_in_words(act, event.pair) for act in way.acts) for way in ways.given]
    return f"It would be possible after {listing(chains, 'or after')}."
