import datetime as dt

from reports.sheet.body import bodies, spread_chart, spread_lines, symptom_lines
from reports.sheet.lines import Line
from tests.reports.figures.sample import nothing
from tests.reports.sheet.made import period, summary


def test_the_body_stands_as_it_was_when_the_period_began_and_as_it_is():
    (panel,) = bodies(summary(), period(dt.date(2023, 6, 1))).panels
    then, now = ({part.cell: part.grade for part in body.parts} for body in panel.bodies)

    assert (then["hand.left"], now["hand.left"]) == (3, 0)


def test_the_spread_chart_has_a_line_where_the_period_begins_and_no_treatments():
    (panel,) = spread_chart(summary(), period(dt.date(2025, 4, 1))).panels

    assert [(rule.day, rule.label) for rule in panel.rules] == [(dt.date(2025, 4, 1), "1 Apr 2025")]
    assert panel.spans == ()


def test_spread_is_the_story_and_the_two_sides():
    lines = spread_lines(summary(), period())

    assert [line.label for line in lines] == [
        "Where it began",
        "On the other side",
        "Speech, swallowing, breathing",
        "New since 1 Apr 2025",
        "Left and right",
    ]
    assert lines[-1].text == "left hand and fingers weaker by 2 grades (four weeks to 20 Jun)"


def test_even_and_right_are_told_as_they_are_and_no_grades_are_not_compared():
    """By the four weeks of the grades, not by the day on which the person last compared the two sides."""
    found = [
        {"region": "foot", "date": "2025-06-20", "grade_difference": -1, "grade_on": "2025-06-01"},
        {"region": "hand", "date": "2025-06-20", "grade_difference": 0, "grade_on": "2025-06-20"},
        {"region": "upper_arm", "date": "2025-06-20", "grade_difference": 3, "grade_on": "2025-06-20"},
        {"region": "thigh", "date": "2025-06-20", "grade_difference": None, "grade_on": None},
    ]

    assert spread_lines(summary({"asymmetry": found}), period())[-1].text == (
        "hand and fingers even, left shoulder and upper arm weaker by 3 grades (four weeks to 20 Jun); "
        "right lower leg and foot weaker by 1 grade (four weeks to 1 Jun)"
    )
    assert spread_lines(summary({"asymmetry": []}), period())[-1].text == "nothing to compare"


def test_symptoms_are_the_usual_and_the_highest_week_of_the_period():
    assert [(line.label, line.text) for line in symptom_lines(summary(), period())[:2]] == [
        ("Cramps a day", "usual 2, highest 5"),
        ("Worst cramp pain (0–10)", "usual 4.5, highest 7"),
    ]
    assert symptom_lines(summary(), period())[-1] == Line("Twitches", "now and then")


def test_weeks_without_an_answer_are_no_zeros():
    said, weekly = nothing()

    assert {line.text for line in symptom_lines(summary(said, weekly), period())} == {"no answer in this period"}
