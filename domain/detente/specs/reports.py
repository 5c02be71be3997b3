"""Reports of a run, as data: in a form of our own, and as Cucumber's JSON."""

from typing import Any

from detente.specs.coverage import in_order
from detente.specs.results import FAILED, OUTCOMES, XFAILED, FeatureResult, RunResult, ScenarioResult, StepResult
from detente.views.shapes import an_object, many, number, one_of, or_null, text

Data = dict[str, Any]

_EXPECTED = {FAILED: "pending", "undefined": "pending", XFAILED: "pending"}
"""What Cucumber calls a step of which nobody expects yet that it holds, by what came of it."""

_RUN = an_object(
    "What came of it.",
    {
        "features": many(
            an_object(
                "A feature.",
                {
                    "name": text(),
                    "path": text(),
                    "line": number("Where it begins."),
                    "tags": many(text()),
                    "error": or_null(text(), "Why none of its scenarios was run."),
                    "scenarios": many(
                        an_object(
                            "A scenario, or a row of its examples.",
                            {
                                "name": text(),
                                "path": text(),
                                "line": number("Where it begins."),
                                "row": or_null({"type": "integer"}, "The line of the row of its examples."),
                                "tags": many(text()),
                                "example": {"type": "object", "additionalProperties": text()},
                                "outcome": one_of(OUTCOMES, "What came of it."),
                                "message": or_null(text(), "What was found in place of what was expected."),
                                "step": or_null(
                                    an_object("A step.", {"line": number("Where."), "text": text()}),
                                    "The step that failed.",
                                ),
                                "seconds": {"type": "number"},
                            },
                        )
                    ),
                },
            )
        ),
        "summary": an_object(
            "How many there were.",
            {
                "scenarios": number("How many scenarios there were."),
                **{outcome: number(f"How many of them {outcome}.") for outcome in OUTCOMES},
                "unreadable": number("How many files cannot be run."),
            },
        ),
        "coverage": many(
            an_object(
                "A status or a rule.",
                {
                    "kind": or_null(text(), "The kind of event whose rule it is; null of a status."),
                    "what": text(),
                    "scenarios": number("How many scenarios that passed exercise it."),
                },
            )
        ),
    },
)
"""The shape of `run_data`."""

_STEPS = many(
    an_object(
        "A step.",
        {
            "keywords": many(text(), "With which it is written: Given, When, Then."),
            "form": text("How it is written, as people read it."),
            "pattern": text("The same as a regular expression of Python."),
            "example": text(),
            "meaning": text("What it does or asserts."),
        },
    ),
    "With --steps: every step.",
)
"""The shape of `detente.specs.documentation.steps_data`."""

SHAPE = {
    "description": "What came of running features; with --steps the steps that there are.",
    "oneOf": [_RUN, _STEPS],
}
"""The shape of what ``detente spec`` answers."""


def run_data(result: RunResult) -> Data:
    """Return everything: features with their scenarios, a summary, and what of the machine was exercised."""
    return {
        "features": [_feature(feature) for feature in result.features],
        "summary": {
            "scenarios": len(result.scenarios),
            **result.counts,
            "unreadable": len(result.errors),
        },
        "coverage": [
            {"kind": point.kind or None, "what": point.what, "scenarios": count}
            for point, count in in_order(result.coverage)
        ],
    }


def _feature(feature: FeatureResult) -> Data:
    return {
        "name": feature.name,
        "path": feature.path,
        "line": feature.line,
        "tags": list(feature.tags),
        "error": feature.error or None,
        "scenarios": [_scenario(scenario) for scenario in feature.scenarios],
    }


def _scenario(scenario: ScenarioResult) -> Data:
    return {
        "name": scenario.name,
        "path": scenario.path,
        "line": scenario.line,
        "row": scenario.row,
        "tags": list(scenario.tags),
        "example": dict(scenario.example),
        "outcome": scenario.outcome,
        "message": scenario.message or None,
        "step": scenario.step and {"line": scenario.step.line, "text": scenario.step.as_written},
        "seconds": round(scenario.seconds, 6),
    }


def cucumber_data(result: RunResult) -> list[Data]:
    """Return everything as Cucumber's JSON; a file that could not be read has one scenario, which failed.

    pytest-bdd's own report leaves out such files and scenarios that end at an unknown step, and so failures.
    """
    return [
        {
            "uri": feature.path,
            "id": feature.path,
            "keyword": feature.keyword,
            "name": feature.name or feature.path,
            "line": feature.line,
            "description": feature.description,
            "language": feature.language,
            "tags": _tags(feature.tags, feature.line),
            "elements": [_element(scenario) for scenario in feature.scenarios] or [_element(_unreadable(feature))],
        }
        for feature in result.features
    ]


def _unreadable(feature: FeatureResult) -> ScenarioResult:
    return ScenarioResult("The file", feature.path, 1, None, "Scenario", (), {}, (), 0, FAILED, feature.error)


def _element(scenario: ScenarioResult) -> Data:
    # A scenario that did not even begin has no steps, and Cucumber knows only what comes of steps.
    line = scenario.row or scenario.line
    not_begun = StepResult(line, "Given", "it can be run", scenario.outcome, 0)
    steps = scenario.steps or (not_begun,)
    if scenario.outcome == XFAILED:
        steps = tuple(step._replace(outcome=_EXPECTED.get(step.outcome, step.outcome)) for step in steps)
    return {
        "id": f"{scenario.path}:{line}",
        "keyword": scenario.keyword,
        "name": scenario.name,
        "line": line,
        "description": "",
        "type": "scenario",
        "tags": _tags(scenario.tags, scenario.line),
        "steps": [_step(step, scenario.message) for step in steps],
    }


def _step(step: StepResult, message: str) -> Data:
    error = {"error_message": message} if step.outcome in ("failed", "undefined", "pending") else {}
    return {
        "keyword": f"{step.keyword} ",
        "name": step.text,
        "line": step.line,
        "match": {"location": ""},
        "result": {"status": step.outcome, "duration": round(step.seconds * 1e9), **error},
    }


def _tags(tags: tuple[str, ...], line: int) -> list[Data]:
    return [{"name": f"@{tag}", "line": line} for tag in tags]
