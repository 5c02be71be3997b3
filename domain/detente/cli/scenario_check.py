"""``detente check`` of a scenario: what is wrong in it, by itself and on top of the log that is asked."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from detente.cli.answer import DONE, REFUSED, Answer
from detente.cli.errors import WrongUsage
from detente.cli.inputs import log_asked
from detente.history.trying import impossible, pairs_of
from detente.log.findings import Finding
from detente.log.hypothesis import Scenario, read_lines
from detente.log.record import Record, Unreadable, read
from detente.log.source import Source
from detente.model.pairs import Pair
from detente.model.wording import counted, listing
from detente.views.suppositions import made_on_another, scenario_data

_OF_A_LOG = ("repair", "seal", "reseal", "expect", "against")


def checked(asked: argparse.Namespace, path: Path, source: Source) -> Answer:
    """Return every finding in a scenario; the exit code is 1 if there is any."""
    for option in _OF_A_LOG:
        if getattr(asked, option):
            raise WrongUsage(f"{path} is a scenario, and --{option} is for a log.")
    record = _record(asked, path)
    data = source.read(0, source.size)
    scenario, findings = read_lines(data, str(path), record.pair_of if record else ())
    if record:
        findings = sorted([*findings, *impossible(scenario, record)], key=lambda finding: finding.line)
    pairs = pairs_of(scenario, record) if record else []
    records = [record] if record else []
    another = made_on_another(scenario, records)
    return Answer(
        partial(scenario_data, scenario, records, findings),
        lambda: map(str, findings),
        another if record else [f"No log is at hand to try {path} on: name one with --log."],
        [*_summary(scenario, findings, pairs, on_another=bool(another))],
        REFUSED if findings else DONE,
    )


def _record(asked: argparse.Namespace, path: Path) -> Record | None:
    """Return the log that the scenario is tried on; none where there is none that can be read, but for the scenario."""
    log = log_asked(asked)
    with suppress(Unreadable):
        return None if log.exists() and path.samefile(log) else read(log)
    return None


def _summary(
    scenario: Scenario, findings: Sequence[Finding], pairs: Sequence[Pair], *, on_another: bool
) -> Iterator[str]:
    said = scenario.header
    called = f", “{said.title}”" if said.title else ""
    by = f" by {said.author}" if said.author else ""
    about = f" about {listing([pair.names for pair in pairs])}" if pairs else ""
    made = ", made on another log" if on_another else ""
    found = counted(len(findings), "finding") if findings else f"nothing{' else' if on_another else ''} wrong"
    yield f"{scenario.path}: a scenario{called}{by}, {counted(len(scenario.placed), 'move')}{about}{made}, {found}."
