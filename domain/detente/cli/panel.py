"""``detente panel``: a row a pair and period, for statistics."""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.cli.answer import Answer, Block, Styled, Table
from detente.cli.destination import destination
from detente.cli.errors import WrongUsage, wrong_usage
from detente.cli.inputs import is_on_spark, span_asked
from detente.cli.printing import EVERY, counting, output
from detente.log.descriptor import NAME
from detente.log.writing import replace, replacing
from detente.model.countries import country, name_in_sentence
from detente.model.errors import BadDate
from detente.model.extras import needing
from detente.model.wording import counted, did_you_mean, listing, nearest
from detente.views.panels import codebook_data, descriptor

if TYPE_CHECKING:
    from detente.world.codebook import Column


def run(asked: argparse.Namespace) -> Answer:
    """Write the panel to a file, whole or not at all, or to standard output as it is made; or tell of its columns."""
    with needing("world", "A panel"):
        from detente.world.aggregates import AGGREGATES
        from detente.world.codebook import FACTS, columns

    of = _several(asked.of, "--of", FACTS)
    by = _several(asked.by, "--by", AGGREGATES)
    if asked.codebook:
        if asked.output:
            raise WrongUsage("--codebook tells of the columns, and writes no panel: ask for the one or the other.")
        found = columns(asked.unit, asked.system, of, by)
        return Answer(partial(codebook_data, found), partial(_codebook, found))
    return _panel(asked, of, by)


def _panel(asked: argparse.Namespace, of: Sequence[str], by: Sequence[str]) -> Answer:
    from detente.cli.in_bulk import InParts
    from detente.world.files import WRITERS, objects
    from detente.world.files import Table as Written
    from detente.world.panel import Asked, Panel

    to = destination(asked, WRITERS)
    span_asked(asked)  # which refuses days the wrong way round
    only = asked.country and country(asked.country)
    wanted = Asked(asked.unit, asked.since, asked.until, asked.directed, asked.system, of, by, only)
    with wrong_usage(BadDate):
        if is_on_spark(asked):
            from detente.cli.on_spark import panel_of

            made, remarks = panel_of(asked, wanted)
        else:
            parts = InParts.of(asked)
            made = Panel(parts.of_one, wanted)
            (remarks,) = parts.remarks
    asides, code = [*remarks.asides, *_not_counted(asked.system, made.not_counted)], remarks.code
    if getattr(asked, "json", False):
        return Answer(lambda: list(objects(made.parts())), asides=asides, code=code)
    labels = {column.name: column.label for column in made.columns}
    with counting("{:,} rows made") as progress:
        count = 0

        def counted_parts() -> "Iterator[Any]":
            nonlocal count
            for part in made.parts():
                yield part
                count += part.num_rows
                progress(count - count % EVERY)

        rows = Written(made.schema, counted_parts(), labels)
        if to.path is None:
            WRITERS[to.form](rows, output())
            return Answer(asides=asides, code=code)
        with replacing(to.path) as file:
            WRITERS[to.form](rows, file)
    description = _beside(to.path)
    replace(description, descriptor(to.path, made.columns, made.left_out, remarks.in_doubt))
    said = f"{counted(count, 'row')} written to {to.path}, described in {description.name}."
    return Answer(asides=[*asides, said], code=code)


def _several(text: str, option: str, known: Sequence[str]) -> list[str]:
    """Return the words of an option that takes several, parted by commas; raise `WrongUsage` for others."""
    found = [word.strip() for word in text.split(",")]
    for word in found:
        if word not in known:
            near = did_you_mean(nearest(word, known))
            raise WrongUsage(f"“{word}” is nothing that {option} takes: it takes {listing(known)}.{near}")
    return found


def _not_counted(system: str, codes: Sequence[str]) -> Iterator[str]:
    """Return which states have no rows, because they are not in the system."""
    if codes:
        names = listing([name_in_sentence(code) for code in codes])
        yield f"Without rows, for on none of these days in the list of states ({system}): {names}."


def _beside(path: Path) -> Path:
    """Return where a file is described: `datapackage.json` beside it, unless that describes something else."""
    usual = path.with_name(NAME)
    if not usual.exists() or _describes(usual, path):
        return usual
    return path.with_name(f"{path.name}.{NAME}")


def _describes(descriptor: Path, path: Path) -> bool:
    """Whether a descriptor is of a file, and of no other."""
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        said = json.loads(descriptor.read_bytes())
        return [resource["path"] for resource in said["resources"]] == [path.name]
    return False


def _codebook(columns: "Sequence[Column]") -> Iterator[Block]:
    rows = [
        (
            Styled(column.name, "bold"),
            listing(column.values, "or") if column.form == "ordered" else column.form,
            column.what,
        )
        for column in columns
    ]
    yield Table("The columns of this panel", [("Column", 3), ("Values", 3), ("What it says", 6)], rows)
