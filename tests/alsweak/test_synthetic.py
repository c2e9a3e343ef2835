"""Synthetic people behave as CLINICAL 4.2 and 4.3 say that people with ALS do, on the whole."""

import datetime as dt

import numpy as np
import pytest

from alsweak.synthetic import cast
from alsweak.synthetic.course import ONSET_SHARES, SHAPES, Course, draw_course, draw_onset
from alsweak.synthetic.function import cell, days_since, exact_items
from alsweak.synthetic.lives import Plan, draw_plan, live
from clinical.slope import theil_sen
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import CELL_NAMES, FUNCTION_ITEMS, MEASURES, SUBSCORES

END = dt.date(2026, 3, 1)
REGIONS = {"bulbar": ("speech", "swallowing"), "arm": ("upper_arm", "hand"), "leg": ("thigh", "foot")}


def rng(seed=1):
    return np.random.default_rng(seed)


def a_life(seed=1, **plan):
    return live(
        rng(seed), Plan("X-1", "", **{"onset": "hand.left", "pace": 1, "months_before": 3, "days": 400} | plan), END
    )


def region_of(name):
    return next((region for region, names in REGIONS.items() if name.split(".")[0] in names), None)


def first_month(course, region, side=""):
    reached = zip(CELL_NAMES, course.involved, strict=True)
    return min(month for name, month in reached if region_of(name) == region and name.endswith(side))


def test_weakness_begins_in_one_cell_and_reaches_the_others_later():
    course = draw_course(rng(), "hand.left", pace=1)

    assert [name for name, month in zip(CELL_NAMES, course.involved, strict=True) if month == 0] == ["hand.left"]
    assert np.isfinite(course.involved).all()


@pytest.mark.parametrize("shape", SHAPES)
def test_a_cell_is_as_before_until_it_is_involved_and_only_loses_from_then_on(shape):
    course = Course(np.full(len(CELL_NAMES), 6.0), np.full(len(CELL_NAMES), 20.0), shape)

    strength = course.strength(np.linspace(0, 40, 500))[:, 0]

    months = np.linspace(0, 40, 500)
    assert set(strength[months < 6]) == {4.0}
    assert (np.diff(strength) <= 1e-9).all()
    assert round(strength[months >= 6][0], 1) == 3.4
    assert strength[-1] == 0


def test_onsets_follow_the_published_shares():
    generator = rng()
    drawn = [draw_onset(generator) for _ in range(4000)]

    shares = {region: 100 * np.mean([region_of(name) == region for name in drawn]) for region in REGIONS}
    assert shares == pytest.approx({"bulbar": 26.8, "arm": 34.8, "leg": 37.3}, abs=2)
    assert set(drawn) == set(ONSET_SHARES)


@pytest.mark.parametrize(("region", "months"), [("bulbar", 10.8), ("arm", 15.2), ("leg", 13.6)])
def test_the_second_region_follows_after_about_the_published_time(region, months):
    generator = rng()
    onsets = [onset for onset in ONSET_SHARES if region_of(onset) == region]
    courses = [draw_course(generator, str(generator.choice(onsets)), generator.lognormal(0, 0.45)) for _ in range(800)]

    second = [min(first_month(course, other) for other in REGIONS if other != region) for course in courses]

    assert np.mean(second) == pytest.approx(months, abs=3.5)


@pytest.mark.parametrize("onset", ["hand.right", "foot.right"])
def test_the_other_side_comes_before_the_next_region_more_often_than_not(onset):
    generator = rng()
    courses = [draw_course(generator, onset, 1) for _ in range(400)]
    own = region_of(onset)

    across = [
        first_month(course, own, "left") < min(first_month(course, other) for other in REGIONS if other != own)
        for course in courses
    ]

    assert 0.55 < np.mean(across) < 0.85


def test_totals_fall_about_as_fast_as_published():
    generator = rng()
    slopes = []
    for _ in range(150):
        plan = draw_plan(generator, "X-1", 730)
        months = np.arange(0, 730, 28) / DAYS_PER_MONTH
        strength = draw_course(generator, plan.onset, plan.pace).strength(plan.months_before + months)
        machine = days_since(cell(strength, "breathing") < 2.2) * 28
        total = np.clip(np.rint(exact_items(strength, plan.writing_hand, machine)), 0, 4).sum(axis=1)
        slopes.append(theil_sen(months, total).value)

    assert np.mean(slopes) == pytest.approx(-0.9, abs=0.25)
    assert np.std(slopes) == pytest.approx(0.6, abs=0.2)


