"""Every pair of a log at once: held against one pair at a time."""

import datetime as dt

from making import line, record

from detente.history.history import History
from detente.world.gathering import gathered

LINES = [
    line("relations_established", "1999", id="begun"),
    line("sanctions_imposed", "2001-05", "CAN", id="first"),
    line("sanctions_imposed", "2001-06", "CAN", id="second", retracts="first", recorded="2021-01-01T00:00:00Z"),
    line("noted", "2002", id="gone"),
    {**line("retracted", None, id="away", retracts="gone"), "recorded": "2021-01-01T00:00:00Z"},
    line("mission_opened", "2000-01-01", "USA", id="other", parties=["CAN", "USA"]),
]


def test_columns_hold_what_counts_pair_by_pair_in_plain_order() -> None:
    log = record(*LINES[:4], line("relations_established", "1990", id="usa", parties=["CAN", "USA"]), LINES[5])
    for known in (None, dt.date(2020, 6, 1)):
        columns = gathered(log, known)
        for number, pair in enumerate(columns.pairs):
            history = History.of(log, *pair, known)
            mine = columns.happened.pair == number
            assert [columns.dates[on] for on in columns.happened.on[mine]] == [event.on for event in history.events]
            acts = [columns.kinds[act] for act in columns.happened.act[mine]]
            assert acts == [happening.act for happening in history.happenings]
