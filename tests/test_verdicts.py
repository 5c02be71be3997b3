"""Sentences that a diplomat would sign: rungs in words, dates of facts, and nothing that is not recorded."""

import pytest
from making import line, record

from detente.history.history import History
from detente.views.verdicts import remarks, verdict

LIBYA = [
    line("relations_established", "1951-12-24"),
    line("mission_opened", "1952", "CAN"),
    line("mission_opened", "1953", "IRN"),
    line("mission_closed", "1980-05-02", "CAN"),
    line("mission_closed", "1980-05-03", "IRN"),
    line("sanctions_imposed", "1982-03-10", "CAN"),
    line("sanctions_lifted", "2004-09-21", "CAN"),
]


def said(*lines: dict[str, object], on: str) -> str:
    """Give where a pair stands, in words."""
    return verdict(History.of(record(*lines), "Canada", "Iran").at(on))


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("1950", "no diplomatic relations"),
        ("1960", "established since 24 December 1951"),
        ("1980-05-02", "embassy closed since 2 May 1980"),
        ("1981", "embassies of both closed since 2 May 1980"),
        ("1990", "sanctioned since 10 March 1982, with the embassies of both closed since 2 May 1980"),
        ("2005", "embassies of both closed since 2 May 1980"),
    ],
)
def test_what_sanctions_hid_is_dated_from_when_it_began(on: str, words: str) -> None:
    assert said(*LIBYA, on=on) == words


@pytest.mark.parametrize(
    ("line_", "words"),
    [
        (line("talks_offered", "1990", "IRN"), "talks offered by Iran since 1990"),
        (line("talks_opened", "1990"), "talks offered (talks under way since 1990)"),
        (line("agreement_reached", "1990"), "talks offered (an agreement not yet carried out since 1990)"),
    ],
)
def test_talks_say_which_of_the_three_they_are_and_what_lies_below(line_: dict[str, object], words: str) -> None:
    severed = [line("relations_established", "1950"), line("relations_severed", "1980", "CAN")]
    assert said(*severed, line_, on="1991") == f"{words}; relations severed since 1980"
    assert said(line_, on="1991") == f"{words}; no diplomatic relations"


def test_sanctions_without_relations_say_so() -> None:
    assert said(line("sanctions_imposed", "1993-04-03", "CAN"), on="1995") == (
        "sanctioned since 3 April 1993, without diplomatic relations"
    )


def test_strains_below_other_rungs_are_told() -> None:
    lines = [
        line("relations_established", "1950"),
        line("grievance_raised", "1960", "IRN"),
        line("ambassador_recalled", "1961", "CAN"),
        line("sanctions_imposed", "1970", "CAN"),
    ]
    assert said(*lines, on="1965") == "strained since 1960"
    assert said(*lines, on="1975") == (
        "sanctioned since 1970, with a grievance open since 1960 and an ambassador recalled since 1961"
    )


def test_what_dates_leave_open_stands_behind() -> None:
    lines = [line("relations_established", "1950"), line("grievance_raised", "[1960..1962]", "IRN")]
    assert said(*lines, on="1961") == "established since 1950, or possibly strained"


def test_an_answer_that_rests_on_a_report_says_so() -> None:
    reported = line("relations_established", "1950", confidence="reported")
    state = History.of(record(reported), "Canada", "Iran").at("1950")
    assert remarks(state) == [
        "It rests on what is only reported: relations established (relations_established-1950-None)."
    ]
    later = History.of(record(reported), "Canada", "Iran").at("1951")
    assert "The record ends in 1950." in remarks(later)
