"""One pair of a world by itself, out of its own lines: for what is said of it by the ids of its events."""

from detente.history.history import Begun, History, SpoiledRecord
from detente.log.record import Record
from detente.model.dates import Dated, last_day
from detente.model.events import Retraction, is_known_on
from detente.model.happening import effective
from detente.model.pairs import Pair
from detente.model.refusal import Refused
from detente.world.world import World


def alone(world: World, record: Record, pair: int, known: Dated | None = None) -> History:
    """Return the history of a pair, by its index, as the record has it and the world followed it.

    Events that the world has passed over are not in it.
    """
    if pair in world.supposed:
        return world.supposed[pair]
    if begun := world.columns.begun.get(world.pairs[pair]):
        return _part(world.pairs[pair], record, begun, known)
    try:
        return History.of(record, *world.pairs[pair], known)
    except SpoiledRecord as spoiled:
        refused = {found.cause.event.id for found in spoiled.findings if isinstance(found.cause, Refused)}
    until = None if known is None else last_day(known)
    lines = [entry.line for entry in record.entries_of(world.pairs[pair])]
    events = [one.event for one in effective(line for line in lines if until is None or is_known_on(line, until))]
    # Their order stays, whatever the events were to each other that are passed over.
    counted = [event._replace(seq=index, retracts=None) for index, event in enumerate(events)]
    kept = tuple(event for event in counted if event.id not in refused)
    return History(world.pairs[pair], (*kept, *world.surveys[pair]), until)


def _part(pair: Pair, record: Record, begun: Begun, known: Dated | None) -> History:
    """Return the part of a longer history that a record has; what is retracted in the others is none of its own."""
    lines = [entry.line for entry in record.entries_of(pair)]
    ids = {line.id for line in lines}
    own = tuple(line for line in lines if not isinstance(line, Retraction) or line.retracts in ids)
    return History(pair, own, None if known is None else last_day(known), _begun=begun)
