"""Every pair of a log at once, in columns: replay in bulk, panels, base rates.

It needs the extra ``detente[world]``: numpy for the following, DuckDB for the reading, Arrow for what is handed on.
"""

import sys
from types import ModuleType
from typing import Any


class _Opened(ModuleType):
    """The room itself: ``detente.world`` names it, and is called as the function `detente.world.opening.world`."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        from detente.world.opening import world

        return world(*given, **named)


sys.modules[__name__].__class__ = _Opened
