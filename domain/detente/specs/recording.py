"""A pytest plugin that keeps what comes of each scenario, and reports it as soon as it is there."""

from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeVar

import pytest
from pytest_bdd.exceptions import StepDefinitionNotFoundError
from pytest_bdd.parser import Scenario, Step

from detente.log.record import Record
from detente.specs.explaining import explained
from detente.specs.hooks import RECORD
from detente.specs.item import ScenarioItem
from detente.specs.results import SKIPPED, XFAILED, XPASSED, FeatureResult, ScenarioResult, StepResult

Result = TypeVar("Result", FeatureResult, ScenarioResult)


class Reporter(NamedTuple):
    """What is called with each result as soon as there is one."""

    feature: Callable[[FeatureResult], None]
    scenario: Callable[[ScenarioResult], None]


class Recorder:
    """The plugin; `features` are those that were collected, by their paths, as yet without scenarios."""

    def __init__(self, features: Mapping[Path, FeatureResult], reporter: Reporter) -> None:
        self._features, self._reporter = features, reporter
        self._scenarios: dict[Path, list[ScenarioResult]] = {}
        self._running: Scenario | None = None
        self._step_began = 0.0
        self._seconds: dict[Step, float] = {}
        self.record: Record | None = None
        """The record, if a scenario spoke of it."""
        self.write_error: OSError | None = None
        """Why a result could not be reported: a closed pipe, a full disk."""

    @property
    def results(self) -> tuple[FeatureResult, ...]:
        """What came of each feature."""
        return tuple(
            feature._replace(scenarios=tuple(self._scenarios.get(path, ()))) for path, feature in self._features.items()
        )

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Report the files that could not be read, before the others are run."""
        for feature in self._features.values():
            if feature.error:
                self._report(session, self._reporter.feature, feature)

    def pytest_bdd_before_scenario(self, scenario: Scenario) -> None:
        """Keep which steps there are."""
        self._running = scenario

    def pytest_bdd_before_step(self) -> None:
        """Look at the clock."""
        self._step_began = perf_counter()

    def pytest_bdd_after_step(self, step: Step) -> None:
        """Keep how long it took."""
        self._seconds[step] = perf_counter() - self._step_began

    def pytest_bdd_step_error(self, step: Step) -> None:
        """Keep how long it took."""
        self.pytest_bdd_after_step(step)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep what came of a scenario, and report it; one that is skipped ends before it is called."""
        report = yield
        if isinstance(item, ScenarioItem) and (call.when == "call" or (call.when == "setup" and not report.passed)):
            if item.path not in self._scenarios:
                self._scenarios[item.path] = []
                self._report(item.session, self._reporter.feature, self._features[item.path])
            result = self._result(item, call, report)
            self._running = None
            self._seconds.clear()
            self._scenarios[item.path].append(result)
            self._report(item.session, self._reporter.scenario, result)
        return report

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep the record, if a scenario spoke of it."""
        self.record = session.config.stash.get(RECORD, None)

    def _report(self, session: pytest.Session, reporter: Callable[[Result], None], result: Result) -> None:
        """Report a result, and stop where it cannot be written."""
        try:
            reporter(result)
        except OSError as error:
            self.write_error = error
            session.shouldstop = "the results cannot be written"

    def _result(self, item: ScenarioItem, call: pytest.CallInfo[None], report: pytest.TestReport) -> ScenarioResult:
        case, outcome = item.case, _outcome(report)
        error = call.excinfo.value if call.excinfo and outcome != SKIPPED else None
        steps = tuple(self._steps(item, error))
        return ScenarioResult(
            case.name,
            str(item.text.shown),
            case.line,
            case.row,
            case.keyword,
            tuple(sorted(case.tags)),
            case.example,
            steps,
            call.duration,
            outcome,
            explained(error, item.failed_step(error)) if error else "",
            item.explanation(error) if error else "",
            next((step for step in steps if step.outcome in ("failed", "undefined")), None),
        )

    def _steps(self, item: ScenarioItem, error: BaseException | None) -> Iterator[StepResult]:
        """Return every step: those before the one that failed have passed, those behind it were not run."""
        outcome, failed = "passed", error and item.failed_step(error)
        for step in self._running.steps if self._running else ():
            if error and step is failed:
                outcome = "undefined" if isinstance(error, StepDefinitionNotFoundError) else "failed"
            keyword = item.text.steps[step.line_number].keyword
            yield StepResult(step.line_number, keyword, step.name, outcome, self._seconds.get(step, 0.0))
            if outcome != "passed":
                outcome = "skipped"


def _outcome(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return XFAILED if report.skipped else XPASSED
    return report.outcome
