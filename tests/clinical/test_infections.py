"""What was answered during a cold or chest infection."""

import datetime as dt
from dataclasses import replace

import pytest

from clinical.history import Span
from clinical.involvement import pair_items
from tests.clinical.involved import FULL, checked, verdict, weekly


@pytest.mark.parametrize(
    ("end", "onset"),
    [
        (dt.date(2024, 1, 15), dt.date(2024, 2, 5)),  # 29 January is the 14th day after
        (dt.date(2024, 1, 14), dt.date(2024, 1, 29)),
        (None, dt.date(2024, 1, 22)),
    ],
)
def test_answers_about_any_part_during_an_infection_do_not_count(end, onset):
    cold = Span("infection", "cold", dt.date(2024, 1, 7), end)

    for cell in ("breathing", "hand_left"):
        history = weekly(4, 3, 3, 3, 3, 3, 3, cell=cell, events=(cold,))
        assert verdict(history, cell.replace("_", ".")).onset == onset


def test_items_during_an_infection_do_not_count():
    low = "344 444 344 344"
    cold = Span("infection", "", dt.date(2024, 1, 25), dt.date(2024, 2, 2))
    history = checked(FULL, low, low, FULL, events=(cold,))

    assert (verdict(history, "breathing").status, verdict(history, "speech").status) == ("possible", "possible")
    assert pair_items(history) == ()
    assert pair_items(replace(history, events=())) == ()
    assert pair_items(checked(FULL, "444 444 434 444", "444 444 434 444", events=(cold,))) == ()


def test_grade_now_is_shown_during_an_infection():
    cold = Span("infection", "", dt.date(2024, 1, 1), None)
    found = verdict(weekly(2, cell="breathing", events=(cold,)), "breathing")

    assert (found.status, found.grade_now) == ("no_data", 2)
