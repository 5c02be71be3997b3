"""Coded event data: raw files of GDELT and ICEWS, as candidates and nothing more."""

import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from detente.importers.coded import gdelt, icews
from detente.importers.coded.kinds import shipped
from detente.importers.coming import Dropped, Importer, NotImported, Taken
from detente.log.findings import Finding
from detente.log.record import read as read_log
from detente.model.lines import kinds

DATA = os.environ.get("DETENTE_DATA")


def raw(layout: int, **cells: str) -> str:
    said = {"GLOBALEVENTID": "1", "SQLDATE": "20120907", "Actor1CountryCode": "CAN", "Actor2CountryCode": "IRN"}
    said |= {"IsRootEvent": "1", "EventCode": "163", "SOURCEURL": "https://example.org/a"} | cells
    return "\t".join(said.get(column, "") for column in gdelt.LAYOUTS[layout]) + "\n"


def outcomes(importer: Importer, path: Path, text: str, mapping: Path | None = None) -> list[object]:
    path.write_text(text, encoding="utf-8")
    return list(importer.read([path], mapping))


def only(found: list[object]) -> dict[str, object]:
    (one,) = found
    assert isinstance(one, Taken)
    (event,) = one.events
    return dict(event)


@pytest.mark.parametrize("layout", [57, 58, 61])
def test_raw_files_of_each_layout_are_read(tmp_path: Path, layout: int) -> None:
    event = only(outcomes(gdelt.IMPORTER, tmp_path / "a.export.CSV", raw(layout)))
    assert (event["id"], event["kind"], event["by"], event["on"]) == (
        *("gdelt-1", "sanctions_imposed"),
        *("CAN", "2012-09-07"),
    )
    url = {} if layout == 57 else {"url": "https://example.org/a"}
    assert event["sources"] == [{"title": "GDELT event 1", "publisher": "The GDELT Project"} | url]
    assert event["confidence"] == "reported"


def test_quotation_marks_in_raw_files_are_letters(tmp_path: Path) -> None:
    text = raw(61, Actor1Name='"OTTAWA') + raw(61, GLOBALEVENTID="2", SQLDATE="20120908")
    assert len(outcomes(gdelt.IMPORTER, tmp_path / "a", text)) == 2


@pytest.mark.parametrize("layout", [57, 58, 61])
@pytest.mark.parametrize("lacks", [1, 5, 15])
def test_a_last_row_that_is_cut_off_is_told_wherever_it_is(tmp_path: Path, layout: int, lacks: int) -> None:
    whole, last = raw(layout), raw(layout, GLOBALEVENTID="2", SQLDATE="20120908", DATEADDED="20120908000000")
    found = outcomes(gdelt.IMPORTER, tmp_path / "a", whole + last[:-lacks])
    assert isinstance(found[0], Taken)
    assert isinstance(found[1], Finding)
    assert found[1].line == 2
    assert "the last row has no end" in found[1].message or "cells" in found[1].message
    assert len(outcomes(gdelt.IMPORTER, tmp_path / "a", whole + last)) == 2
    assert all(isinstance(one, Taken) for one in outcomes(gdelt.IMPORTER, tmp_path / "a", whole + last))


