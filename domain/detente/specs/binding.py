"""Making tests of a feature file that we read ourselves, by parts of pytest-bdd and pytest that are not documented.

All such parts are here, but for the classes of its Gherkin document; pyproject.toml holds both to the versions tested.
"""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from _pytest.junitxml import xml_key
from pytest_bdd import scenario
from pytest_bdd.feature import features
from pytest_bdd.gherkin_parser import GherkinDocument
from pytest_bdd.parser import Feature, FeatureParser, Rule, ScenarioTemplate

ScenarioTest: TypeAlias = Callable[[pytest.FixtureRequest, dict[str, str]], None]
"""A scenario to be run with the values of an example."""


class _Parser(FeatureParser):
    """pytest-bdd's parser, on a document that was read already."""

    def __init__(self, path: Path, document: GherkinDocument) -> None:
        super().__init__(str(path.parent), path.name)
        self._document = document

    def _parse_feature_file(self) -> GherkinDocument:
        return self._document


def bound_feature(path: Path, document: GherkinDocument) -> Feature:
    """Return the feature that pytest-bdd makes of a document, without the rows of examples.

    They become cases of our own, each of which knows its line; pytest-bdd would make parameters of them.
    """
    feature = _Parser(path, document).parse()
    for template in feature.scenarios.values():
        template.examples = []
    return feature


def bound_scenario(path: Path, feature: Feature, name: str) -> ScenarioTest:
    """Return the test that pytest-bdd makes of a scenario, without marks for its tags."""
    # pytest-bdd looks a feature up among those that it has read, by its absolute path.
    features[os.path.abspath(path)] = feature  # noqa: PTH100 - as pytest-bdd writes it
    template = feature.scenarios[name]
    with _untagged(feature, template, *([template.rule] if template.rule else [])):
        return scenario(path.name, name, features_base_dir=str(path.parent))(_nothing_more)


@contextmanager
def _untagged(*tagged: Feature | ScenarioTemplate | Rule) -> Generator[None]:
    """Take tags away for a while: pytest-bdd makes a mark of each, whether or not it can be one."""
    tags = [one.tags for one in tagged]
    for one in tagged:
        one.tags = set()
    try:
        yield
    finally:
        for one, own in zip(tagged, tags, strict=True):
            one.tags = own


def tell_junit(config: pytest.Config, report: pytest.TestReport, line: int) -> None:
    """Have the XML of JUnit say in which line a test begins, if it is written: pytest itself counts from 0 there."""
    xml = config.stash.get(xml_key, None)
    if xml is not None:
        xml.node_reporter(report).add_attribute("line", line)


def _nothing_more() -> None:
    """Follow a scenario's steps with nothing: a scenario is its steps."""
