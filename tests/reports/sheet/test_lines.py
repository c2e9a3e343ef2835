import datetime as dt

from clinical.period import Answers
from reports.sheet.lines import Line, answered, day_words, fitting
from tests.reports.sheet.made import ON, answers, period

ASKED = (("nightmares", "nightmares", "of 7 nights"), ("saliva_trouble", "saliva", "of 7 days"), ("falls", "falls", ""))


def test_an_answered_sign_has_its_day_and_its_highest_where_that_was_another():
    held = period(signs=answers(nightmares=2) | {"saliva_trouble": Answers(1, ON, 6, 9)})

    assert answered(held, ASKED, {}) == (
        Line("Nightmares", "2 of 7 nights (20 Jun)"),
        Line("Saliva", "1 of 7 days (20 Jun); highest 6"),
        Line("No answer", "Falls."),
    )


def test_no_answer_is_never_a_zero():
    assert answered(period(signs=answers(nightmares=0)), ASKED[:1], {}) == (
        Line("Nightmares", "0 of 7 nights (20 Jun)"),
    )
    assert answered(period(), ASKED[:2], {}) == (Line("No answer", "Nightmares and saliva."),)


def test_a_day_has_its_year_where_the_heading_leaves_it_open():
    assert day_words(ON, period()) == "20 Jun"
    assert day_words(dt.date(2024, 6, 20), period()) == "20 Jun 2024"
    assert day_words(ON, period(dt.date(2024, 1, 1))) == "20 Jun 2025"


def test_what_does_not_fit_is_counted_and_the_first_always_stands():
    assert fitting(["a", "b"], 2) == "a; b"
    assert fitting(["a", "b", "c", "d"], 2) == "a; b; and 2 more on the screen"
    assert fitting(["a long one", "b"], 2) == "a long one; and 1 more on the screen"
    assert fitting([]) == ""
