"""The pages on which two records of one person are put together."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from exchange.merging.doing import merge
from exchange.models import Merge
from people.mail import send_waiting
from people.models import AuditEvent, Membership, Patient
from symptoms.models import Measurement
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient, person


@pytest.fixture
def second(clinic):
    """Ada once more, as a file brought her in; nobody sees it but the clinic."""
    return new_patient(clinic, "A-2", name="ada", birth_date=dt.date(1960, 5, 1), height=164)


@pytest.fixture
def cleos(client, cleo):
    client.force_login(cleo)
    return client


def weigh(patient, by, day=TODAY, weight=70.0, source="clinician"):
    return verbs.record_measurement(patient, day, {"weight": weight}, by=by, source=source, now=NOW).entry


def test_the_likely_ones_are_shown_first_and_the_two_side_by_side(cleos, record, second, clinic, cleo):
    new_patient(clinic, "B-1", name="Berta", birth_date=dt.date(1960, 5, 1))
    new_patient(clinic, " a-1", name="Somebody")
    weigh(second, cleo)

    page = cleos.get(reverse("merge", args=[record.pk]))
    assert [each.reference for each in page.context["likely"]] == ["A-2", " a-1"]

    would = cleos.get(reverse("merge", args=[record.pk]), {"other": second.pk}).context["would"]
    assert [(str(kind.label), kind.number) for kind in would.go] == [("Measurement", 1)]
    assert (would.stay, would.people.refusal) == ([], "")
    assert (would.other.days, would.other.first, would.other.last) == (1, TODAY, TODAY)
    assert [(str(label), value) for label, value in would.filled] == [("Height, cm", "164")]
    assert [(str(label), ours, theirs) for label, ours, theirs in would.differing] == [("Name", "Ada", "ada")]


@pytest.mark.parametrize(
    ("reference", "status", "told"),
    [
        ("a-2", 302, ""),
        ("Z-9", 422, "No other record of this clinic has this reference."),
        ("A-1", 422, "No other record of this clinic has this reference."),
    ],
)
def test_the_other_one_can_be_said_by_its_reference(cleos, record, second, reference, status, told):
    page = cleos.get(reverse("merge", args=[record.pk]), {"reference": reference})

    assert page.status_code == status
    assert told == ("" if status == 302 else page.context["form"].errors["reference"][0])


def test_nothing_is_done_without_the_tick_and_once_with_it(cleos, record, second, cleo):
    weigh(second, cleo)
    at = reverse("merge", args=[record.pk])

    assert cleos.post(at, {"other": second.pk}).status_code == 422
    assert not Merge.objects.exists()
    for _press in range(2):
        page = cleos.post(at, {"other": second.pk, "sure": "true"})
        assert page.url == reverse("merge_of", args=[record.pk, Merge.objects.get().pk])
    assert Measurement.objects.get().patient == record
    assert Patient.objects.get(pk=record.pk).height == 164
    second.refresh_from_db()
    assert (second.ended_why, second.merged_into) == ("merged", record)


def test_both_sides_keep_their_audit_and_say_what_was_done(cleos, record, second, cleo):
    cleos.post(reverse("merge", args=[record.pk]), {"other": second.pk, "sure": "true"})

    deeds = AuditEvent.objects.exclude(verb__in=["manage", "write", "close"]).order_by("pk")
    assert [(event.patient, event.verb, event.detail) for event in deeds] == [
        (record, "merge", f"patient {second.pk}"),
        (second, "merge into", f"patient {record.pk}"),
    ]
    log = cleos.get(reverse("access_log", args=[record.pk]) + "?own=1").content.decode()
    page = cleos.get(reverse("sharing", args=[record.pk])).content.decode()
    assert "Another record of the same person, A-2, was put together with this one" in page
    assert "put another record of the same person together with this one: A-2" in log


def test_whoever_sees_one_of_the_two_is_told_by_a_letter_without_health_data(record, second, ada, ben, cleo):
    eve = person("Eve")
    Membership.objects.create(user=eve, patient=second, role="caregiver", access="read", granted_by=cleo)

    merge(record, second, by=cleo, now=timezone.now())
    send_waiting(now=timezone.now())

    assert sorted(letter.to for letter in mail.outbox) == [
        ["ada@example.org"],
        ["ben@example.org"],
        ["eve@example.org"],
    ]
    assert {letter.subject for letter in mail.outbox} == {"Two records of one person were put together"}
    assert not any("A-1" in letter.body or "Ada" in letter.body for letter in mail.outbox)


def test_who_saw_only_the_other_one_is_let_in_only_where_the_clinic_says_so(cleos, record, second, cleo):
    eve, fritz = person("Eve"), person("Fritz")
    grants = [
        Membership.objects.create(user=who, patient=second, role="caregiver", access="read", granted_by=cleo)
        for who in (eve, fritz)
    ]
    at, press = reverse("merge", args=[record.pk]), {"other": second.pk, "sure": "true", "let_in": [grants[0].pk]}

    assert cleos.post(at, press).status_code == 422  # how the person agreed is not said
    cleos.post(at, press | {"basis": "word"})

    given = Membership.objects.get(patient=record, user__isnull=False)
    assert (given.user, given.role, given.access, given.basis) == (eve, "caregiver", "read", "word")
    assert not Patient.objects.visible_to(fritz).filter(pk=record.pk).exists()

    cleos.post(reverse("merge_of", args=[record.pk, Merge.objects.get().pk]))
    assert not Patient.objects.visible_to(eve).filter(pk=record.pk).exists()


def test_opening_the_other_one_leads_to_the_one_that_goes_on_whoever_may_open_that(client, cleos, record, second, cleo):
    eve = person("Eve")
    Membership.objects.create(user=eve, patient=second, role="caregiver", access="read", granted_by=cleo)
    merge(record, second, by=cleo, now=timezone.now())

    assert cleos.get(reverse("dashboard", args=[second.pk])).url == reverse("dashboard", args=[record.pk])
    client.force_login(eve)
    assert client.get(reverse("dashboard", args=[second.pk])).status_code == 200
    home = client.get(reverse("home")).content.decode()
    assert "the clinic put this record together with another one of the same person" in home


def test_the_person_whose_own_record_is_the_other_one_sees_the_one_that_goes_on(client, record, ada, clinic, cleo):
    first = new_patient(clinic, "0", name="Ada")
    made = merge(first, record, by=cleo, now=timezone.now())

    client.force_login(ada)
    assert client.get(reverse("home")).status_code == 200
    assert Membership.objects.get(patient=first, user=ada).role == "patient"
    assert client.get(reverse("home")).context["record"].patient == first
    assert made.grants == [Membership.objects.get(patient=first, user=ada).pk]


def test_it_is_undone_by_a_press_for_30_days_and_then_not(cleos, record, second, cleo):
    weigh(second, cleo)
    made = merge(record, second, by=cleo, now=timezone.now() - dt.timedelta(days=30, minutes=1))
    at = reverse("merge_of", args=[record.pk, made.pk])

    assert "more than 30 days ago" in cleos.get(at).content.decode()
    cleos.post(at)
    assert Measurement.objects.get().patient == record
    Merge.objects.update(at=timezone.now() - dt.timedelta(days=29))
    for _press in range(2):
        cleos.post(at)
    second.refresh_from_db()
    assert (Measurement.objects.get().patient, second.ended_on, second.merged_into) == (second, None, None)
    assert Merge.objects.get().undone_by == cleo
    assert AuditEvent.objects.filter(verb="undo merge").count() == 2


def test_a_record_that_was_merged_is_neither_written_in_nor_opened_by_itself(cleos, record, second, cleo):
    merge(record, second, by=cleo, now=timezone.now())

    assert cleos.post(reverse("reopen_record", args=[second.pk])).status_code == 403
    assert cleos.get(reverse("measurement", args=[second.pk])).status_code == 403
    assert cleos.get(reverse("entries", args=[second.pk])).status_code == 200


def test_a_record_of_another_clinic_is_not_there(cleos, record, dan):
    elsewhere = Patient.objects.get(reference="D-1")

    assert cleos.get(reverse("merge", args=[record.pk]), {"other": elsewhere.pk}).status_code == 404
    page = cleos.post(reverse("merge", args=[record.pk]), {"other": elsewhere.pk, "sure": "true"})
    assert (page.status_code, Merge.objects.exists()) == (404, False)


@pytest.mark.parametrize("role", ["therapist", "reader"])
def test_who_may_not_say_who_sees_the_records_cannot_put_them_together(client, clinic, record, second, role):
    thea = person("Thea")
    Membership.objects.create(user=thea, clinic=clinic, role=role, access="write")
    client.force_login(thea)

    assert client.get(reverse("merge", args=[record.pk]), {"other": second.pk}).status_code == 403


def test_the_person_cannot_put_their_records_together(client, record, second, ada):
    client.force_login(ada)
    assert client.get(reverse("merge", args=[record.pk])).status_code == 403
