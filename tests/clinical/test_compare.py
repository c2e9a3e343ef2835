"""A record on two days: what stood on each of them, and what lies between."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from clinical.changes import compared, moved, new_parts
from clinical.compare import Comparison, Graded, Read, Taken, compare, grades_at, pair_at
from clinical.history import History, Span
from clinical.report import compute
from clinical.spread import PairSpread, PairState
from clinical.vocabulary import CELL_BY_NAME, Pair, Side, Source
from clinical.weights import Scale
from clinical.when import Dated, When
from tests.clinical.records import checks, daily, every, items_of_total, on, readings

AT, DAY = dt.date(2024, 12, 30), dt.timedelta(days=1)
THEN, NOW = dt.date(2024, 4, 1), dt.date(2024, 9, 30)


def told(history: History, then: dt.date = THEN, now: dt.date = NOW) -> Comparison:
    made = compute(history, "A-1")
    return compare(made.report, made.series, then, now)


def of(found: Comparison, measure: str) -> Read:
    return next(read for read in found.readings if read.measure == measure)


def test_of_an_empty_record_nothing_stood_and_nothing_lies_between():
    found = told(History(AT))

    assert {(graded.then, graded.now) for graded in found.grades} == {(None, None)}
    assert {(read.then, read.now) for read in found.readings} == {(None, None)}
    assert (found.checks, found.weights, found.parts, found.signs, found.started, found.stopped) == ((),) * 6
    assert not found.answered


@pytest.mark.parametrize("then", [NOW, NOW + DAY])
def test_the_earlier_day_has_to_be_before_the_later_one(then):
    with pytest.raises(ValueError, match="is not before 2024-09-30"):
        told(History(AT), then)


def test_a_grade_is_the_last_of_four_weeks_and_an_older_one_is_none():
    weeks = on("2024-03-04", "2024-04-01", "2024-09-02", "2024-09-30")
    record = History(AT, daily("weakness", weeks, hand_left=[4, 3, 2, np.nan], neck=[4, np.nan, np.nan, 3]))
    by_name = {graded.cell.name: graded for graded in told(record).grades}
    series = compute(record, "A-1").series

    assert by_name["hand.left"] == Graded(CELL_BY_NAME["hand.left"], 3, None)
    assert by_name["neck"] == Graded(CELL_BY_NAME["neck"], None, 3)
    assert [grades_at(series, dt.date(2024, 9, day))["hand.left"] for day in (1, 2, 29)] == [None, 2, 2]
    assert not by_name["hand.left"].changed
    assert Graded(CELL_BY_NAME["neck"], 4, 3).changed


def test_a_part_is_new_where_its_onset_lies_after_the_first_day_and_not_after_the_second():
    record = History(AT, daily("weakness", every(7, 53), hand_right=[4] * 20 + [2] * 33, foot_left=[3] * 53))
    (part,) = told(record).parts
    onset = part.onset

    assert (part.cell.name, THEN < onset <= NOW) == ("hand.right", True)
    assert told(record, onset - DAY, onset).parts == (part,)
    assert told(record, onset, NOW).parts == ()
    assert told(record, THEN, onset - DAY).parts == ()


def test_a_limb_pair_stood_by_the_dates_of_its_sides():
    record = History(
        AT,
        daily(
            "weakness", every(7, 53), hand_left=[4] * 8 + [2] * 45, hand_right=[4] * 30 + [2] * 23, foot_left=[4] * 53
        ),
    )
    arms, legs = told(record).pairs
    began, both = arms.whole.began.on, arms.whole.both.on

    assert (arms.pair, arms.then, arms.now) == (Pair.ARM, PairState.UNILATERAL, PairState.BILATERAL)
    assert (legs.pair, legs.then, legs.now) == (Pair.LEG, None, None)
    states = [pair_at(arms.whole, day) for day in (began - DAY, began, both - DAY, both)]
    assert states == [PairState.NONE, PairState.UNILATERAL, PairState.UNILATERAL, PairState.BILATERAL]


def test_a_pair_whose_first_side_is_not_told_is_not_known_until_it_is_both():
    both = When(NOW, THEN, NOW + DAY, Dated.ANSWERS)
    found = PairSpread(PairState.BILATERAL, bilateral_on=NOW, same_time=True, both=both)

    assert pair_at(found, THEN - DAY) is PairState.NONE
    assert [pair_at(found, day) for day in (THEN, NOW - DAY)] == [None, None]
    assert pair_at(found, NOW) is PairState.BILATERAL
    assert pair_at(PairSpread(PairState.BILATERAL), NOW) is None
    assert pair_at(PairSpread(PairState.UNILATERAL, Side.LEFT), NOW) is None
    assert pair_at(PairSpread(PairState.BOTH_AT_FIRST_LOG), THEN) is PairState.BOTH_AT_FIRST_LOG


def test_checks_are_compared_by_rater_and_the_noise_is_five_points():
    days = on("2024-03-01", "2024-03-20", "2024-09-01", "2024-09-20", "2024-11-01")
    answers = np.vstack([items_of_total(total) for total in (46, 44, 41, 36, 20)])
    record = History(
        AT, function=replace(checks(days, answers), sources=("self", "clinician", "self", "clinician", "self"))
    )
    own, clinic = told(record).checks

    assert (own.rater, own.then.total, own.now.total, own.difference("total")) == (Source.SELF, 46, 41, -5)
    assert (clinic.rater, clinic.then.total, clinic.now.total) == (Source.CLINICIAN, 44, 36)
    assert (own.compared.within_noise, clinic.compared.within_noise) == (True, False)
    assert sum(own.difference(name) for name in ("bulbar", "fine_motor", "gross_motor", "respiratory")) == -5


def test_without_a_check_between_the_same_one_stands_on_both_days_and_there_is_no_difference():
    record = History(AT, function=checks(on("2024-03-01", "2024-11-01"), items_of_total(46, 20)))
    (own,) = told(record).checks

    assert own.then is own.now
    assert (own.now.total, own.compared, own.difference("total")) == (46, None, None)


def test_without_a_check_up_to_the_first_day_there_is_none_to_compare_with():
    record = History(AT, function=checks(on("2024-05-01", "2024-09-01"), items_of_total(46, 40)))
    (own,) = told(record).checks

    assert (own.then, own.now.total, own.difference("total")) == (None, 40, None)
    assert told(record, THEN, dt.date(2024, 4, 30)).checks == ()


def test_a_reading_is_the_last_up_to_each_day_with_its_own_date():
    taken = readings(on("2024-03-20", "2024-04-01", "2024-09-30", "2024-10-01"), [90, 82, 70, 66], "clinician")
    found = of(told(History(AT, measurements={"fvc_percent": taken})), "fvc_percent")

    assert found == Read("fvc_percent", Taken(THEN, 82, Source.CLINICIAN), Taken(NOW, 70, Source.CLINICIAN))
    assert found.difference == -12


def test_no_newer_reading_and_one_by_another_have_no_difference():
    old = readings(on("2024-03-20"), [60], "clinician")
    two = replace(readings(on("2024-03-20", "2024-09-01"), [30, 25]), sources=("clinician", "self"))
    found = told(History(AT, measurements={"snip": old, "grip.left": two}))

    assert (of(found, "snip").then, of(found, "snip").difference) == (of(found, "snip").now, None)
    assert (of(found, "grip.left").now.value, of(found, "grip.left").difference) == (25, None)


def test_weight_is_that_of_each_day_on_its_own_scale():
    taken = replace(
        readings(on("2024-03-20", "2024-03-28", "2024-09-20", "2024-09-21"), [70, 74, 68, 69]),
        sources=("self", "clinician", "self", "self"),
    )
    home, clinic = told(History(AT, measurements={"weight": taken})).weights

    assert (home.scale, home.then.kg, home.now.kg, home.difference) == (Scale.HOME, 70, 68.5, -1.5)
    assert (clinic.scale, clinic.then, clinic.difference) == (Scale.CLINIC, clinic.now, None)


def test_a_sign_is_between_where_any_of_its_firings_can_be():
    weeks = on("2024-09-16", "2024-09-23", "2024-10-07")
    record = History(dt.date(2024, 10, 10), signs=daily("signs", weeks, coughing_with_food=[5, 5, 5]))
    (flag,) = compute(record, "A-1").report.flags

    def between(then: dt.date, now: dt.date) -> list[str]:
        return [sign.rule for sign in told(record, then, now).signs]

    assert between(flag.since - DAY, flag.since) == ["R11"]
    assert between(flag.since - 9 * DAY, flag.since - DAY) == []
    assert between(flag.last - DAY, flag.last + DAY) == ["R11"]
    assert between(flag.last, flag.last + DAY) == []


def test_what_started_stopped_and_was_noted_lies_after_the_first_day_up_to_the_second():
    spans = {
        "before": Span("riluzole", "", THEN, THEN + DAY),
        "both": Span("orthosis", "", THEN + DAY, NOW),
        "started": Span("niv", "", NOW),
        "after": Span("aac", "", NOW + DAY),
        "later": Span("edaravone", "", THEN - DAY, NOW + DAY),
    }
    falls = tuple(Span("fall", "", day) for day in (THEN, THEN + DAY, NOW, NOW + DAY))
    found = told(History(AT, treatments=tuple(spans.values()), events=falls))

    assert found.started == (spans["both"], spans["started"])
    assert found.stopped == (spans["before"], spans["both"])
    assert found.events == falls[1:3]


def test_up_to_the_day_of_the_report_it_says_what_is_said_of_the_last_visit():
    weeks = every(7, 52)
    record = History(
        AT,
        daily("weakness", weeks, hand_right=[4] * 40 + [2] * 12),
        function=checks(on("2024-03-20", "2024-12-20"), items_of_total(46, 40)),
        measurements={"fvc_percent": readings(on("2024-03-20", "2024-12-20"), [80, 71], "clinician")},
    )
    made = compute(record, "A-1")
    found = told(record, THEN, AT)
    (change,) = moved(made.series, THEN)

    assert [(part.cell, part.onset) for part in found.parts] == list(new_parts(made.report, THEN))
    assert [check.compared for check in found.checks] == [compared(made.report, THEN)]
    fvc = of(found, "fvc_percent")
    assert (fvc.then.value, fvc.now.value, fvc.then.date, fvc.now.date) == (
        change.was,
        change.value,
        change.before,
        change.date,
    )
