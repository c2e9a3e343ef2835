"""What is asked back, and what never is."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clinical
from clinical.doubts import (
    FACTORS,
    LIMITS,
    Doubt,
    Facts,
    Reading,
    Unit,
    Why,
    code,
    doubts,
    doubts_among,
    read_in,
)
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import MEASURES, PHONE, measures_of

DAY = dt.date(2026, 3, 10)
WEEK_AGO, MONTHS_AGO, LATER = DAY - dt.timedelta(7), DAY - dt.timedelta(365), DAY + dt.timedelta(7)
FACTS = Facts(DAY)
MEASURED = [name for name in LIMITS if name in MEASURES]


def asked(measure: str, value: float, *before: Reading, facts: Facts = FACTS) -> Doubt | None:
    return next(iter(doubts({measure: value}, {measure: before}, facts)), None)


def why(measure: str, value: float, *before: Reading, facts: Facts = FACTS) -> Why | None:
    doubt = asked(measure, value, *before, facts=facts)
    return doubt and doubt.why


def test_a_weight_in_pounds_is_asked_back_with_what_it_would_be_in_kilograms():
    last = Reading(71.5, WEEK_AGO)

    assert asked("weight", 157, last) == Doubt("weight", 157, Why.OTHER_UNIT, 35, 180, last, 71.2, Unit.POUNDS)


def test_a_fraction_is_asked_back_with_its_per_cent():
    found = asked("fvc_percent", 0.91)

    assert found == Doubt("fvc_percent", 0.91, Why.OTHER_UNIT, 10, 150, None, 91.0, Unit.FRACTION)


def test_85_per_cent_after_22_on_one_day_is_a_jump():
    other = Reading(22, DAY)

    assert asked("fvc_percent", 85, other) == Doubt("fvc_percent", 85, Why.JUMP, 10, 150, other)


def test_a_height_in_inches_is_asked_back_in_centimetres():
    assert asked("height", 68) == Doubt("height", 68, Why.OTHER_UNIT, 120, 220, None, 172.7, Unit.INCHES)


@pytest.mark.parametrize(
    ("measure", "value", "unit"),
    [("snip", 4.5, Unit.KILOPASCALS), ("mip", 4.5, Unit.KILOPASCALS), ("peak_cough_flow", 4.5, Unit.LITRES_A_SECOND)],
)
def test_other_units_of_breathing_tests_are_known(measure, value, unit):
    found = asked(measure, value)

    assert (found.why, found.unit, found.suggested) == (Why.OTHER_UNIT, unit, read_in(unit, value))


def test_a_first_value_is_held_against_the_usual_range_alone():
    assert (why("weight", 157), why("weight", 30), why("snip", 3)) == (None, Why.USUAL_RANGE, Why.OTHER_UNIT)


def test_a_first_weight_is_compared_with_the_usual_one():
    at_home = Facts(DAY, usual_weight=72)

    assert asked("weight", 157, facts=at_home).before == Reading(72, None, True)
    assert why("weight", 157, facts=at_home) == Why.OTHER_UNIT
    assert why("weight", 80, facts=Facts(DAY, usual_weight=130)) == Why.JUMP
    assert why("weight", 50, facts=at_home) is None


@pytest.mark.parametrize("measure", [name for name in MEASURED if LIMITS[name].step < 999])
def test_a_step_at_its_limit_is_not_asked_back_and_one_beyond_it_is(measure):
    limit = LIMITS[measure]
    last = Reading(limit.low + 1, DAY)
    step = last.value + limit.step

    assert why(measure, step, last) is None
    assert why(measure, step + 0.1, last) is not None


def test_a_step_may_be_longer_the_more_time_is_between():
    assert (why("weight", 55, Reading(71.5, WEEK_AGO)), why("weight", 55, Reading(71.5, MONTHS_AGO))) == (
        Why.JUMP,
        None,
    )


def test_a_value_near_one_of_the_last_two_or_the_next_is_not_asked_back():
    mistaken, right = Reading(157, WEEK_AGO), Reading(71.5, MONTHS_AGO)

    assert why("weight", 71, right, mistaken) is None
    assert why("weight", 71, mistaken, Reading(70.5, LATER)) is None
    assert asked("weight", 71, mistaken).before == mistaken


def test_a_day_that_is_filled_in_later_is_compared_with_the_next_one():
    assert asked("weight", 157, Reading(71.5, LATER)).before == Reading(71.5, LATER)


def test_who_has_confirmed_an_unusual_weight_is_not_asked_again_while_it_goes_on():
    weights = (190.0, 191.0, 192.0, 193.0, 194.0)
    series = [Reading(kg, DAY + dt.timedelta(place), place == 0) for place, kg in enumerate(weights)]

    assert doubts_among("weight", series, FACTS) == {}
    assert why("weight", 191, Reading(190, WEEK_AGO)) is not None


def test_fractions_do_not_excuse_each_other():
    series = [Reading(value, DAY + dt.timedelta(30 * place)) for place, value in enumerate((0.91, 0.9, 0.88))]

    assert [doubt.unit for doubt in doubts_among("fvc_percent", series, FACTS).values()] == [Unit.FRACTION] * 3


@pytest.mark.parametrize("year", [1925, 2012])
def test_a_year_of_birth_is_asked_back_of_who_would_be_very_old_or_very_young(year):
    assert why("birth_year", year) == Why.USUAL_RANGE
    assert (why("birth_year", 1926), why("birth_year", 2011)) == (None, None)


def test_what_has_no_limit_is_never_asked_back():
    assert doubts({"niv_hours": 24, "niv": 1, "weakness.hand.left": 0, "weight": None}, {}, FACTS) == ()


def test_low_oxygen_is_asked_back_below_its_range_alone_and_never_for_a_step():
    assert (why("spo2", 70, Reading(98, DAY)), why("spo2", 69)) == (None, Why.USUAL_RANGE)


def test_from_a_file_a_step_is_asked_about_from_one_side():
    """The other one was confirmed: it is that step."""
    series = [Reading(71.5, WEEK_AGO), Reading(50, DAY, confirmed=True)]

    assert list(doubts_among("weight", [*series[:1], Reading(50, DAY)], FACTS, told=True)) == [1]
    assert list(doubts_among("weight", [*series[:1], Reading(50, DAY)], FACTS)) == [0, 1]
    assert doubts_among("weight", series, FACTS, told=True) == {}


def test_every_range_lies_within_what_may_be_recorded():
    found = [name for name in MEASURED if not MEASURES[name].low <= LIMITS[name].low < LIMITS[name].high]

    assert found == []
    assert [name for name in MEASURED if LIMITS[name].high > MEASURES[name].high] == []


def test_every_reading_has_limits():
    assert {measure.name for measure in measures_of("measurement")} - set(LIMITS) == {"niv", "niv_hours", *PHONE}


def test_a_confirmation_names_the_value_and_the_measure():
    assert [code("weight", 157), code("weight", 157.0), code("fvc_percent", 0.91)] == [
        "weight=157",
        "weight=157",
        "fvc_percent=0.91",
    ]


days = st.integers(0, 2000)


@given(st.sampled_from(MEASURED), st.data(), st.lists(days, max_size=6), days)
def test_no_usual_value_near_the_last_is_asked_back(measure, data, earlier, day):
    limit = LIMITS[measure]
    usual = st.floats(limit.low, limit.high)
    before = [Reading(data.draw(usual), DAY + dt.timedelta(ago)) for ago in sorted(earlier)]
    facts = Facts(DAY + dt.timedelta(day))
    last = [reading for reading in before if reading.day <= facts.day][-1:] or before[:1]
    value = data.draw(usual)
    if last:
        months = abs((facts.day - last[0].day).days) / DAYS_PER_MONTH
        near = min(limit.step + limit.a_month * months, limit.high)
        value = data.draw(st.floats(max(limit.low, last[0].value - near), min(limit.high, last[0].value + near)))
        value = last[0].value + (value - last[0].value) * 0.999  # not moved over the limit by rounding

    assert doubts({measure: value}, {measure: before}, facts) == ()


@given(st.sampled_from(MEASURED), st.data(), st.lists(days, max_size=8))
def test_what_was_confirmed_throughout_a_file_leaves_nothing_to_ask(measure, data, when):
    whole = st.floats(MEASURES[measure].low, MEASURES[measure].high)
    series = [Reading(data.draw(whole), DAY + dt.timedelta(ago)) for ago in sorted(when)]
    found = doubts_among(measure, series, FACTS, told=True)
    kept = [Reading(each.value, each.day, place in found) for place, each in enumerate(series)]

    assert doubts_among(measure, kept, FACTS, told=True) == {}


@given(st.sampled_from(MEASURED), st.data(), st.lists(days, max_size=5), days)
def test_a_doubt_says_the_value_and_a_suggestion_that_is_usual(measure, data, earlier, day):
    whole = st.floats(MEASURES[measure].low, MEASURES[measure].high)
    before = [Reading(data.draw(whole), DAY + dt.timedelta(ago)) for ago in sorted(earlier)]
    value = data.draw(whole)
    limit = LIMITS[measure]
    for doubt in doubts({measure: value}, {measure: before}, Facts(DAY + dt.timedelta(day))):
        assert (doubt.measure, doubt.value, doubt.low, doubt.high) == (measure, value, limit.low, limit.high)
        assert (doubt.why == Why.OTHER_UNIT) == (doubt.suggested is not None) == (doubt.unit is not None)
        assert doubt.unit is None or limit.low <= value * FACTORS[doubt.unit] <= limit.high
        assert doubt.why != Why.JUMP or doubt.before is not None


def test_readme_repeats_the_worked_example():
    page = " ".join((Path(clinical.__file__).parent / "README.md").read_text().split())
    last = Reading(71.5, WEEK_AGO)
    pounds, inches = asked("weight", 157, last), asked("height", 68)
    limit = LIMITS["weight"]
    most = limit.step + limit.a_month * 7 / DAYS_PER_MONTH

    assert (why("weight", 61.5, last), why("weight", 60.9, last)) == (None, Why.JUMP)
    assert f"85.5 kg are more than 10 + 2 · 7 / 30.4375 = {most:.1f} kg; pounds would be {pounds.suggested} kg." in page
    assert f"0.91 % is below 10 % and may be {asked('fvc_percent', 0.91).suggested} %" in page
    assert f"A height of 68 cm may be {inches.suggested} cm." in page


def test_the_reference_has_every_limit():
    page = (Path(clinical.__file__).parents[1] / "docs" / "clinical.md").read_text()
    told = page.partition("### 9.3")[2].partition("## 10.")[0]
    rows = {
        "weight": "weight | 35–180 kg | 10 kg, 2 kg",
        "fvc_percent": "FVC, SVC | 10–150 % | 30 %, 2 %",
        "snip": "SNIP, MIP | 5–180 cmH2O | 40 cmH2O, 5 cmH2O",
        "peak_cough_flow": "peak cough flow | 40–900 L/min | 200 L/min, 20 L/min",
        "grip.left": "grip | 0–70 kg | 20 kg, 2 kg",
        "function.total": "total of the clinic's function check | 0–48 | 10, 2",
    }
    for name, row in rows.items():
        limit = LIMITS[name]
        assert f"| {row} |" in told
        assert [float(number) for number in re.findall(r"\d+", row.replace("H2O", ""))] == [
            limit.low,
            limit.high,
            limit.step,
            limit.a_month,
        ]
    for unit, factor in FACTORS.items():
        assert unit == Unit.POUNDS or f"(× {factor:.7g})" in told
    assert "(× 0.45359237)" in told
