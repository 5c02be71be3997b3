"""Checking a log in bulk: held against the check that reads it line by line, and says what is found."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import BEGUN, OPENED, detente, line, text
from treacherous import SOUND, TREACHEROUS
from treacherous import logs as of_two_pairs
from worlds import logs as of_worlds

from detente.cli.check import LONG
from detente.log.auditing import Audit
from detente.log.auditing import audit as by_line
from detente.log.findings import Finding
from detente.log.record import Record
from detente.log.source import Source
from detente.model.countries import codes
from detente.world import auditing
from detente.world.auditing import audit as in_bulk
from detente.world.following import follow
from detente.world.open_orders import in_open_order
from detente.world.reading import lines as read_in_bulk
from detente.world.reading import sound

NOW = datetime(2025, 1, 1, tzinfo=UTC)
BEFORE = text(*SOUND)
AFTER = text(line(on="1970", id="after"), line(on="1970", id="end", parties=["CAN", "USA"]))


@pytest.fixture(autouse=True, scope="module")
def _in_parts() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] - pytest finds it by itself
    """Look at the pairs in several parts, as those of a long log are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auditing, "parts_needed", lambda _: 3)
        yield


def said(found: Audit) -> object:
    """Give an audit as what is printed of it: the causes of two findings are never equal."""

    def each(findings: Sequence[Finding]) -> list[object]:
        return [(str(one), one.pair, one.is_torn) for one in findings]

    return (each(found.findings), each(found.advice), *found[2:])


def alike(data: bytes) -> Audit:
    """Hold the two ways to check a log equal, and return what was found."""
    found = in_bulk(Source(data), "log", NOW)
    assert said(found) == said(by_line(Source(data), "log", NOW))
    return found


def test_treacherous_lines_are_found_together() -> None:
    raw = [tried if isinstance(tried, bytes) else tried.encode() for tried in TREACHEROUS.values()]
    others = [code for code in codes() if code not in {"CAN", "IRN", "USA", "MMR"}]
    each = [
        # Of a pair each, so that what is wrong in one hides nothing of another.
        one.replace(b"IRN", code.encode()).replace(b'"tried"', f'"tried-{code}"'.encode())
        for one, code in zip(raw, others, strict=False)
    ]
    assert len(each) == len(raw)
    found = alike(BEFORE + b"\n".join(each) + b"\n" + AFTER)
    assert len(found.findings) > len(raw) / 2
    alike(BEFORE + b"\n".join(raw))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n \n",
        b"\xef\xbb\xbf",
        BEFORE,
        BEFORE[:-5],
        BEFORE + AFTER[:40],
        b"nonsense",
        b"{}",
        b"\x1f\x8b..",
        AFTER[:9],
    ],
)
def test_a_log_is_one_or_none_and_whole_or_torn(data: bytes) -> None:
    alike(data)


@given(of_worlds(), st.data())
@settings(max_examples=60)
def test_what_the_rules_refuse_and_what_could_be_said_better_is_found(
    lines: list[dict[str, object]], data: st.DataObject
) -> None:
    if lines and data.draw(st.booleans()):
        twice = data.draw(st.sampled_from(lines))
        lines.append(twice | {"id": "twice", "recorded": "2021-06-01T00:00:00Z"})
    found = alike(text(*lines))
    read = read_in_bulk(Record("log", text(*lines)))
    kept, _ = sound(read, None, lambda *_: ())
    followed = follow(kept)
    judged = {*kept.pairs} - {kept.pairs[pair] for pair in kept.happened.pair[followed.refused].tolist()}
    matters = {kept.pairs[pair] for pair in in_open_order(kept, followed, read.rows).tolist()}
    advised = {one.pair for one in found.advice if one.message.startswith("the dates leave open")}
    assert matters & judged == advised & judged


