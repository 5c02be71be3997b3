"""Reading a feature file, and what Gherkin's parser finds wrong with it, in words."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from gherkin.errors import CompositeParserException
from gherkin.parser import Parser
from pytest_bdd.gherkin_parser import Background, Child, Feature, GherkinDocument, Location

from detente.model.errors import DetenteError
from detente.model.wording import listing

ENCODING = "utf-8-sig"
"""UTF-8, as Gherkin has it; a mark of byte order, as some editors write it, is no part of the text."""

STEP_KINDS = ("Context", "Action", "Outcome")
"""What Gherkin calls Given, When and Then; a step that begins with And or * has the kind of the one before."""

NO_STEPS = Background("", Location(0, 0), "", "", "", [])

_EXPECTED = {
    "#EOF": "the end of the file",
    "#Language": "# language: …",
    "#TagLine": "a tag",
    "#FeatureLine": "a feature",
    "#RuleLine": "a rule",
    "#BackgroundLine": "a background",
    "#ScenarioLine": "a scenario",
    "#ExamplesLine": "examples",
    "#StepLine": "a step",
    "#TableRow": "a row of a table",
    "#DocStringSeparator": '"""',
}
"""What Gherkin says it expected, in words; comments, blank lines and free text go without saying."""

_UNEXPECTED = re.compile(r"(?P<end>unexpected end of file, )?expected: (?P<expected>.*?)(?:, got '(?P<got>.*)')?")
_POSITION = re.compile(r"\(\d+:\d+\): ")


class UnreadableFeature(DetenteError):
    """A feature file from which no scenario can be run."""


def source(path: Path, shown: Path) -> str:
    """Return the text of a feature file, which messages call as `shown`; raise `UnreadableFeature`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFeature(f"{shown}:1: the file cannot be read: {error.strerror}") from error
    if b"\0" in data:
        raise UnreadableFeature(f"{shown}:1: this is no UTF-8, but may be UTF-16; save the file as UTF-8")
    try:
        return data.decode(ENCODING)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFeature(f"{shown}:{line}: this is no UTF-8; save the file as UTF-8") from error


def read(text: str, shown: Path) -> GherkinDocument:
    """Return the document of a feature, which messages call as `shown`.

    Raises `UnreadableFeature` with every line that is wrong.
    """
    try:
        data = Parser().parse(text)
    except CompositeParserException as error:
        listed = [f"{shown}:{wrong.location['line']}: {_in_words(str(wrong))}" for wrong in error.errors]
        raise UnreadableFeature("\n".join(dict.fromkeys(listed))) from error
    if not data.get("feature"):
        what = "there are only comments in this file" if text.strip() else "this file is empty"
        raise UnreadableFeature(f"{shown}:1: {what}, and no feature: begin with a line “Feature: …”")
    document = GherkinDocument.from_dict(cast("dict[str, Any]", data))
    _settle_first_steps(document.feature)
    return document


def children(feature: Feature) -> Iterator[Child]:
    """Return the backgrounds and scenarios of a feature, with those in its rules."""
    for child in feature.children:
        yield from child.rule.children if child.rule else [child]


def _settle_first_steps(feature: Feature) -> None:
    """Make a first step that begins with And or * one of Given, or of what the background ended with."""
    before: str | None = None
    for child in children(feature):
        steps = (child.background or child.scenario or NO_STEPS).steps
        if steps and steps[0].keyword_type not in STEP_KINDS:
            steps[0].keyword_type = before or STEP_KINDS[0]
        if child.background:
            kinds = [step.keyword_type for step in steps if step.keyword_type in STEP_KINDS]
            before = kinds[-1] if kinds else None


def _in_words(raw: str) -> str:
    """Return what Gherkin's parser found, without the names that it has for things."""
    message = _POSITION.sub("", raw, count=1)
    match = _UNEXPECTED.fullmatch(message)
    if match is None:
        return message
    found = "the file ends" if match["end"] else f"“{match.group('got')}” stands"
    wanted = listing([_EXPECTED[name] for name in match["expected"].split(", ") if name in _EXPECTED], "or")
    return f"{found} where there can only be {wanted}"
