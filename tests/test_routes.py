"""Routes: against brute force over all short sequences, and against the machine."""

import json
from fractions import Fraction
from heapq import heappop, heappush
from math import factorial, inf
from pathlib import Path
from typing import NamedTuple

import oracle
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import ALL_BUT_LAPSING, as_oracle_has_it, detente

from detente.history.estimates import estimate, within_reach
from detente.history.goals import Allowed, Goal, NoGoal
from detente.history.routes import Cost, Route, acts_towards, routes
from detente.model.configuration import SLOTS
from detente.model.machine import START, Position, move
from detente.model.pairs import Pair
from detente.model.rules import Act, rules
from detente.model.statuses import Status

PAIR = Pair("CAN", "IRN")
EVERY = [
    Act(kind, side)
    for kind in (*oracle.SIDED, *oracle.MUTUAL)
    for side in ((0, 1) if kind in oracle.SIDED else (None,))
    if not kind.startswith(("office", "protecting"))
]


@st.composite
def standings(draw: st.DrawFn) -> Position:
    """Draw where some acts lead."""
    here = START
    for act in draw(st.lists(st.sampled_from(ALL_BUT_LAPSING), max_size=40)):
        here = move(*here, act) or here
    return here


def after(facts: oracle.Facts, act: Act) -> oracle.Facts | None:
    """Give what the oracle makes of an act."""
    return oracle.after(facts, act.kind, None if act.side is None else "ab"[act.side])


def brute(here: Position, status: str, longest: int) -> set[tuple[Act, ...]]:
    """Try every sequence of acts, the shortest first; give those of the first length that lead to a status."""
    start = as_oracle_has_it(here[1])
    if oracle.status(start) == status:
        return {()}
    ends: list[tuple[tuple[Act, ...], oracle.Facts]] = [((), start)]
    for _ in range(longest):
        following = [((*way, act), there) for way, facts in ends for act in EVERY if (there := after(facts, act))]
        found = {way for way, facts in following if oracle.status(facts) == status}
        if found:
            return found
        ends = [end for end in following if end[1] != start]
    return set()


@settings(max_examples=40)
@given(standings(), st.sampled_from(Status))
def test_the_ways_are_all_the_shortest_that_brute_force_finds(here: Position, goal: Status) -> None:
    if goal == Status.NO_RELATIONS:
        return
    found = routes(here, Goal(goal), limit=10_000)
    ways = {route.acts for route in found.given}
    tried = brute(here, goal, 2)
    assert len(ways) == found.total
    # Whoever ends what already ended is longer by that step; brute force of two steps finds all or none.
    if tried:
        assert ways == tried
    else:
        assert all(len(way) > 2 for way in ways)


