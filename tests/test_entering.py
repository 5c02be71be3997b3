"""Entering an event on a terminal of 80 columns: what is asked, what is asked again, and what is written."""

import json
from pathlib import Path
from typing import Any

import pytest
from making import BEGUN, CONTROLS, on_a_terminal

from detente.cli.asking import form, to_ask
from detente.cli.choosing import chosen
from detente.cli.questions import BadAnswer
from detente.log.appending import Log
from detente.model.lines import fields, kinds

WORDS = ["It happens.", "A title|A publisher", ""]
"""A summary, a source, and no other one."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a log in which relations are in force."""
    with Log(tmp_path / "log.jsonl") as log:
        log.append([BEGUN])
        return log.path


def add(path: Path, answers: list[str], *arguments: str) -> tuple[int, str]:
    """Enter an event, and give the exit code and what was shown, as lines of a terminal."""
    code, shown = on_a_terminal(["add", *arguments, "--log", str(path)], answers)
    return code, shown.replace("\r\n", "\n")


def last(path: Path) -> dict[str, Any]:
    """Give what the last line of a log says, without what is filled in."""
    found: dict[str, Any] = json.loads(path.read_bytes().splitlines()[-1])
    return {name: value for name, value in found.items() if name not in ("id", "recorded")}


def test_everything_is_asked_for_and_shown_before_it_is_written(path: Path) -> None:
    answers = ["Iran", "Canada", "7 September 2012", "severed", "Canada", "They end.", "A title|CBC|September 2012", ""]
    code, shown = add(path, [*answers, "yes"])
    assert code == 0, shown
    assert last(path) == {
        "kind": "relations_severed",
        "parties": ["CAN", "IRN"],
        "by": "CAN",
        "on": "2012-09-07",
        "summary": "They end.",
        "sources": [{"title": "A title", "publisher": "CBC", "published": "2012-09"}],
    }
    assert "\n   6. relations severed\n   7. relations normalised\n" in shown
    assert "1. countries   Canada and Iran\n   2. kind        relations severed\n" in shown
    assert "relations severed by Canada: established → severed" in shown


@pytest.mark.parametrize("word", ["yes", "y", "YES", "Y"])
def test_yes_is_yes_in_any_form(path: Path, word: str) -> None:
    assert add(path, ["1960", "noted", "", "", *WORDS, "perhaps", word], "Canada", "Iran")[0] == 0
    assert last(path)["kind"] == "noted"


@pytest.mark.parametrize("word", ["no", "n", "NO"])
def test_no_writes_nothing(path: Path, word: str) -> None:
    before = path.read_bytes()
    code, shown = add(path, ["1960", "noted", "", "", *WORDS, word], "Canada", "Iran")
    assert (code, path.read_bytes(), "Nothing was added." in shown) == (1, before, True)


