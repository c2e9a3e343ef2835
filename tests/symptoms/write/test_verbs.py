import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from people.models import AuditEvent
from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.symptoms.write.said import DAY, check_in, standing


def test_a_check_in_is_kept_with_who_said_it_and_the_patients_day(record, ada):
    entry = check_in(record, ada, {"weakness.hand.left": 3, "fatigue.now": "5"}).entry

    entry.refresh_from_db()
    assert (entry.day, entry.time_zone, entry.made_at, entry.author, entry.source) == (
        TODAY,
        "Europe/Berlin",
        NOW,
        ada,
        "self",
    )
    assert values_of(entry) == {"weakness.hand.left": 3, "fatigue.now": 5}


def test_what_was_not_answered_is_missing_and_not_zero(record, ada):
    entry = check_in(record, ada, {"weakness.hand.left": 3, "weakness.hand.right": "", "fatigue.now": None}).entry

    assert values_of(entry) == {"weakness.hand.left": 3}
    assert not hasattr(entry, "fatigue")


def test_the_same_id_twice_is_one_row_and_the_same_receipt(record, ada):
    one = uuid.uuid4()
    first = check_in(record, ada, {"fatigue.now": 5}, id=one)
    again = check_in(record, ada, {"fatigue.now": 5}, id=one)

    assert (first.created, again.created, again.entry) == (True, False, first.entry)
    assert CheckIn.objects.count() == 1


def test_an_id_that_says_something_else_now_is_refused(record, ada, ben):
    one = uuid.uuid4()
    check_in(record, ada, {"fatigue.now": 5}, id=one)

    for by, values, day in (
        (ada, {"fatigue.now": 6}, TODAY),
        (ada, {"fatigue.now": 5}, TODAY - DAY),
        (ben, {"fatigue.now": 5}, TODAY),
    ):
        with pytest.raises(verbs.IdInUse):
            check_in(record, by, values, day=day, id=one)
    assert standing(record) == [("Ada", {"fatigue.now": 5})]


def test_a_second_check_in_of_the_day_adds_to_the_first(record, ada):
    check_in(record, ada, {"weakness.hand.left": 3, "fatigue.now": 5})
    check_in(record, ada, {"fatigue.now": 7, "fatigue.worst": 8})

    assert standing(record) == [("Ada", {"weakness.hand.left": 3, "fatigue.now": 7, "fatigue.worst": 8})]
    assert CheckIn.objects.count() == 2  # the first stays, superseded


def test_two_authors_on_one_day_both_stay(record, ada, ben):
    check_in(record, ada, {"fatigue.now": 5})
    check_in(record, ben, {"fatigue.now": 7}, source="caregiver")

    assert standing(record) == [("Ada", {"fatigue.now": 5}), ("Ben", {"fatigue.now": 7})]


def test_a_correction_supersedes_and_the_old_answer_stays_readable(record, ada):
    old = check_in(record, ada, {"weakness.hand.left": 1, "fatigue.now": 5}).entry
    new = verbs.correct(old, {"weakness.hand.left": 3}, by=ada, now=NOW).entry

    old.refresh_from_db()
    assert (old.status, new.supersedes, values_of(new)) == ("superseded", old, {"weakness.hand.left": 3})
    assert values_of(old) == {"weakness.hand.left": 1, "fatigue.now": 5}


def test_a_retracted_entry_no_longer_counts(record, ada):
    entry = check_in(record, ada, {"fatigue.now": 5}).entry
    verbs.retract(entry, by=ada)
    verbs.retract(entry, by=ada)

    assert standing(record) == []
    assert AuditEvent.objects.filter(verb="retract").count() == 1


def test_nobody_changes_what_another_wrote(record, ada, ben):
    entry = check_in(record, ada, {"fatigue.now": 5}).entry

    with pytest.raises(PermissionDenied, match="Only Ada can change what they wrote"):
        verbs.correct(entry, {"fatigue.now": 1}, by=ben, now=NOW)
    with pytest.raises(PermissionDenied, match="Only Ada can change what they wrote"):
        verbs.retract(entry, by=ben)
    assert standing(record) == [("Ada", {"fatigue.now": 5})]


@pytest.mark.parametrize(
    ("values", "where", "what"),
    [
        (
            {"weakness.hand.left": 7},
            "weakness.hand.left",
            "weakness.hand.left: “7” was found, a whole number from 0 to 4 is allowed.",
        ),
        (
            {"fatigue.now": "tired"},
            "fatigue.now",
            "fatigue.now: “tired” was found, a whole number from 0 to 10 is allowed.",
        ),
        (
            {"fatigue.now": 2.5},
            "fatigue.now",
            "fatigue.now: “2.5” was found, a whole number from 0 to 10 is allowed.",
        ),
        (
            {"fatigue.now": "1_0"},
            "fatigue.now",
            "fatigue.now: “1_0” was found, a whole number from 0 to 10 is allowed.",
        ),
        (
            {"fatigue.now": True},
            "fatigue.now",
            "fatigue.now: “True” was found, a whole number from 0 to 10 is allowed.",
        ),
        (
            {"fatigue.now": float("nan")},
            "fatigue.now",
            "fatigue.now: “nan” was found, a whole number from 0 to 10 is allowed.",
        ),
        ({"weight": 70}, "weight", "“weight” is not something that is recorded here."),
        ({"weakness.tail": 3}, "weakness.tail", "“weakness.tail” is not something that is recorded here."),
    ],
)
def test_a_bad_value_is_named_and_nothing_is_written(record, ada, values, where, what):
    with pytest.raises(ValidationError) as refused:
        check_in(record, ada, {"fatigue.worst": 3, **values})

    assert refused.value.message_dict == {where: [what]}
    assert CheckIn.objects.count() == 0


