import datetime as dt

import pytest

from symptoms.read.history import read_history
from symptoms.read.last_said import last_said
from symptoms.read.memories import has_other_cause, memories_of, unanswered, weak_at_first
from symptoms.write import verbs
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)
MONTH = dt.date(2025, 6, 1)


def log(record, by, ago, **grades):
    values = {f"weakness.{cell.replace('__', '.')}": grade for cell, grade in grades.items()}
    verbs.record_check_in(record, TODAY - ago * DAY, values, by=by, source="self", now=NOW)


def remember(record, by, cell, precision="month", month=MONTH, source="self"):
    return verbs.remember_onset(record, cell, precision, month=month, by=by, source=source, now=NOW).entry


def left(record, source="self"):
    return unanswered(record, last_said(record, TODAY), source)


def test_parts_that_are_weak_from_the_first_entry_are_asked_from_head_to_foot(record, ada):
    log(record, ada, 0, foot__left=2, speech=3, neck=4, hand__left=0)

    assert left(record) == ("speech", "hand.left", "foot.left")


def test_a_part_that_became_weak_within_the_log_is_not_asked(record, ada):
    log(record, ada, 30, hand__left=3, foot__left=4)
    log(record, ada, 0, hand__left=3, foot__left=2, neck=3)

    assert left(record) == ("neck", "hand.left")


def test_a_part_that_is_as_before_again_is_not_asked(record, ada):
    log(record, ada, 30, hand__left=3)
    log(record, ada, 0, hand__left=4)

    assert left(record) == ()


@pytest.mark.parametrize(("ago", "asked"), [(24, ("hand.left",)), (23, ())])
def test_the_first_week_of_answers_decides_whether_it_was_weak_already(record, ada, ago, asked):
    log(record, ada, 30, hand__left=4)
    log(record, ada, ago, hand__left=3)

    assert left(record) == asked


@pytest.mark.parametrize("precision", ["month", "season", "year", "before"])
def test_what_anyone_remembers_is_not_asked_of_another(record, ada, ben, precision):
    log(record, ada, 0, hand__left=3)
    remember(record, ben, "hand.left", precision, None if precision == "before" else MONTH, "caregiver")

    assert (left(record, "self"), left(record, "caregiver"), left(record, "clinician")) == ((), (), ())


def test_who_is_not_sure_is_not_asked_again_and_others_are(record, ada):
    log(record, ada, 0, hand__left=3)
    remember(record, ada, "hand.left", "not_sure", None)

    assert (left(record, "helped"), left(record, "caregiver")) == ((), ("hand.left",))


def test_what_was_taken_back_is_asked_again(record, ada):
    log(record, ada, 0, hand__left=3)
    verbs.retract(remember(record, ada, "hand.left"), by=ada)

    assert left(record) == ("hand.left",)


def test_what_the_facts_or_a_mark_say_is_not_asked(record, ada, cleo):
    log(record, ada, 0, hand__left=3, neck=3, trunk=3, speech=3, breathing=3)
    record.onset_month, record.onset_cell = MONTH, "hand.left"
    marks = {"neck": ("other_cause", None), "trunk": ("not_involved", None), "speech": ("involved", MONTH)}
    for cell, (kind, on) in (marks | {"breathing": ("involved", None)}).items():
        verbs.mark_cell(record, cell, kind, on=on, by=cleo, source="clinician", now=NOW)

    assert left(record) == ("breathing",)


def test_nothing_weak_takes_no_query_and_all_that_is_told_two(record, ada, django_assert_num_queries):
    log(record, ada, 0, hand__left=4)
    last = last_said(record, TODAY)
    with django_assert_num_queries(0):
        assert unanswered(record, last, "self") == ()
    log(record, ada, 0, hand__left=3)
    last = last_said(record, TODAY)
    with django_assert_num_queries(3):
        assert unanswered(record, last, "self") == ("hand.left",)
    remember(record, ada, "hand.left")
    with django_assert_num_queries(2):
        assert unanswered(record, last, "self") == ()


def test_of_several_answers_of_one_day_any_low_one_makes_it_weak_at_first(record, ada, ben):
    log(record, ada, 0, hand__left=4)
    verbs.record_check_in(record, TODAY, {"weakness.hand.left": 3}, by=ben, source="caregiver", now=NOW)

    assert weak_at_first(record) == {"hand.left"}


def test_the_memory_that_counts_comes_first(record, ada, ben, cleo):
    for by, source in ((cleo, "clinician"), (ben, "caregiver"), (ada, "self")):
        remember(record, by, "hand.left", source=source)
    remember(record, ada, "neck", "not_sure", None)
    remember(record, cleo, "neck", source="clinician")

    assert {cell: [row.author.name for row in rows] for cell, rows in memories_of(record).items()} == {
        "hand.left": ["Ada", "Ben", "Cleo"],
        "neck": ["Cleo", "Ada"],
    }


def test_another_cause_is_the_same_on_the_page_of_a_question_and_in_the_history(record, ada, ben, cleo):
    def both():
        causes = {mark.cell.name for mark in read_history(record, TODAY).marks if mark.kind == "other_cause"}
        return has_other_cause(record, "neck"), "neck" in causes

    assert both() == (False, False)
    remember(record, ben, "neck", "before", None, "caregiver")
    assert both() == (True, True)
    own = remember(record, ada, "neck")
    assert both() == (False, False)
    verbs.retract(own, by=ada)
    remember(record, ada, "neck", "not_sure", None)
    assert both() == (True, True)
    verbs.mark_cell(record, "neck", "involved", by=cleo, source="clinician", now=NOW)
    assert both() == (False, False)
    verbs.mark_cell(record, "neck", "other_cause", by=cleo, source="clinician", now=NOW)
    assert both() == (True, True)
