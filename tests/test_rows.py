"""Histories as rows: one flat row for each event, that says what the course says."""

from hypothesis import given
from making import PAIR, event, histories, line, record

from detente import History, read, shipped_log
from detente.model.events import Event
from detente.model.moves import added
from detente.views.data import change_data
from detente.views.rows import COLUMNS, rows

SHIPPED = History.of(read(shipped_log()), "Canada", "Iran")


def test_every_row_has_every_column_and_nothing_nested() -> None:
    for row in rows(SHIPPED):
        assert tuple(row) == COLUMNS
        assert {type(value) for value in row.values()} <= {str, int, bool, type(None)}, row


def test_a_row_says_what_the_line_and_the_course_say() -> None:
    made = rows(SHIPPED)
    assert [row["id"] for row in made] == [change.event.id for change in SHIPPED.course]
    for row, change in zip(made, SHIPPED.course, strict=True):
        data = change_data(change)
        said = data["event"]
        same = {"id", "kind", "by", "on", "summary", "recorded", "announced", "measure", "office", "power", "level"}
        assert {name: row[name] for name in same} == {name: said.get(name) for name in same}
        assert (row["status_before"], row["status"]) == (data["status_before"], data["status"])
        assert row["sources"] == len(said["sources"])
        assert (row["source"], row["url"]) == (said["sources"][0]["title"], said["sources"][0].get("url"))


@given(histories())
def test_possible_lists_what_the_dates_leave_open(drawn: tuple[list[Event], object]) -> None:
    history = History(PAIR, tuple(drawn[0]))
    for row, change in zip(rows(history), history.course, strict=True):
        found = str(row["possible"]).split("|")
        assert found[0] == change.after.status
        assert set(found) >= set(history.at(change.event.on.latest).possible) or len(found) == 1


def test_what_is_withdrawn_is_a_row_without_a_status_in_its_place() -> None:
    history = History.of(
        record(
            line("relations_established", "1955", id="begun"),
            line("relations_severed", "1980", "CAN", id="wrong"),
            line("grievance_raised", "1990", "CAN", id="complaint"),
            line("retracted", None, retracts="wrong", id="withdrawal", sources=None),
        ),
        *PAIR,
    )
    assert [row["id"] for row in rows(history)] == ["begun", "complaint"]
    made = rows(history, history.course, history.withdrawn)
    assert [(row["id"], row["status"], row["withdrawn_by"]) for row in made] == [
        ("begun", "established", None),
        ("wrong", None, "withdrawal"),
        ("complaint", "strained", None),
    ]


def test_what_is_supposed_says_so_and_was_never_recorded() -> None:
    supposed = SHIPPED.suppose(added(event("grievance_raised", "2015", "IRN", id="new")))
    (new,) = [row for row in rows(supposed) if row["hypothetical"]]
    assert (new["id"], new["recorded"], new["sources"], new["source"]) == ("new", None, 1, "A title")
