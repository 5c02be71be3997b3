"""A pytest plugin: feature files are collected like test modules, without a test module for each.

It looks only at ``.feature`` files in the folders that the ini option ``detente_features`` names, and so
never at those of another project. The steps of `detente.specs.steps` are known in these files; those of the
suite's own ``conftest.py`` as well.
"""

import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the option that says where features are."""
    parser.addini("detente_features", "folders whose .feature files are run as specs", type="paths", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "FeatureFile | None":
    """Collect a feature file, if it lies where they are configured to be."""
    folders: list[Path] = parent.config.getini("detente_features")
    if file_path.suffix == ".feature" and any(folder in file_path.parents for folder in folders):
        return FeatureFile.from_parent(parent, path=file_path)  # pyright: ignore[reportUnknownMemberType]
    return None


@pytest.hookimpl(trylast=True)
def pytest_bdd_after_scenario(request: pytest.FixtureRequest) -> None:
    """Fail a scenario in which an event was refused without a step that says so, if nothing else has failed it."""
    if isinstance(request.node.parent, FeatureFile) and "scene" in request.fixturenames and sys.exc_info()[0] is None:
        request.getfixturevalue("scene").expect_nothing_refused()


class FeatureFile(pytest.Module):
    """A feature file, as a module whose tests are its scenarios."""

    def _getobj(self) -> ModuleType:
        """Make the module: the steps, and a test for each scenario."""
        from pytest_bdd import exceptions, scenario
        from pytest_bdd.feature import get_feature

        from detente.specs import steps

        module = ModuleType(self.path.stem)
        vars(module).update(vars(steps) | {"__file__": str(self.path)})
        try:
            self._refuse_namesakes()
            feature = get_feature(str(self.path.parent), self.path.name)
        except exceptions.GherkinParseError as error:
            raise self.CollectError(f"{self.path}:{error.line}: {error.message}") from error
        except KeyError as error:
            raise self.CollectError(f"{self.path}:1: there is no feature in this file") from error
        for name in feature.scenarios:
            bound = scenario(self.path.name, name, features_base_dir=str(self.path.parent))
            setattr(module, name, bound(_nothing_more))
        self._scenarios = frozenset(feature.scenarios)
        return module

    def istestfunction(self, obj: object, name: str) -> bool:  # noqa: ARG002
        """Tell pytest what the tests are: the scenarios, whatever their names."""
        return name in self._scenarios

    def istestclass(self, obj: object, name: str) -> bool:  # noqa: ARG002
        """Tell pytest that a feature has no classes of tests."""
        return False

    def _refuse_namesakes(self) -> None:
        """Refuse two scenarios of one name: pytest-bdd would forget the first without a word."""
        from pytest_bdd.gherkin_parser import get_gherkin_document

        children = get_gherkin_document(str(self.path)).feature.children
        within = [child for rule in children if rule.rule for child in rule.rule.children]
        names = Counter(child.scenario.name for child in (*children, *within) if child.scenario)
        for name, times in names.items():
            if times > 1:
                raise self.CollectError(f"{self.path}: {times} scenarios are named “{name}”; give each its own name")


def _nothing_more() -> None:
    """Follow a scenario's steps with nothing: a scenario is its steps."""
