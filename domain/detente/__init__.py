"""detente: the history of relations between countries, kept, replayed, questioned and tested.

>>> import detente
>>> history = detente.History.of(detente.read(detente.shipped_log()), "Canada", "Iran")
>>> history.at("2012-09-08").status.words
'severed'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.history.history import History
    from detente.history.state import State
    from detente.log.appending import Log
    from detente.log.record import Record, read
    from detente.log.shipped import shipped_log
    from detente.model.dates import HistoricDate
    from detente.model.errors import DetenteError
    from detente.model.moves import LeftOut, Moved
    from detente.model.pairs import Pair
    from detente.model.standing import Standing
    from detente.model.statuses import Status

__all__ = [
    "DetenteError",
    "HistoricDate",
    "History",
    "LeftOut",
    "Log",
    "Moved",
    "Pair",
    "Record",
    "Standing",
    "State",
    "Status",
    "read",
    "shipped_log",
]

_HOMES = {
    "DetenteError": "model.errors",
    "HistoricDate": "model.dates",
    "History": "history.history",
    "LeftOut": "model.moves",
    "Log": "log.appending",
    "Moved": "model.moves",
    "Pair": "model.pairs",
    "Record": "log.record",
    "Standing": "model.standing",
    "State": "history.state",
    "Status": "model.statuses",
    "read": "log.record",
    "shipped_log": "log.shipped",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the command line rarely needs them all."""
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"detente.{_HOMES[name]}"), name)
