"""The last press: the letter goes out or the sheet is shown, once, and nothing is shared yet."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from people import invitations
from people.codes import as_typed
from people.models import Invitation, Membership
from tests.cast import PASSWORD, new_patient
from tests.people.invite.ways import ASKED, HANDED, send, url


def test_the_letter_goes_out_and_nothing_is_shared_yet(client, record, ada, mailoutbox):
    client.force_login(ada)
    query = "?who=caregiver&access=read&until=2090-03-01&parts=&part=mood&part=none&how=email"
    response = send(client, record, query, email=" Fay@Example.org ", name="Fay")

    row = Invitation.objects.get()
    assert response["Location"] == reverse("invitation", args=[row.pk])
    assert (row.role, row.access, row.basis, row.email) == ("caregiver", "read", "self", "fay@example.org")
    assert (row.until, row.shares) == (dt.date(2090, 3, 1), ["mood"])
    assert [sent.to for sent in mailoutbox] == [["fay@example.org"]]
    assert Membership.objects.filter(patient=record).count() == 1


def test_an_address_with_an_account_and_one_without_are_answered_alike(client, record, ada, dan):
    client.force_login(ada)
    shown = []
    for number, email in enumerate(["dan@example.org", "nil@example.org"]):
        page = client.get(send(client, record, once=str(number), email=email, name="Someone")["Location"])
        text = re.sub(r'value="\w{64}"|invitations/\d+|data-side="\w+"', "", page.content.decode())
        shown.append(text.replace(email, "them"))

    assert shown[0] == shown[1]


def test_who_tries_addresses_out_is_stopped_after_twenty_in_an_hour(client, record, ada):
    client.force_login(ada)
    for number in range(20):
        assert send(client, record, once=str(number), email=f"n{number}@example.org").status_code == 302
    refused = send(client, record, once="21", email="n21@example.org")

    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors() == ["Those were many invitations in one hour. Try again later."]
    assert Invitation.objects.count() == 20


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("ada@example.org", "This is your own address."),
        ("ADA@example.org", "This is your own address."),
        ("file-import@alsweak.invalid", "Nobody can have an address that ends in .invalid."),
        ("fay", "Enter a valid email address."),
        ("", "This field is required."),
    ],
)
def test_an_address_that_cannot_be_is_told_next_to_it(client, record, ada, email, sentence):
    client.force_login(ada)
    response = send(client, record, email=email)

    assert (response.status_code, response.context["form"].errors["email"]) == (422, [sentence])


def test_a_slip_is_a_question_and_either_answer_leads_back_to_the_form(client, record, ada):
    client.force_login(ada)
    asked = send(client, record, email="fay@gmail.con", name="Fay")
    assert asked.context["form"].slip == "fay@gmail.com"
    assert Invitation.objects.count() == 0

    kept = {"email": "fay@gmail.con", "name": "Fay", "once": "1"}
    mended = client.post(url(record, ASKED), kept | {"fix": "fay@gmail.com"}).context["form"]
    meant = client.post(url(record, ASKED), kept | {"keep": "yes"}).context["form"]
    assert [form["email"].value() for form in (mended, meant)] == ["fay@gmail.com", "fay@gmail.con"]
    send(client, record, email="fay@gmail.con", sure="fay@gmail.con")
    assert Invitation.objects.get().email == "fay@gmail.con"


@pytest.mark.parametrize(("query", "said"), [(ASKED, {"email": "fay@example.org"}), (HANDED, {"name": "Fay"})])
def test_a_double_press_makes_one_invitation(client, record, ada, query, said):
    client.force_login(ada)
    for _twice in range(2):
        response = send(client, record, query, **said)

    assert Invitation.objects.count() == 1
    if query == HANDED:  # the page that is seen last holds the code that works
        assert invitations.find(as_typed(response.context["code"]), now=timezone.now())


def test_a_clinic_asks_a_person_to_open_their_record(client, clinic, cleo, ada, mailoutbox):
    client.force_login(cleo)
    address = reverse("ask_person")
    assert client.get(address).context["title"] == "How do they get it?"
    client.post(f"{address}?how=email", {"send": "yes", "once": "1", "email": "gus@example.org"})
    row = Invitation.objects.get()
    assert (row.kind, row.clinic, row.patient) == ("from_clinic", clinic, None)

    client.force_login(ada)
    assert client.get(address).status_code == 403


def test_the_whole_way_of_a_sheet_for_who_has_no_mailbox(client, clinic, cleo):
    other = new_patient(clinic, "A-2", name="Fay")
    client.login(email=cleo.email, password=PASSWORD)
    code = send(client, other, "?who=patient&how=paper", name="Fay").context["code"]
    client.logout()
    client.post(reverse("join_code"), {"code": code.lower()})
    client.post(reverse("join"), {"do": "accept", "name": "Fay", "remember": "on"})

    grant = Membership.objects.get(patient=other, role="patient")
    assert (grant.user.name, grant.user.email) == ("Fay", None)
    assert client.get("/").status_code == 200
