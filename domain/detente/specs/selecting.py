"""A pytest plugin that collects the feature files asked for, and the scenarios whose tags are as wanted."""

import os
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from detente.specs.collecting import FeatureFile, feature_file
from detente.specs.feature import FeatureText, names_of
from detente.specs.item import ScenarioItem
from detente.specs.results import FeatureResult


class Selection:
    """The plugin."""

    def __init__(self, paths: Sequence[Path], tags: Sequence[str]) -> None:
        self._paths, self._tags = paths, tags
        self.features: dict[Path, FeatureResult] = {}
        """Every feature that has a scenario to be run or cannot be read, by its absolute path."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect the files that were asked for, wherever they are, and nothing else."""
        for path in self._paths:
            file = feature_file(Path(os.path.abspath(path)), session, path)  # noqa: PTH100 - without “..”
            report = _collected(file)
            if report.failed:
                self.features[file.path] = FeatureResult(str(file.shown), error=str(report.longrepr))
                continue
            chosen = [item for item in report.result if isinstance(item, ScenarioItem) and self._is_chosen(item)]
            if chosen:
                self.features[file.path] = _feature(file.text)
                session.items += chosen
        session.testscollected = len(session.items)
        return True

    def _is_chosen(self, item: ScenarioItem) -> bool:
        return all(_is_as_wanted(item.case.tags, wanted) for wanted in self._tags)


def _collected(file: FeatureFile) -> pytest.CollectReport:
    """Return what pytest collects in a file, by the hooks that it calls itself."""
    file.ihook.pytest_collectstart(collector=file)
    report: pytest.CollectReport = file.ihook.pytest_make_collect_report(collector=file)
    file.ihook.pytest_collectreport(report=report)
    return report


def _is_as_wanted(tags: frozenset[str], wanted: str) -> bool:
    """Return whether tags are as wanted: "x", "not x" or "x,y"."""
    unwanted = wanted.casefold().startswith("not ")
    named = {tag.strip().lstrip("@") for tag in (wanted[4:] if unwanted else wanted).split(",")}
    return bool(named & tags) is not unwanted


def _feature(text: FeatureText) -> FeatureResult:
    feature = text.document.feature
    return FeatureResult(
        str(text.shown),
        feature.name,
        feature.keyword,
        feature.location.line,
        feature.language,
        textwrap.dedent(feature.description).strip(),
        tuple(sorted(names_of(feature.tags))),
    )
