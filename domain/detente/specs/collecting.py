"""Feature files as pytest collects them: a module that has the steps, with an item for each scenario."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from detente.model.wording import masked
from detente.specs import hooks, steps
from detente.specs.binding import ScenarioTest, bound_feature, bound_scenario
from detente.specs.feature import FeatureText
from detente.specs.item import ScenarioItem
from detente.specs.reading import UnreadableFeature


class FeatureFile(pytest.Module):
    """A feature file, as a module whose tests are its scenarios."""

    shown: Path
    """The path as messages show it."""
    text: FeatureText

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Return an item for each scenario, and for each row of the examples of an outline."""
        try:
            self.text = FeatureText(self.path, self.shown)
        except UnreadableFeature as error:
            raise self.CollectError(str(error)) from error
        # The fixtures and steps of the module are taken in; it has no tests.
        yield from super().collect()
        feature = bound_feature(self.path, self.text.document)
        bound: dict[str, ScenarioTest] = {}
        names = Counter[str]()
        for case in self.text.cases:
            if case.scenario not in bound:
                bound[case.scenario] = bound_scenario(self.path, feature, case.scenario)
            example = f"[{'-'.join(case.example.values())}]" if case.example else ""
            name = masked(f"{case.scenario}{example}")
            names[name] += 1
            number = f"#{names[name]}" if names[name] > 1 else ""
            yield ScenarioItem.of(self, name + number, self.text, case, bound[case.scenario])


def feature_file(path: Path, parent: pytest.Collector, named: Path | None = None) -> FeatureFile:
    """Return the collector of a feature file, which messages call as somebody named it."""
    plugins = parent.config.pluginmanager
    if not plugins.is_registered(hooks):
        plugins.register(hooks)
    file: FeatureFile = FeatureFile.from_parent(parent, path=path)  # pyright: ignore[reportUnknownMemberType]
    file.shown = named or hooks.shown(path, parent.config)
    file.obj = ModuleType(path.stem)
    vars(file.obj).update(vars(steps) | {"__file__": str(path), "__test__": False})
    return file
