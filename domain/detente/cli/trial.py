"""What an event would lead to, before it is added."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from json import dumps
from typing import Any

from detente.history.history import History, IllegalHistory
from detente.log.admission import Judge
from detente.log.findings import Finding
from detente.log.incoming import NotAdded
from detente.log.reading import Entry, entries
from detente.model.events import Event, Line
from detente.model.naming import act_in_words
from detente.model.pairs import Pair
from detente.model.refusal import NotAllowed
from detente.model.rules import Act
from detente.views.sentences import heading

NEW = "the-new-event"
"""What an event is called that has no id yet."""


def leads_to(pair: Pair, recorded: Sequence[Line], event: Mapping[str, Any], *, again: bool) -> list[str]:
    """Return in words what the status becomes with an event; raise `NotAdded` where it cannot be added.

    Nor can it where another event tells the same, unless it is to be told `again`.
    """
    now = max([datetime.now(UTC), *(line.recorded for line in recorded)])
    assumed = {"id": NEW, "recorded": now.isoformat()}
    read = list(entries(dumps(assumed | dict(event)).encode(), ""))
    wrong = [found.message for found in read if isinstance(found, Finding)]
    if wrong:
        raise NotAdded(wrong)
    (line,) = (found.line for found in read if isinstance(found, Entry))
    if line.id in {other.id for other in recorded}:
        return []  # the log knows it: it is the same, or an id used twice
    to_come = isinstance(line, Event) and line.on.earliest > now.date()
    try:
        judge = Judge(pair, recorded)
        if not again and (already := judge.told_already(line)):
            raise already
        judge.add(line)
    except NotAllowed as refused:
        raise NotAdded([str(refused).replace(f" ({NEW})", "")]) from refused
    history = History(pair, (*recorded, line))
    sentences = ["It is dated in times to come, and may not come: a hypothesis could hold it."] if to_come else []
    # What withdraws one of several wrong events leaves the others.
    with suppress(IllegalHistory):
        sentences += [
            f"{act_in_words(Act.of(change.event), pair)}: {change.before.status.words} → {change.after.status.words}"
            for change in history.course
            if change.event.id == line.id
        ]
        state = history.at(history.last_day)
        sentences.append(f"{heading(state, is_dated=False)}: {state.in_words}.")
    return sentences
