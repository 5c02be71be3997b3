"""Entering an event on a terminal: what is missing is asked for, what is refused is changed, and nothing is lost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any, cast

from detente.cli.asking import PARTIES, Entered, form, text_of, to_ask
from detente.cli.choosing import numbered
from detente.cli.printing import aside
from detente.cli.questions import BadAnswer, agreed, question, yes_or_no
from detente.cli.trial import leads_to
from detente.log.admission import ToldAlready
from detente.log.appending import Log
from detente.log.incoming import NotAdded
from detente.model.countries import country, name
from detente.model.errors import DetenteError
from detente.model.lines import fields
from detente.model.pairs import Pair
from detente.model.wording import words

WIDTH = 78
"""How wide what is shown is, so that it fits on any terminal."""

_ASSUMED = {"summary": "It is not known yet.", "sources": [{"title": "None yet", "publisher": "None yet"}]}
"""What no rule looks at, so that the rules can be asked before somebody writes it."""
_LABELS = {PARTIES: "countries", "on": "date", "sources": "source"}
_ADD = "Add it? yes, no, or the number of what to change"
_CHANGE = "What shall be changed? Its number, or no to give up"


class Entering:
    """One event that somebody enters into a log."""

    def __init__(
        self, log: Log, countries: Sequence[str], given: Mapping[str, object], *, is_sure: bool, again: bool
    ) -> None:
        """Take what was given already; of what cannot be taken it is said why, and it is asked for again.

        Who `is_sure` is not asked whether to add it, and told at once where it is refused. Who named the kind is asked
        for no more than what that needs.
        """
        self._log = log
        self._is_sure = is_sure
        self._again = again
        self._answers: dict[str, Any] = {}
        self._ask_pair(countries)
        for field, value in given.items():
            self._take(field, value)
        self._is_brief = self._is_sure or "kind" in self._answers

    def added(self) -> tuple[list[str], list[str]] | None:
        """Ask for what is missing until the event is added; return its id, and what it led to if that was not shown.

        Nothing is returned where it is not to be added. Raises `EOFError` where the input is closed.
        """
        while True:
            try:
                self._ask(lambda field: field == "by" or (self._is_needed(field) and field not in _ASSUMED))
                self._trial(_ASSUMED)
                self._ask(lambda _: True)
                sentences = self._trial({})
                if self._is_sure:
                    return self._log.append([self._event()], again=self._again), sentences
                wanted = self._reply(_ADD, sentences)
                if wanted is True:
                    return self._log.append([self._event()], again=self._again), []
            except NotAdded as refused:
                if self._is_sure:
                    raise
                self._recorded = tuple(self._log.lines_of(self._pair))  # others may have added to it
                if isinstance(refused.__cause__, ToldAlready) and agreed("Add it all the same?", refused.reasons):
                    self._again = True
                    continue
                wanted = self._reply(_CHANGE, refused.reasons)
            if isinstance(wanted, bool):
                return None
            self._ask_for(wanted)

    def _ask(self, wanted: Callable[[str], bool]) -> None:
        while missing := [field for field in self._missing() if wanted(field)]:
            self._ask_for(missing[0])

    def _missing(self) -> list[str]:
        kind = self._answers.get("kind")
        # Which kinds are possible depends on the day.
        asked = ["on", "kind"] if kind is None else to_ask(kind)
        return [
            field for field in asked if field not in self._answers and (not self._is_brief or self._is_needed(field))
        ]

    def _is_needed(self, field: str) -> bool:
        kind: str = self._answers.get("kind", "")
        return not kind or field == "kind" or fields(kind).get(field, False)

    def _ask_for(self, field: str) -> None:
        if field == PARTIES:
            self._ask_pair(())
            return
        asked, entered = form(field), self._entered()
        is_needed = self._is_needed(field)
        for line in numbered(asked.shown(entered)):
            aside(line)

        def read(text: str) -> Any:
            return asked.read(text, entered)

        text = text_of(field, self._answers.get("kind", "")) + ("" if is_needed else " (Enter leaves it out)")
        answer = question(text, read, is_needed=is_needed)
        while answer and asked.more and (more := question(asked.more, read, is_needed=False)):
            answer += more
        self._answers[field] = answer
        if field == "kind":
            self._keep(fields(self._answers[field]))

    def _ask_pair(self, given: Sequence[str]) -> None:
        """Ask for the countries that are not given; what was said of other countries is asked for again."""
        said = iter(given)

        def asked(text: str, read: Callable[[str], Any]) -> Any:
            for word in said:
                try:
                    return read(word)
                except DetenteError as wrong:
                    aside(str(wrong))
                    break
            return question(text, read)

        one = asked("Of which two countries? The first", country)
        self._pair: Pair = asked(f"{name(one)} and which other country?", lambda other: Pair.of(one, other))
        self._recorded = tuple(self._log.lines_of(self._pair))
        known = {field: self._answers.get(field) for field in ("by", "ordered_by")}
        self._keep(self._answers.keys() - {field for field, code in known.items() if code not in self._pair})

    def _entered(self) -> Entered:
        return Entered(self._pair, self._answers, self._recorded)

    def _keep(self, names: Iterable[str]) -> None:
        kept = set(names)
        self._answers = {field: value for field, value in self._answers.items() if field in kept}

    def _take(self, field: str, given: object) -> None:
        """Take what was given of a field as an answer: text, several texts, or a value."""
        read = form(field).read
        try:
            if isinstance(given, list):
                texts = cast("list[str]", given)
                self._answers[field] = [one for text in texts for one in read(text, self._entered())]
            else:
                self._answers[field] = read(given, self._entered()) if isinstance(given, str) else given
        except DetenteError as wrong:
            aside(str(wrong))

    def _event(self) -> dict[str, Any]:
        said = {field: value for field, value in self._answers.items() if value is not None}
        return {PARTIES: list(self._pair)} | said

    def _trial(self, assumed: Mapping[str, object]) -> list[str]:
        """Return what the event leads to, with what is assumed of it where it does not say so; raise `NotAdded`."""
        event = self._event()
        known = fields(event["kind"])
        rest = {field: value for field, value in assumed.items() if field in known}
        return leads_to(self._pair, self._recorded, rest | event, again=self._again)

    def _reply(self, text: str, because: Sequence[str]) -> bool | str:
        """Show the event and what has to be known of it; return whether it is wanted, or the field to be changed."""
        said = {PARTIES: self._pair} | {field: value for field, value in self._answers.items() if value is not None}
        ask = ["kind", *to_ask(self._answers["kind"])]
        shown = [PARTIES, *(field for field in ask if field in said), *sorted(said.keys() - {PARTIES, *ask})]
        aside("")
        for number, field in enumerate(shown, start=1):
            _show(number, field, said[field])
        for sentence in because:
            aside(sentence)

        def reply(answer: str) -> bool | str:
            if answer.isdecimal() and 1 <= int(answer) <= len(shown):
                return shown[int(answer) - 1]
            if yes_or_no(answer) and text == _CHANGE:
                raise BadAnswer("It cannot be added as it is: give the number of what to change.")
            return yes_or_no(answer)

        return question(text, reply)


def _show(number: int, field: str, value: object) -> None:
    """Show a field with its number, within the width of a terminal."""
    label = f"{number:>4}. {_LABELS.get(field, words(field)):<12}"
    for part in wrap(form(field).show(value), WIDTH - len(label)):
        aside(f"{label}{part}")
        label = " " * len(label)
