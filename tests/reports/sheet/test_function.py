from reports.sheet.function import comparison
from tests.reports.figures.sample import report
from tests.reports.sheet.made import period, summary


def compared(checks=None, **shown):
    made = summary(None if checks is None else {"function": checks})
    return comparison(made, period(), made.context(**shown))


def check(day, source="self", **changed):
    return report()["function"][0] | {"date": day, "source": source} | changed


def test_the_parts_stand_then_and_now_with_who_answered():
    table = compared()

    assert table.columns == (
        "Speech, saliva, swallowing (of 12)",
        "Hand tasks and dressing (of 12)",
        "Turning, walking, stairs (of 12)",
        "Breathing (of 12)",
        "Total (of 48)",
    )
    assert table.rows == (
        ("5 Mar 2025 (self-reported with help)", "10", "3", "6", "10", "29"),
        ("7 Apr 2025 (clinic)", "9", "1", "6", "10", "26"),
    )


def test_a_small_difference_and_two_raters_are_named_as_such():
    assert compared().notes == (
        "The totals are within what can vary from one check to the next. "
        "Not answered in the same way, which alone can move a score.",
    )


def test_a_larger_difference_by_one_rater_wants_no_note():
    assert compared([check("2025-03-01", total=40), check("2025-06-01", total=34)]).notes == ()


def test_an_incomplete_check_has_no_total_and_is_not_compared():
    table = compared([check("2025-03-01", total=40), check("2025-06-01", total=None, gross_motor=None)])

    assert table.rows[-1][3:] == ("not complete", "12", "not complete")
    assert table.notes == ()


def test_one_check_stands_alone_and_none_is_none():
    assert [row[0] for row in compared([check("2025-06-01")]).rows] == ["1 Jun 2025 (self-reported)"]
    assert compared([]) is None


def test_slope_and_stage_are_printed_only_when_asked_for():
    checks = [check("2025-03-01", total=40), check("2025-06-01", total=30, kings="3", mitos=1)]

    assert compared(checks).notes == ()
    assert compared(checks, show_slope=True).notes == ("Total: 0.67 points lost a month (95 % range 0.57 to 0.81).",)
    assert compared(checks, show_stage=True).notes == (
        "Estimated: King's stage 3, MiToS 1. A stage describes what is affected now. It does not say how long.",
    )


def test_a_stage_that_is_not_shown_is_no_stage_0():
    checks = [check("2025-06-01", kings="0", mitos=0)]

    assert compared(checks, show_stage=True).notes == (
        "Estimated: King's stage not shown by these answers, MiToS 0. A stage describes what is affected now. "
        "It does not say how long.",
    )


def test_stage_4b_says_where_4a_is_true_as_well():
    checks = [check("2025-06-01", kings="4B", kings_4a=True, kings_4b=True, mitos=2)]

    assert compared(checks, show_stage=True).notes[0].startswith("Estimated: King's stage 4B (4A also), MiToS 2. ")
