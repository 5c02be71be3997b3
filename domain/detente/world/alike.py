"""Pairs that came where another stands in the same way as it did."""

from datetime import date

from detente.history.history import SpoiledRecord
from detente.model.dates import day_in_words
from detente.model.errors import DetenteError
from detente.model.pairs import Pair
from detente.world.rates import Chosen
from detente.world.spells import NONE, RUNGS, spells
from detente.world.turned import Courses


class NoSuchSpell(DetenteError):
    """Nothing is recorded of how a pair came where it stood on a day."""


def alike(world: Courses, pair: Pair, on: date, in_doubt: str | None = None) -> Chosen:
    """Return the choice of the spells of other pairs that came to the status of a pair on a day in the same way.

    That is from the same status, by an event of the same kind. Raises `NoSuchSpell`, also where it is `in_doubt`, and
    said why, whether anything is recorded of a pair without lines, and `SpoiledRecord` of a pair that is left out.
    """
    if findings := next((out.findings for out in world.left_out if out.pair == pair), None):
        raise SpoiledRecord(pair, findings)
    if pair not in world.index and in_doubt:
        raise NoSuchSpell(f"Whether {pair.names} are on record cannot be said until this is mended:\n{in_doubt}")
    if pair not in world.index:
        raise NoSuchSpell(f"Nothing is recorded of {pair.names}, so that no other pair can be compared with it.")
    found = spells(world, on)
    of_pair = found.which(found.pair == world.index[pair])
    status, came_from, began = (column[-1:].tolist() for column in (of_pair.status, of_pair.came_from, of_pair.began))
    if came_from in ([], [NONE]):
        raise NoSuchSpell(
            f"Nothing says how {pair.names} came where they stood on {day_in_words(on)}: "
            "ask of a day after the first event that the record has of them."
        )
    return Chosen(
        RUNGS[status[0]],
        came_from=RUNGS[came_from[0]],
        kind=world.kinds[int(world.acts.act[began[0]])].kind,
        besides=pair,
    )
