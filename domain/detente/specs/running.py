"""Running features by themselves: with pytest and pytest-bdd underneath, and nobody's configuration of either."""

import errno
import os
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import NamedTuple, TypeVar

import pytest
from _pytest.runner import collect_one_node  # pytest has no other name for it
from pytest_bdd import plugin as pytest_bdd_plugin
from pytest_bdd.exceptions import StepDefinitionNotFoundError
from pytest_bdd.parser import Scenario, Step

from detente.log.record import Record
from detente.model.errors import DetenteError
from detente.model.wording import listing
from detente.specs import plugin
from detente.specs.collecting import RECORD, FeatureFile, ScenarioItem, collected, explained
from detente.specs.observing import Observer
from detente.specs.results import FeatureResult, RunResult, ScenarioResult, StepResult

NOT_NEEDED = (
    *("assertion", "cacheprovider", "capture", "debugging", "doctest", "faulthandler", "legacypath", "logging"),
    *("monkeypatch", "pastebin", "recwarn", "setuponly", "setupplan", "skipping", "stepwise", "subtests", "terminal"),
    *("terminalprogress", "threadexception", "tmpdir", "unittest", "unraisableexception", "warnings"),
)
"""What pytest brings for tests in Python, for folders of caches, and for its own way to print."""

_APART = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": None, "PYTEST_PLUGINS": None, "PYTEST_DEBUG": None}
"""What the environment is to say while pytest runs."""


Told = TypeVar("Told", FeatureResult, ScenarioResult)


class NothingToRun(DetenteError):
    """No scenario was found, or none selected."""


class Asked(NamedTuple):
    """What is to be run, and how."""

    paths: Sequence[Path]
    """The feature files."""
    log: Path
    """The log that “the record” means."""
    tags: Sequence[str] = ()
    """What the tags of a scenario must be, all of it: "x", "not x" for those without, "x,y" for one of several."""
    junit: Path | None = None
    """Where an account in the XML of JUnit goes."""
    coverage: bool = False


class Reporter(NamedTuple):
    """Whom to tell as it goes."""

    feature: Callable[[FeatureResult], None]
    scenario: Callable[[ScenarioResult], None]


