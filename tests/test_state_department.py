"""The State Department's guide and list of chiefs of mission: what each act and each chief comes to."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import agreement
import pytest
from making import imported

from detente.importers import Dropped, Taken
from detente.importers.coming import NotImported, Outcome
from detente.importers.state_department import IMPORTER
from detente.log.findings import Finding
from detente.log.record import read
from detente.model.events import Event, Survey

DATA = os.environ.get("DETENTE_DATA")
with_data = pytest.mark.skipif(DATA is None, reason="DETENTE_DATA names no folder with the State Department's data")
NO_CORRECTIONS = ""
SHIPPED = Path(__file__).parents[1] / "events.jsonl"
IMPORTED = ("rdcr-", "pocom-", "state-department-")


def act(head: str, text: str) -> str:
    return f'<div type="timeline"><head>{head}</head><p>{text}</p></div>'


def article(folder: Path, slug: str, title: str, **sections: list[str]) -> None:
    told = "".join(
        f'<div type="section" xml:id="{name}"><head>x</head>{"".join(acts)}</div>' for name, acts in sections.items()
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{slug}.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title type="short">{title}</title></teiHeader>'
        f"<text><body>{told}</body></text></TEI>",
        encoding="utf-8",
    )


def chief(key: str, role: str, started: str, ended: str = "", left: str = "", person: str = "") -> str:
    return (
        f"<chief><id>{key}</id><person-id>{person or key}</person-id><role-title-id>{role}</role-title-id>"
        f"<started><date>{started}</date><note/></started><ended><date>{ended}</date><note>{left}</note></ended></chief>"
    )


def mission(folder: Path, slug: str, *chiefs: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{slug}.xml").write_text(
        f"<country-mission><territory-id>{slug}</territory-id><chiefs>{''.join(chiefs)}</chiefs></country-mission>",
        encoding="utf-8",
    )


def table(tmp_path: Path, text: str = NO_CORRECTIONS) -> Path:
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    return path


def outcomes(tmp_path: Path, text: str = NO_CORRECTIONS) -> list[Outcome]:
    return list(IMPORTER.read([tmp_path / "data"], table(tmp_path, text)))


def events(told: list[Outcome]) -> dict[str, Mapping[str, object]]:
    found = (event for one in told if isinstance(one, Taken) for event in one.events)
    return {str(event["id"]): event for event in found if event["kind"] != "surveyed"}


def surveys(told: list[Outcome]) -> list[Mapping[str, object]]:
    return [event for one in told if isinstance(one, Taken) for event in one.events if event["kind"] == "surveyed"]


def course(tmp_path: Path, text: str = NO_CORRECTIONS) -> list[tuple[object, ...]]:
    """Return the events, each with its day and what it says of a mission, in order of time."""
    found = events(outcomes(tmp_path, text)).values()
    told = (
        (
            (str(event["on"]), int(str(event.get("seq", 0)))),
            (event["on"], event["kind"], *(event[name] for name in ("by", "level", "resident") if name in event)),
        )
        for event in found
    )
    return [one for _, one in sorted(told, key=lambda one: one[0])]


def reasons(told: list[Outcome]) -> list[str]:
    return [one.reason for one in told if isinstance(one, Dropped)]


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    return tmp_path / "data/rdcr/articles"


@pytest.fixture
def pocom(tmp_path: Path) -> Path:
    return tmp_path / "data/pocom/missions-countries"


def test_an_act_is_an_event_with_its_day_from_the_prose_and_its_article_as_source(tmp_path: Path, guide: Path) -> None:
    article(
        guide,
        "ecuador",
        "Ecuador",
        recognition=[act("U.S. Recognition of Ecuador, 1832.", "In a June 4, 1832, letter it recognized Ecuador.")],
        diplomatic_relations=[
            act("Establishment of Diplomatic Relations, 1848.", "Relations were established on August 12, 1848."),
            act("Elevation of Status of Legation in Quito to Embassy, 1942.", "It was raised on March 5, 1942."),
        ],
        treaties=[act("Treaty of Peace, 1839.", "Signed on June 13, 1839.")],
    )
    told = outcomes(tmp_path)
    found = events(told)
    established = found["rdcr-ecuador-relations-1848-relations-established"]
    assert established == {
        "id": "rdcr-ecuador-relations-1848-relations-established",
        "kind": "relations_established",
        "parties": ["ECU", "USA"],
        "on": "1848-08-12",
        "summary": "The United States and Ecuador establish diplomatic relations.",
        "sources": [
            {
                "title": "A Guide to the United States’ History of Recognition, Diplomatic, and Consular Relations, by "
                "Country, since 1776: Ecuador",
                "publisher": "Office of the Historian, United States Department of State",
                "url": "https://history.state.gov/countries/ecuador",
            }
        ],
    }
    assert found["rdcr-ecuador-recognition-1832-noted"]["summary"] == "The United States recognises Ecuador."
    assert found["rdcr-ecuador-relations-1942-mission-opened"]["level"] == "embassy"
    assert reasons(told) == ["a treaty or agreement"]
    assert sum(one.rows for one in told if isinstance(one, Taken | Dropped)) == 4


def test_chiefs_open_and_raise_a_mission_where_the_guide_does_not(tmp_path: Path, guide: Path, pocom: Path) -> None:
    article(guide, "chile", "Chile", relations=[act("Establishment of Diplomatic Relations, 1920.", "On May 4, 1920.")])
    envoy = "envoy-extraordinary-minister-plenipotentiary"
    mission(
        pocom,
        "chile",
        chief("ci-1920-a", "minister-resident", "1920-05-06", "1925-01-01", "Left post on"),
        chief("ci-1925-b", envoy, "1925-02-01", "1930-01-01", "Normal relations interrupted on"),
        chief("ci-1930-c", "ambassador-e-p", "1930-02-01", "1935-01-01", "Embassy closed"),
        chief("ci-1936-d", "charge-daffaires-ad-interim", "1936-02-01"),
        chief("ci-1940-e", "ambassador-e-p", "1940-02-01", "1945-01-01", "Left post on"),
        chief("ci-1946-f", "ambassador-e-p", "", "1946-01-01", "Chile broke relations"),
        chief("ci-1950-g", "ambassador-e-p", "1950-02-01", "1955-01-01", "Left post on"),
    )
    told = outcomes(tmp_path)
    assert course(tmp_path) == [
        ("1920-05-04", "relations_established"),
        ("1920-05-06", "mission_opened", "USA", "legation"),
        ("1930-01-01", "noted"),
        ("1930-02-01", "relations_normalised"),
        ("1930-02-01", "mission_upgraded", "USA", "embassy"),
        ("1935-01-01", "mission_closed", "USA"),
        ("1940-02-01", "mission_opened", "USA", "embassy"),
        ("1946-01-01", "relations_severed"),
        ("1950-02-01", "relations_restored"),
        ("1950-02-01", "mission_opened", "USA", "embassy"),
    ]
    assert reasons(told) == ["a role that says nothing of the mission's level"]
    assert all(one["confidence"] == "reported" for key, one in events(told).items() if key.startswith("pocom-"))


def test_a_head_of_mission_who_had_to_go_is_a_grievance_until_another_is_received(
    tmp_path: Path, guide: Path, pocom: Path
) -> None:
    article(guide, "chile", "Chile", relations=[act("Establishment of Diplomatic Relations, 1920.", "On May 4, 1920.")])
    envoy, embassy = "envoy-extraordinary-minister-plenipotentiary", "ambassador-e-p"
    gone = "Declared <hi>persona non grata</hi> by the Government of Chile"
    mission(
        pocom,
        "chile",
        chief("a", envoy, "1920-05-06", "1925-01-01", "Recall requested by the Government of Chile on"),
        chief("b", "charge-daffaires-ad-interim", "1925-01-01"),
        chief("c", "charge-daffaires", "1925-06-01", "1926-01-01", "Left post on"),
        chief("d", embassy, "1970-05-06", "1971-01-01", gone),
        chief("e", "charge-daffaires", "1972-02-01", "1973-01-01", "Left post on"),
        chief("f", embassy, "1974-02-01", "1975-01-01", f"{gone}; left post,"),
        chief("g", embassy, "1976-02-01", "1977-01-01", "Normal relations interrupted on"),
        chief("h", embassy, "1978-02-01", "1979-01-01", "Departure requested by Government of Chile"),
    )
    told = events(outcomes(tmp_path))
    assert [one for one in course(tmp_path) if one[1] in {"diplomats_expelled", "grievance_settled"}] == [
        ("1925-01-01", "diplomats_expelled", "CHL"),
        ("1925-06-01", "grievance_settled", "CHL"),
        ("1971-01-01", "diplomats_expelled", "CHL"),
        ("1974-02-01", "grievance_settled", "CHL"),
        ("1975-01-01", "diplomats_expelled", "CHL"),
        ("1976-02-01", "grievance_settled", "CHL"),
        ("1979-01-01", "diplomats_expelled", "CHL"),
    ]
    asks, declares = (told[f"pocom-{key}-diplomats-expelled-chl"]["summary"] for key in "ad")
    assert asks == "Chile asks the United States to withdraw the head of its mission."
    assert declares == "Chile declares the head of the mission of the United States persona non grata."


def test_a_mission_begins_with_an_acting_charge_of_the_level_of_who_follows(
    tmp_path: Path, guide: Path, pocom: Path
) -> None:
    relations = act("Establishment of Diplomatic Relations, 1920.", "On May 4, 1920.")
    embassy = act("Establishment of the American Embassy in Gabon, 1922.", "It was established on March 20, 1922.")
    acting, envoy = "charge-daffaires-ad-interim", "envoy-extraordinary-minister-plenipotentiary"
    came = [chief("a", acting, "1920-05-04"), chief("b", envoy, "1921-05-06", "1925-01-01")]
    article(guide, "chile", "Chile", relations=[relations])
    mission(pocom, "chile", chief("z", acting, "1919-05-04"), *came)
    assert course(tmp_path) == [
        ("1920-05-04", "relations_established"),
        ("1920-05-04", "mission_opened", "USA", "legation"),
    ]
    mission(pocom, "chile", chief("a", acting, "1920-05"), came[1])
    assert course(tmp_path)[1] == ("1921-05-06", "mission_opened", "USA", "legation")
    article(guide, "chile", "Chile", relations=[relations, embassy.replace("Gabon", "Chile")])
    mission(pocom, "chile", *came)
    assert course(tmp_path) == [
        ("1920-05-04", "relations_established"),
        ("1920-05-04", "mission_opened", "USA", "legation", False),
        ("1922-03-20", "mission_upgraded", "USA", "embassy", True),
    ]


def test_who_is_accredited_from_elsewhere_opens_no_embassy_of_his_own(tmp_path: Path, guide: Path, pocom: Path) -> None:
    article(
        guide,
        "oman",
        "Oman",
        relations=[
            act("Establishment of Diplomatic Relations, 1972.", "Relations were established on April 17, 1972."),
            act("Establishment of the American Embassy in Oman, 1974.", "The embassy was established on July 4, 1974."),
            act("Closure of the American Embassy, 1990.", "It was closed on June 30, 1990."),
        ],
    )
    mission(pocom, "oman", chief("mu-1972-a", "ambassador-e-p", "1972-04-17", "1995-01-01", "Left Kuwait", "a"))
    mission(pocom, "kuwait", chief("ku-1972-a", "ambassador-e-p", "1972-01-01", "1995-01-01", "Left post on", "a"))
    oman = [one for one in course(tmp_path) if one[0] != "1972-01-01"]
    assert oman == [
        ("1972-04-17", "relations_established"),
        ("1972-04-17", "mission_opened", "USA", "embassy", False),
        ("1974-07-04", "mission_upgraded", "USA", "embassy", True),
        ("1990-06-30", "mission_closed", "USA"),
        ("1990-06-30", "mission_opened", "USA", "embassy", False),
    ]


def test_an_interruption_is_noted_unless_somebody_broke_off_relations(tmp_path: Path, guide: Path) -> None:
    article(
        guide,
        "panama",
        "Panama",
        relations=[
            act("Establishment of Diplomatic Relations, 1903.", "Relations were established on November 13, 1903."),
            act("Diplomatic Relations Interrupted, 1931.", "On January 5, 1931, relations were interrupted."),
            act("Diplomatic Relations Resumed, 1931.", "Relations were resumed on January 15, 1931."),
            act(
                "Relations Interrupted, 1941.",
                "Panama severed diplomatic relations with the United States on May 1, 1941.",
            ),
            act("Diplomatic Relations Resumed, 1945.", "Relations were resumed on May 8, 1945."),
        ],
    )
    assert course(tmp_path) == [
        ("1903-11-13", "relations_established"),
        ("1931-01-05", "noted"),
        ("1931-01-15", "relations_normalised"),
        ("1941-05-01", "relations_severed", "PAN"),
        ("1945-05-08", "relations_restored"),
    ]


@pytest.mark.parametrize(
    ("head", "text", "day", "confidence"),
    [
        (
            "Elevation of Legation to Embassy, 1952.",
            "Announced on June 6, 1952, it was raised on June 24, 1952.",
            "1952-06-24",
            None,
        ),
        (
            "Elevation of Legation to Embassy, 1952.",
            "It was raised in rank. Smith came on June 24.",
            "1952-06-24",
            "reported",
        ),
        (
            "Elevation of Legation to Embassy, 1952.",
            "Smith presented his credentials on November 8.",
            "1952-11-08",
            None,
        ),
        ("Elevation of Legation to Embassy, 1952.", "The Ambassador left on June 24, 1953.", "1952", "reported"),
        ("Elevation of Legation to Embassy, 1952.", "It was in May 1952, when it rained.", "1952-05", "reported"),
    ],
)
def test_the_day_is_that_which_the_prose_gives_with_the_act(
    tmp_path: Path, guide: Path, head: str, text: str, day: str, confidence: str | None
) -> None:
    established = act("Establishment of Diplomatic Relations, 1900.", "They were established on May 4, 1900.")
    article(guide, "chile", "Chile", relations=[established, act(head, text)])
    found = events(outcomes(tmp_path))["rdcr-chile-relations-1952-mission-opened"]
    assert (found["on"], found.get("confidence")) == (day, confidence)


def test_who_severed_relations_is_told_by_the_heading_or_the_prose(tmp_path: Path, guide: Path) -> None:
    said = {
        "Diplomatic Relations Severed by Chile, 1901.": ("On May 4, 1901, it did.", "CHL"),
        "Diplomatic Relations Severed, 1903.": (
            "Chile severed relations with the United States on May 4, 1903.",
            "CHL",
        ),
        "Diplomatic Relations Severed, 1905.": ("The United States severed relations on May 4, 1905.", "USA"),
        "Diplomatic Relations Severed, 1907.": ("Relations were severed on May 4, 1907, when war broke out.", None),
        "Relations Interrupted, 1909.": ("Chile broke relations with Peru on May 4, 1909.", "no severing"),
    }
    acts = [act("Establishment of Diplomatic Relations, 1900.", "They were established on May 4, 1900.")]
    for head, (text, _) in said.items():
        year = int(head[-5:-1]) + 1
        acts += [act(head, text), act(f"Diplomatic Relations Resumed, {year}.", f"They were resumed on May 5, {year}.")]
    article(guide, "chile", "Chile", relations=acts)
    found = [one for one in events(outcomes(tmp_path)).values() if one["kind"] == "relations_severed"]
    assert [one.get("by") for one in found] == [by for _, by in said.values()][:-1]


def test_a_state_that_ended_takes_its_relations_with_it_and_the_next_has_its_own(tmp_path: Path, guide: Path) -> None:
    article(
        guide,
        "russia",
        "Russia",
        relations=[
            act("Normal Diplomatic Relations Resumed, 1933.", "Relations were resumed on November 16, 1933."),
            act(
                "Establishment of Diplomatic Relations with Russia, 1991.",
                "They were established on December 31, 1991.",
            ),
        ],
    )
    found = events(outcomes(tmp_path)).values()
    assert [
        (event["on"], event["kind"], event["parties"]) for event in sorted(found, key=lambda one: str(one["on"]))
    ] == [
        ("1933-11-16", "relations_established", ["SUN", "USA"]),
        ("1991-12-26", "relations_lapsed", ["SUN", "USA"]),
        ("1991-12-31", "relations_established", ["RUS", "USA"]),
    ]


def test_nothing_is_surveyed_while_there_was_no_state(tmp_path: Path, guide: Path) -> None:
    acts = [
        act("Establishment of Diplomatic Relations, 1905.", "They were established on October 30, 1905."),
        act("Establishment of Diplomatic Relations, 2006.", "They were established on August 15, 2006."),
    ]
    article(guide, "montenegro", "Montenegro", relations=acts)
    told = outcomes(tmp_path, "surveyed_until = 2020-01-01")
    assert [(one["id"], one["from"], one["to"]) for one in surveys(told)] == [
        ("state-department-mne-surveyed", "1905-10-30", "1918-11-26"),
        ("state-department-mne-surveyed-2", "2006-08-15", "2020-01-01"),
    ]
    going_on = """
        surveyed_until = 2020-01-01
        [rdcr-montenegro-mne-ended]
        reason = "As if nobody had recognised its end."
        events = []
    """
    assert [(one["from"], one["to"]) for one in surveys(outcomes(tmp_path, going_on))] == [("1905-10-30", "2020-01-01")]


def test_the_end_of_a_state_ends_its_relations_or_what_was_left_without_them(tmp_path: Path, guide: Path) -> None:
    article(guide, "baden", "Baden", consular_presence=[act("Consulate in Mannheim, 1850.", "On May 4, 1850.")])
    article(guide, "texas", "Texas", relations=[act("Establishment of Diplomatic Relations, 1837.", "March 6, 1837.")])
    said = {
        tuple(one["parties"]): one["summary"]  # type: ignore[arg-type]
        for one in events(outcomes(tmp_path)).values()
        if one["kind"] == "relations_lapsed"
    }
    assert said == {
        ("USA", "XBA"): "What stands between the United States and Baden ends with that state.",
        ("USA", "XTX"): "The relations of the United States with Texas end with that state.",
    }


def test_what_is_taken_from_the_list_of_chiefs_has_it_as_a_source(tmp_path: Path, guide: Path, pocom: Path) -> None:
    acts = [
        act("Establishment of Diplomatic Relations, 1900.", "They were established on May 4, 1900."),
        act("Establishment of the American Legation in Chile, 1901.", "The legation was established in 1901."),
        act("Diplomatic Relations Severed, 1950.", "Chile severed relations in 1950."),
    ]
    article(guide, "chile", "Chile", relations=acts)
    mission(pocom, "chile", chief("cl-1901-a-01", "minister-resident", "1901-06-07"))
    by_hand = """
        [rdcr-chile-relations-1950]
        reason = "The list has the day."
        on = "1950-02-03"
        chiefs = true
    """
    pages = {
        str(one["id"]): [source["url"].rpartition("gov/")[2] for source in one["sources"]]  # type: ignore[union-attr]
        for one in events(outcomes(tmp_path, by_hand)).values()
    }
    both = ["countries/chile", "departmenthistory/people/chiefsofmission/chile"]
    assert pages == {
        "rdcr-chile-relations-1900-relations-established": both[:1],
        "rdcr-chile-relations-1901-mission-opened": both,
        "rdcr-chile-relations-1950-relations-severed": both,
    }


def test_an_editor_has_the_last_word_and_gives_a_reason(tmp_path: Path, guide: Path) -> None:
    article(
        guide,
        "cuba",
        "Cuba",
        relations=[
            act("Establishment of Diplomatic Relations, 1902.", "Relations were established on May 27, 1902."),
            act("Diplomatic Relations Severed, 1961.", "The United States severed relations on January 3, 1961."),
            act("Resumption of Diplomatic Relations, 2015.", "They were resumed on July 20, 2015."),
        ],
    )
    corrections = """
        surveyed_until = 2020-01-01
        [rdcr-cuba-relations-1902]
        reason = "A day later."
        on = "1902-05-28"
        [rdcr-cuba-relations-1961]
        reason = "With the protecting power."
        events = [
            { kind = "relations_severed", on = "1961-01-03", by = "USA" },
            { kind = "protecting_power_named", on = "1961", power = "CHE", summary = "{them} is told of Switzerland." },
        ]
        [rdcr-cuba-relations-2015]
        reason = "Told elsewhere."
        events = []
    """
    told = outcomes(tmp_path, corrections)
    found = events(told)
    assert found["rdcr-cuba-relations-1902-relations-established"]["on"] == "1902-05-28"
    named = found["rdcr-cuba-relations-1961-protecting-power-named"]
    assert (named["by"], named["summary"]) == ("USA", "Cuba is told of Switzerland.")
    assert reasons(told) == ["an editor decided that it comes to nothing: the table of corrections says why"]
    assert [(one["from"], one["to"], one["families"]) for one in surveys(told)] == [
        ("1902-05-28", "2020-01-01", ["relations", "missions", "offices"])
    ]


@pytest.mark.parametrize(
    ("corrections", "why"),
    [
        ('[rdcr-cuba-relations-1999]\nreason = "x"\nevents = []', "does not have"),
        ("[rdcr-cuba-relations-1902]\nevents = []", "no reason"),
        ('[rdcr-cuba-relations-1902]\nreason = "x"\nevents = [{ kind = "war" }]', "no kind"),
        ('[rdcr-cuba-relations-1902]\nreason = "x"\nevents = [{ kind = "noted" }]', "without a day"),
        ('[rdcr-cuba-relations-1902]\nreason = "x"\non = "yesterday"', "yesterday"),
        ('[rdcr-cuba-relations-1902]\nreason = "x"\nlevle = "embassy"', "levle"),
        ('[rdcr-cuba-relations-1902]\nreason = "x"\non = "1902"\nevents = []', "beside them"),
        ("surveyed_until = 5", "surveyed_until"),
        ("[", "no TOML"),
    ],
)
def test_a_table_of_corrections_that_makes_no_sense_is_an_error(
    tmp_path: Path, guide: Path, corrections: str, why: str
) -> None:
    article(guide, "cuba", "Cuba", relations=[act("Establishment of Diplomatic Relations, 1902.", "On May 27, 1902.")])
    with pytest.raises(NotImported, match=why):
        outcomes(tmp_path, corrections)


def test_what_is_malformed_or_could_be_expanded_is_found_and_nothing_half_is_taken(
    tmp_path: Path, guide: Path, pocom: Path
) -> None:
    for slug, title in (("cuba", "Cuba"), ("chile", "Chile"), ("peru", "Peru")):
        acts = [act("Establishment of Diplomatic Relations, 1905.", "Relations were established on May 27, 1905.")]
        article(guide, slug, title, relations=acts)
        mission(pocom, slug, chief(f"{slug[:2]}-1905-a", "minister-resident", "1905-06-01", "1910", "Left post on"))
    (guide / "cuba.xml").write_text((guide / "cuba.xml").read_text(encoding="utf-8")[:-30], encoding="utf-8")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><TEI>&b;</TEI>'
    (guide / "peru.xml").write_text(bomb, encoding="utf-8")
    (guide / "other.xml").write_text("<html/>", encoding="utf-8")
    told = outcomes(tmp_path)
    findings = [one for one in told if isinstance(one, Finding)]
    assert [(Path(one.path).name, one.line, one.message.split(":")[0]) for one in findings] == [
        ("cuba.xml", 1, "this is no XML"),
        ("peru.xml", 1, "a document type is declared here, which can make a small file grow without bounds"),
    ]
    assert {tuple(event["parties"]) for event in events(told).values()} == {("CHL", "USA")}  # type: ignore[arg-type]
    assert len([one for one in reasons(told) if "half of its course" in one]) == 2


def test_an_act_that_is_none_is_dropped_with_the_reason(tmp_path: Path, guide: Path) -> None:
    article(
        guide,
        "nassau",
        "Nassau",
        diplomatic_relations=[
            act("Establishment of Diplomatic Relations.", "They never established diplomatic relations."),
            act("First U.S. Ambassador Presents Credentials, 1850.", "On May 4, 1850."),
        ],
        consular_presence=[
            act("No Consular Presence.", "There was none."),
            act("Consulate in Weilburg, 1853.", "On May 1, 1853."),
        ],
        treaties=[act("Extradition Treaty, 1855.", "On May 1, 1855.")],
        key_events=[act("Nassau Joins the German Empire, 1871.", "On January 18, 1871.")],
        issues=[act("Trade.", "There was some.")],
    )
    assert sorted(reasons(outcomes(tmp_path))) == [
        "a chief of mission takes up the post: the list of chiefs says so, with the day",
        "a treaty or agreement",
        "background: nothing changes between the two states",
        "one consulate among several",
        "relations were never established, as the act itself says",
        "relations were never established, as the act itself says",
        "the state did not exist on that day",
    ]


def test_a_state_that_nobody_knows_is_dropped_with_the_reason(tmp_path: Path, guide: Path, pocom: Path) -> None:
    acts = [act("Establishment of Diplomatic Relations, 1905.", "Relations were established on May 27, 1905.")]
    article(guide, "ruritania", "Ruritania", relations=acts)
    mission(pocom, "ruritania", chief("ru-1905-a", "minister-resident", "1905-06-01", "1910", "Left post on"))
    told = outcomes(tmp_path)
    assert not events(told)
    assert [reason.split(".")[0] for reason in reasons(told)] == [
        "the state cannot be told: No country is known as “Ruritania”"
    ] * 2


def test_files_that_are_none_of_the_two_are_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(NotImported, match="None of these files"):
        outcomes(tmp_path)
    with pytest.raises(NotImported, match="cannot be read"):
        list(IMPORTER.read([tmp_path / "data"], tmp_path / "missing.toml"))


def counts(log: Path, folder: Path) -> list[int]:
    account = imported(log, IMPORTER.read([folder], None))
    return [account.events, account.events - account.noted, account.refused.total(), account.near, account.malformed]


def without_libya(log: Path) -> dict[str, Mapping[str, object]]:
    """Return what the lines of a log hold, but for when they were recorded, and but for those of the pair left out."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return {line["id"]: {**line, "recorded": None} for line in lines if "LBY" not in line["parties"]}


