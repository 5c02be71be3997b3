"""What a shell is offered while an id is typed."""

import argparse
import os
from contextlib import suppress

from argcomplete.lexers import split_line

from detente.cli.grammar import answering, parser
from detente.cli.inputs import log_asked
from detente.log.outline import outlines
from detente.log.record import opened, read
from detente.model.errors import DetenteError
from detente.model.naming import line_in_words
from detente.model.pairs import Pair

SEARCHED = 2**24
"""How many bytes of a log are searched where no pair is named."""
OFFERED = 500
"""How many ids are offered at most: nobody reads more."""


def ids(prefix: str) -> dict[str, str]:
    """Return the ids that begin with what was typed, each with what happened where that is at hand.

    They are those of the pair that is named on the line, and of the log where none is. What is wrong offers nothing.
    """
    with suppress(DetenteError, OSError):
        asked = _asked(prefix)
        one, other = getattr(asked, "one", None), getattr(asked, "other", None)
        if one and other:
            entries = read(log_asked(asked)).entries_of(Pair.of(one, other))
            found = {entry.line.id: line_in_words(entry.line) for entry in entries}
        else:
            parts = opened(log_asked(asked)).chunks(stop=SEARCHED)
            found = {outline.id: "" for _, data in parts for outline in outlines(data) if outline.id}
        begun = (named for named in found if named.casefold().startswith(prefix.casefold()))
        return {named: found[named] for _, named in zip(range(OFFERED), begun, strict=False)}
    return {}


def _asked(prefix: str) -> argparse.Namespace:
    """Return what the line asks so far, as if the word that is typed were whole; which log, where that is no use."""
    start = int(os.environ["_ARGCOMPLETE"])
    *_, words, _ = split_line(os.environ["COMP_LINE"], int(os.environ["COMP_POINT"]))
    try:
        return parser().parse_known_args([*words[start:], prefix or "…"])[0]
    except SystemExit:
        return answering(("log",)).parse_known_args(words[start:])[0]
