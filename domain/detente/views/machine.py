"""The state machine, drawn: as Mermaid, as Graphviz DOT, and its table as Markdown."""

from collections.abc import Iterable
from functools import cache

from detente.model.machine import START, Here, move
from detente.model.rules import Act, ladder, rules
from detente.model.statuses import Status
from detente.model.table import EVENTS, LADDER, RETRACTION
from detente.model.wording import words

Arrows = dict[tuple[Status, Status], list[str]]


@cache
def arrows() -> Arrows:
    """Return which kinds of event can lead from each status to another, found by driving the machine.

    It is enough to let one side act, and the other offer talks: what else the other side can do only keeps
    a status where it is. On the facts beside the ladder no status depends.
    """
    return explore([act for act in ladder_acts() if act.side != 1 or act.kind == "talks_offered"])


def ladder_acts() -> list[Act]:
    """List the acts that change a fact on which a status depends."""
    facts = {condition.fact for _, conditions in ladder() for condition in conditions} | {"everything"}
    return [
        act for rule in rules().values() if any(effect.fact in facts for effect in rule.effects) for act in rule.acts
    ]


def explore(acts: Iterable[Act]) -> Arrows:
    """Follow acts from the beginning through everything that they can bring about."""
    acts = list(acts)
    found: dict[tuple[Status, Status], set[str]] = {}
    seen: set[Here] = {START}
    open_ends = [START]
    while open_ends:
        here = open_ends.pop()
        for act in acts:
            there = move(*here, act)
            if there is None:
                continue
            if there[0] != here[0]:
                found.setdefault((here[0], there[0]), set()).add(act.kind)
            if there not in seen:
                seen.add(there)
                open_ends.append(there)
    return {
        (here, there): [row.kind for row in EVENTS if row.kind in found[here, there]]
        for here in Status
        for there in Status
        if (here, there) in found
    }


def mermaid() -> str:
    """Return the machine as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [f'    state "{status.words}" as {status}' for status in Status]
    lines.append(f"    [*] --> {Status.NO_RELATIONS}")
    lines += [f"    {here} --> {there} : {', '.join(map(words, kinds))}" for (here, there), kinds in arrows().items()]
    return "\n".join(lines)


def dot() -> str:
    """Return the machine as a Graphviz directed graph."""
    lines = ["digraph detente {", "    rankdir=LR;", '    node [shape=box, style=rounded, fontname="sans-serif"];']
    lines += [f'    {status} [label="{status.words}"];' for status in Status]
    for (here, there), kinds in arrows().items():
        label = r"\n".join(map(words, kinds))
        lines.append(f'    {here} -> {there} [label="{label}"];')
    return "\n".join([*lines, "}"])


def markdown() -> str:
    """Return the two tables of rules as Markdown: the ladder, then the kinds of event."""
    ladder = [[status.words, holds_when or "none of these"] for status, holds_when in LADDER.items()]
    events = [
        [f"`{row.kind}`", row.by, row.when or "always", row.then or "nothing", row.remark]
        for row in (*EVENTS, RETRACTION)
    ]
    return "\n\n".join(
        [
            "The status is the highest rung that holds:",
            _table(["rung", "holds when"], ladder),
            "“Its” is what belongs to the country that acts; plurals are those of both.",
            _table(["kind", "by", "allowed when", "changes", "remark"], events),
        ]
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])
