import datetime as dt
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.strength import BESIDE, MRC, MUSCLES, beside, mrc
from clinical.vocabulary import CELL_NAMES, Side

CLINICAL = (Path(__file__).parents[2] / "docs/clinical.md").read_text()
MINUS, SPACE = ["-", "−", "–"], ["", " ", "  ", "\t"]


@given(st.sampled_from(list(MRC)), st.sampled_from(MINUS), st.tuples(*[st.sampled_from(SPACE)] * 3))
def test_every_code_is_read_however_it_is_typed(code, minus, spaces):
    typed = spaces[0] + spaces[1].join(code.replace("-", minus)) + spaces[2]

    assert mrc(typed) == code


@given(st.text(max_size=6))
def test_whatever_is_typed_is_a_code_or_refused(typed):
    try:
        code = mrc(typed)
    except ValueError:
        code = None

    bare = re.sub(r"\s", "", typed)
    assert (code in MRC) == (re.sub("[‐‑‒–—−]", "-", bare) in MRC)
    assert code is None or code == re.sub("[‐‑‒–—−]", "-", bare)


@pytest.mark.parametrize("typed", ["", "6", "-1", "0+", "1-", "2+", "5+", "3/5", "34", "M4", "4s", "٣"])
def test_what_is_no_grade_is_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        mrc(typed)


def test_the_numbers_of_the_codes_rise_with_them_as_the_reference_has_them():
    assert list(MRC.values()) == sorted(MRC.values())
    row = {
        code: float(number)
        for codes, numbers in re.findall(
            r"^\| (\d[^|]*) \|[^|]*\| ([\d. /]+) \|$", CLINICAL.split("### 5.1")[1].split("###")[0], re.M
        )
        for code, number in zip(codes.replace("−", "-").split(" / "), numbers.split(" / "), strict=True)
    }
    assert row == MRC


def test_the_standard_set_is_that_of_the_reference_with_its_sides_and_cells():
    table = re.findall(r"^\| [^|]+ \| `(\w+)` \| ([a-z, ]+) \| `(\w+)` \|$", CLINICAL, re.M)

    assert table == [
        (name, "none" if None in muscle.sides else "right, left", str(muscle.region))
        for name, muscle in MUSCLES.items()
    ]


def test_each_muscle_of_a_side_has_the_cell_of_that_side():
    cells = {muscle.cell(side).name for muscle in MUSCLES.values() for side in muscle.sides}

    assert MUSCLES["wrist_extension"].cell(Side.LEFT).name == "hand.left"
    assert cells == set(CELL_NAMES) - {"speech", "swallowing", "breathing", "trunk"}


def test_the_last_grade_of_four_weeks_stands_beside_a_visit_and_an_older_one_does_not():
    visit = dt.date(2026, 3, 2)
    days = np.array(
        [visit - dt.timedelta(n) for n in (BESIDE, BESIDE - 1, 3, 0)] + [visit + dt.timedelta(1)], "datetime64[D]"
    )
    nan = np.nan
    grades = np.array([[1, 1, 1, nan], [nan, 2, 2, nan], [nan, nan, 3, nan], [nan, nan, nan, nan], [0, 0, 0, 0]])

    np.testing.assert_array_equal(beside(days, grades, [visit]), [[nan, 2, 3, nan]])
    np.testing.assert_array_equal(beside(days[:0], grades[:0], [visit]), [[nan] * 4])
