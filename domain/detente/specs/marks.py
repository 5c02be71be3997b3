"""Tags as marks of pytest, by which a suite selects, skips, and expects failures."""

import re
from collections.abc import Iterable

import pytest

MEANING = {
    "skip": pytest.mark.skip(reason="it is tagged @skip"),
    "xfail": pytest.mark.xfail(reason="it is tagged @xfail", strict=False),
}
"""The tags that mean something: the same everywhere, whatever a suite has set of how strict it is."""

_NEEDING_ARGUMENTS = frozenset({"filterwarnings", "parametrize", "skipif", "usefixtures"})
"""The marks of pytest that are nothing without arguments, which tags have not."""

_REGISTERED = pytest.StashKey[set[str]]()


def can_be_mark(tag: str) -> bool:
    """Return whether a tag can be a mark: pytest reserves some names, and registers none with a colon or a bracket.

    >>> [can_be_mark(tag) for tag in ("slow", "since-1990", "été", "_own", "issue:5", "issue(5)", "skipif")]
    [True, True, True, False, False, False, False]
    """
    return tag not in _NEEDING_ARGUMENTS and re.fullmatch(r"[^_:(][^:(]*", tag) is not None


def register(tags: Iterable[str], config: pytest.Config) -> None:
    """Make tags known as marks, so that a suite that is strict about marks takes them."""
    known = config.stash.setdefault(_REGISTERED, set())
    for tag in sorted({*tags} - known):
        known.add(tag)
        config.addinivalue_line("markers", f"{tag}: scenarios tagged @{tag}")