def test_every_bad_value_is_named_at_once(record, ada):
    with pytest.raises(ValidationError) as refused:
        check_in(record, ada, {"fatigue.now": 11, "fatigue.worst": -1})

    assert set(refused.value.message_dict) == {"fatigue.now", "fatigue.worst"}


def test_a_day_in_the_future_or_before_birth_is_refused(record, ada):
    for day, sentence in (
        (TODAY + DAY, "2026-03-03 is in the future: where Ada lives it is 2026-03-02."),
        (dt.date(1960, 4, 30), "1960-04-30 is before the date of birth, 1960-05-01."),
    ):
        with pytest.raises(ValidationError) as refused:
            check_in(record, ada, {"fatigue.now": 5}, day=day)
        assert refused.value.message_dict == {"day": [sentence]}
    assert CheckIn.objects.count() == 0


def test_a_day_of_a_mistyped_year_is_refused_without_a_date_of_birth_too(record, ada):
    record.birth_date = None
    with pytest.raises(ValidationError) as refused:
        check_in(record, ada, {"fatigue.now": 5}, day=dt.date(202, 3, 1))
    assert refused.value.message_dict == {"day": ["0202-03-01 is too long ago: days from 1900 can be recorded."]}


def test_today_is_the_patients_today(record, ada):
    record.time_zone = "Pacific/Auckland"
    late = dt.datetime(2026, 3, 2, 12, 30, tzinfo=dt.UTC)  # already the third in Auckland

    entry = verbs.record_check_in(
        record, dt.date(2026, 3, 3), {"fatigue.now": 5}, by=ada, source="self", now=late
    ).entry
    assert (entry.day, entry.time_zone) == (dt.date(2026, 3, 3), "Pacific/Auckland")


def test_an_empty_check_in_is_refused(record, ada):
    with pytest.raises(ValidationError, match="Nothing was filled in, so nothing was saved"):
        check_in(record, ada, {"fatigue.now": ""})
    assert CheckIn.objects.count() == 0


def test_same_as_last_time_and_cannot_tell_are_answers_told_apart(record, ada):
    entry = check_in(
        record,
        ada,
        {"weakness.hand.left": 3, "fatigue.now": 5},
        confirmed_same=["weakness"],
        not_known={"hand.right": "not_tried"},
    ).entry

    entry = CheckIn.objects.get(pk=entry.pk)
    assert (entry.weakness.confirmed_same, entry.fatigue.confirmed_same) == (True, False)
    assert entry.weakness.not_known == {"hand.right": "not_tried"}


def test_cannot_tell_takes_the_place_of_a_grade_and_comes_once_for_each_id(record, ada):
    check_in(record, ada, {"weakness.neck": 3, "fatigue.now": 5})
    id = uuid.uuid4()
    for _ in range(2):
        check_in(record, ada, {}, not_known={"neck": "cannot_tell"}, id=id)

    entry = CheckIn.objects.standing().get()
    assert (values_of(entry), entry.weakness.not_known) == ({"fatigue.now": 5}, {"neck": "cannot_tell"})
    with pytest.raises(verbs.IdInUse):
        check_in(record, ada, {}, not_known={"neck": "not_tried"}, id=id)
    with pytest.raises(verbs.IdInUse):
        check_in(record, ada, {"fatigue.now": 5}, confirmed_same=["fatigue"], id=id)


def test_undo_of_what_was_said_alone_gives_back_what_was_said_with_help(record, ada):
    check_in(record, ada, {"weakness.neck": 3}, source="helped")
    verbs.undo(check_in(record, ada, {"weakness.neck": 1}).entry, by=ada, now=NOW)

    entry = CheckIn.objects.standing().get()
    assert (entry.source, values_of(entry)) == ("helped", {"weakness.neck": 3})


def test_cannot_tell_alone_is_an_answer(record, ada):
    entry = check_in(record, ada, {}, not_known={"hand.right": "cannot_tell"}).entry

    assert CheckIn.objects.get(pk=entry.pk).weakness.not_known == {"hand.right": "cannot_tell"}


def test_every_write_raises_the_data_version_and_leaves_an_audit_event(record, ada):
    entry = check_in(record, ada, {"fatigue.now": 5}).entry
    verbs.retract(entry, by=ada)

    record.refresh_from_db()
    assert record.data_version == 2
    assert list(AuditEvent.objects.order_by("at", "pk").values_list("user__name", "verb", "detail")) == [
        ("Ada", "write", f"checkin {entry.pk}"),
        ("Ada", "retract", f"checkin {entry.pk}"),
    ]
