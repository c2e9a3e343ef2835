"""Who works in a clinic, and who runs it."""

import pytest
from django.core.exceptions import ValidationError

from people import clinics
from people.models import AuditEvent, Clinic, Membership
from tests.cast import person


@pytest.fixture
def admin(clinic):
    fay = person("Fay")
    clinics.join_clinic(clinic, fay, by=None, role="admin")
    return fay


def roles(clinic):
    return {
        member.user.name: (member.sees and member.sees.role, bool(member.runs)) for member in clinics.members(clinic)
    }


def test_who_runs_the_clinic_and_sees_patients_is_one_person(clinic, admin, cleo):
    clinics.join_clinic(clinic, admin, by=admin)
    assert roles(clinic) == {"Cleo": ("clinician", False), "Fay": ("clinician", True)}


@pytest.mark.parametrize(
    ("sees", "runs", "stands"),
    [
        ("therapist", False, ("therapist", False)),
        ("reader", True, ("reader", True)),
        ("", True, (None, True)),
        ("clinician", False, ("clinician", False)),
    ],
)
def test_what_someone_does_is_changed_as_one(clinic, admin, cleo, sees, runs, stands):
    clinics.change_work(clinic, cleo, by=admin, sees=sees, runs=runs)
    assert roles(clinic)["Cleo"] == stands


def test_a_reader_writes_nothing(clinic, admin, cleo):
    clinics.change_work(clinic, cleo, by=admin, sees="reader", runs=False)
    assert clinics.members(clinic)[0].sees.access == "read"


def test_what_was_ended_stays_in_the_ledger_with_who_ended_it(clinic, admin, cleo):
    clinics.change_work(clinic, cleo, by=admin, sees="reader", runs=False)
    rows = Membership.objects.filter(clinic=clinic, user=cleo).order_by("pk")
    assert [(row.role, row.ended_by) for row in rows] == [("clinician", admin), ("reader", None)]


@pytest.mark.parametrize(
    "change",
    [
        lambda clinic, admin: clinics.end_work(clinic, admin, by=admin),
        lambda clinic, admin: clinics.change_work(clinic, admin, by=admin, sees="reader", runs=False),
    ],
)
def test_the_last_one_who_runs_a_clinic_stays(clinic, admin, cleo, change):
    clinics.join_clinic(clinic, admin, by=admin)
    trail = AuditEvent.objects.count()
    with pytest.raises(ValidationError) as refused:
        change(clinic, admin)

    assert refused.value.messages == ["Fay is the last one who runs North Clinic. Let someone else run it first."]
    assert roles(clinic)["Fay"] == ("clinician", True)  # nothing half done
    assert AuditEvent.objects.count() == trail


def test_who_is_not_active_runs_nothing(clinic, admin, cleo):
    clinics.change_work(clinic, cleo, by=admin, sees="clinician", runs=True)
    cleo.is_active = False
    cleo.save()
    with pytest.raises(ValidationError, match="the last one"):
        clinics.end_work(clinic, admin, by=admin)


def test_one_of_two_can_leave(clinic, admin, cleo):
    clinics.change_work(clinic, cleo, by=admin, sees="", runs=True)
    clinics.end_work(clinic, admin, by=admin)
    assert roles(clinic) == {"Cleo": (None, True)}


def test_nothing_at_all_is_no_work(clinic, admin, cleo):
    with pytest.raises(ValidationError, match="Say what they do here, or end it"):
        clinics.change_work(clinic, cleo, by=admin, sees="", runs=False)
    assert roles(clinic)["Cleo"] == ("clinician", False)


def test_who_was_ended_a_moment_ago_is_not_brought_back(clinic, admin, cleo):
    clinics.end_work(clinic, cleo, by=admin)
    with pytest.raises(ValidationError, match="Cleo does not work here any more"):
        clinics.change_work(clinic, cleo, by=admin, sees="clinician", runs=False)
    assert "Cleo" not in roles(clinic)


@pytest.mark.parametrize("number", ["call us", "9", "+", "020 7946 0123 ext", "(((", "1+2"])
def test_a_number_that_nobody_can_dial_is_refused(clinic, admin, number):
    with pytest.raises(ValidationError) as refused:
        clinics.change_clinic(clinic, by=admin, telephone=number, reading_hours="always")

    assert refused.value.message_dict == {
        "telephone": [f"“{number}” is not a telephone number. Write it in digits, such as +44 20 7946 0123."]
    }
    assert Clinic.objects.get(pk=clinic.pk).reading_hours == ""


@pytest.mark.parametrize("number", ["15", "112", "+44 20 7946 0123", "030/901820", "(202) 555-0100", ""])
def test_a_number_is_kept_as_it_was_written(clinic, admin, number):
    clinics.change_clinic(clinic, by=admin, telephone=f" {number} ")
    assert Clinic.objects.get(pk=clinic.pk).telephone == number


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"name": "Own records"}, "name"),
        ({"name": ""}, "name"),
        ({"language": "fr"}, "language"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"guideline": "ours"}, "guideline"),
        ({"family_reads_days": -1}, "family_reads_days"),
    ],
)
def test_what_a_clinic_cannot_say_of_itself_is_told_beside_it(clinic, admin, said, where):
    with pytest.raises(ValidationError) as refused:
        clinics.change_clinic(clinic, by=admin, **said)
    assert set(refused.value.message_dict) == {where}


def test_who_changed_what_the_clinic_says_is_kept(clinic, admin):
    for _ in range(2):
        clinics.change_clinic(clinic, by=admin, name="North Clinic", telephone="555-0100", emergency_number="555-0199")
    told = AuditEvent.objects.filter(verb="change clinic").values_list("user__name", "detail")
    assert list(told) == [("Fay", f"clinic {clinic.pk} emergency_number telephone")]
