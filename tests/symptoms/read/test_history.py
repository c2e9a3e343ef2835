import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.history import Memory
from clinical.vocabulary import CELL_BY_NAME, CHECK_IN_SECTIONS, Precision, Side, Source, measures_of
from symptoms.read.history import answers_that_count, first_memory, read_history
from symptoms.record.columns import SECTION_MODELS
from symptoms.write import verbs
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)
NAN = np.nan


def test_every_measure_has_its_column():
    for section in CHECK_IN_SECTIONS:
        columns = {field.name for field in SECTION_MODELS[section]._meta.get_fields()}
        assert {measure.column for measure in measures_of(section)} <= columns


def test_the_patients_own_answer_counts_before_a_caregivers_value_by_value():
    days = np.array(["2026-03-01"] * 3 + ["2026-03-02"], "datetime64[D]")
    values = np.array([[1, 2, 3], [NAN, 4, NAN], [9, 9, 9], [5, NAN, NAN]], float)

    unique, counts = answers_that_count(days, np.array([2, 0, 3, 2]), values)

    assert unique.astype(str).tolist() == ["2026-03-01", "2026-03-02"]
    np.testing.assert_array_equal(counts, [[1, 4, 3], [5, NAN, NAN]])


def test_of_two_answers_of_one_rank_the_one_made_last_counts():
    days = np.array(["2026-03-01"] * 2, "datetime64[D]")

    _, counts = answers_that_count(days, np.array([2, 2]), np.array([[1.0, 2], [3, NAN]]))

    assert counts.tolist() == [[3, 2]]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from([0.0, 1.0, NAN])), max_size=12))
def test_what_counts_for_a_day_is_the_first_known_answer_by_rank(rows):
    days = np.array([np.datetime64("2026-03-01") + day for day, _, _ in rows], "datetime64[D]")
    ranks = np.array([rank for _, rank, _ in rows], int)
    values = np.array([[value] for _, _, value in rows], float).reshape(len(rows), 1)

    unique, counts = answers_that_count(days, ranks, values)

    for day, got in zip(unique, counts[:, 0], strict=True):
        answers = [
            (ranks[i], -i, values[i, 0]) for i in range(len(rows)) if days[i] == day and not np.isnan(values[i, 0])
        ]
        np.testing.assert_equal(got, min(answers)[2] if answers else NAN)


def test_the_history_holds_what_stands_up_to_its_day(record, ada, ben):
    for day, by, source, values in (
        (TODAY, ada, "self", {"weakness.hand.left": 2, "cramps.count": 3}),
        (TODAY - DAY, ada, "self", {"weakness.hand.left": 3, "falls": 1}),
        (TODAY - DAY, ben, "caregiver", {"weakness.hand.left": 1, "weakness.speech": 4}),
    ):
        verbs.record_check_in(record, day, values, by=by, source=source, now=NOW)
    verbs.record_function_check(record, TODAY, {"function.speech": 3}, by=ada, source="self", now=NOW)
    verbs.record_measurement(record, TODAY - DAY, {"weight": 70.5}, by=ben, source="caregiver", now=NOW)

    history = read_history(record, TODAY - DAY)

    speech, hand = (history.weakness.columns.index(name) for name in ("speech", "hand.left"))
    assert history.weakness.days.tolist() == [TODAY - DAY]
    assert history.weakness.values[0, [speech, hand]].tolist() == [4, 3]
    assert history.signs.column("falls")[1].tolist() == [1]
    assert len(history.function.days) == 0
    assert history.measurements["weight"].values.tolist() == [70.5]
    assert history.measurements["weight"].sources == ("caregiver",)
    assert read_history(record, TODAY).fasciculation.column("cramps.count")[1].tolist() == [3]


def test_a_caregivers_sign_is_not_silenced_by_the_persons_own_zero(record, ada, ben):
    for by, source, days in ((ada, "self", 0), (ben, "caregiver", 1)):
        values = {"signs.choking_needed_help": days, "weakness.speech": 4 - days}
        verbs.record_check_in(record, TODAY, values, by=by, source=source, now=NOW)

    history = read_history(record, TODAY)

    assert history.signs.column("choking_needed_help")[1].tolist() == [1]
    assert history.weakness.column("speech")[1].tolist() == [4]


