"""What pytest is asked to do around the scenarios of feature files, and the record that they speak of.

It is a plugin that is registered with the first feature file, and looks at no tests but our own.
"""

import sys
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest
from pytest_bdd.parser import Step

from detente.log.record import Record, read_bytes
from detente.log.shipped import NAME, shipped_log
from detente.specs.binding import tell_junit
from detente.specs.explaining import NOT_TAKEN
from detente.specs.item import ScenarioItem, WrongScenario

RECORD = pytest.StashKey[Record]()
"""The record that “the record” means, once a scenario has asked for it."""


@pytest.fixture(scope="session")
def configured_record(pytestconfig: pytest.Config) -> Record:
    """Return what “the record” means: the log configured, the one beside the suite, or the one shipped."""
    configured: str | None = pytestconfig.getini("detente_log")
    beside = pytestconfig.rootpath / NAME
    log = pytestconfig.rootpath / configured if configured else beside if beside.is_file() else shipped_log()
    name = str(shown(log, pytestconfig))
    record = pytestconfig.stash[RECORD] = Record(name, read_bytes(log))
    return record


def shown(path: Path, config: pytest.Config) -> Path:
    """Return a path as somebody reads it who ran pytest where they did."""
    here = config.invocation_params.dir
    return path.relative_to(here) if path.is_relative_to(here) else path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say in the XML of JUnit where a scenario stands."""
    report = yield
    if isinstance(item, ScenarioItem):
        tell_junit(item.config, report, item.line)
    return report


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
        for argument, below in (("datatable", step.datatable), ("docstring", step.docstring)):
            if below is not None and argument not in step_func_args:
                raise WrongScenario(NOT_TAKEN[argument])


def pytest_bdd_after_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Keep which step added what was refused, until a step has said that it is."""
    if isinstance(request.node, ScenarioItem) and "context" in request.fixturenames:
        refusal = request.getfixturevalue("context").refusal
        request.node.refused = (request.node.refused or step) if refusal else None


@pytest.hookimpl(trylast=True)
def pytest_bdd_after_scenario(request: pytest.FixtureRequest) -> None:
    """Fail a scenario in which an event was refused without a step that says so, if nothing else has failed it."""
    if isinstance(request.node, ScenarioItem) and "context" in request.fixturenames and sys.exc_info()[0] is None:
        request.getfixturevalue("context").expect_nothing_refused()
