"""The yes to research: off until it is said, in one press, and taken back in one press."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people import consent, research
from people.models import AuditEvent, Clinic, Consent, Membership, Patient
from tests.filled import Form


def url(record, name="research"):
    return reverse(name, args=[record.pk])


def opened(client, user, record):
    client.force_login(user)
    return client.get(url(record))


def test_nothing_is_given_until_the_person_says_so(client, record, ada):
    page = opened(client, ada, record)

    assert page.context["state"] == "Research: nothing is given"
    assert research.standing_of(record) is None
    assert Form(page.content.decode()).fields.keys() == {"csrfmiddlewaretoken"}  # one press, and nothing to fill in


def test_one_press_says_yes_and_one_press_takes_it_back(client, record, ada):
    client.force_login(ada)
    for _twice in range(2):
        client.post(url(record))
    said = Consent.objects.get()
    assert (said.granted_by, said.basis, said.text_version, said.clinic) == (ada, "self", "2026-11", record.clinic)
    assert list(research.that_count()) == [said]
    assert opened(client, ada, record).context["said"] == (
        "Research. By Ada, agreed to here. The text shown was that of 2026-11."
    )

    for _twice in range(2):
        client.post(url(record, "end_research"))
    said.refresh_from_db()
    assert said.ended_by == ada
    assert not research.that_count().exists()
    verbs = AuditEvent.objects.filter(verb__endswith="research").order_by("pk").values_list("verb", "detail")
    assert list(verbs) == [("agree research", f"consent {said.pk}"), ("end research", "")]


def test_it_can_be_said_again_and_what_was_is_kept(client, record, ada):
    client.force_login(ada)
    for name in ("research", "end_research", "research"):
        client.post(url(record, name))

    assert Consent.objects.filter(patient=record).count() == 2
    assert Consent.objects.get(ends_at=None) == research.standing_of(record)


def test_a_clinic_says_it_for_nobody_who_signs_in_and_can_note_that_it_is_taken_back(client, record, ada, cleo):
    page = opened(client, cleo, record)
    assert "Only Ada can say yes here." in page.content.decode()
    assert client.post(url(record), {"basis": "paper"}).status_code == 403

    research.agree(record, by=ada, basis="self", now=timezone.now())
    client.post(url(record, "end_research"))
    assert research.standing_of(record) is None


@pytest.mark.parametrize("basis", ["paper", "word"])
def test_of_who_does_not_sign_in_the_clinic_notes_how_they_agreed(client, record, cleo, basis):
    client.force_login(cleo)
    assert client.post(url(record), {"basis": "clinic"}).status_code == 404
    client.post(url(record), {"basis": basis})

    assert (research.standing_of(record).basis, research.standing_of(record).granted_by) == (basis, cleo)


def test_a_caregiver_says_it_for_nobody(client, record, ada, ben):
    assert opened(client, ben, record).status_code == 403
    assert client.post(url(record)).status_code == 403
    assert client.post(url(record, "end_research")).status_code == 403


def test_a_closed_record_takes_no_new_yes_and_gives_one_back(client, record, ada):
    research.agree(record, by=ada, basis="self", now=timezone.now())
    Patient.objects.filter(pk=record.pk).update(ended_on=timezone.now().date(), ended_why="moved")
    client.force_login(ada)
    client.post(url(record, "end_research"))

    assert research.standing_of(record) is None
    assert "No yes is taken any more." in client.get(url(record)).content.decode()
    assert client.post(url(record)).status_code == 403


def test_another_clinic_asks_anew(client, record, ada):
    research.agree(record, by=ada, basis="self", now=timezone.now())
    record.clinic = Clinic.objects.create(name="West Clinic")
    record.save()
    assert opened(client, ada, record).context["standing"] is None

    client.post(url(record))
    assert research.standing_of(record).clinic.name == "West Clinic"
    assert Consent.objects.filter(ends_at=None).count() == 1


def test_the_ledger_says_how_it_stands_and_what_was_taken_back(client, record, ada):
    client.force_login(ada)
    assert "Research: nothing is given" in client.get(url(record, "sharing")).content.decode()
    client.post(url(record))
    assert "Research: given since" in client.get(url(record, "sharing")).content.decode()
    client.post(url(record, "end_research"))

    (line,) = client.get(url(record, "past_grants")).context["page"].object_list
    assert (line[1], line[2]) == (
        "Research",
        "With North Clinic. Research. By Ada, agreed to here. The text shown was that of 2026-11.",
    )


def test_who_looked_says_what_was_given_and_said(client, record, ada, cleo):
    research.agree(record, by=cleo, basis="paper", now=timezone.now())
    AuditEvent.objects.create(verb="research export", patient=record)
    client.force_login(ada)
    (day,) = client.get(url(record, "access_log")).context["days"]

    assert ("Cleo", "said yes to research") in day.people
    assert ("The site itself", "gave its numbers for research, without a name, once") in day.people


def test_a_yes_opens_the_record_to_nobody(record, ada, dan):
    research.agree(record, by=ada, basis="self", now=timezone.now())

    assert not Patient.objects.visible_to(dan).filter(pk=record.pk).exists()
    assert consent.ledger(record).count() == 1
    assert Membership.objects.filter(patient=record).count() == 1