@pytest.mark.parametrize(
    ("code", "state"), [("ROM", "ROU"), ("ROU", "ROU"), ("ZAR", "COD"), ("TMP", "TLS"), ("BUR", "MMR")]
)
def test_codes_that_iso_has_no_more_are_those_of_today(tmp_path: Path, code: str, state: str) -> None:
    event = only(outcomes(gdelt.IMPORTER, tmp_path / "a", raw(61, Actor1CountryCode=code)))
    assert (event["by"], state in event["parties"]) == (state, True)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"EventCode": "010"}, "the code is a candidate for no kind of event"),
        ({"EventCode": "---"}, "nothing is coded"),
        ({"Actor2CountryCode": "CAN"}, "both actors are of one country"),
        ({"Actor2CountryCode": "EUR"}, "“EUR” is the code of no state"),
        ({"Actor2CountryCode": ""}, "an actor has no country"),
        ({"IsRootEvent": "0"}, "it is not what the report is about (no root event)"),
        ({"Actor2CountryCode": "SUN"}, "“SUN” was no state on that day"),
    ],
)
def test_rows_that_say_nothing_are_dropped_with_the_reason(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    assert outcomes(gdelt.IMPORTER, tmp_path / "a", raw(61, **cells)) == [Dropped(reason, where=f"{tmp_path / 'a'}:1")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"EventCode": "36"}, "lost the zero"),
        ({"EventCode": "1a"}, "no code of CAMEO"),
        ({"SQLDATE": "20121309"}, "is no day"),
        ({"GLOBALEVENTID": "x"}, "no number"),
    ],
)
def test_malformed_cells_are_findings_and_the_rest_goes_on(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    found = outcomes(
        gdelt.IMPORTER, tmp_path / "a", raw(61, **cells) + raw(61) + "1\t2\n" + raw(61, SQLDATE="20130101")
    )
    wrong = [one for one in found if isinstance(one, Finding)]
    assert [one.line for one in wrong] == [1, 3]
    assert said in wrong[0].message
    assert len([one for one in found if isinstance(one, Taken)]) == 2


def test_the_same_told_again_of_one_day_is_one_candidate(tmp_path: Path) -> None:
    found = outcomes(gdelt.IMPORTER, tmp_path / "a", raw(61) + raw(61, GLOBALEVENTID="2"))
    assert [one.reason for one in found[1:] if isinstance(one, Dropped)] == ["an earlier row says the same of that day"]


def test_an_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    event = only(outcomes(gdelt.IMPORTER, tmp_path / "a", raw(61, SOURCEURL="BBC Monitoring")))
    assert event["sources"] == [{"title": "GDELT event 1", "publisher": "The GDELT Project"}]


def test_a_file_that_can_be_read_only_once_is_read_whole(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    text = raw(61) + raw(61, GLOBALEVENTID="2", SQLDATE="20130101", EventCode="114")
    command = [sys.executable, "-m", "detente", "import", "gdelt", "-", "-o", str(log)]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "2 rows read" in done.stdout
    assert [entry.line.id for entry in read_log(log).entries] == ["gdelt-1", "gdelt-2"]


def test_a_first_row_that_is_malformed_is_a_finding_like_any(tmp_path: Path) -> None:
    wrong, taken = outcomes(gdelt.IMPORTER, tmp_path / "a", "1\t2\n" + raw(61))
    assert isinstance(wrong, Finding)
    assert (wrong.line, isinstance(taken, Taken)) == (1, True)


def test_an_archive_through_a_pipe_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.CSV", raw(61))
    command = f"cat a.zip | {sys.executable} -m detente import gdelt - -o log.jsonl"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "1 event added" in done.stderr


def test_tables_that_are_no_gdelt_are_refused(tmp_path: Path) -> None:
    for text in ("a,b\n1,2\n", "GLOBALEVENTID,SQLDATE\n1,20120907\n"):
        with pytest.raises(NotImported, match="GDELT"):
            outcomes(gdelt.IMPORTER, tmp_path / "a", text)


RAW_HEADER = "Event ID\tEvent Date\tSource Name\tSource Country\tEvent Text\tCAMEO Code\tTarget Country\n"


def test_icews_is_read_raw_and_as_a_table(tmp_path: Path) -> None:
    row = ["7", "2014-03-05", "Foreign Ministry", "United Arab Emirates", "Reduce relations", "161", "Qatar"]
    event = only(outcomes(icews.IMPORTER, tmp_path / "a.tab", RAW_HEADER + "\t".join(row) + "\n"))
    assert (event["id"], event["kind"], event["by"]) == ("icews-7", "grievance_raised", "ARE")
    header = RAW_HEADER.strip().casefold().replace(" ", "_").replace("\t", ",")
    assert only(outcomes(icews.IMPORTER, tmp_path / "a.csv", f"{header}\n{','.join(row)}\n")) == event
    row[3] = "NA"
    found = outcomes(icews.IMPORTER, tmp_path / "a.tab", RAW_HEADER + "\t".join(row) + "\n")
    assert [one.reason for one in found if isinstance(one, Dropped)] == ["an actor has no country"]
    row[3:6] = ["Canada", "Complain officially", "36"]
    (wrong,) = outcomes(icews.IMPORTER, tmp_path / "a.tab", RAW_HEADER + "\t".join(row) + "\n")
    assert isinstance(wrong, Finding)
    assert (wrong.line, wrong.column) == (2, 58)


def test_no_code_means_that_relations_were_severed() -> None:
    for code in ("160", "161", "1611"):
        assert shipped().candidate(code).kind == "grievance_raised"


def test_codes_become_kinds_by_a_table_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "kinds.csv"
    table.write_text("code,kind,summary\n161,ambassador_recalled,{source} recalls from {target}.\n", encoding="utf-8")
    event = only(outcomes(gdelt.IMPORTER, tmp_path / "a", raw(61, EventCode="161"), table))
    assert (event["kind"], event["summary"]) == ("ambassador_recalled", "Canada recalls from Iran.")
    for wrong in ("code,kind\n161,noted\n", "code,kind,summary\n161,recalled,x\n", "code,kind,summary\n161,noted,\n"):
        table.write_text(wrong, encoding="utf-8")
        with pytest.raises(NotImported, match=r"kinds\.csv:2:"):
            outcomes(gdelt.IMPORTER, tmp_path / "a", raw(61), table)


def test_the_table_that_ships_names_kinds_that_there_are() -> None:
    codes = ["036", "0354", "046", "054", "057", "085", "114", "125", "1312", "1313", "160", "161", "163", "164", "174"]
    assert {shipped().candidate(code).kind for code in codes} <= kinds().keys()


@pytest.mark.skipif(DATA is None, reason="DETENTE_DATA does not name the folder of the data sets")
def test_the_samples_are_read_to_their_ends_and_twice_adds_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    sample = Path(DATA or "") / "icews" / "icews_sample.csv"
    command = [sys.executable, "-m", "detente", "import", "icews", str(sample), "-o", str(log)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "4,993 rows read" in done.stdout
    assert not read_log(log).findings
    before = log.read_bytes()
    again = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "0 events added" in again.stderr
    assert log.read_bytes() == before
    for name in ("events1samp.csv", "events2samp.csv"):
        assert len(list(gdelt.IMPORTER.read([Path(DATA or "") / "gdelt" / name], None))) == 50


@pytest.mark.slow
def test_a_gigabyte_takes_no_more_memory_than_is_promised(tmp_path: Path) -> None:
    """At the size of `DETENTE_MEGABYTES` (1,000 unless set), whose rows are of all sorts, in under 500 MiB."""
    path = tmp_path / "a.export.CSV"
    size = int(os.environ.get("DETENTE_MEGABYTES", "1000")) * 10**6
    words = "MINISTRY OF FOREIGN AFFAIRS " * 8
    countries = ("CAN", "IRN", "USA", "FRA", "", "EUR", "CHN", "RUS")
    with path.open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < size:
            for _ in range(1_000):
                number += 1
                day = f"{1995 + number // 20_000 % 25}{1 + number // 97 % 12:02}{1 + number % 28:02}"
                cells = {"GLOBALEVENTID": str(number), "SQLDATE": day, "Actor1Name": words}
                cells |= {"Actor1CountryCode": countries[number % 8], "Actor2CountryCode": countries[number // 8 % 8]}
                file.write(raw(61, **cells, EventCode=("010", "036", "163", "114", "042")[number % 5]))
    command = [sys.executable, "-m", "detente", "import", "gdelt", str(path), "-o", str(tmp_path / "log.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert f"{number:,} rows read" in done.stdout
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 500 * 1024
