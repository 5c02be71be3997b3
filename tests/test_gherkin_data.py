"""The official Gherkin parser's own features: the bad ones are errors, the good ones are read."""

import json
import os
import re
from pathlib import Path

import pytest
from making import detente

FEATURES = Path(os.environ.get("DETENTE_DATA", "")) / "gherkin" / "testdata"

pytestmark = pytest.mark.skipif(not FEATURES.is_dir(), reason="DETENTE_DATA does not name the folder of data")


def test_every_bad_feature_is_an_error_with_its_line() -> None:
    bad = sorted((FEATURES / "bad").glob("*.feature"))
    done = detente("spec", str(FEATURES / "bad"))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.endswith(f"0 scenarios: 0 passed; {len(bad)} files cannot be run\n")
    for path in bad:
        assert re.search(rf"^{re.escape(str(path))}:\d+: .", done.stdout, re.MULTILINE), path
    assert "Traceback" not in done.stdout
    assert len(bad) == 12


UNFIT = {
    "empty.feature": "this file is empty, and no feature",
    "incomplete_feature_1.feature": "there is no scenario in this feature",
    "incomplete_feature_2.feature": "there is no scenario in this feature",
    "incomplete_feature_3.feature": "there are only comments in this file",
    "readme_example.feature": "2 scenarios have no name",
    "scenario_outlines_with_tags.feature": "2 scenarios have no name",
    "spaces_in_language.feature": "there is no scenario in this feature",
}
"""What is good Gherkin and still nothing that can be run."""


def test_every_good_feature_is_read_and_its_steps_are_not_known() -> None:
    done = detente("spec", str(FEATURES / "good"), "--json")
    assert (done.returncode, done.stderr) == (1, "")
    features = {Path(feature["path"]).name: feature for feature in json.loads(done.stdout)["features"]}
    assert set(features) == {path.name for path in (FEATURES / "good").glob("*.feature")}
    errors = {name: feature["error"] for name, feature in features.items() if feature["error"]}
    assert set(errors) == set(UNFIT)
    for name, error in errors.items():
        assert UNFIT[name] in error
    scenarios = [scenario for feature in features.values() for scenario in feature["scenarios"]]
    assert {scenario["outcome"] for scenario in scenarios} == {"failed"}
    unknown = [scenario for scenario in scenarios if scenario["message"].startswith("there is no such step")]
    assert all(scenario["step"]["line"] for scenario in unknown)
    others = {scenario["message"] for scenario in scenarios if scenario not in unknown}
    assert others == {
        "the scenario has no steps, and so proves nothing; say what must be so",
        "the examples have no rows, and so nothing would be run",
        "the Scenario Outline has no examples; give it a table of them",
    }
    assert len(unknown) > 80
