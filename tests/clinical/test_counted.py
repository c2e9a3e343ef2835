import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from clinical.counted import counted
from clinical.history import Daily, History, Told
from clinical.vocabulary import CELL_BY_NAME, CELLS
from tests.clinical.involved import verdict, weekly


def told(history: History, same=(), caregiver=()) -> History:
    """The places in the record of what was "no change" and of what a caregiver said."""
    shape = history.weakness.values.shape
    no_change, theirs = np.zeros(shape, bool), np.zeros(shape, bool)
    no_change[list(same)], theirs[list(caregiver)] = True, True
    beside = Daily(history.weakness.days, np.where(theirs, history.weakness.values, np.nan), history.weakness.columns)
    return replace(history, told=Told(no_change, theirs, beside))


def test_no_change_says_whether_and_not_since_when():
    """One 3 that was pressed, and then only "no change"."""
    history = weekly(*[4] * 8, 3, *[3] * 12)
    pressed, confirmed = (verdict(each, "hand.left") for each in (history, told(history, same=range(9, 21))))

    assert (pressed.status, confirmed.status) == ("involved", "involved")
    assert pressed.onset_high == dt.date(2024, 3, 4)
    assert confirmed.onset_high == dt.date(2024, 5, 20)  # the one 3 could have been a bad day
    assert confirmed.onset == dt.date(2024, 2, 23)


def test_no_change_after_no_change_is_no_evidence_of_a_day():
    """With fewer than six weeks in which anything was pressed there is no interval."""
    found = verdict(told(weekly(4, *[4] * 8, 3, *[3] * 12), same=[*range(1, 9), *range(10, 22)]), "hand.left")

    assert (found.status, found.onset, found.onset_high) == ("involved", dt.date(2024, 3, 4), None)


def test_no_change_is_shown_as_any_answer():
    assert verdict(told(weekly(4, 3, 3), same=[2]), "hand.left").grade_on == dt.date(2024, 1, 15)


def test_caregiver_who_answers_lower_does_not_make_a_part_affected():
    """By turns 4 from the person and 3 from a caregiver about the hand, where they differ by one grade elsewhere."""
    own = weekly(*[4, 3] * 10)
    columns = own.weakness.values.copy()
    columns[:, CELLS.index(CELL_BY_NAME["foot.left"])] = [3, 2] * 10
    history = replace(own, weakness=replace(own.weakness, values=columns))

    assert verdict(told(history, caregiver=range(1, 20, 2)), "hand.left").status == "possible"
    assert verdict(told(history), "hand.left").status == "involved"


def test_week_of_a_caregiver_whose_answer_is_about_as_low_as_not_is_low():
    """By turns the person, who says 3 of the foot, and a caregiver, who says 2 in seven times four weeks and 3 in six:
    7 / 13 lower. The hand only the caregiver answers."""
    own = weekly(*[np.nan, 3] * 24)
    columns = own.weakness.values.copy()
    columns[1::2, CELLS.index(CELL_BY_NAME["foot.left"])] = [2, *[3, 3, 2, 2] * 5, 3, 3, 2]
    columns[::2, CELLS.index(CELL_BY_NAME["foot.left"])] = 3
    history = told(replace(own, weakness=replace(own.weakness, values=columns)), caregiver=range(1, 48, 2))
    hand = counted(history)[CELL_BY_NAME["hand.left"]]

    assert hand.low.tolist() == pytest.approx([6 / 13] * 24)
    assert hand.bad.tolist() == [True] * 24


def test_three_low_answers_of_seven_make_no_low_week():
    history = weekly(4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, step=1)

    assert counted(history)[CELL_BY_NAME["hand.left"]].bad.tolist() == [False, True]
