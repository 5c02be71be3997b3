"""``detente spec``: run behaviour specs, draft one, or list the steps."""

import argparse
import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from detente.cli.answer import DONE, REFUSED, Answer
from detente.cli.errors import WrongUsage
from detente.cli.inputs import file_named, history_asked, known_asked, log_asked, log_named, written_to
from detente.cli.printing import print_answer, print_error, progress, wants_data
from detente.cli.spec_layout import feature_line, result_blocks, scenario_line, step_blocks
from detente.cli.streams import is_read
from detente.log.record import read
from detente.log.writing import replace
from detente.model.errors import DetenteError
from detente.specs.results import FeatureResult, ScenarioResult
from detente.views.sentences import mention

FOLDER = Path("features")


def run(asked: argparse.Namespace) -> Answer:
    """Run the features asked for, and return what came of them; the exit code is 1 if any scenario failed.

    What comes of each scenario is printed as it goes.
    """
    wrong = _wrong_steps(asked) if asked.steps else _wrong_draft(asked) if asked.new else _wrong_run(asked)
    if wrong:
        raise WrongUsage(wrong)
    if asked.steps:
        return _steps()
    if asked.new:
        return _draft(asked)
    if asked.watch:
        return _watch(asked)
    return _run_once(asked)


def _wrong_run(asked: argparse.Namespace) -> str:
    wrong = {
        "--known goes with --new; in a feature say: Given the record as known on …": known_asked(asked),
        "--suppose goes with questions; in a feature say: Given event … is left out, is moved to … or is supposed.": (
            getattr(asked, "suppose", None)
        ),
        "--tag takes a tag, “not” and a tag, or tags parted by commas; give it again for what must hold as well.": any(
            len(tag.split()) > (2 if tag.casefold().startswith("not ") else 1) for tag in asked.tag
        ),
        "--junit and --cucumber name one file.": asked.junit and asked.junit == asked.cucumber,
        "--watch runs again when a file changes, and - is none.": asked.watch and "-" in asked.paths,
        "- is the features here: name the log, which cannot come the same way.": (
            "-" in asked.paths and log_named(asked) == "-"
        ),
        "--watch and --json do not go together: JSON is one answer.": asked.watch and wants_data(asked),
    }
    return next((why for why, is_so in wrong.items() if is_so), "")


def _runs(asked: argparse.Namespace) -> bool:
    """Return whether an option or an argument is given that is about a run."""
    return bool(asked.paths or asked.watch or asked.tag or asked.coverage or asked.junit or asked.cucumber)


def _wrong_steps(asked: argparse.Namespace) -> str:
    if _runs(asked) or asked.new or known_asked(asked) or getattr(asked, "suppose", None):
        return "--steps lists the steps and runs none; it goes with --json alone."
    return ""


def _wrong_draft(asked: argparse.Namespace) -> str:
    if _runs(asked):
        return "--new prints a feature and runs none; it goes with --log and --known alone."
    if wants_data(asked):
        return "--new prints Gherkin, not JSON."
    if getattr(asked, "suppose", None):
        return "--new drafts from the record; --suppose goes with questions."
    return ""


def _steps() -> Answer:
    from detente.specs.documentation import steps_data

    return Answer(steps_data, step_blocks)


def _draft(asked: argparse.Namespace) -> Answer:
    from detente.specs.drafting import draft

    asked.one, asked.other = asked.new
    history, asides = history_asked(asked)
    if not history.events:
        return Answer(asides=asides, code=REFUSED)
    return Answer(text=lambda: [draft(history, log_named(asked))], asides=asides)


def _paths(asked: argparse.Namespace) -> list[Path]:
    return [file_named(path) for path in asked.paths] or [FOLDER if FOLDER.is_dir() else Path()]


def _watch(asked: argparse.Namespace) -> Answer:
    """Run, and run again whenever something changed, until somebody interrupts it or nobody reads it any more."""
    from detente.specs.running import NothingToRun, features_in
    from detente.specs.watching import changed, stamps

    def files() -> Iterable[Path]:
        try:
            return [log_asked(asked), *features_in(_paths(asked))]
        except NothingToRun:
            return [log_asked(asked)]

    show = progress(asked)
    while is_read(sys.stdout):
        before = stamps(files())
        try:
            print_answer(_run_once(asked), asked)
        except DetenteError as error:
            print_error(error)
        gc.collect()
        show(f"\n{', '.join(map(str, changed(files, before)))} changed:\n")
    return Answer()


def _run_once(asked: argparse.Namespace) -> Answer:
    from detente.specs.reports import cucumber_data, run_data
    from detente.specs.running import Asked, Reporter, features_in
    from detente.specs.running import run as run_features

    log, show = log_asked(asked), progress(asked)
    # A log that cannot be opened is one mistake, and not one in each scenario.
    read(log)
    paths = features_in(_paths(asked))
    named: list[str] = asked.paths
    twice = [f"{path} is named twice, and run once." for path, count in Counter(named).items() if count > 1]
    for report in filter(None, (asked.junit, asked.cucumber)):
        written_to(report, asked)
    wanted = Asked(
        paths,
        log,
        asked.tag,
        Path(asked.junit) if asked.junit else None,
        coverage=asked.coverage or wants_data(asked),
    )

    def show_feature(feature: FeatureResult) -> None:
        show(feature_line(feature))

    def show_scenario(scenario: ScenarioResult) -> None:
        show(scenario_line(scenario))

    result, record = run_features(wanted, Reporter(show_feature, show_scenario))
    if asked.cucumber:
        replace(Path(asked.cucumber), json.dumps(cucumber_data(result), indent=2).encode())
    return Answer(
        partial(run_data, result),
        partial(result_blocks, result, with_coverage=asked.coverage),
        [*twice, *(mention(record) if record else [])],
        code=REFUSED if result.failed or result.errors else DONE,
    )
