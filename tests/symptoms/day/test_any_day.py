"""Any day that lies behind is chosen in presses, and none that cannot be is offered."""

import datetime as dt

import pytest

from symptoms.day.any_day import any_day, to_any_day
from symptoms.day.remembering import Limits

TODAY = dt.date(2026, 3, 11)  # a Wednesday
LIMITS = Limits(dt.date(2019, 2, 20), TODAY)
KIND = {"kind": "niv"}


def shown(limits=LIMITS, **asked):
    page = any_day(KIND | asked, limits)
    return [each.text for each in (*page.days, *page.leads)]


def test_a_month_offers_its_weeks_from_the_latest_and_the_month_before():
    assert to_any_day(KIND, TODAY) == "?kind=niv&weeks=2026-03"
    assert shown(weeks="2026-03") == ["9 to 11 March", "2 to 8 March", "1 March", "February 2026", "Another month"]
    assert shown(weeks="2019-02") == ["25 to 28 February", "20 to 24 February", "Another month"]


def test_a_week_offers_its_days_within_the_month():
    assert [each.day.day for each in any_day(KIND | {"days": "2026-03-09"}, LIMITS).days] == [9, 10, 11]
    assert [each.code for each in any_day(KIND | {"days": "2019-02-24"}, LIMITS).days] == [
        f"2019-02-{day}" for day in range(20, 25)
    ]


def test_other_months_are_a_month_a_year_and_five_years_away():
    assert shown(months="2021-02") == [
        *("January 2021", "March 2021", "February 2020", "February 2022", "February 2026"),
    ]
    assert shown(months="2026-03") == ["February 2026", "March 2025", "March 2021"]


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ({"weeks": "2026-02"}, "kind=niv"),
        ({"months": "2026-02"}, "kind=niv&weeks=2026-02"),
        ({"days": "2026-02-09"}, "kind=niv&weeks=2026-02"),
    ],
)
def test_each_page_leads_back_to_the_one_before(asked, back):
    assert any_day(KIND | asked, LIMITS).back.query == back


@pytest.mark.parametrize(
    "asked", [{}, {"weeks": "never"}, {"weeks": "2026-04"}, {"months": "2019-01"}, {"days": "9999-12-31"}, {"days": ""}]
)
def test_what_there_is_not_is_not_offered(asked):
    assert any_day(KIND | asked, LIMITS) is None


def test_no_page_offers_more_than_there_is_room_for():
    most = {"weeks": 8, "months": 6, "days": 7}
    months = [f"{year}-{month:02}" for year in (2020, 2021, 2024, 2025) for month in range(1, 13)]
    for name, room in most.items():
        assert max(len(shown(**{name: month})) for month in months) <= room