@pytest.mark.parametrize("number", range(8))
def test_everything_that_is_said_may_be_recorded(number):
    generator = rng([7, number])
    life = live(generator, draw_plan(generator, "X-1", 300), END)

    said = [item for days in life.said.values() for values in days.values() for item in values.items()]
    assert said
    assert [(name, value) for name, value in said if not MEASURES[name].accepts(value)] == []
    assert all(END - dt.timedelta(299) <= day <= END for days in life.said.values() for day in days)


def test_the_same_numbers_are_the_same_life():
    assert a_life(seed=3) == a_life(seed=3)
    assert a_life(seed=3) != a_life(seed=4)


def test_function_checks_are_28_days_apart_and_visits_91():
    life = a_life()

    for source, least in (("self", 28), ("clinician", 91)):
        days = [day for day, values in life.said[source].items() if "function.speech" in values]
        assert len(days) > 3
        assert min(np.diff(days)) >= dt.timedelta(least)
        assert all(f"function.{item}" in life.said[source][days[0]] for item in FUNCTION_ITEMS)


def test_someone_who_stopped_says_nothing_more():
    life = a_life(stopped=100, caregiver_share=0)

    assert max(max(days, default=dt.date.min) for days in life.said.values()) < END - dt.timedelta(99)


def test_someone_whose_hands_are_weak_is_helped():
    life = a_life(pace=0.3)

    assert max(life.said["self"]) < min(life.said["helped"])


def test_a_caregiver_writes_beside():
    assert a_life(caregiver_share=0.0).said["caregiver"] == {}
    assert len(a_life(caregiver_share=0.3).said["caregiver"]) == pytest.approx(120, abs=30)


def test_what_was_weak_at_the_first_entry_is_remembered_and_nothing_else():
    life = a_life(seed=5, months_before=20, days=60)
    said = {memory["cell"]: memory for memory in life.memories}
    first = {
        name: next(values[name] for values in life.said["self"].values() if name in values)
        for name in MEASURES
        if name.startswith("weakness.")
    }
    weak = {name.removeprefix("weakness.") for name, grade in first.items() if grade < 4}

    assert len(said) == len(life.memories) > 2
    assert set(said) <= weak - {"hand.left"}
    months = [memory["month"] for memory in life.memories if "month" in memory]
    assert months
    assert life.patient["onset_month"] <= min(months) <= max(months) <= END


def test_the_cast_remembers_in_every_way_and_a_caregiver_for_one():
    said = [memory for life in cast.lives(END) for memory in life.memories]

    assert {str(memory["precision"]) for memory in said} >= {"month", "season", "not_sure"}
    assert {memory["source"] for memory in said} == {"self", "caregiver"}
    assert sum(bool(life.memories) for life in cast.lives(END)) >= 6


def test_the_subscores_of_a_healthy_strength_are_full():
    items = exact_items(np.full((1, len(CELL_NAMES)), 4.0), "right", np.array([np.nan]))

    assert items.tolist() == [[4.0] * len(FUNCTION_ITEMS)]
    assert sum(len(names) for names in SUBSCORES.values()) == len(FUNCTION_ITEMS)


def test_the_cast_of_the_demo_is_as_uneven_as_real_records():
    lives = {life.plan.reference: life for life in cast.lives(END)}

    assert len(lives) == 12
    assert len({life.plan.onset for life in lives.values()}) >= 6
    assert {life.plan.caregiver for life in lives.values()} >= {"Ben Whitfield", "Nora Moss"}
    yesterday = [list(life.said["self"]) for life in lives.values() if life.plan.days == 2]
    assert yesterday == [[END - dt.timedelta(days=1)]]
    assert len([life for life in lives.values() if life.plan.stopped > 90]) == 1
    assert max(life.plan.days for life in lives.values()) == 3 * 365
