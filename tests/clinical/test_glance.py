import datetime as dt

import numpy as np

from clinical.glance import LATELY_DAYS, WEEKS, Glance, Week
from clinical.history import History
from clinical.report import compute
from tests.clinical.records import daily, every, on, readings

SUNDAY = dt.date(2024, 12, 29)
NONE = Week(0, 0)


def glance(**sections) -> Glance:
    return compute(History(SUNDAY, **sections), "A-1").facts.glance


def hand(days, *grades):
    return daily("weakness", days, hand_left=list(grades))


def test_a_record_without_an_entry_has_nothing_to_glance_at():
    assert glance() == Glance()


def test_twelve_weeks_end_with_the_week_of_the_day_and_those_before_the_first_entry_had_none():
    found = glance(weakness=hand(on("2024-12-09", "2024-12-10", "2024-12-16"), 4, 4, 4)).weeks

    assert (len(found), found[:9]) == (WEEKS, (NONE,) * 9)
    assert found[9:] == (Week(2, 0), Week(1, 0), NONE)


def test_a_week_is_lower_where_a_part_is_below_all_of_its_weeks_before():
    """4, 3, 4, 3, 2: the second three is no news, and what was never answered before is none either."""
    found = glance(weakness=hand(every(7, 5, "2024-11-25"), 4, 3, 4, 3, 2))

    assert [week.lower for week in found.weeks[-5:]] == [0, 1, 0, 0, 1]
    assert (found.answered, found.lower) == (5, 2)


def test_a_part_that_was_not_answered_is_not_lower():
    found = glance(weakness=hand(every(7, 4, "2024-12-02"), 4, np.nan, 4, 3))

    assert [week.lower for week in found.weeks[-4:]] == [0, 0, 0, 1]


def test_weeks_of_long_ago_count_for_what_lower_means_and_are_not_shown():
    found = glance(weakness=hand(on("2023-01-02", "2024-12-23"), 2, 3))

    assert found.weeks == (NONE,) * 11 + (Week(1, 0),)


def test_the_last_breathing_test_and_the_weight_in_per_cent_of_the_usual_one():
    known = {
        "fvc_percent": readings(on("2024-06-01", "2024-11-02"), [88.0, 71.5], "clinician"),
        "weight": readings(on("2024-12-01", "2024-12-20"), [80.0, 76.0]),
    }
    usual = glance(measurements=known, usual_weight=80.0)

    assert (usual.fvc, usual.fvc_on) == (71.5, dt.date(2024, 11, 2))
    assert (usual.weight, usual.weight_on, usual.usual) == (95.0, dt.date(2024, 12, 20), True)
    assert glance(measurements={"weight": known["weight"]}).usual is False


def test_the_days_of_late_are_those_of_four_weeks():
    first = SUNDAY - dt.timedelta(days=LATELY_DAYS - 1)
    found = glance(weakness=hand(on(str(first - dt.timedelta(days=1)), str(first), str(SUNDAY)), 4, 4, 4))

    assert found.lately == (first, SUNDAY)