@pytest.mark.parametrize(("control", "expected"), [(CONTROLS[0], 130), (CONTROLS[1], 1)], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("given", range(9))
def test_who_breaks_off_at_any_question_writes_nothing(path: Path, control: str, expected: int, given: int) -> None:
    before = path.read_bytes()
    answers = ["Canada", "Iran", "2012", "severed", "Iran", *WORDS, "yes"][:given]
    code, shown = add(path, [*answers, control])
    assert (code, path.read_bytes()) == (expected, before), shown
    assert "Traceback" not in shown


def test_a_wrong_answer_is_asked_again_with_why_and_no_other_is_lost(path: Path) -> None:
    answers = ["Cnada", "Canada", "Canada", "Iran", "2012-9-7", "7 September 2012", "war", "99", "sev", "Norway", "2"]
    code, shown = add(path, [*answers, "It ends.", "no publisher", "a|b|then", "a|b", "", "y"])
    assert code == 0, shown
    assert (last(path)["by"], last(path)["on"], last(path)["summary"]) == ("IRN", "2012-09-07", "It ends.")
    reasons = ["Did you mean “Canada”", "are one country, Canada", "months and days have two digits", "none of these"]
    reasons += ["There is no number 99", "Norway is not one of the two", "needs a title and", "“then” is no date"]
    for why in reasons:
        assert why in " ".join(shown.split()), why


def test_what_was_given_in_a_wrong_way_is_asked_for(path: Path) -> None:
    given = ["Canada", "Irann", "--kind", "wedding", "--on", "soon", "--by", "Norway", "--source", "a|b"]
    code, shown = add(path, ["Iran", "2012", "severed", "Canada", "It ends.", "y"], *given)
    assert code == 0, shown
    assert (last(path)["by"], last(path)["sources"]) == ("CAN", [{"title": "a", "publisher": "b"}])
    for why in ("“Irann”", "“soon” is no date", "“wedding” is none of these", "Norway is not one of the two"):
        assert why in shown


def test_what_the_rules_refuse_is_changed_and_the_rest_is_kept(path: Path) -> None:
    answers = ["1960", "mission closed", "Canada", "2", "mission opened", "embassy", "", "", *WORDS, "y"]
    code, shown = add(path, answers, "Canada", "Iran")
    assert code == 0, shown
    assert "is refused: it needs “its mission open”" in shown
    assert "What happened, in one sentence?" not in shown.partition("is refused")[0]  # nobody writes in vain
    assert (last(path)["kind"], last(path)["by"], last(path)["level"]) == ("mission_opened", "CAN", "embassy")


def test_a_date_that_the_record_refuses_is_changed(path: Path) -> None:
    answers = ["1950", "relations severed", "Iran", "3", "1960", *WORDS, "3", "today", "y"]
    code, shown = add(path, answers, "Canada", "Iran")
    assert code == 0, shown
    assert "is refused" in shown
    assert last(path)["on"] > "2026"


def test_other_countries_leave_what_is_not_about_the_first(path: Path) -> None:
    answers = ["1960", "grievance raised", "Iran", *WORDS, "1", "Peru", "Norway", "Norway", "y"]
    code, shown = add(path, answers, "Canada", "Iran")
    assert code == 0, shown
    assert (last(path)["parties"], last(path)["by"]) == (["NOR", "PER"], "NOR")
    assert last(path)["summary"] == WORDS[0]


def test_what_others_add_meanwhile_is_judged_and_the_answers_are_kept(path: Path) -> None:
    taken = ["--id", "begun"]
    code, shown = add(path, ["1960", "noted", "", "", *WORDS, "y", "no"], "Canada", "Iran", *taken)
    assert (code, "What shall be changed?" in shown) == (1, True)
    assert len(path.read_bytes().splitlines()) == 1


def test_who_tells_again_what_was_told_is_asked_whether_it_happened_twice(path: Path) -> None:
    answers = ["1960", "noted", "", "", *WORDS]
    assert add(path, [*answers, "yes"], "Canada", "Iran")[0] == 0
    code, shown = add(path, [*answers, "no", "no"], "Canada", "Iran")
    assert (code, "it is told already" in shown, len(path.read_bytes().splitlines())) == (1, True, 2)
    code, shown = add(path, [*answers, "yes", "yes"], "Canada", "Iran")
    assert (code, len(path.read_bytes().splitlines())) == (0, 3), shown


def test_who_is_sure_is_told_at_once(path: Path) -> None:
    given = ["--kind", "sanctions_lifted", "--on", "1970", "--by", "CAN", "--yes"]
    code, shown = add(path, [], "Canada", "Iran", *given)
    assert (code, "is refused" in shown, "changed?" in shown) == (1, True, False)


def test_a_survey_and_a_retraction_are_asked_for_by_their_fields(path: Path) -> None:
    answers = ["1960", "surveyed", "1, missions", "1955", "", *WORDS, "y"]
    code, shown = add(path, answers, "Canada", "Iran")
    assert code == 0, shown
    assert (last(path)["families"], last(path)["from"]) == (["relations", "missions"], "1955")
    code, shown = add(path, ["begun", "It was in 1956.", "y"], "Canada", "Iran", "--kind", "retracted")
    assert code == 0, shown
    assert (last(path)["retracts"], "take effect" in shown) == ("begun", False)


def test_all_that_is_shown_fits_a_terminal(path: Path) -> None:
    long = " ".join(["word"] * 60)
    code, shown = add(path, ["1960", "noted", "", "", long, "A title|A publisher", "", "y"], "Canada", "Iran")
    assert code == 0
    shown_again = shown.partition("countries ")[2].partition("Add it?")[0]
    assert " ".join(shown_again.split()).count(long) == 1
    assert max(map(len, shown_again.splitlines())) <= 80


@pytest.mark.parametrize("kind", kinds())
def test_whatever_a_kind_needs_is_asked_for(kind: str) -> None:
    needed = {field for field, required in fields(kind).items() if required}
    assert needed - set(to_ask(kind)) == {"id", "parties", "recorded", "kind"}
    assert all(form(field).read for field in fields(kind))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("relations severed", "relations_severed"),
        ("Severed", "relations_severed"),
        ("relations_sev", "relations_severed"),
        ("closing of the embassy", "mission_closed"),
        ("recalled", "ambassador_recalled"),
        ("sanctions imposed", "sanctions_imposed"),
        ("imposing sanctions", "sanctions_imposed"),
    ],
)
def test_a_kind_is_told_by_its_words(typed: str, kind: str) -> None:
    assert chosen(typed, list(kinds())) == kind


@pytest.mark.parametrize("typed", ["sanctions", "0", "12345678901234567890", "of the", "²", "relations"])
def test_words_of_several_kinds_or_none_are_asked_again(typed: str) -> None:
    with pytest.raises(BadAnswer):
        chosen(typed, list(kinds()))
