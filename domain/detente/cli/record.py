"""``detente record``: in short, what is in the log."""

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from detente.cli.answer import Answer, Block, Styled
from detente.cli.inputs import record_asked
from detente.log.descriptor import Description, description
from detente.log.inventory import Inventory
from detente.model.dates import day_in_words
from detente.model.wording import counted
from detente.views.data import record_data
from detente.views.sentences import mention


def run(asked: argparse.Namespace) -> Answer:
    """Return how much of what the log holds, and what the descriptor beside it says of the log."""
    record = record_asked(asked)
    described, held = description(Path(record.path)), record.inventory
    asides = mention(record)
    if held.unread:
        asides.append(f"{counted(held.unread, 'line')} cannot be read and are not counted: detente check says why.")
    return Answer(
        partial(record_data, record.path, held, described), partial(_text, record.path, held, described), asides
    )


def _text(path: str, held: Inventory, described: Description | None) -> Iterator[Block]:
    yield (Styled(_heading(path, described), "bold"),)
    rows = [*_rows(held)]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        yield (f"  {name:<{width}}  {value}",)


def _heading(path: str, described: Description | None) -> str:
    if described is None or not described.title:
        return path
    version = f", version {described.version}" if described.version else ""
    licences = f" ({' or '.join(described.licences)})" if described.licences else ""
    return f"{described.title}{version}{licences}"


def _rows(held: Inventory) -> Iterator[tuple[str, str]]:
    yield "pairs", str(held.pairs)
    yield "events", f"{held.events}, {held.noted} of them only noted"
    if held.withdrawn:
        yield "withdrawn", str(held.withdrawn)
    yield "surveys", str(held.surveys)
    if held.first and held.last:
        yield "first event", held.first.in_words()
        yield "last event", held.last.in_words()
    yield "sources", str(held.sources)
    if held.recorded:
        yield "last added to", day_in_words(held.recorded.date())
