"""Reading a feature file: its scenarios, and what is wrong with it before anything is run.

pytest-bdd reads and runs it; what pytest-bdd would let pass is found here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gherkin.dialect import Dialect
from gherkin.errors import CompositeParserException
from pytest_bdd import exceptions
from pytest_bdd import gherkin_parser as gherkin
from pytest_bdd import parser as bdd
from pytest_bdd.types import STEP_TYPE_BY_PARSER_KEYWORD

from detente.model.errors import DetenteError
from detente.model.wording import listing
from detente.specs.meaning import keywords_of

ENCODING = "utf-8-sig"
"""UTF-8, as Gherkin has it; a mark of byte order, as some editors write it, is no part of the text."""

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
_PLACE = re.compile(r"\(\d+:\d+\): ")
_COLUMN = re.compile(r"<(.+?)>")


class UnreadableFeature(DetenteError):
    """A feature file from which no scenario can be run."""


class Problem(NamedTuple):
    """Why a scenario cannot be run, and the line in which that shows."""

    line: int
    message: str


class Case(NamedTuple):
    """A scenario to be run: one without examples, or one row of the examples of an outline."""

    scenario: str
    """The name of the scenario, as it is written."""
    line: int
    """Where the scenario begins."""
    keyword: str
    tags: frozenset[str]
    examples_tags: frozenset[str]
    """Those of its tags that its table of examples gives it."""
    example: dict[str, str]
    """The values of the row, by column."""
    row: int | None
    """Where the row stands."""
    asserts: bool
    """Whether it has a Then, without which it would prove nothing."""
    problem: Problem | None

    @property
    def name(self) -> str:
        """The name, with the values of the row where it asks for them."""
        return bdd.render_string(self.scenario, self.example)


class FeatureText:
    """A feature file that was read; raises `UnreadableFeature` where nothing in it can be run."""

    def __init__(self, path: Path, shown: Path) -> None:
        self.path = shown
        """How the file is called in what is said of it."""
        self.document = _document(path, shown)
        _settle_first_steps(self.document.feature)
        self.feature = _Parser(path, self.document).parse()
        for scenario in self.feature.scenarios.values():
            # The rows of examples become cases here; pytest-bdd would make parameters and marks of them.
            scenario.examples = []
        self._refuse_namesakes()

    @cached_property
    def cases(self) -> list[Case]:
        """Every scenario, in the order of the file."""
        return [case for scenario, tags in self._scenarios() for case in self._cases(scenario, tags)]

    @cached_property
    def keywords(self) -> dict[int, str]:
        """The keyword of each step as it is written, by line."""
        return {
            step.location.line: step.keyword
            for child in _children(self.document.feature)
            for step in (child.background or child.scenario or _NOTHING).steps
        }

    def _scenarios(self) -> Iterator[tuple[gherkin.Scenario, frozenset[str]]]:
        """Give every scenario with its tags and those of what it stands in."""
        of_feature = _names(self.document.feature.tags)
        for child in self.document.feature.children:
            of_rule = _names(child.rule.tags) if child.rule else frozenset[str]()
            for inner in child.rule.children if child.rule else [child]:
                if inner.scenario:
                    yield inner.scenario, of_feature | of_rule | _names(inner.scenario.tags)

    def _cases(self, scenario: gherkin.Scenario, tags: frozenset[str]) -> Iterator[Case]:
        line = scenario.location.line
        problem = self._problem(scenario)
        asserts = any(step.keyword_type == "Outcome" for step in scenario.steps)
        rows = [
            (examples, head, row)
            for examples in scenario.examples
            if (head := examples.table_header)
            for row in examples.table_body or ()
        ]
        if problem or not rows:
            yield Case(scenario.name, line, scenario.keyword, tags, frozenset(), {}, None, asserts, problem)
            return
        for examples, head, row in rows:
            example = {name.value: cell.value for name, cell in zip(head.cells, row.cells, strict=True)}
            of_table = _names(examples.tags)
            in_line = row.location.line
            yield Case(
                scenario.name, line, scenario.keyword, tags | of_table, of_table, example, in_line, asserts, None
            )

    def _problem(self, scenario: gherkin.Scenario) -> Problem | None:
        """Find why the examples of a scenario would not be run, or not as they read."""
        line = scenario.location.line
        dialect = Dialect.for_name(self.document.feature.language)
        if dialect and scenario.keyword in dialect.scenario_outline_keywords and not scenario.examples:
            return Problem(line, f"the {scenario.keyword} has no examples; give it a table of them")
        lost = self._lost_step(scenario)
        if lost:
            return lost
        for examples in scenario.examples:
            if not examples.table_body:
                return Problem(examples.location.line, "the examples have no rows, and so nothing would be run")
            assert examples.table_header
            columns = [cell.value for cell in examples.table_header.cells]
            if len(set(columns)) < len(columns):
                return Problem(examples.table_header.location.line, "a column stands twice in the examples")
            for step in scenario.steps:
                missing = [name for name in _placeholders(step) if name not in columns]
                if missing:
                    has = listing([f"<{name}>" for name in columns])
                    table = f"the examples in line {examples.location.line} have no such column; they have {has}"
                    return Problem(step.location.line, f"the step asks for <{missing[0]}>, but {table}")
        return None

    def _lost_step(self, scenario: gherkin.Scenario) -> Problem | None:
        """Find a line that reads like a step before the first: Gherkin takes it for a description."""
        dialect = Dialect.for_name(self.document.feature.language)
        words = {keyword.strip().casefold() for keyword in (_keywords(dialect) if dialect else ())}
        for place, text in enumerate(scenario.description.splitlines(), start=scenario.location.line + 1):
            keyword, _, rest = text.strip().partition(" ")
            if keyword.rstrip(":").casefold() in words and keywords_of(rest):
                why = "reads like a step and is none: write its keyword as Gherkin does, with a capital"
                return Problem(place, f"“{text.strip()}” {why}")
        return None

    def _refuse_namesakes(self) -> None:
        """Refuse two scenarios of one name: pytest-bdd would forget the first without a word."""
        lines: dict[str, list[int]] = {}
        for scenario, _ in self._scenarios():
            lines.setdefault(scenario.name, []).append(scenario.location.line)
        if not lines:
            where = self.document.feature.location.line
            raise UnreadableFeature(f"{self.path}:{where}: there is no scenario in this feature")
        for name, found in lines.items():
            if len(found) > 1:
                named = f"are named “{name}”" if name else "have no name"
                raise UnreadableFeature(
                    f"{self.path}:{found[1]}: {len(found)} scenarios {named}; give each its own name "
                    f"(the first is in line {found[0]})"
                )


class _Parser(bdd.FeatureParser):
    """pytest-bdd's parser, on a document that was read already."""

    def __init__(self, path: Path, document: gherkin.GherkinDocument) -> None:
        super().__init__(str(path.parent), path.name, ENCODING)
        self._document = document

    def _parse_feature_file(self) -> gherkin.GherkinDocument:
        return self._document


