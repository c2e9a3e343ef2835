import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from clinical.changes import MOST, TOPICS, Moved, Topic, changes, compared, fallen, moved
from clinical.history import History, Span
from clinical.period import Answers, Period
from clinical.report import compute
from clinical.rules import RULES
from clinical.vocabulary import CELL_BY_NAME, Source
from tests.clinical.records import checks, daily, every, items_of_total, on, readings

AT, DAY = dt.date(2024, 12, 30), dt.timedelta(days=1)
VISIT = dt.date(2024, 10, 1)
NOTHING = Period(VISIT, AT)


def told(history: History, period: Period = NOTHING, since: dt.date = VISIT):
    made = compute(history, "A-1")
    return changes(made.report, made.series, since, period)


def test_of_an_empty_record_nothing_changed():
    assert told(History(AT)) == ()


def test_each_rule_belongs_to_one_topic_at_most():
    rules = [rule for found in TOPICS.values() for rule in found]

    assert len(set(rules)) == len(rules)
    assert set(rules) <= set(RULES)


def test_a_breathing_test_with_another_value_than_at_the_visit_is_a_change():
    taken = on("2024-07-01", "2024-10-01", "2024-12-20")
    record = History(AT, measurements={"fvc_percent": readings(taken, [90, 80, 71], "clinician")})
    (change,) = told(record)

    assert change.topic is Topic.BREATHING
    assert change.moved == (Moved("fvc_percent", VISIT, 80, dt.date(2024, 12, 20), 71),)


@pytest.mark.parametrize(("said", "rule"), [("confused_or_hard_to_wake", "R02"), ("machine_or_tube_fault", "R23")])
def test_what_is_wrong_today_with_breath_or_its_machine_is_told_with_breathing(said, rule):
    record = History(AT, signs=daily("signs", on("2024-12-20"), **{said: [1]}))
    (change,) = told(record)

    assert (change.topic, [flag.rule for flag in change.signs]) == (Topic.BREATHING, [rule])


@pytest.mark.parametrize(("days", "values"), [(["2024-10-01"], [80]), (["2024-10-01", "2024-12-20"], [80, 80])])
def test_no_test_since_and_the_same_value_are_no_change(days, values):
    record = History(AT, measurements={"snip": readings(on(*days), values, "clinician")})

    assert moved(compute(record, "A-1").series, VISIT) == ()


def test_a_part_is_new_from_the_day_after_the_visit_on_and_breathing_is_told_with_breathing():
    weeks = every(7, 52)
    low = [4] * 45 + [2] * 7
    record = History(AT, weakness=daily("weakness", weeks, hand_right=low, breathing=low))
    breathing, parts = [change for change in told(record) if change.parts]

    assert (breathing.topic, [cell.name for cell, _ in breathing.parts]) == (Topic.BREATHING, ["breathing"])
    assert (parts.topic, [cell.name for cell, _ in parts.parts]) == (Topic.PARTS, ["hand.right"])
    ((_, onset),) = parts.parts
    assert [change.parts for change in told(record, since=onset) if change.topic is Topic.PARTS] == []
    assert [change.parts for change in told(record, since=onset - DAY) if change.topic is Topic.PARTS] == [
        ((CELL_BY_NAME["hand.right"], onset),)
    ]


@pytest.mark.parametrize(("total", "changed"), [(41, False), (40, True)])
def test_a_fall_of_the_function_check_is_told_beyond_five_points(total, changed):
    answers = np.vstack([items_of_total(46), items_of_total(46), items_of_total(total)])
    record = History(AT, function=checks(on("2024-08-01", "2024-09-20", "2024-12-20"), answers))
    found = compared(compute(record, "A-1").report, VISIT)

    assert (found.then.date, found.now.date, found.alike) == (dt.date(2024, 9, 20), dt.date(2024, 12, 20), True)
    assert found.within_noise is not changed
    assert [change.checks for change in told(record) if change.checks] == ([found] if changed else [])


def test_checks_of_two_raters_are_compared_but_their_fall_is_no_change():
    answers = np.vstack([items_of_total(46), items_of_total(30)])
    both = checks(on("2024-09-20", "2024-12-20"), answers)
    record = History(AT, function=replace(both, sources=("clinician", "self")))
    found = compared(compute(record, "A-1").report, VISIT)

    assert (found.then.source, found.now.source, found.alike) == (Source.CLINICIAN, Source.SELF, False)
    assert [change for change in told(record) if change.checks] == []


def test_without_a_check_up_to_the_day_there_is_nothing_to_compare_with():
    answers = np.vstack([items_of_total(46), items_of_total(30)])
    record = History(AT, function=checks(on("2024-10-20", "2024-12-20"), answers))

    assert compared(compute(record, "A-1").report, VISIT) is None


def test_falls_are_those_counted_or_those_noted_and_never_both():
    counted = Answers(latest=1, on=AT, highest=2, total=3)

    assert fallen(NOTHING) == 0
    assert fallen(Period(VISIT, AT, signs={"falls": counted}, events={"fall": 2})) == 3
    assert fallen(Period(VISIT, AT, events={"fall": 2, "choking": 5})) == 2


def test_at_most_three_are_told_breathing_before_eating_before_parts_before_falls():
    weeks = every(7, 52)
    record = History(
        AT,
        weakness=daily("weakness", weeks, hand_right=[4] * 45 + [2] * 7),
        signs=daily("signs", weeks[-3:], coughing_with_food=[5, 5, 5]),
        treatments=(Span("niv", "", AT - 9 * DAY), Span("niv", "", VISIT)),
        measurements={},
    )
    found = told(record, Period(VISIT, AT, events={"fall": 2}))

    assert [change.topic for change in found] == [Topic.BREATHING, Topic.EATING, Topic.PARTS]
    assert len(found) == MOST
    assert found[0].begun == (("niv", AT - 9 * DAY),)
    assert [flag.rule for flag in found[1].signs] == ["R11"]