class Question(NamedTuple):
    """A goal that some acts may lead to, and what they cost."""

    start: Position
    goal: Goal
    acts: list[Act]
    costs: dict[str, Cost]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Draw goals of a status, some facts or both, as they are where up to six further acts lead."""
    start = end = draw(standings())
    for act in draw(st.lists(st.sampled_from(ALL_BUT_LAPSING), min_size=1, max_size=6)):
        end = move(*end, act) or end
    slots = draw(st.lists(st.integers(0, len(SLOTS) - 1), min_size=1, max_size=6, unique=True))
    other = [slot for slot in range(len(SLOTS)) if start[1][slot] != end[1][slot]]
    slots = sorted({*slots[:3], *other[:3]} if draw(st.booleans()) else slots)
    goal = Goal(draw(st.sampled_from([None, end[0], *Status])), tuple((slot, end[1][slot]) for slot in slots))
    by = draw(st.sampled_from([None, None, 0, 1]))
    avoid = draw(st.sets(st.sampled_from(list(rules())), max_size=2))
    costly = st.dictionaries(st.sampled_from(list(rules())), st.sampled_from([Fraction(1, 2), 3, 100_000]))
    return Question(start, goal, acts_towards(goal, by, avoid), draw(costly))


def cheapest(asked: Question, most: int) -> list[tuple[Act, ...]] | None:
    """Return all cheapest sequences of acts in the order of cost alone; nothing if most positions come to no end."""
    costs: dict[Position, Cost] = {asked.start: 0}
    ways: dict[Position, list[tuple[Act, ...]]] = {asked.start: [()]}
    ends: list[tuple[Cost, Position]] = [(0, asked.start)]
    done, best, found = set[Position](), None, list[tuple[Act, ...]]()
    while ends and len(done) < most:
        cost, here = heappop(ends)
        if best is not None and cost > best:
            return found
        if here in done:
            continue
        done.add(here)
        if asked.goal.holds(here):
            best = cost
            found += ways[here]
        for act in asked.acts:
            there = move(*here, act)
            if there is None or there == here:
                continue
            further = cost + asked.costs.get(act.kind, 1)
            if further < costs.get(there, inf):
                costs[there] = further
                ways[there] = [(*way, act) for way in ways[here]]
                heappush(ends, (further, there))
            elif further == costs[there]:
                ways[there] += [(*way, act) for way in ways[here]]
    return None if ends else found


def in_table(way: tuple[Act, ...]) -> list[tuple[int, int, str]]:
    """Return where the acts stand in the table."""
    return [(list(rules()).index(act.kind), act.side or 0, act.office or "") for act in way]


@settings(max_examples=150, deadline=None)
@given(questions(), st.sampled_from([1, 10, 10_000]))
def test_routes_are_those_of_a_search_in_the_order_of_cost_alone(asked: Question, limit: int) -> None:
    expected = cheapest(asked, 150)
    assume(expected is not None)
    found = routes(*asked, limit)
    assert found.total == len(expected or ())
    assert [route.acts for route in found.given] == sorted(expected or (), key=in_table)[:limit]
    for route in found.given:
        assert route.cost == sum(asked.costs.get(act.kind, 1) for act in route.acts)


@settings(max_examples=60, deadline=None)
@given(questions(), st.lists(st.sampled_from(ALL_BUT_LAPSING), max_size=12))
def test_an_act_lowers_an_estimate_by_no_more_than_it_costs(asked: Question, taken: list[Act]) -> None:
    costs = {act: int(2 * asked.costs.get(act.kind, 1)) for act in asked.acts}
    at_least = estimate(asked.start[1], asked.goal, costs, within_reach(asked.start[1], costs))
    here = asked.start
    for act in taken:
        there = move(*here, act) if act in costs else None
        if there is not None:
            assert at_least(here[1]) <= costs[act] + at_least(there[1])
            here = there
        if asked.goal.holds(here):
            assert at_least(here[1]) == 0


def test_goals_of_many_facts_are_answered_with_every_interleaving() -> None:
    # Seven acts in any order, but for the three that follow restoring, and a liaison office, which its mission would
    # end and so follows it: 7! orders over the 5 that restoring leads and the 2 that the mission leads. A grievance can
    # be opened in two ways. In the order of cost alone everything that costs less than 100,000 would be searched.
    goal = Goal(Status.STRAINED, tuple((SLOTS.index(slot), "open") for slot in (
        ("mission", 0), ("mission", 1), ("grievance", 1), ("liaison_office", 0), ("consulate", 1))))  # fmt: skip
    costs: dict[str, Cost] = {"relations_restored": 100_000, "office_opened": 3, "sanctions_lifted": Fraction(1, 2)}
    start = led(Act("relations_established"), Act("relations_severed", 0), Act("sanctions_imposed", 1))
    found = routes(start, goal, None, costs, 1)
    assert (found.total, found.given[0].cost) == (factorial(7) // (5 * 2) * 2, 100_000 + 2 * 3 + Fraction(1, 2) + 3)


@settings(max_examples=1_000, deadline=None)
@given(standings(), st.sampled_from(Status), st.sampled_from([None, 0, 1]))
def test_every_way_replays_to_its_goal_and_not_before(start: Position, goal: Status, by: int | None) -> None:
    acts = acts_towards(Goal(goal), by)
    found = routes(start, Goal(goal), acts, limit=5)
    for route in found.given:
        here = start
        for act in route.acts:
            assert here[0] != goal
            assert by in (None, act.side)
            there = move(*here, act)
            assert there is not None
            here = there
        assert here[0] == goal
        assert route.cost == len(route.acts)
    assert len({route.acts for route in found.given}) == len(found.given)
    assert len(found.given) == min(found.total, 5)


@given(standings(), st.sampled_from(Status), st.sets(st.sampled_from([act.kind for act in EVERY]), max_size=6))
def test_there_is_no_way_only_where_everything_in_reach_is_elsewhere(
    start: Position, goal: Status, avoid: set[str]
) -> None:
    # What one side alone can do is little enough to try it all.
    acts = acts_towards(Goal(goal), 0, avoid)
    seen, ends = {start}, [start]
    while ends:
        here = ends.pop()
        found = {there for act in acts if (there := move(*here, act))} - seen
        seen |= found
        ends += found
    assert bool(routes(start, Goal(goal), acts).total) == any(status == goal for status, _ in seen)


@given(standings(), st.sampled_from(Status))
def test_ways_have_a_stable_order(here: Position, goal: Status) -> None:
    few, more = routes(here, Goal(goal), limit=2), routes(here, Goal(goal), limit=20)
    assert more.given[: len(few.given)] == few.given
    assert few.total == more.total


@given(standings(), st.sampled_from(EVERY))
def test_a_way_to_an_act_makes_it_possible(here: Position, act: Act) -> None:
    for route in routes(here, Allowed(act), limit=3).given:
        there: Position | None = here
        for step in route.acts:
            there = there and move(*there, step)
        assert there is not None
        assert move(*there, act) is not None


def led(*acts: Act) -> Position:
    """Give where acts lead."""
    here = START
    for act in acts:
        here = move(*here, act) or here
    return here


SEVERED = led(Act("relations_established"), Act("relations_severed", 0))


def test_costs_choose_the_way() -> None:
    established = Goal(Status.ESTABLISHED)
    assert [route.acts for route in routes(SEVERED, established).given] == [(Act("relations_restored"),)]
    strained = led(Act("relations_established"), Act("grievance_raised", 0))
    cheap = routes(strained, established, costs={"relations_normalised": 3})
    assert cheap.given == (Route((Act("grievance_settled", 0),), 1),)
    dear = routes(strained, established, costs={"grievance_settled": 3, "relations_normalised": Fraction(3, 2)})
    assert dear.given == (Route((Act("relations_normalised"),), Fraction(3, 2)),)


def test_what_is_avoided_is_not_taken() -> None:
    ways = routes(
        SEVERED, Goal(Status.ESTABLISHED), acts_towards(Goal(Status.ESTABLISHED), avoid={"relations_restored"})
    )
    assert ways == ((), 0)


def test_goals_are_read_from_words() -> None:
    assert Goal.of("embassy closed", PAIR) == Goal.of("embassy_closed", PAIR) == Goal(Status.EMBASSY_CLOSED)
    mission = Goal.of("mission of Canada open", PAIR)
    assert Goal.of("the mission of CAN open", PAIR) == mission
    assert [route.acts for route in routes(SEVERED, mission).given] == [
        (Act("relations_restored"), Act("mission_opened", 0))
    ]
    office = Goal.of("liaison office of Iran open", PAIR)
    assert [route.acts for route in routes(START, office).given] == [(Act("office_opened", 1, "liaison_office"),)]
    with pytest.raises(NoGoal, match="Did you mean “established”"):
        Goal.of("etsablished", PAIR)
    with pytest.raises(NoGoal, match="mission of Canada open"):
        Goal.of("mission of Canada shut", PAIR)


def test_the_command_answers_the_question_of_the_news() -> None:
    answer = detente("route", "Canada", "Iran", "--to", "established", "--from", "2025-12-31")
    assert "1. sanctions lifted by Canada → sanctions lifted by Iran → relations restored (both)" in answer.stdout
    alone = detente("route", "Canada", "Iran", "--to", "established", "--from", "2025-12-31", "--by", "Canada")
    assert alone.returncode == 0
    assert "No way: nothing that Canada can do alone leads to established." in alone.stdout
    assert "it can do alone: sanctions lifted by Canada." in alone.stdout
    assert "It also takes: sanctions lifted by Iran and relations restored (both)." in alone.stdout


def test_the_command_takes_costs_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "costs.json"
    path.write_text('{"relations_restored": 2}', encoding="utf-8")
    answer = detente("route", "Canada", "Iran", "--to", "established", "--from", "2025", "--cost", str(path))
    assert "at a cost of 4" in answer.stdout


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("--to", "estblished"), 2, "Did you mean"),
        (("--to", "established", "--cost", "relations_restored=0"), 2, "write a number above 0"),
        (("--to", "established", "--cost", "relations_restored=1e99999999"), 2, "write a number above 0"),
        (("--to", "relations in force", "--to", "relations severed"), 2, "A fact has one value at a time"),
        (("--to", "established", "--cost", "relations_resored=2"), 2, "relations_restored"),
        (("--to", "established", "--cost", "nowhere.json"), 1, "nowhere.json"),
        (("--to", "established", "--avoid", "restoring"), 2, "no kind of event"),
        (("--to", "established", "--to", "severed"), 2, "one status at a time"),
        (("--to", "established", "--by", "Norway"), 1, "Norway is not one of the two"),
    ],
)
def test_what_cannot_be_asked_is_told(asked: tuple[str, ...], code: int, said: str) -> None:
    answer = detente("route", "Canada", "Iran", *asked)
    assert (answer.returncode, "Traceback" in answer.stderr) == (code, False)
    assert said in answer.stderr


def test_words_are_read_in_capitals_or_not() -> None:
    asked = ("route", "Canada", "Iran", "--to", "Established", "--avoid", "Talks ended", "--from", "2025")
    assert detente(*asked).returncode == 0
    assert detente("why", "Canada", "Iran", "--not", "Embassy closed").returncode == 0


def test_what_one_side_cannot_do_alone_is_told_as_data_too() -> None:
    asked = ("route", "Canada", "Iran", "--to", "established", "--from", "2025", "--json")
    alone = json.loads(detente(*asked, "--by", "Canada").stdout)
    both = json.loads(detente(*asked).stdout)
    assert (alone["ways"], alone["total"], both["together"]) == ([], 0, [])
    assert alone["together"] == both["ways"][:1]


def test_the_command_says_what_it_was_not_to_take_and_from_where_it_goes() -> None:
    avoiding = detente("route", "Canada", "Iran", "--to", "mission of Islamic Republic of Iran open", "--avoid",
                       "relations restored", "--from", "2025")  # fmt: skip
    assert "leads to the mission of Iran open without relations restored." in avoiding.stdout
    uncertain = detente("route", "Canada", "Iran", "--to", "Established", "--from", "1988-10-01")
    assert "Not known to the day: mission opened by Canada" in uncertain.stdout
    assert detente("route", "Canada", "Iran", "--to", "established", "--limit", "0").returncode == 2
