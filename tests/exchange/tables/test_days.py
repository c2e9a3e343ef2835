"""Days are read in the order of their whole column."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.tables.days import DAYS, DMY, MDY, MONTHS, SERIAL, YMD, day, is_day, orders_of, serials, since

JANUARY_8 = dt.date(2024, 1, 8)


def no_value(read, *given):
    try:
        read(*given)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("2024-01-08", YMD),
        ("2024/1/8", DMY),
        ("2024-01-08T09:30:00Z", MDY),
        ("2024-01-08 00:00:00", YMD),
        ("2024-01-08 09:30:00.123+01:00", YMD),
        ("08.01.2024", DMY),
        ("8.1.24", DMY),
        ("08.01.2024 09:30", DMY),
        ("8/1/2024", DMY),
        ("1/8/2024", MDY),
        ("1/8/2024 9:30 AM", MDY),
        ("01-08-2024", MDY),
        ("8 January 2024", YMD),
        ("8. Januar 2024", DMY),
        ("8 de enero de 2024", DMY),
        ("8-Jan-2024", DMY),
        ("Jan 8, 2024", MDY),
        ("45299", SERIAL),
        (45299, SERIAL),
        (JANUARY_8, DMY),
        (dt.datetime(2024, 1, 8, 23, 59), YMD),
    ],
)
def test_each_way_to_write_a_day_is_the_same_day(cell, order):
    assert day(cell, order) == JANUARY_8


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("2024-13-08", YMD),
        ("2024-02-30", YMD),
        ("31/12/2024", MDY),
        ("12/31/2024", DMY),
        ("01.08.2024", MDY),
        ("8/1/2024", YMD),
        ("8 Foo 2024", DMY),
        ("May 4", MDY),
        ("2024-01-08 later", YMD),
        ("2024-01-081", YMD),
        ("20240108", SERIAL),
        ("1.5", SERIAL),
        ("", YMD),
        (3.5, YMD),
    ],
)
def test_what_is_no_day_is_none(cell, order):
    assert no_value(day, cell, order)


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        (["1/8/2024"], (DMY, MDY)),
        (["1/8/2024", "4/15/2024"], (MDY,)),
        (["8/1/2024", "15/4/2024"], (DMY,)),
        (["08.01.2024"], (DMY,)),
        (["2024-01-08"], (YMD, DMY, MDY)),
        (["2024-01-08", "1/8/2024"], (DMY, MDY)),
        (["4/15/2024", "15/4/2024"], ()),
        (["", JANUARY_8], (YMD, DMY, MDY)),
    ],
)
def test_the_order_is_told_by_the_whole_column(cells, orders):
    assert orders_of(cells) == orders


@given(st.dates(dt.date(1954, 11, 1), dt.date(2118, 12, 31)))
def test_a_day_comes_back_from_each_of_its_forms(that):
    forms = {
        f"{that:%d/%m/%Y}": DMY,
        f"{that:%m/%d/%Y}": MDY,
        f"{that:%d.%m.%Y}": DMY,
        f"{that}": YMD,
        str((that - dt.date(1899, 12, 30)).days): SERIAL,
    }

    assert {day(cell, order) for cell, order in forms.items()} == {that}


@pytest.mark.parametrize(
    ("amount", "unit", "that"),
    [
        (0, DAYS, dt.date(2024, 1, 31)),
        (-7, DAYS, dt.date(2024, 1, 24)),
        (90, DAYS, dt.date(2024, 4, 30)),
        (1, MONTHS, dt.date(2024, 2, 29)),
        (12, MONTHS, dt.date(2025, 1, 31)),
        (-2, MONTHS, dt.date(2023, 11, 30)),
        (1.5, MONTHS, dt.date(2024, 3, 15)),
    ],
)
def test_days_and_months_are_counted_from_a_start(amount, unit, that):
    assert since(dt.date(2024, 1, 31), amount, unit) == that


def test_a_day_that_no_calendar_has_is_refused():
    assert no_value(since, JANUARY_8, 1e12, DAYS)
    assert no_value(since, JANUARY_8, 999999, MONTHS)


def test_numbers_that_a_spreadsheet_counts_days_by_are_known_by_their_size():
    assert serials(["45299", "45300", ""])
    assert not serials(["45299", "3"])
    assert not serials([""])


def test_a_version_or_an_address_is_no_day():
    assert [is_day(cell) for cell in ("1.2.3.4", "10.0.0.1", "1/2", "May", "12-34")] == [False] * 5
