"""When a part became weak, as someone remembers it: what can be said, by whom, and how it is taken back."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from people.models import AuditEvent, Patient
from symptoms.models import RememberedOnset
from symptoms.read.history import read_history
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient, person

MONTH = dt.date(2025, 6, 1)


def remember(record, by, precision="month", month=MONTH, cell="hand.left", source="self", **more):
    return verbs.remember_onset(record, cell, precision, month=month, by=by, source=source, now=NOW, **more)


def standing(record):
    rows = RememberedOnset.objects.standing().filter(patient=record).order_by("cell", "source")
    return [(row.author.name, row.cell, row.source, row.precision, row.month) for row in rows]


def refusal(record, by, **said):
    with pytest.raises(ValidationError) as refused:
        remember(record, by, **said)
    assert RememberedOnset.objects.count() == 0
    return refused.value.message_dict


@pytest.mark.parametrize(
    ("precision", "given", "kept"),
    [
        ("month", "2025-06-17", "2025-06-01"),
        ("season", "2025-04-30", "2025-04-01"),
        ("year", "2025-06-01", "2025-01-01"),
    ],
)
def test_what_is_remembered_is_kept_as_the_first_day_of_it(record, ada, precision, given, kept):
    remember(record, ada, precision, dt.date.fromisoformat(given))

    assert standing(record) == [("Ada", "hand.left", "self", precision, dt.date.fromisoformat(kept))]


@pytest.mark.parametrize("precision", ["not_sure", "before"])
def test_not_sure_and_before_have_no_month(record, ada, precision):
    remember(record, ada, precision, None)

    assert standing(record) == [("Ada", "hand.left", "self", precision, None)]


def test_it_is_on_record_and_the_report_is_behind(record, ada):
    memory = remember(record, ada).entry

    event = AuditEvent.objects.get(verb="write")
    assert (event.user, event.patient, event.detail) == (ada, record, f"rememberedonset {memory.pk}")
    assert Patient.objects.get(pk=record.pk).data_version == 1


def test_the_same_id_twice_is_one_row(record, ada):
    one = uuid.uuid4()
    first, again = (remember(record, ada, id=one) for _ in range(2))

    assert (first.created, again.created, first.entry) == (True, False, again.entry)
    assert Patient.objects.get(pk=record.pk).data_version == 1


def test_an_id_in_use_for_something_else_is_refused(record, clinic, ada, cleo):
    one = uuid.uuid4()
    remember(record, ada, id=one)

    for said in ({"cell": "hand.right"}, {"precision": "year"}, {"month": dt.date(2024, 1, 1)}, {"source": "helped"}):
        with pytest.raises(verbs.IdInUse):
            remember(record, ada, id=one, **said)
    with pytest.raises(verbs.IdInUse):
        remember(new_patient(clinic, "A-2"), cleo, source="clinician", id=one)
    assert len(standing(record)) == 1


def test_the_same_press_again_writes_nothing(record, ada):
    first, again = remember(record, ada), remember(record, ada)

    assert (again.created, again.entry) == (False, first.entry)
    assert RememberedOnset.objects.count() == 1


def test_a_closer_memory_takes_the_place_of_the_one_before(record, ada):
    year = remember(record, ada, "year").entry
    month = remember(record, ada, source="helped").entry

    assert standing(record) == [("Ada", "hand.left", "helped", "month", MONTH)]
    assert month.supersedes == year


def test_each_voice_keeps_its_own(record, ada, ben, cleo):
    remember(record, ada)
    remember(record, ben, "year", source="caregiver")
    remember(record, cleo, "season", source="clinician")

    assert [(who, source) for who, _, source, _, _ in standing(record)] == [
        ("Ben", "caregiver"),
        ("Cleo", "clinician"),
        ("Ada", "self"),
    ]


def test_of_two_caregivers_the_one_who_spoke_last_stands(record, ben):
    remember(record, ben, source="caregiver")
    remember(record, person("Fay"), "year", source="caregiver")

    assert [who for who, *_ in standing(record)] == ["Fay"]


@pytest.mark.parametrize(("one", "other"), [("self", "helped"), ("caregiver", "caregiver"), ("self", "self")])
def test_the_database_keeps_one_standing_memory_a_voice(record, ada, one, other):
    fields = {"patient": record, "author": ada, "cell": "neck", "month": MONTH, "precision": "month"}
    RememberedOnset.objects.create(source=one, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        RememberedOnset.objects.create(source=other, **fields)

    RememberedOnset.objects.create(source=other, status="superseded", **fields)
    assert RememberedOnset.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"cell": "nose"},
        {"precision": "day"},
        {"precision": "month", "month": None},
        {"precision": "not_sure"},
        {"precision": "before"},
    ],
)
def test_the_database_refuses_what_is_no_memory(record, ada, wrong):
    fields = {"cell": "neck", "month": MONTH, "precision": "month"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        RememberedOnset.objects.create(patient=record, author=ada, source="self", **fields)


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"cell": "nose"}, "cell", "“nose” is not something that is recorded here."),
        ({"precision": "day"}, "precision", "“day” is not something that is recorded here."),
        ({"month": None}, "month", "Say in which month, season or year it began, or that you are not sure."),
        ({"precision": "not_sure"}, "month", "Who is not sure, or says “before”, names no month."),
        (
            {"month": TODAY.replace(month=4)},
            "month",
            "2026-04-01 is in the future: where Ada lives it is 2026-03-02.",
        ),
        (
            {"precision": "year", "month": dt.date(9999, 12, 1)},
            "month",
            "9999-01-01 is in the future: where Ada lives it is 2026-03-02.",
        ),
        (
            {"precision": "year", "month": dt.date(1959, 7, 1)},
            "month",
            "1959-01-01 is before the date of birth, 1960-05-01.",
        ),
        ({"month": dt.date(1960, 4, 1)}, "month", "1960-04-01 is before the date of birth, 1960-05-01."),
        ({"month": dt.date(1899, 12, 1)}, "month", "1899-12-01 is too long ago: days from 1900 can be recorded."),
    ],
)
def test_what_cannot_be_remembered_is_refused_in_a_sentence(record, ada, said, field, sentence):
    assert refusal(record, ada, **said) == {field: [sentence]}


@pytest.mark.parametrize(
    ("precision", "month"),
    [("month", dt.date(2026, 3, 1)), ("season", dt.date(2026, 3, 1)), ("year", dt.date(2026, 1, 1))],
)
def test_the_month_the_season_and_the_year_that_have_begun_can_be_remembered(record, ada, precision, month):
    assert remember(record, ada, precision, month).created


@pytest.mark.parametrize(
    ("precision", "month"),
    [("month", dt.date(1960, 5, 1)), ("season", dt.date(1960, 3, 1)), ("year", dt.date(1960, 1, 1))],
)
def test_the_month_the_season_and_the_year_of_birth_can_be_remembered(record, ada, precision, month):
    assert remember(record, ada, precision, month).created


def test_a_correction_is_of_ones_own_memory_of_that_part(record, ada, ben):
    first = remember(record, ada).entry
    with pytest.raises(PermissionDenied, match="Only Ada can change what they wrote"):
        remember(record, ben, "year", source="caregiver", supersedes=first)
    with pytest.raises(verbs.NoLongerStands):
        remember(record, ada, cell="hand.right", supersedes=first)
    second = remember(record, ada, "year", supersedes=first).entry
    with pytest.raises(verbs.NoLongerStands):
        remember(record, ada, "not_sure", None, supersedes=first)

    assert list(RememberedOnset.objects.standing()) == [second]


def test_a_memory_is_taken_back_by_who_said_it(record, ada, ben):
    memory = remember(record, ada).entry
    with pytest.raises(PermissionDenied):
        verbs.retract(memory, by=ben)
    verbs.retract(memory, by=ada)

    assert standing(record) == []
    assert RememberedOnset.objects.get().status == "error"


def causes(record):
    return [(mark.cell.name, mark.kind) for mark in read_history(record, TODAY).marks]


def test_since_birth_is_another_cause_and_to_take_it_back_undoes_both(record, ada):
    memory = remember(record, ada, "before", None).entry
    assert causes(record) == [("hand.left", "other_cause")]
    assert record.cellmarks.count() == 0

    verbs.retract(memory, by=ada)
    assert causes(record) == []


def test_a_clinicians_mark_is_not_overridden_by_a_memory(record, ada, ben, cleo):
    remember(record, ada, "before", None)
    verbs.mark_cell(record, "hand.left", "involved", by=cleo, source="clinician", now=NOW)
    assert causes(record) == [("hand.left", "involved")]

    with pytest.raises(PermissionDenied, match="only the care team can change that"):
        remember(record, ben, "before", None, source="caregiver")
    assert len(standing(record)) == 1


def test_a_part_that_is_tagged_already_can_be_remembered_as_an_old_injury(record, ada, cleo):
    verbs.mark_cell(record, "hand.left", "other_cause", by=cleo, source="clinician", now=NOW)

    assert remember(record, ada, "before", None).created
    assert causes(record) == [("hand.left", "other_cause")]
