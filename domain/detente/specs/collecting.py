"""Feature files as pytest collects them: a module of steps, and an item for each scenario to be run.

What fails is told in the words of the feature: where the scenario stands, where the step, what it found.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_bdd import scenario as bound_to
from pytest_bdd.exceptions import StepDefinitionNotFoundError
from pytest_bdd.feature import features
from pytest_bdd.parser import Step

from detente.log.record import Record, read_bytes
from detente.log.shipped import NAME, shipped_log
from detente.model.errors import DetenteError
from detente.model.wording import did_you_mean, listing
from detente.specs import steps
from detente.specs.feature import Case, FeatureText, UnreadableFeature
from detente.specs.meaning import keywords_of, nearest_steps

RECORD = pytest.StashKey[Record]()
"""The record that “the record” means, once a scenario has asked for it."""


class WrongScenario(DetenteError):
    """A scenario that cannot be run as it is written."""


class FeatureFile(pytest.Module):
    """A feature file, as a module whose tests are its scenarios."""

    shown: Path
    """The path as it is called in what is said of it."""

    def _getobj(self) -> ModuleType:
        """Make the module: the steps, and the record that they speak of."""
        module = ModuleType(self.path.stem)
        vars(module).update(vars(steps) | {"__file__": str(self.path), "shipped_record": shipped_record})
        return module

    def istestfunction(self, obj: object, name: str) -> bool:  # noqa: ARG002
        """Tell pytest that no function in the module is a test: the scenarios are."""
        return False

    def istestclass(self, obj: object, name: str) -> bool:  # noqa: ARG002
        """Tell pytest that a feature has no classes of tests."""
        return False

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Make an item for each scenario, and for each row of the examples of an outline."""
        try:
            self.text = FeatureText(self.path, self.shown)
        except UnreadableFeature as error:
            raise self.CollectError(str(error)) from error
        yield from super().collect()
        # pytest-bdd looks a feature up among those that it has read.
        features[os.path.abspath(self.path)] = self.text.feature  # noqa: PTH100 - as pytest-bdd writes it
        bound: dict[str, Callable[..., None]] = {}
        named: dict[str, int] = {}
        for case in self.text.cases:
            if case.scenario not in bound:
                bound[case.scenario] = self._bound(case)
            values = f"[{'-'.join(case.example.values())}]" if case.example else ""
            name = f"{case.scenario}{values}"
            named[name] = named.get(name, 0) + 1
            if named[name] > 1:
                name += f"#{named[name]}"
            yield ScenarioItem.of(self, name, case, bound[case.scenario])

    def _bound(self, case: Case) -> Callable[..., None]:
        """Let pytest-bdd make a test of a scenario."""
        decorator = bound_to(self.path.name, case.scenario, features_base_dir=str(self.path.parent))
        try:
            return decorator(_nothing_more)
        except AttributeError as error:
            raise self.CollectError(f"{self.shown}:{case.line}: pytest cannot take a tag as a mark: {error}") from error


class ScenarioItem(pytest.Function):
    """A scenario to be run."""

    case: Case
    parent: FeatureFile
    step: Step | None
    """The last step that was begun."""

    @classmethod
    def of(cls, parent: FeatureFile, name: str, case: Case, bound: Callable[..., None]) -> "ScenarioItem":
        """Make the item of a case; its tags become marks, as pytest-bdd makes them."""

        def run(request: pytest.FixtureRequest) -> None:
            if case.problem:
                raise WrongScenario(case.problem.message)
            bound(request, case.example)
            if not case.asserts:
                item.step = None
                raise WrongScenario("the scenario has no Then, and so proves nothing; say what must be so")

        vars(run)["pytestmark"] = list(getattr(bound, "pytestmark", []))
        for tag in sorted(case.examples_tags):
            parent.ihook.pytest_bdd_apply_tag(tag=tag, function=run)
        item: ScenarioItem = cls.from_parent(parent, name=name, callobj=run)  # pyright: ignore[reportUnknownMemberType]
        item.case, item.step = case, None
        return item

    def reportinfo(self) -> tuple[Path, int, str]:
        """Tell pytest where the scenario stands; its lines count from 0."""
        return self.path, (self.case.row or self.case.line) - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> Any:  # noqa: ARG002
        """Tell in words what failed and where, without the frames of Python; pytest's --full-trace shows them."""
        if self.config.getoption("fulltrace", default=False):
            return super().repr_failure(excinfo)
        return self.told(excinfo.value)

    def told(self, error: BaseException) -> str:
        """Tell what failed: the scenario, the step, and what was found, each with its place."""
        path, message = self.parent.shown, explained(error, self.step).split("\n")
        example = f" (the example in line {self.case.row})" if self.case.row else ""
        heading = [f"{path}:{self.case.line}: {self.case.name}{example}"]
        if self.case.problem:
            message[0] = f"{path}:{self.case.problem.line}: {message[0]}"
        elif self.step:
            heading.append(f"  {path}:{self.step.line_number}: {self.written(self.step)}")
        return "\n".join([*heading, *(f"    {line}" for line in message)])

    def written(self, step: Step) -> str:
        """Give a step as it is written, with the values of the example."""
        keyword = self.parent.text.keywords[step.line_number]
        return keyword + step.name if keyword.endswith("'") else f"{keyword} {step.name}"


