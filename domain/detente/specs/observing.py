"""Following scenarios as they run, to find which points of the machine they exercise."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest
from pytest_bdd.parser import Step

from detente.specs import coverage
from detente.specs.context import Context
from detente.specs.coverage import Point
from detente.specs.phrases import day as day_of
from detente.specs.phrases import statuses


class Observer:
    """A pytest plugin that counts, for each point of the machine, the scenarios that passed and exercised it."""

    def __init__(self) -> None:
        self.coverage = Counter[Point]()
        self._of_scenario = set[Point]()

    def pytest_bdd_before_scenario(self) -> None:
        """Begin with nothing."""
        self._of_scenario.clear()

    def pytest_bdd_after_step(self, step: Step, step_func_args: Mapping[str, object]) -> None:
        """Keep what a step was refused, and what a Then looked at and found as expected."""
        context = step_func_args.get("context")
        if not isinstance(context, Context):
            return
        if step.type != "then":
            self._of_scenario.update(coverage.refused(context.refusal.causes if context.refusal else ()))
        elif {"one", "other", "day"} <= step_func_args.keys():
            one, other, day = (str(step_func_args[name]) for name in ("one", "other", "day"))
            self._of_scenario.update(coverage.allowed(context.history(one, other), day_of(day).latest))
            if step.name.startswith("the status of ") and "status" in step_func_args:
                self._of_scenario.update(coverage.asserted(statuses(str(step_func_args["status"]))))
        elif step.name == "it is allowed" and context.pair:
            self._of_scenario.update(coverage.allowed(context.history(*context.pair), date.max))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what was exercised, if the scenario passed."""
        if report.when == "call" and report.passed:
            self.coverage.update(self._of_scenario)
