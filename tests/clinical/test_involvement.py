import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.history import Daily, History, Mark, Memory
from clinical.involvement import Dated, Involvement, Status, involvement
from clinical.vocabulary import CELL_BY_NAME, CELLS, Source
from tests.clinical.involved import AT, hand, verdict, weekly
from tests.clinical.records import daily, every, on

# The rule on grades


@pytest.mark.parametrize(
    ("grades", "found"),
    [
        ((4, 3, 3), ("involved", "2024-01-08")),
        ((4, 3, 4, 3), ("involved", "2024-01-08")),
        ((4, 3, 4, 4, 3), ("possible", None)),
        ((4, 4, 3, 4, 4, 3, 2), ("involved", "2024-01-25")),
        ((4, 4, 4), ("not_involved", None)),
        ((4, 3, np.nan, np.nan, 3), ("involved", "2024-01-08")),  # the third answered week
        ((np.nan, np.nan), ("no_data", None)),
        ((), ("no_data", None)),
    ],
)
def test_cell_is_involved_by_two_of_three_answered_weeks(grades, found):
    assert hand(weekly(*grades)) == found


@pytest.mark.parametrize(("step", "status"), [(56, "involved"), (63, "possible")])
def test_two_low_weeks_count_when_at_most_sixty_days_apart(step, status):
    assert hand(weekly(4, 3, 3, step=step))[0] == status


def test_onset_is_the_first_low_day_of_the_earlier_week_where_few_weeks_were_answered():
    days = [*every(1, 7), *every(1, 7, start="2024-01-08"), np.datetime64("2024-01-15")]
    grades = [4, 3, 4, 4, 4, 4, 4, 4, 4, 3, 4, 3, 3, 3, 3]

    history = History(AT, weakness=daily("weakness", np.array(days), hand_left=grades))

    assert hand(history) == ("involved", "2024-01-10")


def test_onset_is_the_crossing_where_six_weeks_were_answered():
    found = verdict(weekly(*[4] * 6, *[4, 3] * 6, *[3] * 6), "hand.left")

    assert (found.onset, found.onset_low, found.onset_high) == (
        dt.date(2024, 3, 22),
        dt.date(2024, 1, 29),
        dt.date(2024, 5, 13),
    )


@pytest.mark.parametrize(
    ("fours", "status"),
    [
        (6, "involved"),  # of the last nine answers one third is low
        (7, "possible"),
    ],
)
def test_cell_is_involved_only_while_a_third_of_its_latest_answers_is_low(fours, status):
    assert hand(weekly(*[4] * 6, 3, 3, 3, *[4] * fours))[0] == status


def test_lasting_weakness_stays_involved_through_a_few_better_weeks():
    assert hand(weekly(*[4] * 6, *[3] * 10, *[4] * 6))[0] == "involved"


def test_low_from_the_very_first_log_was_so_already_and_has_no_day():
    found = verdict(weekly(3, 3, 2, 2, 2, 2, 2), "hand.left")

    assert (found.on_or_before, found.onset, found.onset_low) == (True, None, None)
    assert (found.onset_high, found.dated) == (dt.date(2024, 1, 1), "already")


def test_low_in_the_first_week_was_so_already_though_the_first_day_was_not():
    found = verdict(History(AT, weakness=daily("weakness", every(1, 60), hand_left=[4] + [3] * 59)), "hand.left")

    assert (found.dated, found.onset, found.onset_high) == ("already", None, dt.date(2024, 1, 1))


@pytest.mark.parametrize(("grades", "well"), [((4, 4, 4, 3, 3), True), ((4, 4, 3, 3), False)])
def test_of_few_answers_a_part_can_be_new_only_after_three_weeks_as_before(grades, well):
    assert verdict(weekly(*grades), "hand.left").from_well is well


def test_part_whose_interval_lies_within_the_record_can_be_new():
    assert verdict(weekly(*[4] * 10, *[3] * 10), "hand.left").from_well
    assert not verdict(weekly(3, 3, 3, 3, 3, 3, 3), "hand.left").from_well


def test_interval_is_unknown_with_few_answers():
    found = verdict(weekly(4, 3, 3), "hand.left")

    assert (found.onset_low, found.onset_high) == (None, None)


def test_grade_now_is_the_last_answered_week_and_its_last_day():
    days = on("2024-01-01", "2024-01-09", "2024-01-10", "2024-01-12", "2024-01-13")
    found = verdict(History(AT, weakness=daily("weakness", days, neck=[4, 2, 4, 3, np.nan])), "neck")

    assert (found.grade_now, found.grade_on, found.grade_week) == (3, dt.date(2024, 1, 12), dt.date(2024, 1, 8))
    assert verdict(History(AT), "hand.left").grade_week is None


@pytest.mark.parametrize(
    ("history", "evidence"),
    [
        (weekly(4, 3, 4, 2), "3 or less on 2 of 3 answered days from 8 January 2024"),
        (weekly(2, 3, 4), "3 or less on 2 of 3 answered days from 1 January 2024, when it was first asked"),
        (weekly(4, 3, 4, 4), "3 or less on 1 of 4 answered days, last on 8 January 2024"),
        (weekly(4, 4, 4), "4 on all 3 answered days"),
        (weekly(), "No answers to go by"),
    ],
)
def test_verdict_carries_its_evidence_in_words(history, evidence):
    assert verdict(history, "hand.left").evidence == evidence


# What overrides


