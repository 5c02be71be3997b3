"""Two branches of a log, joined: all of ours, then what only theirs has."""

from itertools import product

from detente.log.checking import by_pair, differently_ordered, wrong
from detente.log.comparing import missing
from detente.log.findings import newly_wrong
from detente.log.reading import Entry, ended, entries, torn
from detente.model.errors import DetenteError


class Conflict(DetenteError):
    """Branches that cannot be joined without somebody deciding something."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("The two cannot be merged:\n" + "\n".join(reasons))
        self.reasons = reasons


def merge(ours: bytes, theirs: bytes, base: bytes = b"") -> bytes:
    """Return our log and after it the lines that only theirs has, in their order.

    Raises `Conflict`, with everything that stands in the way: a line of the base that a branch has lost, a line
    of theirs in which something is wrong, an id with two contents, events that are legal apart but not together,
    and events of one pair on one day, one from each branch, whose order would be ours and would matter.
    """
    for name, data in (("OURS", ours), ("THEIRS", theirs)):
        if torn(data):
            raise Conflict([f"{name} breaks off in its last line: detente check --repair mends that first"])
    reasons = [
        f"{name} no longer has line {number} of BASE: {line}"
        for name, branch in (("OURS", ours), ("THEIRS", theirs))
        for number, line in missing(base, branch)
    ]
    known, here, there = (
        {found.line.id: found for found in entries(data, name) if isinstance(found, Entry)}
        for data, name in ((base, "BASE"), (ours, "OURS"), (theirs, "THEIRS"))
    )
    reasons += [
        f"the id “{line_id}” is that of one event in OURS and of another in THEIRS"
        for line_id in here.keys() & there.keys()
        if here[line_id].line != there[line_id].line
    ]
    in_ours = {line.removesuffix("\r") for line in ours.decode("utf-8", errors="replace").split("\n")}
    spoiled = [found for found in wrong("THEIRS", entries(theirs, "THEIRS")) if found.text not in in_ours]
    reasons += [f"THEIRS has to be mended first: {found}" for found in spoiled]
    new = [found for line_id, found in there.items() if line_id not in here]
    joined = ended(ours) + b"".join(found.text.encode() + b"\n" for found in new)
    reasons += _illegal_together(ours, joined)
    ours_alone = [found.line for line_id, found in here.items() if line_id not in known]
    together = by_pair(found for found in entries(joined, "") if isinstance(found, Entry))
    for one, other in product(ours_alone, (found.line for found in new)):
        if one.pair == other.pair and differently_ordered(one, other, together[one.pair]):
            reasons.append(
                f"“{one.id}” of OURS and “{other.id}” of THEIRS fall on one day and their order matters: "
                "give each a “seq”"
            )
    if reasons:
        raise Conflict(sorted(dict.fromkeys(reasons)))
    return joined


def _illegal_together(ours: bytes, joined: bytes) -> list[str]:
    name = "the merged log"
    return [str(found) for found in newly_wrong(wrong("", entries(ours, "")), wrong(name, entries(joined, name)))]
