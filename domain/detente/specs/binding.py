"""Making tests of a feature file that we read ourselves, by parts of pytest-bdd that it does not document.

All such parts are here, but for the classes of its Gherkin document; pyproject.toml holds it to the versions tested.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from pytest_bdd import scenario
from pytest_bdd.feature import features
from pytest_bdd.gherkin_parser import GherkinDocument
from pytest_bdd.parser import Feature, FeatureParser

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
    """Return the test that pytest-bdd makes of a scenario; raise `AttributeError` where a tag can be no mark."""
    # pytest-bdd looks a feature up among those that it has read, by its absolute path.
    features[os.path.abspath(path)] = feature  # noqa: PTH100 - as pytest-bdd writes it
    return scenario(path.name, name, features_base_dir=str(path.parent))(_nothing_more)


def _nothing_more() -> None:
    """Follow a scenario's steps with nothing: a scenario is its steps."""
