import datetime as dt

from clinical.period import Period
from reports.period import who_logged

DAY = dt.date(2026, 3, 2)


def test_who_logged_is_told_with_the_days_of_each():
    assert who_logged(Period(DAY, DAY, by_source={"self": 3, "caregiver": 1})) == "By the person: 3, a caregiver: 1."


def test_nobody_is_named_where_nobody_logged():
    assert who_logged(Period(DAY, DAY)) == ""
