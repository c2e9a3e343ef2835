import datetime as dt

from django.urls import reverse

from people.models import AuditEvent, Membership, Patient
from tests.cast import person

FACTS = {
    "name": "Ada",
    "birth_date": "1960-05-01",
    "time_zone": "Europe/Berlin",
    "onset_month": "2024-03",
    "onset_precision": "season",
    "onset_cell": "hand.left",
    "diagnosis_date": "2025-01-15",
    "writing_hand": "right",
    "usual_weight": "70.5",
    "height": "170",
}


def test_someone_starts_a_record_that_is_theirs_alone(client, db):
    fay = person("Fay")
    client.force_login(fay)
    response = client.post(reverse("start"), FACTS | {"name": "Fay"})

    patient = Patient.objects.get()
    assert response["Location"] == "/settings/"
    assert (patient.name, patient.time_zone, patient.onset_month, patient.onset_cell, float(patient.usual_weight)) == (
        "Fay",
        "Europe/Berlin",
        dt.date(2024, 3, 1),
        "hand.left",
        70.5,
    )
    assert [(grant.user, grant.role, grant.access) for grant in Membership.objects.all()] == [(fay, "patient", "write")]


def test_whoever_has_a_record_does_not_start_a_second(client, ada):
    client.force_login(ada)
    client.post(reverse("start"), FACTS)

    assert Patient.objects.count() == 1


def test_a_start_with_a_wrong_fact_keeps_the_others(client, db):
    client.force_login(person("Fay"))
    response = client.post(reverse("start"), FACTS | {"height": "tall"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["height"])
    assert response.context["form"]["usual_weight"].value() == "70.5"
    assert Patient.objects.count() == 0


def test_a_clinician_adds_a_patient_to_their_clinic(client, clinic, cleo):
    client.force_login(cleo)
    response = client.post(reverse("new_patient"), FACTS | {"clinic": clinic.pk, "reference": "N-7"})

    patient = Patient.objects.get(reference="N-7")
    assert response["Location"] == reverse("dashboard", args=[patient.pk])
    assert patient.clinic == clinic


def test_a_reference_is_given_once(client, record, clinic, cleo):
    client.force_login(cleo)
    response = client.post(reverse("new_patient"), FACTS | {"clinic": clinic.pk, "reference": "A-1"})

    assert response.status_code == 422
    assert Patient.objects.count() == 1


def test_only_the_care_team_of_a_whole_clinic_adds_patients(client, ada):
    client.force_login(ada)
    assert client.post(reverse("new_patient"), FACTS).status_code == 403


def test_changed_facts_are_written_with_a_new_version_and_an_audit_event(client, record, ada):
    client.force_login(ada)
    client.post(reverse("facts", args=[record.pk]), FACTS | {"name": "Ada L."})

    before = record.data_version
    record.refresh_from_db()
    assert (record.name, record.onset_precision, record.height) == ("Ada L.", "season", 170)
    assert record.data_version == before + 1
    assert AuditEvent.objects.filter(verb="write", user=ada, patient=record, detail=f"patient {record.pk}").count() == 1


def test_the_form_of_facts_shows_what_is_known(client, record, ada):
    client.force_login(ada)
    form = client.get(reverse("facts", args=[record.pk])).context["form"]

    assert (form["name"].value(), form["time_zone"].value()) == ("Ada", "Europe/Berlin")
