import datetime as dt

from django.urls import reverse
from django.utils import timezone

from people.models import AuditEvent, Membership, Patient
from symptoms.models import RememberedOnset
from symptoms.write import verbs

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


def test_whoever_has_a_record_does_not_start_a_second(client, ada):
    client.force_login(ada)
    client.post(reverse("start"), FACTS)

    assert Patient.objects.count() == 1


def test_a_wrong_fact_is_told_and_keeps_the_others(client, record, ada):
    client.force_login(ada)
    response = client.post(reverse("facts", args=[record.pk]), FACTS | {"height": "tall"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["height"])
    assert response.context["form"]["usual_weight"].value() == "70.5"
    record.refresh_from_db()
    assert record.onset_cell == ""


def test_a_fact_of_a_day_before_1900_is_refused(client, record, ada):
    client.force_login(ada)
    days = {"birth_date": "0001-01-01", "onset_month": "1899-12", "diagnosis_date": "1899-12-31"}
    response = client.post(reverse("facts", args=[record.pk]), FACTS | days)

    told = "%s is too long ago: days from 1900 can be recorded."
    assert (response.status_code, response.context["form"].errors) == (
        422,
        {
            "birth_date": [told % "0001-01-01"],
            "onset_month": [told % "1899-12-01"],
            "diagnosis_date": [told % "1899-12-31"],
        },
    )


def test_a_clinician_adds_a_patient_to_their_clinic(client, clinic, cleo):
    client.force_login(cleo)
    said = FACTS | {"clinic": clinic.pk, "reference": "N-7", "basis": "paper"}
    response = client.post(reverse("new_patient"), said)

    patient = Patient.objects.get(reference="N-7")
    assert response["Location"] == reverse("share", args=[patient.pk]) + "?who=patient"
    assert patient.clinic == clinic
    agreed = Membership.objects.get(patient=patient, user=None)
    assert (agreed.clinic, agreed.basis, agreed.granted_by) == (clinic, "paper", cleo)


def test_a_clinician_says_how_the_person_agreed(client, clinic, cleo):
    client.force_login(cleo)
    response = client.post(reverse("new_patient"), FACTS | {"clinic": clinic.pk, "reference": "N-7"})

    assert response.context["form"].errors == {"basis": ["This field is required."]}
    assert Patient.objects.count() == 0


def test_a_reference_is_given_once(client, record, clinic, cleo):
    client.force_login(cleo)
    said = FACTS | {"clinic": clinic.pk, "reference": "A-1", "basis": "word"}
    response = client.post(reverse("new_patient"), said)

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


FIRST = {"name", "birth_date", "time_zone", "usual_weight", "height"}


def asked(response):
    return {field.name for field in response.context["form"].visible_fields()}


def sent_on(response):
    """What a browser sends of the page that it shows."""
    form = response.context["form"]
    return {field.html_name: field.value() for field in form if field.value() is not None}


def test_the_facts_are_asked_in_two_steps_and_nothing_typed_is_lost_on_the_way(client, record, ada):
    client.force_login(ada)
    url = reverse("facts", args=[record.pk])
    first = client.get(url)
    second = client.post(url, sent_on(first) | {name: FACTS[name] for name in FIRST} | {"go": "2"})
    back = client.post(url, sent_on(second) | {name: FACTS[name] for name in FACTS if name not in FIRST} | {"go": "1"})
    again = client.post(url, sent_on(back) | {"go": "2"})
    record.refresh_from_db()
    none_yet = record.onset_cell
    client.post(url, sent_on(again))

    assert [asked(page) for page in (first, second, back)] == [FIRST, set(FACTS) - FIRST, FIRST]
    assert none_yet == ""
    record.refresh_from_db()
    assert (record.name, record.onset_month, record.onset_cell, record.height) == (
        "Ada",
        dt.date(2024, 3, 1),
        "hand.left",
        170,
    )


def test_a_step_with_something_to_mend_stays_until_it_is_mended(client, record, ada):
    client.force_login(ada)
    url = reverse("facts", args=[record.pk])
    early = client.post(url, FACTS | {"height": "tall", "go": "2"})
    late = client.post(url, FACTS | {"diagnosis_date": "soon"})

    assert (early.status_code, asked(early), list(early.context["form"].errors)) == (422, FIRST, ["height"])
    assert (late.status_code, asked(late), list(late.context["form"].errors)) == (
        422,
        set(FACTS) - FIRST,
        ["diagnosis_date"],
    )


def test_another_month_of_the_first_part_is_said_of_that_part_and_stands_in_one_place(client, record, ada):
    verbs.say_where_it_began(record, "hand.left", by=ada)
    month = dt.date(2023, 5, 1)
    verbs.remember_onset(record, "hand.left", "month", month=month, by=ada, source="self", now=timezone.now())
    client.force_login(ada)
    client.post(reverse("facts", args=[record.pk]), FACTS)

    record.refresh_from_db()
    said = RememberedOnset.objects.standing().get()
    assert (
        (said.month, said.precision) == (record.onset_month, record.onset_precision) == (dt.date(2024, 3, 1), "season")
    )


def test_known_facts_go_along_unseen_and_stay_as_they_are(client, record, ada):
    client.force_login(ada)
    url = reverse("facts", args=[record.pk])
    client.post(url, FACTS)
    page = client.get(url)
    content = page.content.decode()
    client.post(url, sent_on(page) | {"name": "Ada L."})

    record.refresh_from_db()
    assert '<input type="hidden" name="onset_month" value="2024-03"' in content
    assert (record.name, record.onset_month, record.writing_hand) == ("Ada L.", dt.date(2024, 3, 1), "right")


def test_a_clinician_sees_all_facts_at_once(client, record, cleo):
    client.force_login(cleo)

    assert asked(client.get(reverse("facts", args=[record.pk]))) == set(FACTS)
