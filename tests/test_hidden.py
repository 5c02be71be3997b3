"""What cannot be seen in text from a log is shown as a mark, and stays itself in data."""

import json
from pathlib import Path

import pytest
from making import detente, line, on_a_terminal, text

from detente.model.wording import escaped, masked

HIDDEN = (
    *("\x1b", "\x07", "\x7f", "\x85", "\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b"),
    *("\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\u00ad", "\U000e0041"),
)
SEEN = "a b\u00a0c é 日本 \u0645\u06cc\u200c\u0634\u0648\u062f 👩\u200d🚀 e\u0301 ❤️"
IN_A_LOG = "".join(f"{hidden}x" for hidden in HIDDEN if hidden > "\x9f")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give a log whose every text is full of what cannot be seen, and one line of which holds no event."""
    sources = [
        {
            "title": f"T{IN_A_LOG}",
            "publisher": f"P{IN_A_LOG}",
            "url": f"https://a/{IN_A_LOG.replace(chr(0x2028), '').replace(chr(0x2029), '')}",
        }
    ]
    path = tmp_path / "log.jsonl"
    path.write_bytes(
        text(
            line(
                "relations_established",
                "1955",
                id="begun",
                summary=f"S{IN_A_LOG}",
                note=f"N{IN_A_LOG}",
                sources=sources,
            ),
            line(
                "sanctions_imposed", "1960", "CAN", id="b\u202eb", measure=f"M{IN_A_LOG}", summary=SEEN, sources=sources
            ),
            line("noted", "1961", id="x", parties=["NOR", "PER"], kindd=IN_A_LOG),
        )
    )
    return path


def test_only_what_cannot_be_seen_is_masked() -> None:
    assert [masked(f"a{hidden}b") for hidden in HIDDEN] == ["a�b"] * len(HIDDEN)
    assert masked(SEEN) == SEEN
    assert masked("a\u200db\u200c") == "a�b�"
    assert masked("a\n\tb") == "a\n\tb"
    assert json.loads(escaped(json.dumps("".join(HIDDEN), ensure_ascii=False))) == "".join(HIDDEN)


ASKED = (
    ("at", "1970", "Canada", "Iran"),
    ("history", "Canada", "Iran", "--all"),
    ("history", "Canada", "Iran", "--format", "markdown"),
    ("history", "Canada", "Iran", "--format", "html"),
    ("why", "Canada", "Iran"),
    ("why", "Canada", "Iran", "--from", "1955"),
    ("suppose", "Canada", "Iran", "--without", "begun"),
    ("diff", "Canada", "Iran", "--from", "1950"),
    ("at", "1970", "Norway", "Peru"),
    ("check",),
    ("suppose", "Canada", "Iran", "--without", "no\u202esuch"),
)


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_nothing_hidden_is_shown(log: Path, asked: tuple[str, ...]) -> None:
    answer = detente(*asked, "--log", str(log))
    for shown in (answer.stdout, answer.stderr):
        assert masked(shown) == shown
    assert answer.stdout + answer.stderr


def test_nothing_hidden_is_shown_on_a_terminal(log: Path) -> None:
    _, shown = on_a_terminal(["why", "Canada", "Iran", "--log", str(log)])
    assert "S�x" in shown
    assert not any(hidden in shown for hidden in HIDDEN if hidden > "\x9f")


def test_nothing_hidden_is_drawn(log: Path) -> None:
    drawn = detente("timeline", "Canada", "Iran", "--log", str(log), "-o", "-").stdout
    assert "S�x" in drawn
    assert masked(drawn) == drawn


def test_data_stay_what_they_are_and_are_escaped(log: Path) -> None:
    for asked in (("history", "Canada", "Iran", "--json"), ("history", "Canada", "Iran", "--format", "jsonl")):
        printed = detente(*asked, "--log", str(log)).stdout
        assert masked(printed) == printed
        said = json.loads(printed if "--json" in asked else printed.splitlines()[0])
        assert f"S{IN_A_LOG}" in json.dumps(said, ensure_ascii=False)
