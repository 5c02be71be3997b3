"""The account of an import, in words and as data."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.importers.account import Account
from detente.model.wording import counted, words
from detente.views.shapes import an_object, many, number, text

_COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
SHAPE = {
    "description": "The account of an import; without a format, what each format is.",
    "oneOf": [
        an_object(
            "What became of all rows.",
            {
                "rows": number("How many were read."),
                "taken": number("How many came to something."),
                "dropped": _COUNTS | {"description": "Those that came to nothing, counted by why."},
                "parts": _COUNTS | {"description": "What of rows was left out, counted by why."},
                "malformed": number("How many rows are not what the format says."),
                "events": number("How many events were made."),
                "noted": number("How many of them are only noted."),
                "surveys": number("How many surveys were made."),
                "there": number("How many lines the log had already."),
                "repeated": number("How many came twice."),
                "near": number("How many the log may have already, told otherwise."),
                "refused": _COUNTS | {"description": "Lines that the rules refuse, counted by why."},
                "findings": many(text(), "What is wrong, where: the first of them."),
                "asides": many(
                    an_object(
                        "A line that was not added.", {"why": text(), "where": text(), "line": {"type": "object"}}
                    )
                ),
            },
        ),
        {"type": "object", "additionalProperties": text()},
    ],
}
"""The shape of `account_data`."""
FEW = 5
"""How many of the lines that were not added are shown."""


def account_data(account: Account) -> dict[str, Any]:
    """Return the account as ``--json`` prints it: counts, and the first findings and lines that were not added."""
    return {
        "rows": account.rows,
        "taken": account.taken,
        "dropped": dict(account.dropped.most_common()),
        "parts": dict(account.parts.most_common()),
        "malformed": account.malformed,
        "events": account.events,
        "noted": account.noted,
        "surveys": account.surveys,
        "there": account.there,
        "repeated": account.repeated,
        "near": account.near,
        "refused": dict(account.refused.most_common()),
        "findings": [finding.summary for finding in account.findings],
        "asides": [aside._asdict() for aside in account.asides],
    }


def account_in_words(account: Account) -> Iterator[str]:
    """Return the account as lines to read: what is wrong first, then what became of all rows."""
    yield from map(str, account.findings)
    if account.malformed > len(account.findings):
        yield f"… and {account.malformed - len(account.findings):,} more."
    for aside in account.asides[:FEW]:
        yield f"{aside.where}: not added: {aside.why}"
    not_added = account.near + account.refused.total()
    if not_added > FEW:
        yield f"… and {not_added - FEW:,} more that were not added."
    yield _row(account.rows, "read")
    yield _row(account.taken, "taken")
    for reason, rows in account.dropped.most_common():
        yield _row(rows, f"dropped: {reason}{_first(account, reason)}")
    for reason, parts in account.parts.most_common():
        yield f"{parts:>12,} {'part' if parts == 1 else 'parts'} of rows dropped: {reason}{_first(account, reason)}"
    if account.malformed:
        yield _row(account.malformed, "malformed")


def summary_in_words(account: Account, log: Path | None, kept: Path) -> list[str]:
    """Return what came of an import into a log, or would come of it where there is none, in a sentence or two."""
    noted = f", {account.noted:,} of them noted" if account.noted else ""
    surveys = f" and {counted(account.surveys, 'survey')}" if account.surveys else ""
    verb = f"added to {log}" if log else "would be added; nothing was written: name the log with -o, or say --add"
    sentences = [f"{counted(account.events, 'event')}{noted}{surveys} {verb}."]
    if account.there or account.repeated:
        repeated = f", {account.repeated:,} said by an earlier row" if account.repeated else ""
        sentences.append(f"Already there: {account.there:,}{repeated}.")
    if account.near:
        sentences.append(f"The log may have already, and --near add adds: {account.near:,}.")
    if account.refused:
        kinds = ", ".join(f"{words(kind)} {count:,}" for kind, count in account.refused.most_common())
        sentences.append(f"Refused: {kinds}.")
    if log and (account.near or account.refused):
        sentences.append(f"What was not added is kept in {kept}, with the reasons.")
    return sentences


def _first(account: Account, reason: str) -> str:
    """Return where the first of the rows stands that were dropped for a reason, in brackets."""
    return f" (first {account.first[reason]})" if account.first.get(reason) else ""


def _row(rows: int, what: str) -> str:
    return f"{rows:>12,} {'row' if rows == 1 else 'rows'} {what}"
