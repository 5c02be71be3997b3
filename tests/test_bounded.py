"""Every pair within bounded memory: part by part the same is answered as at once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BEGUN, OPENED, detente, line, text
from worlds import logs

from detente.log.record import Record
from detente.model.sizes import BadSize, size_of
from detente.world import bounded
from detente.world.bounded import AT_LEAST, Bounded, TooLittleMemory, tables_joined
from detente.world.replay import world
from detente.world.world import World

DAYS = (date(1999, 6, 1), date(2000, 2, 1), date(2000, 6, 1))
SPOILED = st.lists(st.sampled_from([b'{"id": "s1", "parties": ["CAN", "IRN"], "kind": "no"}', b'{"parties": ["FRA"'
    b', "ITA"], "on": 1}', b"neither", text(BEGUN | {"id": "0"}).strip()]), max_size=2)  # fmt: skip


def rows(parts: list[World], day: date) -> list[object]:
    """Give where every pair stands, out of parts of a world."""
    tables = [(list(part.pairs), part.table(part.on(day), range(len(part.pairs)))) for part in parts]
    return tables_joined(tables).to_pylist()


@given(logs(), SPOILED, st.sampled_from([None, date(2020, 6, 1)]), st.booleans(), st.integers(1, 4))
@settings(max_examples=15, deadline=None)
def test_parts_answer_what_the_whole_does(
    drawn: list, spoiled: list[bytes], known: date | None, lenient: bool, count: int
) -> None:
    data = text(*drawn) + b"".join(one + b"\n" for one in spoiled)
    limit = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "parts_needed", lambda *_: count)
        parts = list(Bounded(Record("log", data, limit=limit), known, memory=2**30, lenient=lenient))
    whole = world(Record("log", data, limit=limit), known, lenient=lenient)
    assert sorted(pair for part in parts for pair in part.pairs) == list(whole.pairs)
    left_out = sorted((out for part in parts for out in part.left_out), key=lambda out: out.pair)
    assert [(out.pair, [*map(str, out.findings)]) for out in left_out] == [
        (out.pair, [*map(str, out.findings)]) for out in whole.left_out
    ]
    assert sorted(one for part in parts for one in part.passed_over) == sorted(whole.passed_over)
    for day in DAYS:
        assert rows(parts, day) == rows([whole], day)


def test_what_does_not_fit_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Record("log", text(BEGUN, OPENED))
    with pytest.raises(TooLittleMemory, match="it takes more than 512MiB whatever the log"):
        Bounded(whole, memory=AT_LEAST)
    monkeypatch.setattr(bounded, "OF_A_LINE", 2**20)
    with pytest.raises(TooLittleMemory, match=r"one of the parts .* takes about 514MiB"):
        Bounded(whole, memory=AT_LEAST + 2**20)


def test_on_the_command_line_the_answer_is_the_same(tmp_path: Path) -> None:
    usa = line("relations_established", "1960", id="usa", parties=["CAN", "USA"])
    (tmp_path / "log").write_bytes(text(BEGUN, usa, OPENED, line(id="usa", parties=["FRA", "ITA"]), usa))
    for options in (["--json"], ["--country", "Canada"]):
        told = [
            detente("at", "1961", *options, "--log", "log", *more, cwd=tmp_path) for more in ([], ["--memory", "1GiB"])
        ]
        assert [(one.returncode, one.stdout, one.stderr) for one in told[1:]] == [
            (one.returncode, one.stdout, one.stderr) for one in told[:1]
        ]
    refused = detente("at", "1961", "--log", "log", "--memory", "100MiB", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "100MiB of memory is too little" in refused.stderr


@pytest.mark.parametrize("text", ["", "much", "1TiBB", "-1GiB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(BadSize, match="write one such as 2GiB"):
        size_of(text)
