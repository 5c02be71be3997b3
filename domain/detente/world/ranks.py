"""The ranks of representation that a panel tells apart: who heads a mission is told beside it."""

import numpy as np

from detente.model.configuration import NONE
from detente.model.representation import HEADS, LEVELS, NOTHING, REPRESENTATIONS, Representation

RANKS = tuple(dict.fromkeys(one._replace(head=None) for one in REPRESENTATIONS))
"""The ranks, the least first."""

RANK_OF = np.array([RANKS.index(one._replace(head=None)) for one in REPRESENTATIONS])
LEVEL_OF = np.array([LEVELS.index(one.level) - 1 for one in REPRESENTATIONS])
HEAD_OF = np.array([HEADS.index(one.head) - 1 for one in REPRESENTATIONS])
RESIDENT_OF = np.array([-1 if one == NOTHING else int(one.is_resident) for one in REPRESENTATIONS])
"""What each of `REPRESENTATIONS` is, by its index there; -1 where it has no such thing, or it is not known."""


def named(rank: Representation) -> str:
    """Return the name of a rank in a panel.

    >>> from detente.model.representation import MISSION
    >>> named(Representation(MISSION, "legation", is_resident=False)), named(Representation(MISSION))
    ('legation_nonresident', 'mission')
    """
    what = rank.level or rank.by
    return what if rank.is_resident or rank.by == NONE else f"{what}_nonresident"