_NOTHING = gherkin.Background("", gherkin.Location(0, 0), "", "", "", [])


def _document(path: Path, shown: Path) -> gherkin.GherkinDocument:
    try:
        return gherkin.get_gherkin_document(str(path), ENCODING)
    except exceptions.GherkinParseError as error:
        cause = error.__cause__
        found = cause.errors if isinstance(cause, CompositeParserException) else ()
        listed = [f"{shown}:{wrong.location['line']}: {_in_words(str(wrong))}" for wrong in found]
        raise UnreadableFeature("\n".join(dict.fromkeys(listed))) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise UnreadableFeature(f"{shown}:{line}: this is no UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise UnreadableFeature(f"{shown}:1: the file cannot be read: {error.strerror}") from error
    except (KeyError, TypeError) as error:
        raise UnreadableFeature(f"{shown}:1: there is no feature in this file") from error


def _in_words(raw: str) -> str:
    """Say what Gherkin's parser found, without the names that it has for things."""
    message = _PLACE.sub("", raw, count=1)
    match = _UNEXPECTED.fullmatch(message)
    if match is None:
        return message
    found = "the file ends" if match["end"] else f"“{match.group('got')}” stands"
    wanted = listing([_EXPECTED[name] for name in match["expected"].split(", ") if name in _EXPECTED], "or")
    return f"{found} where there can only be {wanted}"


def _keywords(dialect: Dialect) -> list[str]:
    """Give the keywords with which steps begin."""
    return [*dialect.given_keywords, *dialect.when_keywords, *dialect.then_keywords, *dialect.and_keywords]


def _settle_first_steps(feature: gherkin.Feature) -> None:
    """Give a first step that begins with And or * the meaning of Given, or of what the background ended with."""
    before: str | None = None
    for child in _children(feature):
        steps = (child.background or child.scenario or _NOTHING).steps
        if steps and steps[0].keyword_type not in STEP_TYPE_BY_PARSER_KEYWORD:
            steps[0].keyword_type = before or "Context"
        if child.background:
            kinds = [step.keyword_type for step in steps if step.keyword_type in STEP_TYPE_BY_PARSER_KEYWORD]
            before = kinds[-1] if kinds else None


def _children(feature: gherkin.Feature) -> Iterator[gherkin.Child]:
    for child in feature.children:
        yield from child.rule.children if child.rule else [child]


def _names(tags: list[gherkin.Tag]) -> frozenset[str]:
    return frozenset(bdd.get_tag_names(tags))


def _placeholders(step: gherkin.Step) -> list[str]:
    """List the columns of examples that a step asks for."""
    cells = [cell.value for row in step.datatable.rows for cell in row.cells] if step.datatable else []
    docstring = step.docstring.content if step.docstring else ""
    return list(Counter(name for text in (step.text, *cells, docstring) for name in _COLUMN.findall(text)))
