"""The pairs of a country as rows of a picture."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from detente.history.history import History
from detente.model.countries import Code, name, name_in_sentence
from detente.model.dates import day_in_words
from detente.model.statuses import Status
from detente.model.wording import counted, opening
from detente.views.pairs.content import Row, Rows, cut
from detente.views.pairs.measures import Lasted
from detente.views.pairs.recorded import recorded
from detente.views.pairs.window import titled, window_of
from detente.views.verdicts import remarks, verdict


def of_country(
    code: Code, histories: Iterable[History], until: date, since: date | None = None, drawing: str | None = None
) -> Rows:
    """Return every pair of a country as a row, the one that was severed for longest on top.

    `histories` are those of its pairs. Days on which nothing is recorded of a pair stay blank; without `since` the
    picture begins with the first day that is recorded of any. Its drawing is known by the name `drawing`, or by the
    code of the country. Raises `BadDate` if `since` is later than `until`.
    """
    every = [(history, recorded(history)) for history in histories]
    window = window_of(chain.from_iterable(stretches for _, stretches in every), until, since)
    rows: list[tuple[Lasted, Row]] = []
    for history, on_record in every:
        stretches = cut(on_record, window)
        if stretches:
            lasted = Lasted.of(one for one in stretches if Status.SEVERED in one.statuses)
            measure = lasted.in_words(has_ended=Status.SEVERED not in stretches[-1].statuses)
            other = history.pair[1 - history.pair.index(code)]
            rows.append((lasted, Row(name(other), stretches, measure, tuple(_told(history, until)))))
    rows.sort(key=lambda one: (*one[0].rank, one[1].name))
    of = f"{counted(len(rows), 'pair')} of {name_in_sentence(code)}"
    return Rows(
        drawing or code.lower(),
        titled(
            opening(f"{name_in_sentence(code)} and every country on record with it"), [history for history, _ in every]
        ),
        f"{of}, the one that was severed for longest on top. How long that was stands at the end of its row.",
        "severed for",
        window,
        [row for _, row in rows],
    )


def _told(history: History, until: date) -> Iterator[str]:
    state = history.at(until)
    yield f"On {day_in_words(until)}: {verdict(state)}."
    yield from remarks(state)
