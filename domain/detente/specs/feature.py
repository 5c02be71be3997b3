"""A feature file that was read: its scenarios, each row of their examples by itself."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pytest_bdd.gherkin_parser import GherkinDocument, Scenario, Step, Tag

from detente.specs.problems import COLUMN, Problem, problem
from detente.specs.reading import NO_STEPS, UnreadableFeature, children, read, source


class Case(NamedTuple):
    """A scenario to be run: one without examples, or one row of the examples of an outline."""

    scenario: str
    """The name of the scenario, as it is written."""
    line: int
    """Where the scenario begins."""
    keyword: str
    tags: frozenset[str]
    steps: int
    """How many steps it has of its own."""
    asserts: bool
    """Whether it has a Then, without which it would prove nothing."""
    problem: Problem | None
    example: dict[str, str] = {}  # noqa: RUF012 - nobody changes it
    """The values of the row, by column."""
    row: int | None = None
    """The line of the row."""

    @property
    def name(self) -> str:
        """The name, with the values of the row where it asks for them."""
        return COLUMN.sub(lambda asked: self.example.get(asked[1], asked[0]), self.scenario)


class FeatureText:
    """A feature file that was read; raises `UnreadableFeature` where nothing in it can be run."""

    def __init__(self, path: Path, shown: Path) -> None:
        self.shown = shown
        """The path as messages show it."""
        text = source(path, shown)
        self.document: GherkinDocument = read(text, shown)
        self._lines = text.split("\n")
        self._refuse_namesakes()

    @cached_property
    def cases(self) -> list[Case]:
        """Every scenario, in the order of the file."""
        return [case for scenario, tags in self._scenarios() for case in self._cases(scenario, tags)]

    @cached_property
    def steps(self) -> dict[int, Step]:
        """Each step as it is written, by line."""
        return {
            step.location.line: step
            for child in children(self.document.feature)
            for step in (child.background or child.scenario or NO_STEPS).steps
        }

    def column(self, line: int, offset: int, example: Mapping[str, str]) -> int:
        """Return in which column stands what is so far into the step of a line, filled in with the values of a row.

        Columns count from 1. What a row gave stands where the step asks for it.
        """
        step = self.steps[line]
        begins = self._lines[line - 1].find(step.text, step.location.column - 1 + len(step.keyword))
        return begins + _as_written(step.text, offset, example) + 1

    def _scenarios(self) -> Iterator[tuple[Scenario, frozenset[str]]]:
        """Return every scenario with its tags and those of what it stands in."""
        of_feature = names_of(self.document.feature.tags)
        for child in self.document.feature.children:
            of_rule = names_of(child.rule.tags) if child.rule else frozenset[str]()
            for inner in child.rule.children if child.rule else [child]:
                if inner.scenario:
                    yield inner.scenario, of_feature | of_rule | names_of(inner.scenario.tags)

    def _cases(self, scenario: Scenario, tags: frozenset[str]) -> Iterator[Case]:
        found = problem(scenario, self.document.feature.language)
        asserts = any(step.keyword_type == "Outcome" for step in scenario.steps)
        begins, steps = scenario.location.line, len(scenario.steps)
        case = Case(scenario.name, begins, scenario.keyword, tags, steps, asserts, found)
        if found or not scenario.examples:
            yield case
            return
        for examples in scenario.examples:
            own = names_of(examples.tags)
            head = [cell.value for cell in examples.table_header.cells] if examples.table_header else []
            for row in examples.table_body or ():
                values = dict(zip(head, (cell.value for cell in row.cells), strict=True))
                yield case._replace(tags=tags | own, example=values, row=row.location.line)

    def _refuse_namesakes(self) -> None:
        """Refuse two scenarios of one name: pytest-bdd would forget the first without a word."""
        lines: dict[str, list[int]] = {}
        for scenario, _ in self._scenarios():
            lines.setdefault(scenario.name, []).append(scenario.location.line)
        if not lines:
            where = self.document.feature.location.line
            raise UnreadableFeature(f"{self.shown}:{where}: there is no scenario in this feature")
        for name, found in lines.items():
            if len(found) > 1:
                named = f"are named “{name}”" if name else "have no name"
                raise UnreadableFeature(
                    f"{self.shown}:{found[1]}: {len(found)} scenarios {named}; give each its own name "
                    f"(the first is in line {found[0]})"
                )


def _as_written(text: str, offset: int, example: Mapping[str, str]) -> int:
    """Return the offset in a text of what has another where the values of a row are filled in.

    >>> _as_written("of <a> and <b> on", 12, {"a": "Peru", "b": "Norway"}), _as_written("on <a> is", 8, {"a": "1930"})
    (11, 7)
    """
    at = filled = 0
    for asked in COLUMN.finditer(text):
        value = example.get(asked[1], asked[0])
        begins = filled + asked.start() - at
        if offset < begins:
            break
        if offset < begins + len(value):
            return asked.start()
        at, filled = asked.end(), begins + len(value)
    return at + offset - filled


def names_of(tags: list[Tag]) -> frozenset[str]:
    """Return the names of tags, without their @."""
    return frozenset(tag.name.lstrip("@") for tag in tags)
