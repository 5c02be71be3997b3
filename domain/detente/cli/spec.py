"""``detente spec``: run behaviour specs, or draft one."""

import argparse
import gc
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from shlex import quote

from detente.cli.asking import (
    aside,
    history_asked,
    known_asked,
    log_asked,
    mention,
    print_json,
    print_table,
    say,
    wants_json,
    written_to,
)
from detente.cli.errors import SameFile
from detente.log.findings import printable
from detente.log.record import read_bytes
from detente.model.errors import DetenteError
from detente.model.wording import counted
from detente.specs.results import FeatureResult, RunResult, ScenarioResult

FOLDER = Path("features")


def run(asked: argparse.Namespace) -> int:
    """Run the features asked for, and say what came of each scenario; the exit code is 1 if any failed."""
    wrong = _wrong_usage(asked)
    if wrong:
        aside(f"detente spec: {wrong}")
        return 2
    if asked.new:
        return _draft(asked)
    if asked.watch:
        return _watch(asked)
    return _run_once(asked)


def _wrong_usage(asked: argparse.Namespace) -> str:
    if asked.new:
        return _wrong_draft(asked)
    if known_asked(asked):
        return "--known goes with --new; in a feature say: Given the record as known on …"
    if getattr(asked, "suppose", None):
        return (
            "--suppose goes with questions; in a feature say: Given event … is left out, is moved to … or is supposed."
        )
    wrong = {
        "--tag takes a tag, “not” and a tag, or tags parted by commas; give it again for what must hold as well.": any(
            len(tag.split()) > (2 if tag.casefold().startswith("not ") else 1) for tag in asked.tag
        ),
        "--junit and --cucumber name one file.": asked.junit and asked.junit == asked.cucumber,
        "--watch and --json do not go together: JSON is one answer.": asked.watch and wants_json(asked),
    }
    return next((why for why, is_so in wrong.items() if is_so), "")


def _wrong_draft(asked: argparse.Namespace) -> str:
    if asked.paths or asked.watch or asked.tag or asked.coverage or asked.junit or asked.cucumber:
        return "--new prints a feature and runs none; it goes with --log and --known alone."
    if wants_json(asked):
        return "--new prints Gherkin, not JSON."
    if getattr(asked, "suppose", None):
        return "--new drafts from the record; --suppose goes with questions."
    return ""


def _draft(asked: argparse.Namespace) -> int:
    from detente.specs.drafting import draft

    asked.one, asked.other = asked.new
    history = history_asked(asked)
    if not history.events:
        return 1
    named = getattr(asked, "log", None)
    print(draft(history, f"detente spec THIS.feature{f' --log {quote(named)}' if named else ''}"))
    return 0


def _paths(asked: argparse.Namespace) -> list[Path]:
    return [Path(path) for path in asked.paths] or [FOLDER if FOLDER.is_dir() else Path()]


def _watch(asked: argparse.Namespace) -> int:
    """Run, and run again whenever something changed, until somebody interrupts it."""
    from detente.specs.running import NothingToRun, features_in
    from detente.specs.watching import changed, stamps

    def files() -> Iterable[Path]:
        try:
            return [log_asked(asked), *features_in(_paths(asked))]
        except NothingToRun:
            return [log_asked(asked)]

    while True:
        before = stamps(files())
        try:
            _run_once(asked)
        except DetenteError as error:
            aside(f"detente: {error}")
        sys.stdout.flush()
        gc.collect()
        print(f"\n{', '.join(map(str, changed(files, before)))} changed:\n")


def _run_once(asked: argparse.Namespace) -> int:
    from detente.specs.running import Asked, Reporter, features_in
    from detente.specs.running import run as run_features

    log, quiet = log_asked(asked), wants_json(asked)
    # A log that cannot be opened is one mistake, and not one in each scenario.
    read_bytes(log)
    paths = features_in(_paths(asked))
    for report in (asked.junit, asked.cucumber):
        if report and any(path.samefile(report) for path in paths if Path(report).exists()):
            raise SameFile(f"{report} is a feature that is to be run: name another file for the report.")
        if report:
            written_to(report, asked)
    wanted = Asked(
        paths,
        log,
        asked.tag,
        Path(asked.junit) if asked.junit else None,
        coverage=asked.coverage or quiet,
    )
    result, record = run_features(
        wanted, Reporter(_silent, _silent) if quiet else Reporter(_say_feature, _say_scenario)
    )
    if record:
        mention(record)
    if asked.cucumber:
        from detente.specs.reports import cucumber_data

        Path(asked.cucumber).write_text(json.dumps(cucumber_data(result), indent=2), encoding="utf-8")
    if quiet:
        from detente.specs.reports import run_data

        print_json(run_data(result))
    else:
        _say_rest(result)
        if asked.coverage:
            _say_coverage(result)
    return 1 if result.failed or result.errors else 0


def _silent(_: object) -> None:
    """Say nothing as it goes: the answer comes in one piece."""


def _say_feature(feature: FeatureResult) -> None:
    if feature.error:
        _mark("cannot be run", feature.path, is_good=False)
    else:
        say((printable(f"{feature.keyword}: {feature.name}"), "bold"), f"  ({feature.path})")


def _say_scenario(scenario: ScenarioResult) -> None:
    values = ", ".join(value for value in scenario.example.values() if value not in scenario.name)
    _mark(scenario.outcome, f"{scenario.name}: {values}" if values else scenario.name, is_good=not scenario.message)


def _mark(outcome: str, name: str, *, is_good: bool) -> None:
    """Say in a line what came of something: by a coloured mark on a terminal, by a word elsewhere."""
    if sys.stdout.isatty():
        say("  ", ("✓", "green") if is_good else ("✗", "bold red"), f" {printable(name)}")
    else:
        print(f"  {outcome:<6}  {printable(name)}")


def _say_rest(result: RunResult) -> None:
    for told in (*(feature.error for feature in result.errors), *(scenario.explanation for scenario in result.failed)):
        say()
        for line in told.split("\n"):
            say(printable(line))
    failed, errors, all_of_them = len(result.failed), len(result.errors), len(result.scenarios)
    say()
    say(
        f"{counted(all_of_them, 'scenario')}: ",
        (f"{all_of_them - failed} passed", "green" if all_of_them > failed else ""),
        *([", ", (f"{failed} failed", "bold red")] if failed else []),
        *(["; ", (f"{counted(errors, 'file')} cannot be run", "bold red")] if errors else []),
    )


def _say_coverage(result: RunResult) -> None:
    from detente.specs.coverage import in_order

    found = in_order(result.coverage)
    exercised = sum(count > 0 for _, count in found)
    say()
    print_table(
        f"{exercised} of {len(found)} statuses and rules are exercised by scenarios that passed",
        {"Status or rule": 5, "Scenarios": 1},
        [(point.in_words, str(count) if count else ("none", "bold red")) for point, count in found],
    )
