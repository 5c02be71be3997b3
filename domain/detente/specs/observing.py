"""Following scenarios as they run, to tell which points of the machine they exercise."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest
from pytest_bdd.parser import Step

from detente.model.dates import last_day
from detente.specs import coverage
from detente.specs.coverage import Point
from detente.specs.scene import Scene


class Observer:
    """A pytest plugin that counts, for each point of the machine, the scenarios that passed and exercised it."""

    def __init__(self) -> None:
        self.counted = Counter[Point]()
        self._here = set[Point]()

    def pytest_bdd_before_scenario(self) -> None:
        """Begin with nothing."""
        self._here.clear()

    def pytest_bdd_after_step(self, step: Step, step_func_args: Mapping[str, object]) -> None:
        """Keep what a step was refused, and what a Then looked at and found as it says."""
        scene = step_func_args.get("scene")
        if not isinstance(scene, Scene):
            return
        if step.type != "then":
            self._here.update(coverage.refused(scene.refusal.causes if scene.refusal else ()))
        elif {"one", "other", "day"} <= step_func_args.keys():
            one, other, day = (str(step_func_args[name]) for name in ("one", "other", "day"))
            self._here.update(coverage.taken(scene.history(one, other), last_day(day)))
            if step.name.startswith("the status of ") and "status" in step_func_args:
                self._here.update(coverage.asserted(str(step_func_args["status"])))
        elif step.name == "it is allowed" and scene.pair:
            self._here.update(coverage.taken(scene.history(*scene.pair), date.max))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what was exercised, if the scenario passed."""
        if report.when == "call" and report.passed:
            self.counted.update(self._here)
