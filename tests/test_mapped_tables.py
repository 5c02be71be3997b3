"""Any table by a mapping: the example of the documentation, and what can be wrong."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import detente, imported

from detente.history.history import History
from detente.importers.coming import Dropped, NotImported, Taken
from detente.importers.mapped.tables import read
from detente.log.findings import Finding
from detente.log.record import read as read_log

DOCS = (Path(__file__).parent.parent / "docs" / "importers.md").read_text(encoding="utf-8")
MAPPING = """
prefix = "x"
key = ["case"]
one = "sender"
other = "target"
[source]
title = "Cases"
publisher = "Somebody"
[[spell]]
start = "begin"
end = "end"
begins = "sanctions_imposed"
again = "sanctions_extended"
less = "sanctions_eased"
ends = "sanctions_lifted"
summary = "{one} imposes sanctions on {other}."
"""
HEADER = "case,sender,target,begin,end\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCS[DOCS.index("## Any table") :], flags=re.S)


def outcomes(folder: Path, rows: str, mapping: str = MAPPING, header: str = HEADER) -> list[object]:
    (folder / "a.csv").write_text(header + rows, encoding="utf-8")
    (folder / "a.toml").write_text(mapping, encoding="utf-8")
    return list(read([folder / "a.csv"], folder / "a.toml"))


def events(found: list[object]) -> list[dict[str, object]]:
    return [dict(event) for one in found if isinstance(one, Taken) for event in one.events]


def kinds(found: list[object]) -> list[tuple[object, object]]:
    return [(event["kind"], event["on"]) for event in events(found)]


def test_the_example_of_the_documentation_comes_out_as_it_says(tmp_path: Path) -> None:
    bad, good = blocks("csv")
    (tmp_path / "sanctions.toml").write_text(blocks("toml")[0], encoding="utf-8")
    command, _, expected = blocks("console")[0].removeprefix("$ detente ").partition("\n")
    (tmp_path / "sanctions.csv").write_text(bad, encoding="utf-8")
    wrong = detente(*command.split(), cwd=tmp_path)
    assert wrong.returncode == 1
    assert "sanctions.csv:3:" in wrong.stdout
    assert "(first sanctions.csv:2)" in wrong.stdout
    assert "Freedonia" in wrong.stdout
    (tmp_path / "sanctions.csv").write_text(good, encoding="utf-8")
    done = detente(*command.split(), cwd=tmp_path)
    assert (done.stdout + done.stderr, done.returncode) == (expected, 0)
    again = detente(*command.split(), cwd=tmp_path)
    assert "0 events added" in again.stderr
    record = read_log(tmp_path / "sanctions.jsonl")
    assert not record.findings
    canada = History.of(record, "Canada", "Iran").at("2017")
    assert canada.status == "sanctioned"
    assert [change.event.kind for change in History.of(record, "Canada", "Iran").course] == [
        *("sanctions_imposed", "sanctions_extended", "sanctions_eased")
    ]
    assert History.of(record, "Poland", "Myanmar").at("2004-04-30").status == "no_relations"
    assert History.of(record, "Poland", "Myanmar").at("2004-05-01").status == "sanctioned"
    assert {pair.names for pair in record.pairs if "CAN" in pair} == {"Canada and Iran"}


def test_spells_that_overlap_begin_once_and_end_once(tmp_path: Path) -> None:
    rows = "1,Canada,Iran,2000,2005\n2,Canada,Iran,2003,2010\n3,Canada,Iran,2012,\n4,Iran,Canada,2004,2004\n"
    assert kinds(outcomes(tmp_path, rows))[:5] == [
        *(("sanctions_imposed", "2000"), ("sanctions_extended", "2003"), ("sanctions_eased", "2005")),
        *(("sanctions_lifted", "2010"), ("sanctions_imposed", "2012")),
    ]


@given(st.lists(st.tuples(st.integers(1950, 1980), st.integers(0, 30)), min_size=1, max_size=8))
def test_sanctions_are_in_force_on_the_days_of_some_spell_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, spells: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("spells")
    rows = "".join(f"{n},Canada,Iran,{a}-06-01,{a + b}-07-01\n" for n, (a, b) in enumerate(spells))
    in_force = False
    by_day = defaultdict[str, list[object]](list)
    for kind, on in kinds(outcomes(folder, rows)):
        by_day[str(on)].append(kind)
    for year in range(1949, 2012):
        for day in (f"{year}-06-01", f"{year}-07-01"):
            for kind in by_day[day]:
                assert in_force != (kind == "sanctions_imposed")
                in_force = (in_force or kind == "sanctions_imposed") and kind != "sanctions_lifted"
            # On the day of its end a spell is over.
            assert in_force == any(f"{a}-06-01" <= day < f"{a + b}-07-01" for a, b in spells)


def test_spells_of_several_rules_overlap_like_those_of_one(tmp_path: Path) -> None:
    rule = MAPPING[MAPPING.index("[[spell]]") :]
    mapping = MAPPING.replace("[[spell]]", '[[spell]]\nwhen = { t = ["1"] }') + rule.replace(
        "[[spell]]", '[[spell]]\nwhen = { m = ["1"] }'
    )
    rows = "1,Canada,Iran,2010,2016,1,0\n2,Canada,Iran,2012,2014,0,1\n"
    found = outcomes(tmp_path, rows, mapping, "case,sender,target,begin,end,t,m\n")
    assert [kind for kind, _ in kinds(found)] == [
        *("sanctions_imposed", "sanctions_extended", "sanctions_eased", "sanctions_lifted")
    ]
    needs = [one.needs for one in found if isinstance(one, Taken) and one.events]
    assert needs[0] == {}
    assert all({*one.values()} == {"x-1-can-irn-begin"} for one in needs[1:])


def test_a_spell_that_outlives_a_state_has_no_end_and_states_act_only_while_they_are(tmp_path: Path) -> None:
    rows = "1,United States,Soviet Union,1980,1995\n2,United States,South Sudan,2000,2012\n"
    found = outcomes(tmp_path, rows)
    assert kinds(found) == [("sanctions_imposed", "1980")]
    reasons = [(one.reason, one.where.rpartition(":")[2], one.is_part) for one in found if isinstance(one, Dropped)]
    assert reasons == [
        ("it outlives a state, so that nobody says when it ended", "2", True),
        ("“South Sudan” was no state on that day", "3", False),
    ]


def test_of_several_states_in_a_cell_each_acts_once_and_what_is_none_is_told(tmp_path: Path) -> None:
    mapping = MAPPING.replace('one = "sender"', 'one = "sender"\nseparator = ","\ngroups = { EU = "EU", UN = "drop" }')
    rows = '1,"UN, Canada, Atlantis",Iran,2010,2016\n2,"EU, Germany, Germany",Libya,2010,2016\n'
    found = outcomes(tmp_path, rows, mapping)
    assert len({event["id"] for event in events(found)}) == len(events(found)) == 2 + 2 * 28
    assert [one.reason for one in found if isinstance(one, Dropped)] == [
        *("“UN” is no state", "“Atlantis” is not known as one country")
    ]


def test_keys_that_differ_in_marks_alone_are_told_apart(tmp_path: Path) -> None:
    rows = "1/a,Canada,Iran,2010,\n1-a,Canada,Iraq,2010,\n1 A,Canada,Cuba,2010,\n"
    assert len({event["id"] for event in events(outcomes(tmp_path, rows))}) == 3


def test_numbers_dates_in_parts_and_senders_in_columns_of_their_own(tmp_path: Path) -> None:
    mapping = """
    prefix = "x"
    key = ["id"]
    numbers = "cow"
    other = "target"
    blank = ["", "-99"]
    groups = { EU = "EU" }
    [source]
    title = "Cases"
    publisher = "Somebody"
    [[event]]
    when = { by_us = ["1"] }
    one = { value = "USA" }
    kind = { column = "what", values = { s = "sanctions_imposed", l = "sanctions_lifted" } }
    on = ["y", "m", "d"]
    summary = "{one}: {what}."
    [[event]]
    when = { by_eu = ["1"] }
    one = { value = "EU" }
    kind = "sanctions_imposed"
    on = ["y", "m", "d"]
    summary = "{one}."
    """
    rows = (
        "1,365.0,1,0,s,1980,1,4\n2,365,1,0,l,1995,0,-99\n3,365,0,1,s,1962,,\n4,365,1,0,x,1962,,\n5,999,1,0,s,1962,,\n"
    )
    found = outcomes(
        tmp_path, rows + "6,365,0,0,s,1962,,\n7,365,1,0,s,,,\n", mapping, "id,target,by_us,by_eu,what,y,m,d\n"
    )
    made = events(found)
    assert [(event["parties"], event["on"]) for event in made[:2]] == [
        *((["USA", "SUN"], "1980-01-04"), (["USA", "RUS"], "1995"))
    ]
    assert {str(event["by"]) for event in made[2:]} == {"BEL", "DEU", "FRA", "ITA", "LUX", "NLD"}
    reasons = [one.reason for one in found if isinstance(one, Dropped)]
    assert reasons == [
        "“x” in what has no meaning in the mapping",
        "no state had the number 999 on that day",
        "no rule of the mapping fits the row",
        "there is no date",
    ]


def test_what_is_wrong_with_a_row_is_a_finding_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = (
        "1,Canada,Iran,2001,1999\n2,Canada,Iran,soon,\n1,Canada,Iran,2002,\n,Canada,Iran,2002,\n5,Canada,Iran,2003,\n"
    )
    found = outcomes(tmp_path, rows + "6,Canada,Iran\n7,Canada,Canada,2000,\n")
    wrong = [one for one in found if isinstance(one, Finding)]
    assert [one.line for one in wrong] == [2, 3, 4, 5, 7]
    assert kinds(found) == [("sanctions_imposed", "2003")]
    assert "both states are the same" in [one.reason for one in found if isinstance(one, Dropped)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('prefix = "x"', 'prefix = "X y"', "prefix"),
        ("[[spell]]", "[[spel]]", "Did you mean “spell” or “panel”?"),
        ('"sanctions_lifted"', '"sanctions_ended"', "Did you mean “sanctions_extended"),
        ('one = "sender"', "", "who is “one”"),
        ('one = "sender"', 'one = "sendr"', "Did you mean “sender”"),
        ("[source]", 'groups = { EU = "Europe" }\n[source]', "“Europe”"),
        ("[source]", 'groups = { EU = ["ZZZ"] }\n[source]', "“ZZZ”"),
        ("begins =", 'fields = { measures = "{case}" }\nbegins =', "Did you mean “measure”?"),
        ('key = ["case"]', "key = []", "key"),
        ("[source]", "[source", "no TOML"),
        ("[[spell]]", "[names]", "makes no events"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in MAPPING
    with pytest.raises(NotImported) as raised:
        outcomes(tmp_path, "1,Canada,Iran,2001,\n", MAPPING.replace(before, after))
    assert said in str(raised.value)


def test_a_panel_of_years_becomes_changes_between_them(tmp_path: Path) -> None:
    panel = blocks("toml")[1]
    mapping = MAPPING[: MAPPING.index("[[spell]]")].replace('["case"]', '["sender", "target", "year"]') + panel
    rows = "Canada,Oman,1980,0\nCanada,Oman,1985,1\nCanada,Oman,1986,1\nCanada,Oman,1987,0\n"
    rows += "Oman,Canada,1984,0\nOman,Canada,1985,1\n"
    found = outcomes(tmp_path, rows, mapping, "sender,target,year,embassy\n")
    assert [(event["kind"], event["on"], event.get("by")) for event in events(found)] == [
        ("relations_established", "[1981..1985]", None),
        ("mission_opened", "[1981..1985]", "CAN"),
        ("mission_closed", "1987", "CAN"),
        ("mission_opened", "1985", "OMN"),
    ]
    assert sum(one.rows for one in found if isinstance(one, Taken)) == 6
    log = tmp_path / "log.jsonl"
    assert imported(log, read([tmp_path / "a.csv"], tmp_path / "a.toml")).events == 4
    assert imported(log, read([tmp_path / "a.csv"], tmp_path / "a.toml")).there == 4
    twice = outcomes(tmp_path, rows + "canada,Oman,1980,1\n", mapping, "sender,target,year,embassy\n")
    assert [one.line for one in twice if isinstance(one, Finding)] == [8]