@given(of_two_pairs())
@settings(max_examples=40)
@example([line(id="a", parties=["CAN", "USA"]), line(id="a"), line(on="2001", id="b", retracts="a")])
@example([line(id="a", parties=["CAN", "USA"]), line("retracted", None, id="b", retracts="a", sources=None)])
def test_ids_and_retractions_are_judged_across_pairs(lines: list[dict[str, object]]) -> None:
    alike(text(*lines))


def test_advice_is_given_where_an_open_order_matters_and_only_there() -> None:
    raised, settled = ("grievance_raised", "2000-05", "CAN"), ("grievance_settled", "2000-05", "CAN")
    for lines in (
        [line(*raised, id="a"), line(*raised, id="b", summary="Another thing.")],
        [
            BEGUN,
            line("ambassador_recalled", "2000-05", "CAN", id="a"),
            line("grievance_raised", "2000-05", "IRN", id="b"),
        ],
    ):
        assert not alike(text(*lines)).advice
    for seqs, advised in (((None, None), 1), ((0, 1), 0), ((1, 1), 1)):
        started = line("grievance_raised", "1999", "CAN", id="z")
        two = [line(*settled, id="a", seq=seqs[0]), line(*raised, id="b", seq=seqs[1])]
        assert len(alike(text(started, *two)).advice) == advised
    # Where only the order behind others matters, and where only the one before others does.
    who = "CAN"
    closed = [line("mission_closed", "2000-03-01", who, id="b"), line("mission_opened", "2000-06-01", who, id="c")]
    assert len(alike(text(BEGUN, OPENED, line("ambassador_recalled", "2000", who, id="a"), *closed)).advice) == 1
    mended = [line("relations_restored", "2000-03-01", id="b"), line("grievance_raised", "2000-06-01", "CAN", id="c")]
    severed = line("relations_severed", "1999", "CAN", id="z")
    assert len(alike(text(BEGUN, severed, line("sanctions_imposed", "2000", "IRN", id="a"), *mended)).advice) == 1


def test_what_is_told_twice_or_dated_after_it_was_recorded_is_advised() -> None:
    assert len(alike(text(BEGUN, OPENED, OPENED | {"id": "again"})).advice) == 1
    assert len(alike(text(line(on="2020-01-02"))).advice) == 1
    survey = line("surveyed", None, id="a", families=["talks"], **{"from": "1960"})
    assert len(alike(text(survey, survey | {"id": "b"}, survey | {"id": "c", "families": ["offices"]})).advice) == 1
    withdrawn = line("retracted", None, id="d", retracts="a", sources=None)
    assert not alike(text(survey, withdrawn, survey | {"id": "b"})).advice


def test_a_long_log_is_checked_in_bulk_to_the_same_words(tmp_path: Path) -> None:
    pairs = [*combinations(codes(), 2)][:4_000]
    lines = [
        line(on=year, parties=pairs[number % len(pairs)], summary="At length. " * 20)
        for year in ("1999", "2000", "2001")
        for number in range(len(pairs))
    ]
    for number, fields in enumerate(lines):
        fields["id"] = f"n-{number}"
    lines[5]["on"], lines[11_345]["id"] = "2000-13", "n-3"
    lines[700] |= {"kind": "sanctions_lifted", "by": pairs[700][0]}
    path = tmp_path / "log.jsonl"
    path.write_bytes(text(*lines) + json.dumps(BEGUN).encode()[:50])
    assert path.stat().st_size > LONG > 2**20
    answer = detente("check", str(path), "-j", "2")
    found = by_line(Source(path.read_bytes()), str(path), NOW)
    assert [one.line for one in found.findings] == [6, 701, 11_346, 12_001]
    assert answer.stdout == "".join(f"{one}\n" for one in (*found.findings, *(one.as_advice for one in found.advice)))
    assert answer.returncode == 1
    assert f"{found.events} events of {found.pairs} pairs, 4 findings." in answer.stderr
    assert detente("check", str(path), "--jobs", "1").stdout == answer.stdout
    assert "is no such number" in detente("check", str(path), "-j", "0").stderr
