"""Two branches of a log, joined: all of ours, then what only theirs has."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, combinations

from detente.log.checking import advise, by_pair, differently_ordered, wrong
from detente.log.comparing import gone, numbered
from detente.log.findings import Finding, newly_wrong
from detente.log.form import not_a_log
from detente.log.reading import Entry, ended, entries, torn
from detente.log.source import Source
from detente.model.errors import DetenteError
from detente.model.events import Event
from detente.model.telling import one_line

_JOINED = "the merged log"


class Conflict(DetenteError):
    """Branches that cannot be joined without somebody deciding something."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("The two cannot be merged:\n" + "\n".join(reasons))
        self.reasons = reasons


def merge(ours: bytes, theirs: bytes, base: bytes = b"", *, limit: datetime | None = None) -> bytes:
    """Return our log and after it the lines that only theirs has, in their order.

    The three are sets of lines: who merged whom before, and in which order lines stand, makes no difference. Raises
    `Conflict`, with everything that stands in the way: a line of the base that a branch has lost, a line of a branch in
    which something is wrong that the other does not mend, or that was recorded after a limit, an id with two contents,
    events that are legal apart but not together, and events of one pair on one day that would not stand in an order
    that theirs says, where it matters.
    """
    for name, data in (("OURS", ours), ("THEIRS", theirs), ("BASE", base)):
        if why := not_a_log(Source(data)):
            raise Conflict([f"{name}: {why}"])
        if torn(data) and data is not base:
            raise Conflict([f"{name} breaks off in its last line: detente check --repair mends that first"])
    reasons = [
        f"{name} no longer has line {number} of BASE: {line}"
        for name, branch in (("OURS", ours), ("THEIRS", theirs))
        for number, line in gone(base.removesuffix(torn(base)), branch)
    ]
    here, there = (
        {found.line.id: found for found in entries(data, name) if isinstance(found, Entry)}
        for data, name in ((ours, "OURS"), (theirs, "THEIRS"))
    )
    reasons += [
        f"the id “{line_id}” is that of one event in OURS and of another in THEIRS"
        for line_id in here.keys() & there.keys()
        if not one_line(here[line_id].line, there[line_id].line)
    ]
    in_ours = {line.decode("utf-8", errors="replace") for _, line in numbered(ours)}
    spoiled = [found for found in wrong("THEIRS", entries(theirs, "THEIRS"), limit) if found.text not in in_ours]
    reasons += [f"THEIRS has to be mended first: {found}" for found in spoiled]
    new = [found for line_id, found in there.items() if line_id not in here]
    joined = ended(ours) + b"".join(found.text.encode() + b"\n" for found in new)
    reasons += _wrong_together(ours, joined, limit)
    together = by_pair(found for found in entries(joined, "") if isinstance(found, Entry))
    reasons += [reason for of_pair in together.values() for reason in _turned(of_pair, here, there)]
    if reasons:
        raise Conflict(sorted(dict.fromkeys(reasons)))
    return joined


def advice(ours: bytes, joined: bytes, path: str) -> list[Finding]:
    """Return what is advised of a joined log, and was not of ours alone: such as events that both tell."""
    before, after = (
        list(advise(name, by_pair(found for found in entries(data, name) if isinstance(found, Entry))))
        for name, data in (("", ours), (path, joined))
    )
    return newly_wrong(before, after)


def _wrong_together(ours: bytes, joined: bytes, limit: datetime | None) -> Iterator[str]:
    """Return what would be wrong in the joined log; what is so in ours already stands there in the same line."""
    before, after = (wrong(name, entries(data, name), limit) for name, data in (("OURS", ours), (_JOINED, joined)))
    new = newly_wrong(before, after)
    for found in after:
        yield str(found) if found in new else f"OURS has to be mended first: {found._replace(path='OURS')}"


def _turned(of_pair: Sequence[Entry], here: Mapping[str, Entry], there: Mapping[str, Entry]) -> Iterator[str]:
    """Return the events of a pair that would not stand in the order that theirs says, where it matters."""
    on_one_day: dict[object, list[Entry]] = {}
    for entry in of_pair:
        if isinstance(entry.line, Event):
            on_one_day.setdefault((entry.line.on.earliest, entry.line.seq or 0), []).append(entry)
    for one, other in chain.from_iterable(combinations(several, 2) for several in on_one_day.values()):
        first, second = one.line.id, other.line.id
        if first in there and second in there:
            is_as_theirs = there[first].number < there[second].number
        else:
            is_as_theirs = first in here and second in here
        if not is_as_theirs and differently_ordered(one.line, other.line, of_pair):
            yield (
                f"“{first}” of OURS and “{second}” of THEIRS fall on one day and their order matters: give each a “seq”"
                if first not in there
                else f"“{first}” and “{second}” fall on one day, stand in another order in THEIRS, and it matters: "
                "give each a “seq”"
            )
