"""``detente spec``: run behaviour specs, or draft one."""

import argparse
import gc
import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from shlex import quote

from detente.cli.answer import DONE, REFUSED, Answer, Block, Line, Styled, Table
from detente.cli.errors import WrongUsage
from detente.cli.inputs import history_asked, known_asked, log_asked, mention, written_to
from detente.cli.printing import print_answer, print_error, progress, wants_data
from detente.log.findings import printable
from detente.log.record import read_bytes
from detente.log.writing import replace
from detente.model.errors import DetenteError
from detente.model.wording import counted
from detente.specs.results import FeatureResult, RunResult, ScenarioResult

FOLDER = Path("features")


def run(asked: argparse.Namespace) -> Answer:
    """Run the features asked for, and return what came of them; the exit code is 1 if any scenario failed.

    What comes of each scenario is printed as it goes.
    """
    wrong = _wrong_draft(asked) if asked.new else _wrong_run(asked)
    if wrong:
        raise WrongUsage(wrong)
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
        "--watch and --json do not go together: JSON is one answer.": asked.watch and wants_data(asked),
    }
    return next((why for why, is_so in wrong.items() if is_so), "")


def _wrong_draft(asked: argparse.Namespace) -> str:
    if asked.paths or asked.watch or asked.tag or asked.coverage or asked.junit or asked.cucumber:
        return "--new prints a feature and runs none; it goes with --log and --known alone."
    if wants_data(asked):
        return "--new prints Gherkin, not JSON."
    if getattr(asked, "suppose", None):
        return "--new drafts from the record; --suppose goes with questions."
    return ""


def _draft(asked: argparse.Namespace) -> Answer:
    from detente.specs.drafting import draft

    asked.one, asked.other = asked.new
    history, asides = history_asked(asked)
    if not history.events:
        return Answer(asides=asides, code=REFUSED)
    named = getattr(asked, "log", None)
    command = f"detente spec THIS.feature{f' --log {quote(named)}' if named else ''}"
    return Answer(text=lambda: [draft(history, command)], asides=asides)


def _paths(asked: argparse.Namespace) -> list[Path]:
    return [Path(path) for path in asked.paths] or [FOLDER if FOLDER.is_dir() else Path()]


def _watch(asked: argparse.Namespace) -> Answer:
    """Run, and run again whenever something changed, until somebody interrupts it."""
    from detente.specs.running import NothingToRun, features_in
    from detente.specs.watching import changed, stamps

    def files() -> Iterable[Path]:
        try:
            return [log_asked(asked), *features_in(_paths(asked))]
        except NothingToRun:
            return [log_asked(asked)]

    show = progress(asked)
    while True:
        before = stamps(files())
        try:
            print_answer(_run_once(asked), asked)
        except DetenteError as error:
            print_error(error, asked)
        gc.collect()
        show(f"\n{', '.join(map(str, changed(files, before)))} changed:\n")


def _run_once(asked: argparse.Namespace) -> Answer:
    from detente.specs.reports import cucumber_data, run_data
    from detente.specs.running import Asked, Reporter, features_in
    from detente.specs.running import run as run_features

    log, show = log_asked(asked), progress(asked)
    # A log that cannot be opened is one mistake, and not one in each scenario.
    read_bytes(log)
    paths = features_in(_paths(asked))
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
        show(_feature(feature))

    def show_scenario(scenario: ScenarioResult) -> None:
        show(_scenario(scenario))

    result, record = run_features(wanted, Reporter(show_feature, show_scenario))
    if asked.cucumber:
        replace(Path(asked.cucumber), json.dumps(cucumber_data(result), indent=2).encode())
    return Answer(
        partial(run_data, result),
        partial(_rest, result, with_coverage=asked.coverage),
        mention(record) if record else [],
        code=REFUSED if result.failed or result.errors else DONE,
    )


def _feature(feature: FeatureResult) -> Line:
    if feature.error:
        return _outcome("cannot be run", feature.path, is_good=False)
    return (Styled(printable(f"{feature.keyword}: {feature.name}"), "bold"), f"  ({feature.path})")


def _scenario(scenario: ScenarioResult) -> Line:
    values = ", ".join(value for value in scenario.example.values() if value not in scenario.name)
    name = f"{scenario.name}: {values}" if values else scenario.name
    return _outcome(scenario.outcome, name, is_good=not scenario.message)


def _outcome(outcome: str, name: str, *, is_good: bool) -> Line:
    """Return a line that says what came of something: by a coloured mark on a terminal, by a word elsewhere."""
    mark, style = ("✓", "green") if is_good else ("✗", "bold red")
    return ("  ", Styled(mark, style, plain=f"{outcome:<6} "), f" {printable(name)}")


def _rest(result: RunResult, *, with_coverage: bool) -> Iterator[Block]:
    for message in (
        *(feature.error for feature in result.errors),
        *(scenario.explanation for scenario in result.failed),
    ):
        yield ""
        yield from map(printable, message.split("\n"))
    failed, errors, all_of_them = len(result.failed), len(result.errors), len(result.scenarios)
    yield ""
    yield (
        f"{counted(all_of_them, 'scenario')}: ",
        Styled(f"{all_of_them - failed} passed", "green" if all_of_them > failed else ""),
        *([", ", Styled(f"{failed} failed", "bold red")] if failed else []),
        *(["; ", Styled(f"{counted(errors, 'file')} cannot be run", "bold red")] if errors else []),
    )
    if with_coverage:
        yield ""
        yield _coverage(result)


def _coverage(result: RunResult) -> Table:
    from detente.specs.coverage import in_order

    found = in_order(result.coverage)
    exercised = sum(count > 0 for _, count in found)
    return Table(
        f"{exercised} of {len(found)} statuses and rules are exercised by scenarios that passed",
        {"Status or rule": 5, "Scenarios": 1},
        [(point.in_words, str(count) if count else Styled("none", "bold red")) for point, count in found],
    )
