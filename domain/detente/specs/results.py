"""What came of running features."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from detente.specs.coverage import Point


def step_as_written(keyword: str, text: str) -> str:
    """Return a step as it is written: some languages have keywords that end with an apostrophe.

    >>> step_as_written("Then", "it is allowed"), step_as_written("Et qu'", "it is allowed")
    ('Then it is allowed', "Et qu'it is allowed")
    """
    return keyword + text if keyword.endswith("'") else f"{keyword} {text}"


PASSED, FAILED, SKIPPED, XFAILED, XPASSED = OUTCOMES = ("passed", "failed", "skipped", "xfailed", "xpassed")
"""What can come of a scenario, in pytest's words: the last two are of those tagged @xfail, and neither is a failure."""


class StepResult(NamedTuple):
    """What came of a step."""

    line: int
    keyword: str
    text: str
    outcome: str
    """``passed``, ``failed``, ``undefined`` where there is no such step, or ``skipped`` after one that failed."""
    seconds: float

    @property
    def as_written(self) -> str:
        """The step as it is written."""
        return step_as_written(self.keyword, self.text)


class ScenarioResult(NamedTuple):
    """What came of a scenario, or of one row of its examples."""

    name: str
    path: str
    line: int
    row: int | None
    """The line of the row of its examples, if it is one."""
    keyword: str
    tags: tuple[str, ...]
    example: Mapping[str, str]
    steps: tuple[StepResult, ...]
    seconds: float
    outcome: str = PASSED
    """One of `OUTCOMES`."""
    message: str = ""
    """What was found in place of what was expected; empty where nothing was."""
    explanation: str = ""
    """The same for people, with the lines of the scenario and of the step."""
    step: StepResult | None = None
    """The step that failed."""

    @property
    def shown(self) -> str:
        """The name, with the values of the row that it does not have in it."""
        values = ", ".join(value for value in self.example.values() if value not in self.name)
        return f"{self.name}: {values}" if values else self.name


class FeatureResult(NamedTuple):
    """What came of a feature file."""

    path: str
    name: str = ""
    keyword: str = "Feature"
    line: int = 1
    language: str = "en"
    description: str = ""
    tags: tuple[str, ...] = ()
    scenarios: tuple[ScenarioResult, ...] = ()
    error: str = ""
    """Why none of its scenarios was run, with file and line."""


class RunResult(NamedTuple):
    """What came of all of it."""

    features: tuple[FeatureResult, ...]
    coverage: Mapping[Point, int]
    """For each point of the machine, in how many scenarios that passed it was exercised."""

    @property
    def scenarios(self) -> list[ScenarioResult]:
        """All scenarios that were run."""
        return [scenario for feature in self.features for scenario in feature.scenarios]

    @property
    def failed(self) -> list[ScenarioResult]:
        """Those that failed."""
        return [scenario for scenario in self.scenarios if scenario.outcome == FAILED]

    @property
    def counts(self) -> dict[str, int]:
        """How many scenarios came out how, for each of `OUTCOMES`."""
        found = Counter(scenario.outcome for scenario in self.scenarios)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @property
    def errors(self) -> list[FeatureResult]:
        """The files that could not be read."""
        return [feature for feature in self.features if feature.error]
