"""Lines that ``detente spec`` shows: what comes of features and scenarios, and the steps that there are."""

from collections.abc import Iterator

from detente.cli.answer import Block, Line, Styled, Table
from detente.log.findings import printable
from detente.model.wording import counted
from detente.specs.results import FAILED, PASSED, XPASSED, FeatureResult, RunResult, ScenarioResult

_LOOKS = {PASSED: ("✓", "green"), FAILED: ("✗", "bold red"), XPASSED: (XPASSED, "bold yellow")}
"""The mark of an outcome on a terminal, where it is no word, and its style."""


def feature_line(feature: FeatureResult) -> Line:
    """Return the line with which the scenarios of a feature begin."""
    if feature.error:
        return _outcome_line(FAILED, feature.path, "cannot be run")
    return (Styled(printable(f"{feature.keyword}: {feature.name}"), "bold"), f"  ({feature.path})")


def scenario_line(scenario: ScenarioResult) -> Line:
    """Return the line that says what came of a scenario."""
    return _outcome_line(scenario.outcome, scenario.shown, scenario.outcome)


def _outcome_line(outcome: str, name: str, word: str) -> Line:
    """Return a line that says what came of something: by a coloured mark on a terminal, by a word elsewhere."""
    mark, style = _LOOKS.get(outcome, (outcome, "yellow"))
    return ("  ", Styled(mark, style, plain=f"{word:<7}"), f" {printable(name)}")


def result_blocks(result: RunResult, *, with_coverage: bool) -> Iterator[Block]:
    """Return what follows the scenarios: what failed and why, and how many came out how."""
    for message in (
        *(feature.error for feature in result.errors),
        *(scenario.explanation for scenario in result.failed),
    ):
        yield ""
        yield from ((printable(line),) for line in message.split("\n"))
    yield ""
    yield _summary(result)
    if with_coverage:
        yield ""
        yield _coverage(result)


def _summary(result: RunResult) -> Line:
    parts: list[str | Styled] = [f"{counted(len(result.scenarios), 'scenario')}: "]
    for outcome, count in result.counts.items():
        if count or outcome == PASSED:
            style = _LOOKS.get(outcome, ("", "yellow"))[1] if count else ""
            parts += [*([", "] if parts[1:] else []), Styled(f"{count} {outcome}", style)]
    if result.errors:
        parts += ["; ", Styled(f"{counted(len(result.errors), 'file')} cannot be run", "bold red")]
    return tuple(parts)


def _coverage(result: RunResult) -> Table:
    from detente.specs.coverage import in_order

    found = in_order(result.coverage)
    exercised = sum(count > 0 for _, count in found)
    return Table(
        f"{exercised} of {len(found)} statuses and rules are exercised by scenarios that passed",
        [("Status or rule", 5), ("Scenarios", 1)],
        [(point.in_words, str(count) if count else Styled("none", "bold red")) for point, count in found],
    )


def step_blocks() -> Iterator[Block]:
    """Return every step: how it is written, what it asserts, and an example."""
    from detente.specs.documentation import headings

    yield ("What stands in <…> is filled in, what stands in […] may be left out, and of a|b one is written.",)
    for form, example, meaning in headings():
        yield ""
        yield (Styled(form, "bold"),)
        yield (f"  {meaning}",)
        yield (f"  For example: {example}",)
