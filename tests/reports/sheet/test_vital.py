from clinical.period import Usual
from reports.sheet.lines import Line
from reports.sheet.vital import breathing_lines, eating_lines, sign_lines
from tests.reports.figures import sample
from tests.reports.sheet.made import answers, flag, period, summary


def line(lines, label):
    return {line.label: line.text for line in lines}[label]


def test_signs_stand_with_their_days_the_highest_level_first():
    fresh = {"last": sample.AS_OF.isoformat()}
    signs = summary({"flags": [flag("R17", "routine"), flag("R05", "urgent", **fresh)]}, states={"R05": "acknowledged"})

    assert sign_lines(signs, period()) == (
        Line("Breathless at rest", "first 1 May, last 27 Jun; once; same day; acknowledged"),
        Line("Saliva", "first 1 May, last 20 Jun; once; next visit"),
    )


def test_an_old_sign_is_not_of_the_same_day_and_says_what_became_of_it():
    signs = summary(
        {
            "flags": [
                flag("R05", "urgent", clear_answers=1),
                flag("R10", "urgent"),
                flag("R28", "routine", new=True),
                flag("R07", "soon", unheard_since="2025-05-30"),
                flag("R17", "routine", unheard_since="2025-05-29"),
            ]
        },
        states={"R10": "acknowledged", "R28": "closed"},
    )

    assert [(line.label, line.text) for line in sign_lines(signs, period())] == [
        (
            "Breathless at rest",
            "first 1 May, last 20 Jun; once; not answered for 7 days; not at the last answer",
        ),
        ("Signs of a chest infection", "first 1 May, last 20 Jun; once; acknowledged"),
        ("", "Known: head drop since May 2025"),
        (
            "",
            "Morning headaches: not heard of since 30 May 2025; Saliva: not heard of since 29 May 2025",
        ),
    ]


def test_a_sign_says_on_how_many_days_it_was_raised():
    def counted(count):
        return sign_lines(summary({"flags": [flag("R17", "routine", count=count)]}), period())[0].text

    assert counted(3) == "first 1 May, last 20 Jun; 3 times; next visit"
    assert counted(1) == "first 1 May, last 20 Jun; once; next visit"


def test_no_sign_is_not_no_problem():
    assert sign_lines(summary(), period()) == (
        Line(
            "",
            "Of the signs that are printed here, none stands by the latest answers. "
            "Not asked about, so that none of these can stand here: phone calls no longer possible; a fall with a hit "
            "on the head, strong pain or a blackout, or without getting up again.",
        ),
    )
    assert sign_lines(summary(), period(), frozenset()) == sign_lines(summary(), period())


def test_mood_and_strain_are_not_printed():
    private = summary({"flags": [flag(rule, "soon") for rule in ("R20", "R27", "R30")]})

    assert sign_lines(private, period()) == sign_lines(summary(), period())


def test_signs_that_have_no_line_of_their_own_are_named():
    many = summary({"flags": [flag(f"R{n:02}", "soon") for n in range(6, 15)]})

    assert len(sign_lines(many, period())) == 5
    assert sign_lines(many, period())[-1] == Line(
        "And also",
        "Signs of a chest infection; Choking or coughing with food or drink; Meals take long; Weight below usual; "
        "Quick weight loss",
    )


def test_breathing_has_its_last_tests_with_their_day_and_who_made_them():
    lines = breathing_lines(summary(), period(niv_hours=Usual(6, 4.5, 6.5)))

    assert line(lines, "Last tests") == (
        "12 Apr (clinic): FVC 61\u00a0%, SNIP 44\u00a0cmH2O; "
        "11 Jan 2025 (clinic): cough flow 310\u00a0L/min, SpO2 96\u00a0%"
    )
    assert line(lines, "Breathing machine") == "4.5 hours a day (median of 6 days)"


def test_what_was_not_measured_is_said_so():
    nothing = summary(weekly={"readings": {}, "weight": None})
    lines = breathing_lines(nothing, period())

    assert line(lines, "Last tests") == "none recorded"
    assert line(lines, "Breathing machine") == "no hours logged"
    assert line(eating_lines(nothing, period()), "Weight") == "not recorded"


def test_weight_stands_against_the_usual_one_with_the_bmi_where_the_height_is_known():
    weighed = sample.weighed(sample.series()["readings"]["weight"], usual=80, height=175)
    known = eating_lines(summary(weekly={"weight": weighed}), period())
    unknown = eating_lines(summary(), period())

    assert (
        line(known, "Weight")
        == "80\u00a0kg (usual), 70.3\u00a0kg by 1 Apr, now 69.4\u00a0kg (20 Jun): −13.2\u00a0%, BMI 22.7"
    )
    assert line(unknown, "Weight") == (
        "79\u00a0kg (first entry, 6 Jan 2023), 70.3\u00a0kg by 1 Apr, now 69.4\u00a0kg (20 Jun): −12.2\u00a0%"
    )


def test_home_weights_are_taken_by_their_median_of_seven_days():
    readings = [["2025-06-14", 70, "self"], ["2025-06-18", 90, "self"], ["2025-06-20", 71, "self"]]
    lines = eating_lines(summary(weekly={"weight": sample.weighed(readings, usual=71)}), period())

    assert line(lines, "Weight") == "71\u00a0kg (usual), now 71\u00a0kg (20 Jun): +0.0\u00a0%"


def test_speech_and_swallowing_have_their_grades_and_their_aids():
    tube = [{"kind": "gastrostomy", "label": "", "start": "2025-05-02", "end": None}]
    lines = eating_lines(summary(weekly={"treatments": tube}), period(signs=answers(saliva_trouble=4)))

    assert line(lines, "Grades") == "swallowing and saliva 3 of 4 (week of 23 Jun); speech 3 of 4 (week of 23 Jun)"
    assert line(lines, "Tube, speech device") == "Feeding tube since 2 May"
    assert line(lines, "Saliva") == "4 of 7 days (20 Jun)"
