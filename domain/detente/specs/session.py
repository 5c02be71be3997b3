"""A pytest plugin that collects the features asked for, and keeps what came of them."""

import os
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeVar

import pytest
from pytest_bdd.exceptions import StepDefinitionNotFoundError
from pytest_bdd.parser import Scenario, Step

from detente.log.record import Record
from detente.specs.collecting import FeatureFile, feature_file
from detente.specs.explaining import explained
from detente.specs.feature import FeatureText, names_of
from detente.specs.hooks import RECORD
from detente.specs.item import ScenarioItem
from detente.specs.results import FeatureResult, ScenarioResult, StepResult

Result = TypeVar("Result", FeatureResult, ScenarioResult)


class Asked(NamedTuple):
    """What is to be run, and how."""

    paths: Sequence[Path]
    """The feature files."""
    log: Path
    """The log that “the record” means."""
    tags: Sequence[str] = ()
    """What the tags of a scenario must be, all of it: "x", "not x" for those without, "x,y" for one of several."""
    junit: Path | None = None
    """Where a report in the XML of JUnit goes."""
    coverage: bool = False
    """Whether to count which points of the machine are exercised."""


class Reporter(NamedTuple):
    """What is called with each result as soon as there is one."""

    feature: Callable[[FeatureResult], None]
    scenario: Callable[[ScenarioResult], None]


class SpecSession:
    """The plugin."""

    def __init__(self, asked: Asked, reporter: Reporter) -> None:
        self._asked, self._reporter = asked, reporter
        self._features: dict[Path, FeatureResult] = {}
        self._scenarios: dict[Path, list[ScenarioResult]] = {}
        self._reported: set[Path] = set()
        self._running: Scenario | None = None
        self._step_began = 0.0
        self._seconds: dict[Step, float] = {}
        self.record: Record | None = None
        """The record, if a scenario spoke of it."""
        self.write_error: OSError | None = None
        """Why a result could not be reported: a closed pipe, a full disk."""

    @property
    def results(self) -> tuple[FeatureResult, ...]:
        """What came of each feature that was asked for and not left out."""
        return tuple(
            feature._replace(scenarios=tuple(self._scenarios[path])) for path, feature in self._features.items()
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect the files that were asked for, wherever they are, and nothing else."""
        for path in self._asked.paths:
            file = feature_file(Path(os.path.abspath(path)), session, path)  # noqa: PTH100 - without “..”
            report = _collected(file)
            if report.failed:
                self._keep(file.path, FeatureResult(str(file.shown), error=str(report.longrepr)))
                continue
            chosen = [item for item in report.result if isinstance(item, ScenarioItem) and self._is_chosen(item)]
            if chosen:
                self._keep(file.path, _feature(file.text))
                session.items += chosen
        session.testscollected = len(session.items)
        return True

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Report the files that could not be read, before the others are run."""
        for feature in self._features.values():
            if feature.error:
                self._report(session, self._reporter.feature, feature)

    def pytest_bdd_apply_tag(self) -> bool:
        """Make no marks of tags: they select, and mean nothing to pytest."""
        return True

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

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Keep what came of a scenario, and report it."""
        if isinstance(item, ScenarioItem) and call.when == "call":
            if item.path not in self._reported:
                self._reported.add(item.path)
                self._report(item.session, self._reporter.feature, self._features[item.path])
            result = self._result(item, call)
            self._running = None
            self._seconds.clear()
            self._scenarios[item.path].append(result)
            self._report(item.session, self._reporter.scenario, result)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep the record, if a scenario spoke of it."""
        self.record = session.config.stash.get(RECORD, None)

    def _keep(self, path: Path, feature: FeatureResult) -> None:
        self._features[path] = feature
        self._scenarios[path] = []

    def _report(self, session: pytest.Session, reporter: Callable[[Result], None], result: Result) -> None:
        """Report a result, and stop where it cannot be written."""
        try:
            reporter(result)
        except OSError as error:
            self.write_error = error
            session.shouldstop = "the results cannot be written"

    def _result(self, item: ScenarioItem, call: pytest.CallInfo[None]) -> ScenarioResult:
        case, error = item.case, call.excinfo and call.excinfo.value
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
            explained(error, item.step) if error else "",
            item.explanation(error) if error else "",
            next((step for step in steps if step.outcome in ("failed", "undefined")), None),
        )

    def _steps(self, item: ScenarioItem, error: BaseException | None) -> Iterator[StepResult]:
        """Return every step: those before the one that failed have passed, those behind it were not run."""
        outcome = "passed"
        for step in self._running.steps if self._running else ():
            if error and step is item.step:
                outcome = "undefined" if isinstance(error, StepDefinitionNotFoundError) else "failed"
            keyword = item.text.keywords[step.line_number]
            yield StepResult(step.line_number, keyword, step.name, outcome, self._seconds.get(step, 0.0))
            if outcome != "passed":
                outcome = "skipped"

    def _is_chosen(self, item: ScenarioItem) -> bool:
        return all(_is_as_wanted(item.case.tags, wanted) for wanted in self._asked.tags)


def _collected(file: FeatureFile) -> pytest.CollectReport:
    """Return what pytest collects in a file, by the hooks that it calls itself."""
    file.ihook.pytest_collectstart(collector=file)
    report: pytest.CollectReport = file.ihook.pytest_make_collect_report(collector=file)
    file.ihook.pytest_collectreport(report=report)
    return report


def _is_as_wanted(tags: frozenset[str], wanted: str) -> bool:
    """Return whether tags are as wanted: "x", "not x" or "x,y"."""
    unwanted = wanted.casefold().startswith("not ")
    named = {tag.strip().lstrip("@") for tag in (wanted[4:] if unwanted else wanted).split(",")}
    return bool(named & tags) is not unwanted


def _feature(text: FeatureText) -> FeatureResult:
    feature = text.document.feature
    return FeatureResult(
        str(text.shown),
        feature.name,
        feature.keyword,
        feature.location.line,
        feature.language,
        textwrap.dedent(feature.description).strip(),
        tuple(sorted(names_of(feature.tags))),
    )