def features_in(paths: Iterable[Path]) -> list[Path]:
    """Find the feature files among paths and in the folders among them, in order; raise `NothingToRun`."""
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise NothingToRun(f"There is no {path}. Name feature files, or folders that hold some.")
        for feature in _inside(path) if path.is_dir() else [path]:
            found.setdefault(feature.resolve(), feature)
    if not found:
        raise NothingToRun(f"There is no .feature file in {listing([f'“{path}”' for path in paths], 'or')}.")
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    """List the feature files in a folder; hidden folders are no place for them."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.casefold() == ".feature" and path.is_file()
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def run(asked: Asked, reporter: Reporter) -> tuple[RunResult, Record | None]:
    """Run features; give what came of them, and the record if a scenario spoke of it.

    Raises `NothingToRun` where no scenario was selected, and `KeyboardInterrupt` where somebody interrupted it.
    """
    session, observer = _Session(asked, reporter), Observer()
    # Without the step of pytest-bdd's own, which would stop in a debugger.
    hooks = ModuleType(pytest_bdd_plugin.__name__)
    vars(hooks).update({name: hook for name, hook in vars(pytest_bdd_plugin).items() if name.startswith("pytest_")})
    options = [
        *("-c", os.devnull, "--rootdir", os.curdir, "--noconftest", "--continue-on-collection-errors"),
        *("-o", f"detente_log={asked.log.absolute()}", "-o", "junit_family=xunit1", "-o", "junit_suite_name=detente"),
        *(["--junitxml", str(asked.junit.absolute())] if asked.junit else ["-p", "no:junitxml"]),
        *(option for name in NOT_NEEDED for option in ("-p", f"no:{name}")),
    ]
    plugins = [hooks, plugin, session, *([observer] if asked.coverage else [])]
    if asked.junit and asked.junit.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    with _environment(_APART), warnings.catch_warnings():
        # What pytest and pluggy warn of is about Python.
        warnings.simplefilter("ignore")
        code = pytest.main(options, plugins)
    if session.unheard:
        raise session.unheard
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    assert code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED), code
    result = RunResult(session.results, observer.counted)
    if not result.scenarios and not result.errors:
        wanted = " and ".join(asked.tags)
        raise NothingToRun(f"No scenario was selected: none has {wanted} among its tags.")
    return result, session.record


class _Session:
    """A pytest plugin that collects the features asked for, and keeps what came of them."""

    def __init__(self, asked: Asked, reporter: Reporter) -> None:
        self._asked, self._reporter = asked, reporter
        self._features: dict[Path, FeatureResult] = {}
        self._scenarios: dict[Path, list[ScenarioResult]] = {}
        self._told: set[Path] = set()
        self.record: Record | None = None
        self.unheard: OSError | None = None
        """Why nobody hears what is told: a closed pipe, a full disk."""
        self._running: Scenario | None = None
        self._begun = 0.0
        self._seconds: dict[Step, float] = {}

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
            file = collected(Path(os.path.abspath(path)), session, path)  # noqa: PTH100 - absolute, and without “..”
            report = collect_one_node(file)
            session.ihook.pytest_collectreport(report=report)
            if report.failed:
                self._features[file.path] = FeatureResult(str(file.shown), error=str(report.longrepr))
                self._scenarios[file.path] = []
                continue
            chosen = [item for item in report.result if isinstance(item, ScenarioItem) and self._is_chosen(item)]
            if chosen:
                self._features[file.path] = _feature(file)
                self._scenarios[file.path] = []
                session.items += chosen
        session.testscollected = len(session.items)
        return True

    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Tell of the files that could not be read, before the others are run."""
        for feature in self._features.values():
            if feature.error:
                self._tell(session, self._reporter.feature, feature)

    def pytest_bdd_apply_tag(self) -> bool:
        """Make no marks of tags: they select, and mean nothing to pytest."""
        return True

    def pytest_bdd_before_scenario(self, scenario: Scenario) -> None:
        """Keep which steps there are."""
        self._running = scenario

    def pytest_bdd_before_step(self) -> None:
        """Look at the clock."""
        self._begun = perf_counter()

    def pytest_bdd_after_step(self, step: Step) -> None:
        """Keep how long it took."""
        self._seconds[step] = perf_counter() - self._begun

    def pytest_bdd_step_error(self, step: Step) -> None:
        """Keep how long it took."""
        self.pytest_bdd_after_step(step)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Keep what came of a scenario, and tell."""
        if isinstance(item, ScenarioItem) and call.when == "call":
            if item.path not in self._told:
                self._told.add(item.path)
                self._tell(item.session, self._reporter.feature, self._features[item.path])
            result = self._result(item, call)
            self._running = None
            self._seconds.clear()
            self._scenarios[item.path].append(result)
            self._tell(item.session, self._reporter.scenario, result)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep the record, if a scenario spoke of it."""
        self.record = session.config.stash.get(RECORD, None)

    def _tell(self, session: pytest.Session, reporter: Callable[[Told], None], what: Told) -> None:
        """Tell somebody, and stop where nobody hears it."""
        try:
            reporter(what)
        except OSError as error:
            self.unheard = error
            session.shouldstop = "nobody hears what is told"

    def _result(self, item: ScenarioItem, call: pytest.CallInfo[None]) -> ScenarioResult:
        case, error = item.case, call.excinfo and call.excinfo.value
        steps = tuple(self._steps(item, error))
        failed = [step for step in steps if step.outcome in ("failed", "undefined")]
        return ScenarioResult(
            case.name,
            str(item.parent.shown),
            case.line,
            case.row,
            case.keyword,
            tuple(sorted(case.tags)),
            case.example,
            steps,
            call.duration,
            explained(error, item.step) if error else "",
            item.told(error) if error else "",
            failed[0] if failed else None,
        )

    def _steps(self, item: ScenarioItem, error: BaseException | None) -> Iterator[StepResult]:
        """Give every step: those before the one that failed have passed, those behind it were not run."""
        outcome = "passed"
        for step in self._running.steps if self._running else ():
            if error and step is item.step:
                outcome = "undefined" if isinstance(error, StepDefinitionNotFoundError) else "failed"
            keyword = item.parent.text.keywords[step.line_number]
            yield StepResult(step.line_number, keyword, step.name, outcome, self._seconds.get(step, 0.0))
            if outcome != "passed":
                outcome = "skipped"

    def _is_chosen(self, item: ScenarioItem) -> bool:
        return all(_holds(wanted, item.case.tags) for wanted in self._asked.tags)


def _holds(wanted: str, tags: frozenset[str]) -> bool:
    """Whether tags are as wanted: "x", "not x" or "x,y"."""
    unwanted = wanted.casefold().startswith("not ")
    named = {tag.strip().lstrip("@") for tag in (wanted[4:] if unwanted else wanted).split(",")}
    return bool(named & tags) is not unwanted


def _feature(file: FeatureFile) -> FeatureResult:
    read = file.text.feature
    return FeatureResult(
        str(file.shown),
        read.name,
        read.keyword,
        read.line_number,
        read.language,
        read.description.strip(),
        tuple(sorted(read.tags)),
    )


@contextmanager
def _environment(changed: dict[str, str | None]) -> Generator[None]:
    """Let the environment say something else for a while."""
    before = {name: os.environ.get(name) for name in changed}
    _say_in_environment(changed)
    try:
        yield
    finally:
        _say_in_environment(before)


def _say_in_environment(said: dict[str, str | None]) -> None:
    for name, value in said.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
