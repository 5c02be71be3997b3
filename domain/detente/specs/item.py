"""A scenario as pytest runs it, and what pytest shows where it fails."""

from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import Step

from detente.model.errors import DetenteError
from detente.model.wording import masked
from detente.specs.binding import ScenarioTest
from detente.specs.context import RefusedUnawares
from detente.specs.explaining import explained
from detente.specs.feature import Case, FeatureText
from detente.specs.marks import MEANING, can_be_mark, register
from detente.specs.phrases import WrongValue
from detente.specs.results import step_as_written
from detente.specs.suggestions import place


class WrongScenario(DetenteError):
    """A scenario that cannot be run as it is written."""


class ScenarioItem(pytest.Function):
    """A scenario to be run."""

    text: FeatureText
    case: Case
    step: Step | None
    """The last step that was begun."""
    refused: Step | None
    """The step whose event was refused, where no step has said yet that it is."""

    @classmethod
    def of(cls, parent: pytest.Module, name: str, text: FeatureText, case: Case, bound: ScenarioTest) -> "ScenarioItem":
        """Return the item of a case; its tags become marks, or where they cannot be any, keywords."""

        def run(request: pytest.FixtureRequest) -> None:
            if case.problem:
                raise WrongScenario(case.problem.message)
            bound(request, case.example)
            if not case.asserts:
                item.step = None
                lacks = "Then" if case.steps else "steps"
                raise WrongScenario(f"the scenario has no {lacks}, and so proves nothing; say what must be so")

        marks = {tag for tag in case.tags if can_be_mark(tag)}
        register(marks, parent.config)
        for tag in sorted(marks):
            if tag in MEANING:
                MEANING[tag](run)
            else:
                parent.ihook.pytest_bdd_apply_tag(tag=tag, function=run)
        item: ScenarioItem = cls.from_parent(parent, name=name, callobj=run)  # pyright: ignore[reportUnknownMemberType]
        item.text, item.case, item.step, item.refused = text, case, None, None
        item.extra_keyword_matches |= case.tags
        # In a form that every report of pytest can show, also one in which tests have no lines.
        item.user_properties += [("file", str(text.shown)), ("line", str(item.line))]
        return item

    @property
    def line(self) -> int:
        """The line of the scenario, of an outline that of the row of its examples."""
        return self.case.row or self.case.line

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the scenario stands; pytest counts lines from 0."""
        return self.path, self.line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> Any:  # noqa: ARG002
        """Return what failed and where, without the frames of Python; pytest's --full-trace shows them."""
        if self.config.getoption("fulltrace", default=False):
            return super().repr_failure(excinfo)
        return masked(self.explanation(excinfo.value))

    def failed_step(self, error: BaseException) -> Step | None:
        """Return the step that failed: of an event that was refused unawares the one that added it."""
        return (isinstance(error, RefusedUnawares) and self.refused) or self.step

    def explanation(self, error: BaseException) -> str:
        """Return what failed, for people: the scenario, the step, and what was found, with their lines."""
        path, failed = self.text.shown, self.failed_step(error)
        message = explained(error, failed).split("\n")
        example = f" (the example in line {self.case.row})" if self.case.row else ""
        heading = [f"{path}:{self.case.line}: {self.case.name}{example}"]
        if self.case.problem:
            message[0] = f"{path}:{self.case.problem.line}: {message[0]}"
        elif failed:
            step = step_as_written(self.text.steps[failed.line_number].keyword, failed.name)
            heading.append(f"  {path}:{failed.line_number}:{self._column(error, failed)} {step}")
        return "\n".join([*heading, *(f"    {line}" for line in message)])

    def _column(self, error: BaseException, step: Step) -> str:
        """Return the column of the words of a step that are wrong, with its colon; nothing where it is not in words."""
        text = error.text if isinstance(error, WrongValue | RefusedUnawares) else None
        offset = None if text is None else place(text, step.name)
        return "" if offset is None else f"{self.text.column(step.line_number, offset, self.case.example)}:"
