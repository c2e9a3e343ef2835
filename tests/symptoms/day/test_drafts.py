"""Answers on their way to an entry."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.access import Verb, open_record
from people.models import AuditEvent, Membership
from symptoms.day import drafts
from symptoms.models import CheckIn, Draft, FunctionCheck, Measurement
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
KIND = Draft.Kind.CHECK_IN


@pytest.fixture
def press(record, ada):
    """Ada presses answers; ``weakness__neck=3``."""

    def keep(now=NOW, day=TODAY, kind=KIND, by=ada, not_known=None, helped=None, **said):
        answers = {name.replace("__", "."): value for name, value in said.items()}
        opened = open_record(by, record.pk, Verb.WRITE)
        return drafts.keep(opened, day, kind, by=by, now=now, answers=answers, not_known=not_known, helped=helped)

    return keep


@pytest.fixture
def done(record, ada):
    def finish(draft, now=NOW, by=ada):
        return drafts.record_draft(open_record(by, record.pk, Verb.WRITE), draft, now=now)

    return finish


def entries(record):
    return [(entry.author.name, entry.source, entry.day, values_of(entry)) for entry in CheckIn.objects.standing()]


def test_a_press_is_kept_and_is_no_entry_yet(record, press):
    draft = press(weakness__neck=3)

    assert (draft.answers, draft.waits) == ({"weakness.neck": 3}, True)
    assert entries(record) == []


def test_who_is_done_has_one_entry_of_all_they_pressed(record, press, done):
    press(weakness__neck=3)
    draft = press(fatigue__now="5")
    done(draft)

    assert entries(record) == [("Ada", "self", TODAY, {"weakness.neck": 3, "fatigue.now": 5})]


def test_done_twice_is_one_entry(record, press, done):
    draft = press(weakness__neck=3)
    first, again = done(draft), done(draft)

    assert first.entry.pk == draft.entry_id
    assert again is None
    assert CheckIn.objects.count() == 1


def test_the_same_answer_again_after_done_makes_no_new_entry(press, done):
    done(press(weakness__neck=3))
    draft = press(weakness__neck=3, now=NOW + MINUTE)

    assert not draft.waits
    assert done(draft) is None


def test_another_answer_after_done_takes_the_place_of_the_entry(record, press, done):
    done(press(weakness__neck=3))
    done(press(weakness__neck=2))

    assert entries(record) == [("Ada", "self", TODAY, {"weakness.neck": 2})]
    assert CheckIn.objects.count() == 2


def test_an_answer_taken_back_is_no_answer(record, press, done):
    done(press(weakness__neck=3, weakness__speech=4))
    done(press(weakness__neck=None))

    assert entries(record) == [("Ada", "self", TODAY, {"weakness.speech": 4})]


def test_the_only_answer_taken_back_takes_the_entry_back_and_blocks_nothing(record, press, done):
    done(press(weakness__neck=2, weight=70))
    assert done(press(weakness__neck=None, weight=None)) is None
    assert (entries(record), Measurement.objects.standing().count()) == ([], 0)

    done(press(weakness__speech=3))
    assert entries(record) == [("Ada", "self", TODAY, {"weakness.speech": 3})]


def test_the_only_answer_of_a_function_check_is_taken_back(press, done):
    done(press(kind=Draft.Kind.FUNCTION_CHECK, function__speech=3))
    done(press(kind=Draft.Kind.FUNCTION_CHECK, function__speech=None))

    assert FunctionCheck.objects.standing().count() == 0


def test_a_reason_that_was_recorded_can_be_taken_back(record, press, done):
    done(press(not_known={"neck": "cannot_tell"}, weakness__speech=3))
    done(press(weakness__neck=None))

    assert CheckIn.objects.standing().get().weakness.not_known == {}


def test_the_same_reason_again_after_done_takes_nothing_back(record, press, done):
    done(press(not_known={"neck": "cannot_tell"}, weakness__speech=3))
    again = press(not_known={"neck": "cannot_tell"})
    assert (again.waits, done(again)) == (False, None)

    done(press(not_known={"neck": "not_tried"}))
    assert CheckIn.objects.standing().get().weakness.not_known == {"neck": "not_tried"}


def test_a_reason_for_a_part_that_nobody_has_is_refused(press):
    with pytest.raises(ValidationError):
        press(not_known={"tail": "cannot_tell"})

    assert Draft.objects.count() == 0


def test_what_another_device_said_since_is_not_said_over(record, ada, press, done):
    done(press(weakness__neck=3, weight=70))
    verbs.record_check_in(record, TODAY, {"weakness.neck": 1}, by=ada, source="self", now=NOW + MINUTE)
    verbs.record_measurement(record, TODAY, {"weight": 65}, by=ada, source="self", now=NOW + MINUTE)
    done(press(weakness__speech=2, now=NOW + 2 * MINUTE))
    assert values_of(Measurement.objects.standing().get()) == {"weight": 65}
    assert entries(record) == [("Ada", "self", TODAY, {"weakness.neck": 1, "weakness.speech": 2})]

    done(press(weakness__neck=3, now=NOW + 3 * MINUTE))
    assert entries(record) == [("Ada", "self", TODAY, {"weakness.neck": 3, "weakness.speech": 2})]


def test_an_entry_is_of_the_minute_of_the_last_press_however_late_it_is_recorded(record, press):
    press(weakness__neck=3)
    drafts.record_waiting(now=NOW + dt.timedelta(hours=30))

    assert CheckIn.objects.get().made_at == NOW


def test_a_draft_whose_every_answer_was_taken_back_is_no_entry(record, press, done):
    press(weakness__neck=3)

    assert done(press(weakness__neck=None)) is None
    assert CheckIn.objects.count() == 0


def test_a_grade_and_a_reason_for_none_take_each_others_place(press, done):
    press(weakness__neck=3)
    draft = press(not_known={"neck": "cannot_tell"})
    assert (draft.answers, draft.not_known) == ({"weakness.neck": None}, {"neck": "cannot_tell"})

    draft = press(weakness__neck=2)
    assert (draft.answers, draft.not_known) == ({"weakness.neck": 2}, {})


def test_cannot_tell_alone_is_an_entry(press, done):
    done(press(not_known={"neck": "cannot_tell"}))

    assert CheckIn.objects.get().weakness.not_known == {"neck": "cannot_tell"}


def test_what_was_measured_is_a_measurement_beside_the_check_in(press, done):
    done(press(weight="70,5", signs__nightmares=0))

    assert values_of(Measurement.objects.get()) == {"weight": 70.5}
    assert values_of(CheckIn.objects.get()) == {"signs.nightmares": 0}


def test_help_is_kept_with_the_answers(record, press, done):
    press(helped=True)
    done(press(weakness__neck=3))

    assert entries(record) == [("Ada", "helped", TODAY, {"weakness.neck": 3})]


@pytest.mark.parametrize("said", [{"weakness__neck": 7}, {"falls": "many"}, {"function__speech": 2}])
def test_a_wrong_answer_is_refused_and_nothing_is_kept(press, said):
    with pytest.raises(ValidationError):
        press(**said)

    assert Draft.objects.count() == 0


def test_a_day_that_has_not_come_is_refused(press):
    with pytest.raises(ValidationError):
        press(weakness__neck=3, day=TODAY + DAY)

    assert Draft.objects.count() == 0


def test_two_people_have_two_drafts_and_two_entries(record, ada, ben, press, done):
    done(press(weakness__neck=3))
    done(press(weakness__neck=1, by=ben), by=ben)

    assert entries(record) == [
        ("Ada", "self", TODAY, {"weakness.neck": 3}),
        ("Ben", "caregiver", TODAY, {"weakness.neck": 1}),
    ]


def test_who_stops_is_recorded_after_ten_minutes(record, press):
    press(weakness__neck=3)
    assert drafts.record_waiting(now=NOW + 9 * MINUTE) == 0
    assert drafts.record_waiting(now=NOW + 10 * MINUTE) == 1
    assert drafts.record_waiting(now=NOW + 11 * MINUTE) == 0

    assert entries(record) == [("Ada", "self", TODAY, {"weakness.neck": 3})]


def test_what_was_pressed_while_the_clock_was_ahead_is_recorded_once_it_is_right(record, press):
    press(weakness__neck=3)
    assert drafts.record_waiting(now=NOW - 9 * MINUTE) == 0
    assert drafts.record_waiting(now=NOW - 11 * MINUTE) == 1

    assert entries(record) == [("Ada", "self", TODAY, {"weakness.neck": 3})]


def test_who_goes_on_after_stopping_finds_their_answers(record, press, done):
    press(weakness__neck=3)
    drafts.record_waiting(now=NOW + 10 * MINUTE)
    draft = press(weakness__speech=4, now=NOW + dt.timedelta(hours=20))
    done(draft, now=NOW + dt.timedelta(hours=20))

    assert draft.answers == {"weakness.speech": 4}
    assert entries(record) == [("Ada", "self", TODAY, {"weakness.neck": 3, "weakness.speech": 4})]


def test_a_draft_is_there_after_twenty_hours_and_gone_after_two_days(press):
    press(weakness__neck=3)
    drafts.record_waiting(now=NOW + dt.timedelta(hours=20))
    assert Draft.objects.count() == 1

    drafts.record_waiting(now=NOW + dt.timedelta(hours=49))
    assert Draft.objects.count() == 0


def test_answers_of_someone_whose_access_ended_are_not_recorded_and_not_thrown_away(ben, press):
    press(weakness__neck=1, by=ben)
    Membership.objects.filter(user=ben).update(ends_at=timezone.now())
    for minutes in (10, 11, 12):
        drafts.record_waiting(now=NOW + minutes * MINUTE)

    assert CheckIn.objects.count() == 0
    assert Draft.objects.get().answers == {"weakness.neck": 1}
    assert AuditEvent.objects.filter(verb="refused").count() == 1


def test_an_unfinished_function_check_is_recorded_as_far_as_it_goes(press):
    press(kind=Draft.Kind.FUNCTION_CHECK, function__speech=3)
    drafts.record_waiting(now=NOW + 10 * MINUTE)

    assert values_of(FunctionCheck.objects.get()) == {"function.speech": 3}


def test_a_function_check_too_soon_is_refused_and_its_answers_stay(record, ada, press):
    verbs.record_function_check(
        record, TODAY - 13 * DAY, {"function.speech": 4}, by=ada, source="self", now=NOW - 13 * DAY
    )
    press(kind=Draft.Kind.FUNCTION_CHECK, function__speech=3)
    drafts.record_waiting(now=NOW + 10 * MINUTE)

    assert FunctionCheck.objects.count() == 1
    assert Draft.objects.get().waits


def test_what_was_marked_as_a_mistake_does_not_come_back_with_the_next_answer(record, ada, press, done):
    verbs.retract(done(press(weakness__neck=3)).entry, by=ada)
    done(press(weakness__speech=4))

    assert entries(record) == [("Ada", "self", TODAY, {"weakness.speech": 4})]
