import pytest
from django.urls import reverse
from django.utils import timezone

from people.access import Verb, open_record
from people.models import AuditEvent, Membership, Patient
from tests.cast import person


def give(client, record, email, role="caregiver", access="read"):
    return client.post(reverse("share", args=[record.pk]), {"email": email, "role": role, "access": access})


def grants(record):
    current = Membership.objects.current().filter(patient=record).order_by("pk")
    return [(grant.user.name, grant.role, grant.access) for grant in current]


def test_the_person_lets_someone_see_their_record(client, record, ada):
    fay = person("Fay")
    client.force_login(ada)
    response = give(client, record, "FAY@example.org")

    assert response["Location"] == reverse("sharing", args=[record.pk])
    assert grants(record) == [("Ada", "patient", "write"), ("Fay", "caregiver", "read")]
    assert list(Patient.objects.visible_to(fay)) == [record]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("nobody@example.org", "Nobody with this address has an account yet. Ask them to sign up first."),
        ("ada@example.org", "This is your own address."),
    ],
)
def test_access_that_cannot_be_given_is_told_next_to_the_address(client, record, ada, email, sentence):
    client.force_login(ada)
    response = give(client, record, email)

    assert response.status_code == 422
    assert response.context["form"].errors["email"] == [sentence]
    assert grants(record) == [("Ada", "patient", "write")]


def test_a_clinician_cannot_turn_the_person_into_a_caregiver_of_their_own_record(client, record, ada, cleo):
    client.force_login(cleo)
    response = give(client, record, "ada@example.org", access="read")

    assert response.context["form"].errors["email"] == ["The record is theirs: they can see it already."]
    assert grants(record) == [("Ada", "patient", "write")]


def test_nobody_is_made_the_person_of_a_record_by_this_form(client, record, ada):
    person("Fay")
    client.force_login(ada)

    assert give(client, record, "fay@example.org", role="patient").status_code == 422


def test_access_ends_after_one_question(client, record, ada, ben):
    client.force_login(ada)
    url = reverse("end_grant", args=[record.pk, ben.memberships.get().pk])
    asked = client.get(url).context["grant"].user
    client.post(url)

    assert asked == ben
    assert grants(record) == [("Ada", "patient", "write")]
    assert list(Patient.objects.visible_to(ben)) == []


def test_the_persons_own_access_cannot_be_ended(client, record, ada, cleo):
    client.force_login(cleo)
    url = reverse("end_grant", args=[record.pk, ada.memberships.get().pk])

    assert client.post(url).status_code == 403
    assert grants(record) == [("Ada", "patient", "write")]


def test_a_grant_of_another_record_or_of_a_whole_clinic_is_not_found_here(client, record, ada, cleo, dan):
    client.force_login(ada)
    for other in (dan, cleo):
        url = reverse("end_grant", args=[record.pk, other.memberships.get().pk])
        assert client.post(url).status_code == 404


def test_the_list_shows_who_may_see_it_and_the_clinics_team(client, record, ada, ben, cleo):
    ended = Membership.objects.create(user=person("Eve"), patient=record, role="caregiver")
    Membership.objects.filter(pk=ended.pk).update(ends_at=timezone.now())
    client.force_login(ada)
    shown = client.get(reverse("sharing", args=[record.pk])).context["grants"]

    assert {grant.user.name for grant in shown} == {"Ada", "Ben", "Cleo"}


def test_the_person_turns_a_long_list_page_by_page_and_the_clinic_sees_it_at_once(client, record, ada, cleo):
    for n in range(6):
        Membership.objects.create(user=person(f"Helper{n}"), patient=record, role="caregiver")
    url = reverse("sharing", args=[record.pk])

    def shown(user):
        client.force_login(user)
        return [[grant.user.name for grant in client.get(url, {"page": page}).context["grants"]] for page in (1, 2)]

    first, second = shown(ada)
    everyone = {"Ada", "Cleo", *(f"Helper{n}" for n in range(6))}
    assert (len(first), len(second), {*first, *second}) == (5, 3, everyone)
    assert {*shown(cleo)[0]} == everyone


@pytest.mark.parametrize("page", ["sharing", "share", "access_log"])
def test_a_caregiver_does_not_say_who_sees_the_record(client, record, ben, dan, page):
    url = reverse(page, args=[record.pk])
    client.force_login(ben)
    assert client.get(url).status_code == 403
    client.force_login(dan)
    assert client.get(url).status_code == 404


def test_the_person_sees_who_looked_and_when_in_words(client, record, ada, cleo):
    open_record(cleo, record.pk, Verb.VIEW)
    open_record(cleo, record.pk, Verb.EXPORT)
    client.force_login(ada)
    rows = client.get(reverse("access_log", args=[record.pk])).context["rows"]

    assert [(event.user.name, str(deed)) for event, deed in rows] == [
        ("Ada", "looked at who may see it"),
        ("Cleo", "took a copy as a file"),
        ("Cleo", "looked at it"),
    ]


def test_a_long_access_log_is_turned_page_by_page(client, record, ada):
    AuditEvent.objects.bulk_create(AuditEvent(user=ada, patient=record, verb="view") for _ in range(60))
    client.force_login(ada)
    url = reverse("access_log", args=[record.pk])

    assert [len(client.get(url, {"page": page}).context["rows"]) for page in (1, 2)] == [50, 12]


def test_help_is_open_to_everyone(client):
    assert client.get("/help/").status_code == 200


@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_reset_password"])
def test_account_pages_wear_the_sites_own_look(client, db, page):
    assert "base.html" in {template.name for template in client.get(reverse(page)).templates}
