"""The state machine, drawn: as Mermaid, as Graphviz DOT, and its table as Markdown."""

from detente.model.exploring import arrows
from detente.model.statuses import Status
from detente.model.table import EVENTS, LADDER, RETRACTION
from detente.model.wording import words


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
