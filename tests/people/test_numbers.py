"""A number is read as people of each country type it, and what is no number is not guessed at."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.numbers import plain, whole


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("70,5", 70.5),
        ("70.5", 70.5),
        (" 70,5 ", 70.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u202f234,5", 1234.5),
        ("1'234.5", 1234.5),
        ("1’234.5", 1234.5),
        ("1.234.567", 1234567.0),
        ("1,234", 1.234),
        ("1.234", 1.234),
        ("12345,6", 12345.6),
        ("１２", 12.0),
        ("７０，５", 70.5),
        ("٧٠٫٥", 70.5),
        ("-2", -2.0),
        ("\u22122,5", -2.5),
        ("+3", 3.0),
        (",5", 0.5),
        ("5,", 5.0),
    ],
)
def test_a_number_is_read_whichever_mark_its_decimals_have(typed, read):
    assert float(plain(typed)) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x",
        "70 kg",
        "1_0",
        "70²",
        "½",
        "1.2.3",
        "1,2,3",
        "12,34,5",
        "1.23,4",
        "1.234 567,8",
        "1 2",
        "--1",
        "nan",
        "inf",
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        plain(typed)


@given(st.floats(-1e6, 1e6).map(lambda number: round(number, 2)), st.sampled_from([".,", ",.", ", ", ",'", ".'"]))
def test_every_number_is_read_with_every_pair_of_marks(number, marks):
    typed = f"{number:_.2f}".replace(".", marks[0]).replace("_", marks[1])

    assert float(plain(typed)) == number


@pytest.mark.parametrize(
    ("said", "number"),
    [("12", 12), ("0", 0), ("٣", 3), ("", 0), ("-1", 0), ("²", 0), ("1.5", 0), ("9" * 17, 10**17 - 1), ("9" * 5000, 0)],
)
def test_the_number_of_a_row_is_read_and_none_is_zero(said, number):
    assert whole(said) == number