def test_the_history_says_which_weakness_was_no_change_and_which_a_caregiver_gave(record, ada, ben):
    for ago, by, source, values, same in (
        (2, ada, "self", {"weakness.neck": 3}, ()),
        (1, ada, "self", {"weakness.neck": 3, "cramps.count": 1}, ("weakness",)),
        (1, ben, "caregiver", {"weakness.neck": 2, "weakness.speech": 4}, ()),
        (0, ben, "caregiver", {"weakness.neck": 2, "weakness.speech": 4}, ("weakness",)),
    ):
        day = TODAY - ago * DAY
        verbs.record_check_in(record, day, values, by=by, source=source, now=NOW, confirmed_same=same)

    history = read_history(record, TODAY)
    speech, neck = (history.weakness.columns.index(name) for name in ("speech", "neck"))

    assert history.weakness.values[:, neck].tolist() == [3, 3, 2]
    assert history.told.same[:, neck].tolist() == [False, True, True]
    assert history.told.same[:, speech].tolist() == [False, False, True]
    assert history.told.caregiver[:, neck].tolist() == [False, False, True]
    assert history.told.caregiver[:, speech].tolist() == [False, True, True]
    assert history.told.beside.days.tolist() == [TODAY - DAY, TODAY]
    np.testing.assert_array_equal(history.told.beside.values[:, neck], [2, NAN])


def test_nothing_is_told_apart_where_a_person_alone_pressed_every_answer(record, ada):
    values = {"weakness.neck": 3, "cramps.count": 1}
    verbs.record_check_in(record, TODAY, values, by=ada, source="self", now=NOW, confirmed_same=["fasciculation"])

    assert read_history(record, TODAY).told is None


def test_the_history_is_read_in_eight_queries_whatever_the_days(record, ada, django_assert_num_queries):
    for days in (1, 5):
        for ago in range(days):
            verbs.record_check_in(record, TODAY - ago * DAY, {"weakness.neck": 3}, by=ada, source="self", now=NOW)
        with django_assert_num_queries(8):
            read_history(record, TODAY)


@pytest.mark.parametrize(
    ("precision", "low", "high"),
    [
        ("month", dt.date(2025, 2, 1), dt.date(2025, 2, 28)),
        ("season", dt.date(2025, 2, 1), dt.date(2025, 4, 30)),
        ("year", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
    ],
)
def test_an_onset_known_roughly_is_a_range(record, precision, low, high):
    record.onset_month, record.onset_precision, record.onset_cell = dt.date(2025, 2, 1), precision, "hand.left"

    assert first_memory(record) == Memory(CELL_BY_NAME["hand.left"], low, high, Precision(precision), first=True)


def remember(record, by, cell, precision, month=None, source="self"):
    return verbs.remember_onset(record, cell, precision, month=month, by=by, source=source, now=NOW).entry


def test_what_is_remembered_is_read_with_its_days_and_whose_word_it_is(record, ada, ben, cleo):
    remember(record, cleo, "hand.left", "month", dt.date(2025, 1, 1), "clinician")
    remember(record, ben, "hand.left", "season", dt.date(2025, 4, 1), "caregiver")
    remember(record, cleo, "speech", "year", dt.date(2025, 1, 1), "clinician")
    remember(record, ada, "neck", "not_sure")
    gone = remember(record, ada, "trunk", "not_sure")
    verbs.retract(gone, by=ada)

    assert set(read_history(record, TODAY).memories) == {
        Memory(
            CELL_BY_NAME["hand.left"],
            dt.date(2025, 4, 1),
            dt.date(2025, 6, 30),
            Precision.SEASON,
            Source.CAREGIVER,
        ),
        Memory(CELL_BY_NAME["speech"], dt.date(2025, 1, 1), dt.date(2025, 12, 31), Precision.YEAR, Source.CLINICIAN),
        Memory(CELL_BY_NAME["neck"], None, None, Precision.NOT_SURE),
    }


def test_what_began_after_a_day_is_not_part_of_that_days_history(record, ada):
    remember(record, ada, "neck", "month", dt.date(2026, 2, 1))

    assert read_history(record, dt.date(2026, 1, 31)).memories == ()
    assert len(read_history(record, dt.date(2026, 2, 1)).memories) == 1


def test_the_fact_where_it_began_makes_that_parts_own_memory_the_first(record, ada):
    record.onset_month, record.onset_cell = dt.date(2025, 2, 1), "hand.left"
    remember(record, ada, "hand.left", "month", dt.date(2025, 3, 1))

    (memory,) = read_history(record, TODAY).memories
    assert (memory.first, memory.low, memory.high) == (True, dt.date(2025, 3, 1), dt.date(2025, 3, 31))


@pytest.mark.django_db
@pytest.mark.parametrize(("hand", "side"), [("left", Side.LEFT), ("right", Side.RIGHT), ("", None)])
def test_the_writing_hand_is_among_the_facts_where_it_is_known(record, hand, side):
    record.writing_hand = hand

    assert read_history(record, TODAY).writing_hand is side
