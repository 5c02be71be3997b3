"""Explaining in the words of the feature why a step failed."""

import pytest
from pytest_bdd.exceptions import StepDefinitionNotFoundError
from pytest_bdd.parser import Step

from detente.model.errors import DetenteError
from detente.model.wording import did_you_mean, listing
from detente.specs.suggestions import keywords_of, nearest_steps

NEEDED = {"datatable": "the step needs a table below it", "docstring": "the step needs a text below it"}
"""What a step lacks, by the argument of its function."""

NOT_TAKEN = {"datatable": "the step takes no table below it", "docstring": "the step takes no text below it"}


def explained(error: BaseException, step: Step | None) -> str:
    """Return why a scenario failed, without its lines; `step` is the one at which it failed, if there is one."""
    if isinstance(error, StepDefinitionNotFoundError) and step:
        return _unknown(step)
    if isinstance(error, pytest.FixtureLookupError) and error.argname in NEEDED:
        return NEEDED[error.argname]
    if isinstance(error, (AssertionError, DetenteError, pytest.fail.Exception)):
        # Where pytest has rewritten an assertion that has words of its own, it adds the values to them.
        return str(error).split("\nassert ")[0] or "it does not hold"
    return f"{type(error).__name__}: {error}"


def _unknown(step: Step) -> str:
    others = keywords_of(step.name)
    if others:
        return f"this is a step of {listing(others, 'or')}, and here it stands as one of {step.type.title()}."
    near = did_you_mean(nearest_steps(step.type, step.name))
    return f"there is no such step.{near or ' detente spec --steps lists those that there are.'}"
