"""Moves of a hypothesis as people phrase them: “2026-03-01 sanctions_lifted by Canada”, an event's name, “ID=DATE”."""

from collections.abc import Iterable, Sequence

from detente.history.history import History
from detente.log.hypothesis import supposed
from detente.log.phrases import BadPhrase, event_fields
from detente.model.dates import HistoricDate
from detente.model.events import Event
from detente.model.moves import LeftOut, Move, Moved


def phrased(
    history: History,
    add: Iterable[str] = (),
    without: Iterable[str] = (),
    move: Iterable[str] = (),
    before: Sequence[Move] = (),
) -> list[Move]:
    """Return the moves that phrases say, in this order; they can be about events that moves `before` them add.

    `without` and `move` name events as `History.event` takes them. Raises `BadPhrase`, `NotSupposed`, `UnknownCountry`,
    `BadDate`, `NoSuchEvent` and `SeveralEvents`.
    """
    moves: list[Move] = []
    taken = {*history.recorded.ids, *history.ids, *(one.id for one in before)}
    for text in add:
        event = supposed(history.pair, event_fields(text), taken, text)
        moves.append(event)
        taken.add(event.id)
    there = [one for one in (*before, *moves) if isinstance(one, Event)]
    moves += [LeftOut(history.event(named, *there).id) for named in without]
    for text in move:
        named, _, day = text.rpartition("=")
        if not named:
            raise BadPhrase(f"“{text}” moves no event: write the event, “=” and its new date, as in ID=DATE.")
        on = HistoricDate.typed(day)
        moves.append(Moved(history.event(named, *there).id, on))
    return moves
