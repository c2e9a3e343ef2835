import io

import pytest
from django.core.management import call_command
from django.db import transaction

from care.models import Exercise, ExerciseAnswer, Programme, Visit
from people.access import Verb, open_record
from people.models import Clinic, Patient, User
from symptoms.derive import maker
from symptoms.models import CheckIn, FunctionCheck, RememberedOnset
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def run(command, **options):
    out = io.StringIO()
    call_command(command, **options, stdout=out)
    return out.getvalue()


def seed(**options):
    return run("seed", **{"patients": 2, "days": 40, "seed": 7, "end": NOW.date(), **options})


def seeded(**options):
    """Who they are and what they say, made in an empty database that is empty again afterwards."""
    with transaction.atomic():
        seed(**options)
        people = list(Patient.objects.values("pk", "reference", "birth_date", "onset_cell", "usual_weight"))
        exported = run("export_csv")
        transaction.set_rollback(True)
    return people, exported


def test_the_same_seed_and_last_day_are_the_same_people():
    assert seeded() == seeded()
    assert seeded() != seeded(seed=8)


def test_more_people_of_one_seed_begin_with_the_same_ones():
    (two, _), (three, _) = seeded(), seeded(patients=3)

    assert [person["reference"] for person in three] == ["syn-7-0001", "syn-7-0002", "syn-7-0003"]
    assert three[:2] == two


def test_who_is_there_already_is_left_alone():
    assert seed() == "2 of 2 patients were made in the clinic “Synthetic”.\n"
    before = list(Patient.objects.values_list("data_version", flat=True))

    assert seed(patients=3, days=50) == "1 of 3 patients were made in the clinic “Synthetic”.\n"
    assert list(Patient.objects.exclude(reference="syn-7-0003").values_list("data_version", flat=True)) == before


def test_each_word_has_its_own_author_and_moment():
    seed(patients=1)

    person, clinician = (
        User.objects.get(email=f"{who}@synthetic.invalid") for who in ("syn-7-0001.patient", "clinician")
    )
    check_in = CheckIn.objects.filter(source="self").earliest("day")
    check = FunctionCheck.objects.get(source="clinician")
    assert (check_in.author, check_in.made_at.date(), check_in.made_at.hour) == (person, check_in.day, 20)
    assert (check.author, check.mode) == (clinician, "clinic")
    patient = Patient.objects.get()
    assert open_record(person, patient.pk, Verb.PROGRESS).role == "patient"
    assert open_record(clinician, patient.pk, Verb.PROGRESS).for_clinician
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_they_are_seen_every_quarter_and_examined_at_each_visit():
    seed(patients=1, days=400)

    visits = list(Visit.objects.order_by("day"))
    assert len(visits) == 5
    assert [visit.next_visit for visit in visits[:-1]] == [visit.day for visit in visits[1:]]
    assert {(visit.mode, visit.strengths.count()) for visit in visits} == {("in_person", 28)}
    assert all(visit.function_check.day == visit.measurement.day == visit.day for visit in visits)


def test_synthetic_people_have_a_clinic_of_their_own_and_reports_like_anyone(clinic):
    seed()

    assert [patient.clinic.name for patient in Patient.objects.all()] == ["Synthetic"] * 2
    for patient in Clinic.objects.get(name="Synthetic").patients.all():
        assert maker.refresh(patient.pk, now=NOW)
        assert patient.report.facts["last_day"] is not None


def test_what_they_remember_is_recorded_by_who_says_it_and_stays_the_same():
    def remembered():
        with transaction.atomic():
            seed(patients=6)
            rows = RememberedOnset.objects.order_by("patient__reference", "cell")
            said = list(rows.values_list("patient__reference", "cell", "precision", "month", "source", "author__email"))
            transaction.set_rollback(True)
        return said

    first = remembered()
    assert len(first) > 5
    assert first == remembered()
    assert all(
        author.split(".")[-2].startswith({"self": "patient", "caregiver": "caregiver"}[source])
        for *_, source, author in first
    )


def test_some_have_an_exercise_programme_with_answers_of_days_on_which_they_wrote_the_same_each_time():
    def exercised():
        with transaction.atomic():
            seed(patients=6)
            set_for = list(Programme.objects.order_by("patient__reference").values_list("patient__reference", "start"))
            rows = ExerciseAnswer.objects.order_by("patient__reference", "day", "item__place")
            said = list(rows.values_list("patient__reference", "day", "item__name", "done", "effort", "tired", "sore"))
            wrote = set(CheckIn.objects.filter(source="self").values_list("patient__reference", "day"))
            kept = Exercise.objects.count()
            authors = set(rows.values_list("author__email", flat=True))
            transaction.set_rollback(True)
        assert {(reference, day) for reference, day, *_ in said} <= wrote
        assert authors == {f"{reference}.patient@synthetic.invalid" for reference, _start in set_for}
        return set_for, said, kept

    first = exercised()
    assert 0 < len(first[0]) < 6
    assert first[2] == 3
    assert first == exercised()
