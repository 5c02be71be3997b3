"""``detente check``: everything that is wrong in a log."""

import argparse
from pathlib import Path

from detente.cli.asking import aside, log_asked, print_json, wants_json
from detente.log.record import read


def run(asked: argparse.Namespace) -> int:
    """Print every finding, in the order of the lines; the exit code is 1 if there is any."""
    record = read(Path(asked.checked) if asked.checked else log_asked(asked))
    code = 1 if record.findings else 0
    if wants_json(asked):
        from detente.views.data import finding_data

        print_json(
            {
                "findings": [finding_data(finding) for finding in record.findings],
                "advice": [finding_data(finding) for finding in record.advice],
            }
        )
        return code
    for finding in record.findings:
        print(finding)
    for advice in record.advice:
        print(advice._replace(message=f"advice: {advice.message}"))
    found = len(record.findings)
    aside(
        f"{record.path}: {_count(len(record.entries), 'event')} of {_count(len(record.by_pair), 'pair')}, "
        f"{_count(found, 'finding') if found else 'nothing wrong'}."
    )
    return code


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
