"""Every rule is held by a scenario: change any single phrase of the tables, and a scenario of this project fails.

DETENTE_MUTATIONS says how many changes are tried, all of them if it does not.
"""

import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from detente.model import machine, rules, table
from detente.model.statuses import Status

FEATURES = Path(__file__).parent.parent / "features"
LOG = FEATURES.parent / "events.jsonl"

OTHER_VALUES = {
    "open": ("none", "closed"),
    "closed": ("none", "open"),
    "in force": ("none", "severed"),
    "severed": ("none", "in force"),
    "standing": ("none",),
    "agreed": ("none", "open"),
    "named": ("none",),
    "none": ("in force", "severed"),
    "established": ("strained",),
    "talks offered": ("severed",),
}
EQUIVALENT = {
    # Severing has ended missions and recalls, and neither can begin again before relations are restored.
    ("relations_restored", "missions end"),
    ("relations_restored", "recalls end"),
    # For the same reason a mission is closed, and a recall open, only while relations are in force.
    ("embassy_closed", "relations in force"),
    ("strained", "relations in force"),
}
"""The phrases that could be left out without any difference, in these rows; the design has them, and so do we."""


class Mutation(NamedTuple):
    """One change to the tables."""

    where: str
    """The kind of event, or the rung."""
    before: str
    after: str

    @property
    def lost(self) -> tuple[str, str]:
        """Where it is, and what of the text is gone."""
        before, after = (Counter(re.split("; |, or | and ", text)) for text in (self.before, self.after))
        return (self.where, ", ".join(before - after))


def mutations() -> Iterator[Mutation]:
    """List every change of one phrase: left out, turned round, of another value, of the other side."""
    for row in table.EVENTS:
        for text in (row.when, row.then):
            yield from (Mutation(row.kind, text, changed) for changed in _changed(text, "; "))
        if not row.when:
            yield Mutation(row.kind, "when", "relations in force")
    for status, text in table.LADDER.items():
        yield from (Mutation(status, text, changed) for changed in _changed(text, ", or "))


def _changed(text: str, parted_by: str) -> Iterator[str]:
    phrases = text.split(parted_by) if text else []
    for place, phrase in enumerate(phrases):
        others = [*_other_phrases(phrase), ""]
        for other in others:
            kept = [*phrases[:place], *([other] if other else []), *phrases[place + 1 :]]
            yield parted_by.join(kept)


def _other_phrases(phrase: str) -> Iterator[str]:
    if " and " in phrase:
        one, other = phrase.split(" and ")
        yield from (one, other)
        return
    for value, others in OTHER_VALUES.items():
        if phrase.endswith(f" {value}"):
            stem = phrase.removesuffix(f" {value}")
            if stem.endswith(" not"):
                yield f"{stem.removesuffix(' not')} {value}"
                continue
            yield from (f"{stem} {other}" for other in others if _is_value(stem, other))
    if phrase.startswith("its ") and phrase != "its office ends":
        yield phrase.replace("its ", "the other's ", 1)
    elif phrase.startswith("the other's "):
        yield phrase.replace("the other's ", "its ", 1)


def _is_value(stem: str, value: str) -> bool:
    """Whether a fact can have a value at all."""
    fact = stem.rsplit(maxsplit=1)[-1]
    values = {
        "relations": ("none", "in force", "severed"),
        "talks": ("none", "open", "agreed"),
        "mission": ("none", "open", "closed"),
        "status": ("strained", "severed", "talks offered", "established"),
    }
    return value in values.get(fact, ("none",))


def survives(mutation: Mutation) -> bool:
    """Run the features in a process of its own, with the tables changed; tell whether all pass as if nothing were."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = _features_with(mutation)
        finally:
            # Whatever happens, this process must not go on as if it were the first.
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _features_with(mutation: Mutation) -> int:
    """Change the tables and run the features: 0 if all pass."""
    from detente.specs.running import Asked, Reporter, features_in, run

    if mutation.where in list(Status):
        table.LADDER[Status(mutation.where)] = mutation.after
    else:
        table.EVENTS = rules.EVENTS = tuple(
            row if row.kind != mutation.where else _with(row, mutation) for row in table.EVENTS
        )
    for kept in (*vars(rules).values(), *vars(machine).values()):
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        sys.stdout = sys.stderr = nowhere
        try:
            # The shortest first: nearly every change is found by one of those about the rules.
            for feature in sorted(features_in([FEATURES]), key=lambda path: path.stat().st_size):
                result, _ = run(Asked([feature], LOG), Reporter(_stop_at_failure, _stop_at_failure))
                if result.failed or result.errors:
                    return 1
        except BaseException:  # noqa: BLE001 - a table that nobody can read is found out as well
            return 1
    return 0


def _with(row: table.Row, mutation: Mutation) -> table.Row:
    if mutation.before == "when":
        return row._replace(when=mutation.after)
    return row._replace(when=mutation.after) if row.when == mutation.before else row._replace(then=mutation.after)


def _stop_at_failure(result: object) -> None:
    if getattr(result, "message", "") or getattr(result, "error", ""):
        os._exit(1)


@pytest.mark.slow
def test_a_scenario_fails_whatever_is_changed_in_the_tables() -> None:
    every = list(dict.fromkeys(mutations()))
    count = int(os.environ.get("DETENTE_MUTATIONS", str(len(every))))
    tried = random.Random(7).sample(every, min(count, len(every)))
    unheld = [mutation for mutation in tried if survives(mutation) and mutation.lost not in EQUIVALENT]
    assert not unheld, "\n".join(map(str, unheld))