MARKED = Mark(CELL_BY_NAME["hand.left"], "involved", dt.date(2023, 11, 5))


CLEARED = Mark(CELL_BY_NAME["hand.left"], "not_involved", dt.date(2024, 3, 1))


def test_clinicians_mark_involves_a_cell_since_its_day():
    found = verdict(weekly(4, 4, 4, marks=(MARKED,)), "hand.left")

    assert found == Involvement(
        cell=CELL_BY_NAME["hand.left"],
        status=Status.INVOLVED,
        onset=dt.date(2023, 11, 5),
        grade_now=4,
        grade_on=dt.date(2024, 1, 15),
        evidence="Marked as involved by a clinician since 5 November 2023",
        by=Source.CLINICIAN,
        dated=Dated.CLINICIAN,
    )


def test_clinicians_mark_without_a_day_keeps_the_reported_one():
    found = verdict(weekly(4, 3, 3, marks=(replace(MARKED, on=None),)), "hand.left")

    assert (found.by, found.onset) == ("clinician", dt.date(2024, 1, 8))
    assert found.evidence == (
        "Marked as involved by a clinician; 3 or less on 2 of 2 answered days from 8 January 2024"
    )


def test_clinicians_mark_clears_a_cell():
    found = verdict(weekly(4, 3, 3, marks=(CLEARED,)), "hand.left")

    assert (found.status, found.onset, found.by) == ("not_involved", None, "clinician")
    assert found.evidence == "Marked as not involved by a clinician on 1 March 2024"


def test_last_of_several_marks_counts():
    assert hand(weekly(marks=(MARKED, CLEARED)))[0] == "not_involved"
    assert hand(weekly(marks=(CLEARED, MARKED)))[0] == "involved"


def test_other_cause_keeps_the_answers_and_is_flagged():
    found = verdict(weekly(4, 3, 3, marks=(replace(MARKED, kind="other_cause"),)), "hand.left")

    assert (found.status, found.by, found.other_cause) == ("involved", "self", True)


@pytest.mark.parametrize(
    ("low", "high", "onset"),
    [
        ("2023-05-01", "2023-05-31", ("2023-05-16", "2023-05-01", "2023-05-31", False)),
        ("2023-12-01", "2024-02-29", ("2023-12-16", "2023-12-01", "2024-01-01", False)),  # not after the first log
        ("2024-02-01", "2024-02-29", (None, None, "2024-01-01", True)),  # contradicts the log
    ],
)
def test_remembered_beginning_takes_the_place_of_already_at_the_first_entry(low, high, onset):
    known = Memory(CELL_BY_NAME["hand.left"], dt.date.fromisoformat(low), dt.date.fromisoformat(high))
    found = verdict(weekly(3, 3, 3, memories=(known,)), "hand.left")

    days = (found.onset, found.onset_low, found.onset_high)
    assert (*(day and day.isoformat() for day in days), found.on_or_before) == onset


@pytest.mark.parametrize("cell", ["hand.right", None])
def test_remembered_beginning_of_another_or_no_cell_changes_nothing(cell):
    known = Memory(CELL_BY_NAME.get(cell), dt.date(2023, 5, 1), dt.date(2023, 5, 31))

    assert verdict(weekly(3, 3, 3, memories=(known,)), "hand.left").on_or_before


def test_remembered_beginning_leaves_an_onset_within_the_log_alone():
    known = Memory(CELL_BY_NAME["hand.left"], dt.date(2023, 5, 1), dt.date(2023, 5, 31))

    assert hand(weekly(4, 3, 3, memories=(known,))) == ("involved", "2024-01-08")


# Whatever the record


records = st.lists(
    st.tuples(st.integers(0, 120), st.sampled_from([np.nan, 2, 3, 4])), unique_by=lambda answer: answer[0]
)


def recorded(answers: list[tuple[int, float]], **more) -> History:
    answers = sorted(answers)
    days = np.datetime64("2024-01-01") + np.array([day for day, _ in answers], int)
    return History(AT, weakness=daily("weakness", days, hand_left=[grade for _, grade in answers]), **more)


@settings(max_examples=25)
@given(records)
def test_onset_is_within_its_interval_and_no_earlier_than_the_last_four_before_a_low_day(answers):
    history = recorded(answers)
    found = verdict(history, "hand.left")

    if found.onset:
        days, grades = history.weakness.column("hand.left")
        before = days[days < days[grades <= 3][0]]
        assert (before[-1] if len(before) else days[0]) <= np.datetime64(found.onset) <= days[grades <= 3][-1]
        assert (found.onset_low or found.onset) <= found.onset <= (found.onset_high or found.onset)


@settings(max_examples=25)
@given(records, st.integers(0, 120))
def test_day_without_an_answer_changes_nothing(answers, day):
    without = [answer for answer in answers if answer[0] != day and not np.isnan(answer[1])]

    assert involvement(recorded([*without, (day, np.nan)])) == involvement(recorded(without))


@settings(max_examples=25)
@given(records)
def test_clinicians_retraction_undoes_any_verdict(answers):
    found = verdict(recorded(answers, marks=(CLEARED,)), "hand.left")

    assert (found.status, found.onset, found.onset_high) == ("not_involved", None, None)


def test_every_cell_has_a_verdict_in_the_order_of_the_body():
    assert [found.cell for found in involvement(History(AT))] == list(CELLS)
    assert involvement(History(AT, weakness=Daily.empty("weakness"))) == involvement(History(AT))