def test_the_page_about_the_record_has_its_numbers() -> None:
    entries = [one.line for one in read(SHIPPED).entries]
    gone = {one.retracts for one in entries}
    events = [one for one in entries if isinstance(one, Event) and one.id not in gone]
    imported = [one for one in events if one.id.startswith(("rdcr-", "pocom-"))]
    pairs = {one.pair for one in entries}
    american = {pair for pair in pairs if "USA" in pair}
    surveyed = {one.pair for one in entries if isinstance(one, Survey) and "sanctions" in one.families}
    states = {one.pair for one in entries if one.id.startswith(IMPORTED)}
    page = " ".join((SHIPPED.parent / "docs/record.md").read_text(encoding="utf-8").split())
    for told in (
        f"{len(american)} of the pairs are the United States and another state",
        f"the other {len(pairs - american)} are between others",
        f"{len(imported):,} of the events come from",
        f"{sum(one.kind != 'noted' for one in imported)} of them other than `noted`",
        f"American sanctions were looked for in {len(surveyed & american)} pairs",
        f"the United States and {len(states)} states",
    ):
        assert told in page


@with_data
def test_the_documentation_explains_every_country_year_in_which_the_record_differs_from_the_mission_data() -> None:
    program = [sys.executable, str(SHIPPED.parent / "tests/agreement.py"), str(SHIPPED)]
    *printed, share = subprocess.run(program, capture_output=True, text=True, check=True).stdout.splitlines()
    documented = (SHIPPED.parent / "docs/record.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| (.+) \(`(\w{3})`\) \| ([\d–]+) \| (.+) \| (.+) \| .{20,} \|$", re.MULTILINE)
    listed = [
        f"{name} ({code}), {years}: {ours} here, {theirs} there"
        for name, code, years, ours, theirs in row.findall(documented)
    ]
    assert listed == printed
    assert share in documented
    agreed = float(share.rpartition(" ")[2].rstrip("%"))
    assert agreed > 98


@with_data
def test_the_whole_of_it_is_taken_refuses_nothing_and_adds_nothing_twice(tmp_path: Path) -> None:
    assert DATA is not None
    log, folder = tmp_path / "usa.jsonl", Path(DATA) / "state_department"
    found, telling, *wrong = counts(log, folder)
    assert without_libya(log) == {
        key: fields for key, fields in without_libya(SHIPPED).items() if key.startswith(IMPORTED)
    }
    assert found > 1200
    assert telling > 900
    assert wrong == [0, 0, 0]
    assert not read(log).findings
    before = log.read_bytes()
    assert counts(log, folder) == [0, 0, 0, 0, 0]
    assert log.read_bytes() == before
    yearly = (Path(DATA) / agreement.YEARLY).read_text(encoding="utf-8").splitlines()
    years = list(agreement.differences(read(log), csv.DictReader(yearly)))
    assert sum(year is None for year in years) / len(years) > 0.982