def collected(path: Path, parent: pytest.Collector, named: Path | None = None) -> FeatureFile:
    """Collect a feature file, which is called as somebody named it; what follows its scenarios is loaded with it."""
    plugins = parent.config.pluginmanager
    if not plugins.is_registered(sys.modules[__name__]):
        plugins.register(sys.modules[__name__])
    file: FeatureFile = FeatureFile.from_parent(parent, path=path)  # pyright: ignore[reportUnknownMemberType]
    file.shown = named or _shown(path, parent.config)
    return file


def record_meant(config: pytest.Config) -> Record:
    """Give the record that “the record” means: the log configured, the one beside the suite, or the one shipped."""
    if RECORD not in config.stash:
        configured: str | None = config.getini("detente_log")
        beside = config.rootpath / NAME
        log = config.rootpath / configured if configured else beside if beside.is_file() else shipped_log()
        shown = str(_shown(log, config))
        config.stash[RECORD] = Record(shown, read_bytes(log))
    return config.stash[RECORD]


@pytest.fixture(scope="session")
def shipped_record(pytestconfig: pytest.Config) -> Record:
    """Give the record that “the record” means."""
    return record_meant(pytestconfig)


def _shown(path: Path, config: pytest.Config) -> Path:
    """Give a path as somebody reads it who ran pytest where they did."""
    here = config.invocation_params.dir
    return path.relative_to(here) if path.is_relative_to(here) else path


def explained(error: BaseException, step: Step | None) -> str:
    """Give the words of what went wrong in a step."""
    if isinstance(error, StepDefinitionNotFoundError) and step:
        others = keywords_of(step.name)
        if others:
            return f"this is a step of {listing(others, 'or')}, and stands where one of {step.type.title()} would."
        near = did_you_mean(nearest_steps(step.type, step.name))
        return f"there is no such step.{near or ' docs/specs.md lists those that there are.'}"
    if isinstance(error, pytest.FixtureLookupError) and error.argname in ("datatable", "docstring"):
        return "the step needs a table below it" if error.argname == "datatable" else "the step needs a text below it"
    if isinstance(error, (AssertionError, DetenteError, pytest.fail.Exception)):
        # Where pytest has rewritten an assertion that has words of its own, it adds the values to them.
        return str(error).split("\nassert ")[0] or "it does not hold"
    return f"{type(error).__name__}: {error}"


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Keep which step is begun."""
    if isinstance(request.node, ScenarioItem):
        request.node.step = step


def pytest_bdd_step_func_lookup_error(request: pytest.FixtureRequest, step: Step) -> None:
    """Keep which step there is not."""
    pytest_bdd_before_step(request, step)


def pytest_bdd_before_step_call(
    request: pytest.FixtureRequest, step: Step, step_func_args: Mapping[str, object]
) -> None:
    """Refuse a table or text that the step would not look at."""
    if isinstance(request.node, ScenarioItem):
        for what, given in (("datatable", step.datatable), ("docstring", step.docstring)):
            if given is not None and what not in step_func_args:
                raise WrongScenario(f"the step takes no {'table' if what == 'datatable' else 'text'} below it")


@pytest.hookimpl(trylast=True)
def pytest_bdd_after_scenario(request: pytest.FixtureRequest) -> None:
    """Fail a scenario in which an event was refused without a step that says so, if nothing else has failed it."""
    if isinstance(request.node, ScenarioItem) and "scene" in request.fixturenames and sys.exc_info()[0] is None:
        request.getfixturevalue("scene").expect_nothing_refused()


def _nothing_more() -> None:
    """Follow a scenario's steps with nothing: a scenario is its steps."""
